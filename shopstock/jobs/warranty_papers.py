"""What papers say of warranties: as they were agreed by the booking of the paper, so that a reprint says the same."""

from __future__ import annotations

from collections.abc import Sequence

from shopstock.days import show_day
from shopstock.jobs.session import Session
from shopstock.store.covers import OnPaper, covers_on_paper

_BEGINS = {"delivery": "delivery", "activation": "activation"}


def on_paper(session: Session, booking_id: int) -> list[OnPaper]:
    """The shop's warranties and the extensions of a ticket; what the law gives stands on no receipt."""
    return [each for each in covers_on_paper(session.store, booking_id) if each.kind in ("shop", "extension")]


def words_of_line(agreed: Sequence[OnPaper], n: int) -> tuple[str, ...]:
    """What line `n` of a receipt says beside its last day: a lifetime, a start to come, what it extends."""
    found = []
    for each in agreed:
        if each.kind == "shop" and each.n == n and not each.until:
            found.append(f"Warranty {waits(each)}")
        if each.kind == "extension" and each.paid_n == n:
            found.append(f"Warranty of {each.serial or each.product}")
            found.append(span(each))
    return tuple(found)


def waiting_or_lifetime(agreed: Sequence[OnPaper], n: int) -> str:
    """What stands on a slip in place of a last day; empty where line `n` has one, or no warranty."""
    return next(
        (waits(each) for each in agreed if each.kind == "shop" and each.n == n and not each.until), ""
    )


def extended_to(agreed: Sequence[OnPaper], n: int) -> str:
    """The last day of the extensions that were sold with line `n`; empty where there is none."""
    found = [each for each in agreed if each.kind == "extension" and each.n == n]
    if not found:
        return ""
    last = max((each.until for each in found if each.until), default=None)
    return show_day(last) if last else span(found[-1])


def waits(each: OnPaper) -> str:
    """`for its lifetime`, `24 months from its delivery`."""
    length = "for its lifetime" if each.lifetime else str(each.term)
    begins = _BEGINS.get(each.runs_from)
    return f"{length}, from its {begins}" if begins else length


def span(each: OnPaper) -> str:
    """`23 Nov 2028 to 22 Nov 2029`, or how much longer it is."""
    if each.starts_on and each.until:
        return f"{show_day(each.starts_on)} to {show_day(each.until)}"
    return f"{each.term} longer"
