"""What is thought of the lots of the morning check, in words: for a row, for the side pane, and as an answer.

One sentence says how it sells and what would have to be sold, one what a lower price did here before, one what will
be left, and the last what to do. They are made from a `Suggestion`, whose numbers are estimates: they are said with one
decimal at the most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from shopstock.amounts import show_decimal
from shopstock.desk.views.frame import Fact, Section
from shopstock.jobs.due import Due
from shopstock.jobs.session import Session
from shopstock.jobs.suggest import Suggestion, suggestions
from shopstock.text import fit

_SIDE = 34  # what a line of the side pane holds
_HARDLY = 0.05


def thoughts(session: Session, rows: Iterable[Due]) -> dict[int, Suggestion]:
    """What is thought of the lots of these rows, by their ids; one question for all of them."""
    dated = [due.row.expires_on for due in rows]
    return suggestions(session, max(dated)) if dated else {}


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


def advised(session: Session, said: Suggestion | None) -> tuple[str | None, str | None]:
    """The fields `advice` and `suggested` of a row of the check."""
    if said is None:
        return None, None
    return sentence(session, said), None if said.price_minor is None else _price(session, said)


def more_of(session: Session, due: Due, said: Suggestion | None) -> tuple[str, ...]:
    """The lines under the answer that tells of a row."""
    if due.action is not None or said is None:
        return ()
    return tuple(f"  {part}" for part in sentences(session, said))


def pane(session: Session, due: Due, said: Suggestion | None) -> tuple[Section, ...]:
    """The side pane for the row that the next letter acts on."""
    if said is None:
        return ()
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
