"""The morning check: in the order of the shelves, late rows first, and nothing past its use-by is let go."""

from __future__ import annotations

import pytest

from shopstock.jobs import dates, markdowns
from shopstock.jobs.move import NotThere, NotToGive
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.lots import set_lot_hold
from shopstock.store.tickets import events_of, movements_of
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, OAT, SALMON
from tests.store.audit import findings
from tests.store.hand import dump


def act(session: Session, due: dates.Due, letter: str, amount: int | None = None) -> int:
    """Do that with a row, or a part of it; gives the booking."""
    done = dates.Act(due, letter, due.row.quantity if amount is None else amount)
    return dates.act(session, new_request_id(), (done,)).booking_id


def codes(session: Session, horizon: int | None = None) -> list[str]:
    """The lots on the list, in order."""
    return [due.row.code for due in dates.list_due(session, horizon)]


def test_the_order_of_the_list(session: Session) -> None:
    for sku, lot, expires, place in (
        (SALMON, "S2", "2026-11-24", "SHELF-2"),
        (OAT, "O2", "2026-11-23", "SHELF-2"),
        (SALMON, "S1", "2026-11-25", "SHELF-1"),
        (OAT, "O1", "2026-11-25", "SHELF-1"),
        (OAT, "OLD", "2026-11-20", "SHELF-1"),
        (OAT, "EDGE", "2026-11-29", "BACK"),
        (OAT, "NOT YET", "2026-11-30", "SHELF-1"),
        (OAT, "MONTH", "2026-11", "SHELF-1"),
        (OAT, "NEVER", "", "SHELF-1"),
        (OAT, "RED BOX", "2026-11-20", "QUARANTINE"),
    ):
        shops.take_in(session, sku, "2", lot=lot, expires=expires, place_code=place)
    shops.take_in(session, CABLE, "2")
    assert codes(session) == ["OLD", "O1", "S1", "O2", "S2", "EDGE"]
    assert codes(session, 8) == ["OLD", "O1", "S1", "NOT YET", "MONTH", "O2", "S2", "EDGE"]
    assert [due.days_left for due in dates.list_due(session)] == [-2, 3, 3, 1, 2, 7]
    shops.sell_some(session, OAT, "2")  # the earliest that may be sold
    assert codes(session) == ["OLD", "O1", "S1", "S2", "EDGE"]


def test_every_letter(session: Session) -> None:
    """A part that goes leaves the row open; ok and a markdown are for all of what stands there."""
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11-23")
    assert dates.at_risk(dates.list_due(session)) == 2150
    for letter, (action, what) in dates.ACTIONS.items():
        booking = act(session, dates.list_due(session)[0], letter, 1 if what else None)
        assert [m.what for m in movements_of(session.store, booking)] == ([what] if what else [])
        assert dates.list_due(session)[0].action == (None if what else action)
    with refuses(session, dates.WholeRow, "are for all of a row"):
        act(session, dates.list_due(session)[0], "K", 1)
    assert shops.on_hand(session, OAT, "SHELF-1") == 4
    assert shops.on_hand(session, OAT, "QUARANTINE") == 1
    assert dates.wasted_this_month(session) == 110
    act(session, dates.list_due(session)[0], "W")
    assert [due.action for due in dates.list_due(session)] == ["waste"]
    assert dates.at_risk(dates.list_due(session)) == 0
    assert findings(session) == []


def test_a_use_by_that_has_passed_is_pulled_or_wasted(session: Session) -> None:
    with shops.on("2026-11-21"):
        shops.take_in(session, SALMON, "4", lot="S", expires="2026-11-21")
        act(session, dates.list_due(session)[0], "K")
    due = dates.list_due(session)[0]
    for letter in "KMCT":
        with refuses(session, dates.UseByOver, "lot S: use-by has passed"):
            act(session, due, letter)
    act(session, due, "P", 1)
    act(session, due, "W", 1)
    act(session, due, "S", 1)


def test_more_than_there_is(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-23")
    due = dates.list_due(session)[0]
    with refuses(session, dates.TooMuch, "only 2 there, at SHELF-1: Oat milk 1 l"):
        act(session, due, "W", 3)
    shops.sell_some(session, OAT)  # somebody was faster than the list
    with refuses(session, NotThere, "only 1 of Oat milk 1 l at SHELF-1"):
        act(session, due, "W")
    act(session, dates.list_due(session)[0], "W")


def test_held_goods_are_given_to_nobody(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-23")
    set_lot_hold(session.store, shops.batch(session, OAT, "A").id, "smells")
    due = dates.list_due(session)[0]
    for letter in "CT":
        with refuses(session, NotToGive, "is held"):
            act(session, due, letter)
    act(session, due, "P", 1)
    act(session, dates.list_due(session)[0], "W")
    assert shops.on_hand(session, OAT, "QUARANTINE") == 1


def test_a_markdown_is_half_the_price_and_an_event(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-23")
    booking = act(session, dates.list_due(session)[0], "M")
    assert [(e.what, e.was, e.became) for e in events_of(session.store, booking)] == [
        ("marked_down", "2.15", "1.07")
    ]
    assert shops.sold_line(session, shops.sell_some(session, OAT)).amount_minor == 107
    assert [markdowns.less(price, 500_000) for price in (0, 1, 2, 215, 999)] == [0, 0, 1, 107, 499]


def test_rows_left_undone_are_late_and_first(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="SOON", expires="2026-11-23")
    shops.take_in(session, OAT, "2", lot="LATER", expires="2026-11-28", place_code="SHELF-2")
    first = dates.list_due(session)
    assert [(due.row.code, due.late) for due in first] == [("SOON", False), ("LATER", False)]
    act(session, first[0], "K")
    with shops.on("2026-11-23"):
        shops.take_in(session, OAT, "2", lot="NEW", expires="2026-11-24")
        assert [(due.row.code, due.late) for due in dates.list_due(session)] == [
            ("LATER", True),
            ("SOON", False),
            ("NEW", False),
        ]
        act(session, dates.list_due(session)[0], "K")
        assert dump(session, "check_row")["check_row"][-1][-1] == 1
    with shops.on("2026-11-26"):  # closed in between: the last open day counts
        assert [(due.row.code, due.late) for due in dates.list_due(session)] == [
            ("SOON", True),
            ("NEW", True),
            ("LATER", False),
        ]


def test_the_day_is_signed_off(session: Session) -> None:
    assert not dates.is_signed(session)
    dates.sign(session, new_request_id())
    assert dates.is_signed(session)
    with shops.on("2026-11-23", 0, 0):
        assert not dates.is_signed(session)


def test_the_same_request_is_one_check(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-23")
    done = (dates.Act(dates.list_due(session)[0], "W", 1),)
    request = new_request_id()
    first = dates.act(session, request, done)
    after = dump(session)
    assert dates.act(session, request, done) == first._replace(repeated=True)
    assert dump(session) == after


@pytest.mark.parametrize("letters", ["WW", "WK"])
def test_a_refused_row_takes_the_others_with_it(session: Session, letters: str) -> None:
    shops.take_in(session, SALMON, "2", lot="A", expires="2026-11-20")
    shops.take_in(session, SALMON, "2", lot="B", expires="2026-11-20")
    rows = dates.list_due(session)
    acts = tuple(
        dates.Act(due, letter, 2 if letter == "K" else 3 - n)
        for n, (due, letter) in enumerate(zip(rows, letters, strict=True), 1)
    )
    if letters == "WK":
        with refuses(session, dates.UseByOver):
            dates.act(session, new_request_id(), acts)
    else:
        dates.act(session, new_request_id(), acts)
    assert shops.on_hand(session, SALMON) == (4 if letters == "WK" else 1)
