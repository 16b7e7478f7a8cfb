"""The program on a terminal with a desk that writes what it hears to a file: `python -m tests.screens.recorder FILE`.

One JSON line per entry: `[job, text]`; `["", "closed"]` when the desk was closed. A second argument makes
each entry take so many milliseconds, a third, `basket`, makes each entry a line of a growing basket.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.views.sell import SellLine, SellView
from tests.screens.fake_desk import FakeDesk
from tests.screens.samples import sell_line


class Recorder(FakeDesk):
    """Keeps each entry at once, as the real desk keeps an open basket."""

    def __init__(self, path: Path, slow: float, *, basket: bool = False) -> None:
        super().__init__()
        self._basket = basket
        self._lines: list[SellLine] = []
        self._file = path.open("a", encoding="utf-8")
        self._slow = slow

    def enter(self, text: str) -> Answer:
        """Write it to the file."""
        job = self.job
        if text == "boom":
            raise RuntimeError("the desk fell over")
        answer = super().enter(text)
        if self._basket:
            answer = self._sold(answer, text)
        self._write(job, text)
        time.sleep(self._slow)
        return answer

    def _sold(self, answer: Answer, text: str) -> Answer:
        self._lines.append(sell_line(len(self._lines) + 1, serial=text))
        return replace(answer, view=SellView(list(self._lines), "420.95", None, []))

    def close(self) -> Parting:
        """Say so, once."""
        super().close()
        if self.closed == 1:
            self._write("", "closed")
        return Parting()

    def _write(self, job: str, text: str) -> None:
        self._file.write(json.dumps([job, text]) + "\n")
        self._file.flush()


def main() -> int:
    """Open it."""
    from screens.app import run

    slow = float(sys.argv[2]) / 1000 if len(sys.argv) > 2 else 0.0
    return run(Recorder(Path(sys.argv[1]), slow, basket="basket" in sys.argv))


if __name__ == "__main__":
    sys.exit(main())
