"""Watching a shop: the checks of `verify` in a process of their own, while the counter goes on.

A check of a large shop takes many seconds, and the counter has a few milliseconds for a scan; so it runs beside it at
the lowest priority, asked now and then whether it is done. It reads the file with a SQLite of its own: within this
process nothing but the open shop may open it, or the locks of this till would go.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import shopstock
from shopstock import clock
from shopstock.jobs.verify import Report, from_json
from shopstock.jobs.watched import SHOP_VARIABLE

_CHILD = ("-P", "-m", "shopstock.jobs.watched")  # -P: the folder one stands in is no place to import from
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that ended, and when: its report, or None and why it could not run."""

    at_us: int
    report: Report | None
    trouble: str = ""


class Watch:
    """One check at a time of one shop; `shop` is what SHOPSTOCK_SHOP would say."""

    def __init__(self, shop: str, child: tuple[str, ...] = _CHILD) -> None:
        self._shop = shop
        self._child = child
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._failed = ""

    @property
    def running(self) -> bool:
        """Whether a check was begun whose end `poll` has not told yet."""
        return self._process is not None or bool(self._failed)

    def start(self) -> None:
        """Begin a check, unless one runs. What prevents it comes out of `poll`."""
        if self.running:
            return
        root = str(Path(shopstock.__file__).parent.parent)
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, SHOP_VARIABLE: self._shop, "PYTHONPATH": paths}
        try:
            # A file and no pipe: a long report would fill a pipe, and nobody reads before the end.
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open as long as the check
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, *self._child],
                stdin=subprocess.PIPE,
                stdout=self._said,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        except OSError as error:
            self._failed = error.strerror or str(error)
            self._let_go()

    def poll(self) -> Checked | None:
        """What the check that was begun came to, once; None while it runs and when there is none."""
        if self._failed:
            trouble, self._failed = self._failed, ""
            return Checked(clock.now_us(), None, trouble)
        if self._process is None or self._said is None or self._process.poll() is None:
            return None
        self._said.seek(0)
        said, code = self._said.read().decode("utf-8", "replace"), self._process.returncode
        self._let_go()
        return _checked(said, code)

    def end(self) -> None:
        """Break off what runs; nothing of it is left behind."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)
        self._failed = ""
        self._let_go()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        if self._said is not None:
            self._said.close()
        self._process = self._said = None


def _checked(said: str, code: int) -> Checked:
    now = clock.now_us()
    last = said.strip().rpartition("\n")[2]
    if code:
        return Checked(now, None, last or f"it was ended ({code})")
    try:
        found = json.loads(said)
        if "refused" in found:
            return Checked(now, None, str(found["refused"]))
        return Checked(now, from_json(found))
    except (ValueError, KeyError, TypeError):
        return Checked(now, None, last or "it said nothing")
