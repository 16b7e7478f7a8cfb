"""The drawer as a job: what should be in it, closing it, and what its report says."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine

from shopstock.jobs import cash, offer, park, sell, void
from shopstock.jobs.cash import Count
from shopstock.jobs.cash_report import NoReport, x_report, z_report
from shopstock.jobs.faces import faces
from shopstock.jobs.session import Session, new_request_id
from shopstock.papers.day_report import Counted, TaxLine, TenderLine
from shopstock.refusal import BadInput, WrongUse
from shopstock.store.ledger import Posted, link
from tests import shops
from tests.books import unsound
from tests.shops import CABLE, CHEESE, OAT


@pytest.fixture
def till(session: Session) -> Session:
    """Till 1 with cables at 9.90, cheese at 12.80 and oat milk at 2.15."""
    shops.take_in(session, CABLE, "50")
    shops.take_in(session, CHEESE, "20.000")
    shops.take_in(session, OAT, "20", lot="A", expires="2027-01-31")
    return session


def opened(till: Session, float_minor: int = 10_000) -> Session:
    """The same with an open drawer."""
    cash.open_drawer(till, new_request_id(), float_minor)
    return till


def expected(till: Session) -> int:
    """What should be in the drawer now."""
    return cash.expected(till, cash.drawer(till))


def pieces(minor: int) -> tuple[tuple[int, int], ...]:
    """That much in as few notes and coins as there are."""
    found = []
    for face in faces("EUR", 2):
        found.append((face.minor, minor // face.minor))
        minor %= face.minor
    return tuple(found)


def closed(till: Session, counted: int | None = None, kept: int = 0, **more: object) -> Posted:
    """Close with what is expected, or with another count and its reason."""
    should = expected(till)
    count = Count(pieces(should if counted is None else counted), should, kept, **more)  # type: ignore[arg-type]
    return cash.close(till, new_request_id(), count)


def test_a_float_sales_a_refund_a_void_and_money_in_and_out(till: Session) -> None:
    opened(till, 10_000)
    first = shops.sell_some(till, CABLE, "2")
    second = shops.sell_some(till, CHEESE, "1.000")
    shops.sell_some(till, CABLE, tender="card")
    assert expected(till) == 10_000 + 1_980 + 1_280
    shops.bring_back(till, shops.sold_line(till, first).id)
    void.void(till, new_request_id(), second.booking_id)
    cash.put_in(till, new_request_id(), 5_000, "change from the bank")
    cash.take_out(till, new_request_id(), 2_050, "window cleaner")
    assert expected(till) == 10_000 + 990 + 5_000 - 2_050
    posted = closed(till, kept=10_000, said=(("card", 990),))
    assert posted.paper == "Z1-000001"
    assert cash.drawer(till).kept_minor == 10_000
    assert unsound(till) == []


def test_part_payments_and_an_overpaid_part(till: Session) -> None:
    opened(till, 0)
    offers = offer.offer_product(till, shops.goods(till, CABLE), 1, {})
    parts = (
        sell.Tender("voucher", 400, 400), sell.Tender("cash", 700, 1_000), sell.Tender("cash", -110, -110),
    )  # fmt: skip
    sell.sell(till, new_request_id(), tuple(shops.wanted(o) for o in offers), parts)
    assert expected(till) == 590
    assert cash.other_tenders(till, cash.drawer(till)) == {"voucher": 400}


def test_sales_without_an_opening_belong_to_the_next_session(till: Session) -> None:
    shops.sell_some(till, CABLE)
    assert not cash.drawer(till).open
    assert cash.sales_since(till, cash.drawer(till)) == 1
    opened(till, 2_000)
    assert expected(till) == 2_000 + 990
    closed(till, kept=2_000)
    shops.sell_some(till, CABLE)
    opened(till, 2_000)
    assert expected(till) == 2_000 + 990


def test_a_session_crosses_midnight(sunday: time_machine.Traveller, till: Session) -> None:
    opened(till, 0)
    with shops.on("2026-11-22", 23, 50):
        shops.sell_some(till, CABLE)
    with shops.on("2026-11-23", 1, 10):
        shops.sell_some(till, CABLE)
        closed(till)
        report = z_report(till, 1)
        shops.sell_some(till, CABLE)
    assert report.sales == Counted(2, "19.80")
    assert (report.since, report.until) == ("2026-11-22 09:14", "2026-11-23 01:10")
    assert z_report(till, 1) == report, "what comes later changes no closing"


def test_tills_have_their_own_drawers_and_numbers(till: Session) -> None:
    second = shops.open_session_at(till, "Till 2")
    opened(till, 100)
    opened(second, 200)
    shops.sell_some(second, CABLE)
    assert (expected(till), expected(second)) == (100, 200 + 990)
    assert closed(second).paper == "Z2-000001"
    assert closed(till).paper == "Z1-000001"
    opened(second, 0)
    assert closed(second).paper == "Z2-000002"
    assert unsound(till) == []


def test_a_sale_of_another_till_is_voided_where_the_money_goes_out(till: Session) -> None:
    second = shops.open_session_at(till, "Till 2")
    sale = shops.sell_some(till, CABLE)
    opened(till, 0)
    opened(second, 5_000)
    void.void(second, new_request_id(), sale.booking_id)
    assert (expected(till), expected(second)) == (990, 5_000 - 990)


@pytest.mark.parametrize(
    ("off", "asks"), [(0, False), (500, False), (-500, False), (501, True), (-501, True)]
)
def test_a_reason_above_the_tolerance(till: Session, off: int, asks: bool) -> None:
    opened(till, 10_000)
    if asks:
        with pytest.raises(cash.NeedsReason):
            closed(till, 10_000 + off)
        assert cash.drawer(till).open
    closed(till, 10_000 + off, reason="a note too many" if asks else "")
    assert z_report(till, 1).drawer.reason == ("a note too many" if asks else None)


def test_a_terminal_that_is_off_needs_a_reason_too(till: Session) -> None:
    opened(till, 0)
    shops.sell_some(till, CABLE, tender="card")
    with pytest.raises(cash.NeedsReason):
        closed(till, said=(("card", 1_980),))
    closed(till, said=(("card", 1_980),), reason="the terminal booked twice")
    line = z_report(till, 1).tenders[0]
    assert line == TenderLine("card", "9.90", "19.80", "9.90")


def test_the_tolerance_is_booked_with_who_set_it(till: Session) -> None:
    cash.set_tolerance(till, new_request_id(), 100)
    assert cash.tolerance(till) == 100
    event = till.store.db.execute_sql("SELECT what, was, became, note FROM event").fetchone()
    assert event == ("setting_changed", "5.00", "1.00", "cash_tolerance")


def test_cash_that_moves_after_the_count_is_counted_again(till: Session) -> None:
    opened(till, 1_000)
    count = Count(pieces(1_000), expected(till), 0)
    shops.sell_some(till, CABLE)
    with pytest.raises(cash.CashMoved, match=r"9\.90 came in since you counted"):
        cash.close(till, new_request_id(), count)
    cash.take_out(till, new_request_id(), 1_500, "stamps")
    with pytest.raises(cash.CashMoved, match=r"5\.10 went out"):
        cash.close(till, new_request_id(), count)
    assert cash.drawer(till).open


def test_the_ledger_itself_refuses_a_stale_count(till: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process at this till may sell between the look and the lock."""
    opened(till, 1_000)
    count = Count(pieces(1_000), expected(till), 0)
    shops.sell_some(till, CABLE)
    monkeypatch.setattr(cash, "_check", lambda *_: None)
    with pytest.raises(cash.CashMoved, match="Count again"):
        cash.close(till, new_request_id(), count)
    assert cash.drawer(till).open
    assert unsound(till) == []


def test_what_a_drawer_refuses(till: Session) -> None:
    for act in (cash.put_in, cash.take_out):
        with pytest.raises(cash.NotOpened):
            act(till, new_request_id(), 100, "a reason")
    with pytest.raises(cash.NotOpened):
        cash.close(till, new_request_id(), Count((), 0, 0))
    with pytest.raises(NoReport):
        x_report(till)
    opened(till, 0)
    with pytest.raises(cash.OpenAlready):
        cash.open_drawer(till, new_request_id(), 0)
    for act in (cash.put_in, cash.take_out):
        for amount, reason in ((0, "nothing"), (-5, "less"), (100, ""), (100, " \u200b ")):
            with pytest.raises(BadInput):
                act(till, new_request_id(), amount, reason)
    with pytest.raises(BadInput):
        closed(till, kept=1)
    with pytest.raises(NoReport):
        z_report(till, 1)
    assert till.store.db.execute_sql("SELECT count(*) FROM drawer").fetchone() == (1,)


def test_a_request_is_booked_once(till: Session) -> None:
    request = new_request_id()
    first = cash.open_drawer(till, request, 100)
    again = cash.open_drawer(till, request, 100)
    assert (again.booking_id, again.paper, again.repeated) == (first.booking_id, first.paper, True)
    request = new_request_id()
    count = Count(pieces(100), 100, 0)
    assert cash.close(till, request, count).paper == cash.close(till, request, count).paper == "Z1-000001"


def test_a_drawer_is_not_undone(till: Session) -> None:
    posted = cash.open_drawer(till, new_request_id(), 100)
    with pytest.raises(void.CannotUndo):
        void.void(till, new_request_id(), posted.booking_id)


def test_the_report_adds_up(till: Session) -> None:
    opened(till, 10_000)
    phone = shops.sell_some(till, CABLE, "3")
    shops.sell_some(till, OAT, "2")
    shops.sell_some(till, CHEESE, "1.500", tender="card")
    shops.bring_back(till, shops.sold_line(till, phone).id, 1)
    void.void(till, new_request_id(), shops.sell_some(till, CABLE, "2").booking_id)
    offers = offer.offer_product(till, shops.goods(till, CABLE), 1, {})
    wanted = replace(shops.wanted(offers[0]), discount_ppm=100_000)
    sell.sell(till, new_request_id(), (wanted,), (sell.Tender("cash", 891, 891),))
    park.park(till, "a coat", "{}")
    closed(till, expected(till) - 30, kept=10_000, said=(("card", 1_920),), counts=2)
    report = z_report(till, 1)
    assert (report.kind, report.paper, report.staff, report.session) == ("Z", "Z1-000001", "Owner", 1)
    assert report.sales == Counted(5, "81.91")
    assert report.refunds == Counted(1, "-9.90")
    assert report.voids == Counted(1, "-19.80")
    assert report.discounts == Counted(1, "-0.99")
    assert report.total == "52.21"
    assert report.tenders == (
        TenderLine("cash", "33.01"),
        TenderLine("card", "19.20", "19.20", "0.00"),
    )
    assert report.taxes == (TaxLine("19", "24.13", "4.58", "28.71"), TaxLine("7", "21.96", "1.54", "23.50"))
    drawer = report.drawer
    assert (drawer.float_, drawer.cash, drawer.expected) == ("100.00", "33.01", "133.01")
    assert (drawer.counted, drawer.difference) == ("132.71", "-0.30")
    assert (drawer.kept, drawer.banked) == ("100.00", "32.71")
    assert (report.parked, report.counts) == (1, 2)
    assert sum(piece.number for piece in report.pieces) == 7


def test_a_line_that_came_back_in_parts_takes_all_of_its_tax_back(till: Session) -> None:
    opened(till, 0)
    line = shops.sold_line(till, shops.sell_some(till, OAT, "7")).id
    for _ in range(7):
        shops.bring_back(till, line)
    assert x_report(till).taxes == ()
    assert x_report(till).total == "0.00"


def test_a_clerk_reads_no_takings_before_the_count(till: Session) -> None:
    opened(till, 0)
    shops.sell_some(till, CABLE)
    clerk = replace(till, staff=till.staff._replace(role="clerk"))
    assert x_report(clerk).blind
    assert not x_report(till).blind
    closed(clerk)
    assert not z_report(clerk, 1).blind, "whoever closed sees what was expected"


def test_heads_of_every_till_are_noted_and_printed(till: Session) -> None:
    second = shops.open_session_at(till, "Till 2")
    shops.sell_some(second, CABLE)
    opened(till, 0)
    posted = closed(till)
    report = z_report(till, 1)
    seals = dict(
        till.store.db.execute_sql(
            "SELECT till_id, hash FROM booking b WHERE till_number = "
            "(SELECT max(till_number) FROM booking WHERE till_id = b.till_id)"
        ).fetchall()
    )
    assert {h.prefix: h.hash for h in report.heads} == {"R1": seals[1].hex(), "R2": seals[2].hex()}
    shops.sell_some(second, CABLE)
    shops.sell_some(till, CABLE)
    assert z_report(till, 1).heads == report.heads
    noted = till.store.db.execute_sql(
        "SELECT note, was, became FROM event WHERE booking_id = ?", (posted.booking_id,)
    ).fetchall()
    assert noted == [("2", "1", seals[2].hex())]


def test_seals_of_bookings_without_a_drawer_stay_as_they_were() -> None:
    row = {"prev_hash": None, "kind": "sale"}
    parts: dict[str, list[dict[str, object]]] = {
        "lines": [],
        "movements": [],
        "payments": [],
        "returns": [],
        "events": [],
        "checks": [],
    }
    older = link(row, parts)
    assert link(row, {**parts, "drawer": [], "pieces": [], "tenders": []}) == older
    assert link(row, {**parts, "drawer": [{"n": 1}], "pieces": [], "tenders": []}) != older


def test_faces_of_known_and_unknown_currencies(monkeypatch: pytest.MonkeyPatch) -> None:
    euro = faces("EUR", 2)
    assert [face.minor for face in euro if face.note] == [50000, 20000, 10000, 5000, 2000, 1000, 500]
    assert [face.minor for face in euro if not face.note] == [200, 100, 50, 20, 10, 5, 2, 1]
    assert [face.minor for face in faces("JPY", 0)] == [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1]
    for digits in (0, 2, 3):
        unknown = [face.minor for face in faces("XYZ", digits)]
        assert unknown == sorted(set(unknown), reverse=True)
        assert unknown[-1] == 1
        assert len(unknown) <= 18
    with pytest.raises(WrongUse, match="faces"):
        faces("USD", 0)  # 0.50 is no whole unit: the file and the currency do not fit
