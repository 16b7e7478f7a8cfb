"""What is thought of the lots of the morning check, in words: for a row, for the side pane, and as an answer.

One sentence says how it sells and what would have to be sold, one what a lower price did here before, one what will
be left, and the last what to do. They are made from a `Suggestion`, whose numbers are estimates: they are said with one
decimal at the most.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from shopstock.amounts import show_decimal
from shopstock.desk.views.dates import DatesRow
from shopstock.desk.views.frame import Fact, Section
from shopstock.jobs.dates import Due, Morning
from shopstock.jobs.session import Session
from shopstock.jobs.suggest import Suggestion, suggestions
from shopstock.text import fit

MOST_ROWS = 200
_SIDE = 34  # what a line of the side pane holds
_HARDLY = 0.05


class Thoughts:
    """What is thought of the rows of one check: read once for each state of the books.

    A list of more than `MOST_ROWS` rows gets none: it is gone through by letters, not by thinking about each row."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: Morning | None = None
        self._found: dict[int, Suggestion] = {}

    def read(self, now: Morning) -> None:
        """Think about the rows of that check, unless that was done."""
        if now is self._of:
            return
        self._of = now
        few = 0 < len(now.rows) <= MOST_ROWS
        until = max((due.row.expires_on for due in now.rows), default=now.day)
        self._found = suggestions(self._session, until) if few else {}

    def _one(self, due: Due) -> Suggestion | None:
        return self._found.get(due.row.lot_id) if due.action is None else None

    def of(self, due: Due) -> tuple[str | None, str | None]:
        """The fields `advice` and `suggested` of a row."""
        said = self._one(due)
        if said is None:
            return None, None
        price = None if said.price_minor is None else _price(self._session, said)
        return sentence(self._session, said), price

    def still(self, shown: DatesRow, due: Due) -> bool:
        """Whether the row says what is thought of it now."""
        return (shown.advice, shown.suggested) == self.of(due)

    def told(self, due: Due) -> tuple[str, ...]:
        """The lines under the answer that tells of a row."""
        said = self._one(due)
        return tuple(f"  {part}" for part in sentences(self._session, said)) if said else ()

    def pane(self, due: Due) -> tuple[Section, ...]:
        """The side pane for the row that the next letter acts on."""
        said = self._one(due)
        return _pane(self._session, due, said) if said else ()


def sentences(session: Session, said: Suggestion) -> tuple[str, ...]:
    """What is thought of a lot, a sentence each."""
    if said.verdict == "over":
        return ("its last day of sale has passed",)
    if said.verdict == "unknown":
        return ("it was for sale on too few days to say how it sells",)
    sells = f"sells {_rate(said.pace)} a day"
    if said.verdict == "sells_out":
        return (f"{sells}: sells out by itself",)
    there = show_decimal(said.quantity, said.decimals)
    needs = f"{sells}, needs {_rate(said.needed)} to clear {there} by {session.day(said.until)}"
    left = f"{_amount(said)} likely left, {session.money(said.risk_minor)} at risk"
    if said.verdict == "wait":
        return (needs, left, "today the price of now brings more")
    if said.verdict == "keep":
        return (needs, left, "a lower price brings no more")
    return (needs, _tried(said), left, f"Try {said.percent} %: {_price(session, said)}")


def sentence(session: Session, said: Suggestion) -> str:
    """All of it in one line."""
    return ". ".join(sentences(session, said))


def _price(session: Session, said: Suggestion) -> str:
    return session.money(said.price_minor or 0)


def _tried(said: Suggestion) -> str:
    """What is known of the step: what it did with this product, in this shop, or what is taken for granted."""
    seen = said.seen
    if seen is None:
        return f"{said.percent} % was never tried here: {_rate(said.times)}x is taken"
    where = "here" if seen.own else "with other goods"
    often = "once" if seen.tries == 1 else f"{seen.tries} times"
    return f"{said.percent} % sold {_rate(seen.times)}x {where} before ({often})"


def _rate(units: float) -> str:
    """`1.2`; two decimals where one would say nothing."""
    return f"{units:.1f}" if units >= _HARDLY or not units else f"{units:.2f}"


def _amount(said: Suggestion) -> str:
    return f"{said.left_units:.1f}" if said.decimals else str(max(1, round(said.left_units)))


def _pane(session: Session, due: Due, said: Suggestion) -> tuple[Section, ...]:
    lines = [
        Fact("", line, "accent" if part.startswith("Try ") else "plain")
        for part in sentences(session, said)
        for line in wrap(part, _SIDE)
    ]
    lot = Fact("lot", fit(due.row.code, _SIDE - 10))
    return (Section(fit(due.row.name, _SIDE), (lot, *lines)), *_summed(said, session))


def _summed(said: Suggestion, session: Session) -> Sequence[Section]:
    if not said.left_units or said.risk_cost_minor is None:
        return ()
    price, cost = session.money(said.risk_minor), session.money(said.risk_cost_minor)
    return (Section("At risk", (Fact("price", price, "ask"), Fact("cost", cost))),)
