"""A counter for tests: type or scan, look at the answer, count what the ledger holds."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from shopstock.desk.answer import LINE, Answer
from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session

LEDGER = (
    "booking", "sale_line", "movement", "return_line", "payment", "event", "check_row", "drawer", "drawer_piece",
    "drawer_tender", "cover",
)  # fmt: skip


HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Counter:
    """A desk with short words: `counter("CAB", ":finish")` enters both and gives the last answer."""

    def __init__(self, session: Session) -> None:
        self.desk = Desk(session)

    def __call__(self, *entries: str) -> Answer:
        """Enter all of them; the answer to the last one, checked to be one the screen can show."""
        assert entries
        for entry in entries:
            answer = self.desk.enter(entry)
            presentable(answer)
        return answer

    def ids(self, *entries: str) -> list[str]:
        """The id of every answer."""
        return [self(entry).id for entry in entries]

    def view(self, *entries: str) -> dict[str, Any]:
        """The view after the entries, or now."""
        found = self(*entries).view if entries else self.desk.mode.view()
        return found.as_json()

    def lines(self) -> list[tuple[str, str, str | None]]:
        """The basket as name, quantity and amount."""
        rows = self.desk.modes["sell"].view().as_json()["lines"]
        return [(row["name"], row["quantity"], row["amount"]) for row in rows]

    def states(self) -> list[str]:
        """The state of every line of the basket."""
        return [row["state"] for row in self.desk.modes["sell"].view().as_json()["lines"]]


def presentable(answer: Answer) -> None:
    """What every answer promises: a state first, one short line, no control character, a JSON object."""
    lines = answer.text.split("\n")
    assert len(lines[0]) <= LINE, lines[0]
    assert lines[0].startswith(answer.state)
    assert not lines[0].startswith(answer.state + "  " * 3), "an answer without a sentence"
    for line in lines:
        assert not hidden(line), repr(line)
    view = answer.view.as_json()
    assert isinstance(view, dict)
    shown = json.dumps(view, ensure_ascii=False)
    assert not hidden(json.loads(shown)), shown


def hidden(shown: object) -> bool:
    """Whether there is a control, format or line-separator character in any text of a view."""
    if isinstance(shown, dict):
        return any(hidden(value) for value in shown.values())
    if isinstance(shown, list):
        return any(hidden(value) for value in shown)
    return isinstance(shown, str) and any(unicodedata.category(c) in HIDDEN for c in shown)


def ledger(session: Session) -> dict[str, int]:
    """How many rows each table of the ledger has."""
    return {
        table: session.store.db.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0] for table in LEDGER
    }
