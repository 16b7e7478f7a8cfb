"""Exchange and replacement on paper and in the books: both pieces, the difference, and the day report of it."""

from __future__ import annotations

from shopstock.jobs import cash, cash_report, exchange, offer, receipts, returns, sell, settings
from shopstock.jobs.session import Session, new_request_id
from shopstock.papers import sheet
from shopstock.store.credits import credit_steps_on
from shopstock.store.ledger import Posted
from shopstock.store.trends import totals
from tests import shops
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL
from tests.store import audit


def paper(session: Session, posted: Posted) -> str:
    """The receipt as one line of words."""
    return " ".join(sheet.text(receipts.rows_of(session, posted.booking_id, copy=False), 42).split())


def replaced(session: Session) -> Posted:
    """The first phone comes back faulty, and the second replaces it."""
    old = shops.line_of_serial(session, SERIAL)
    row = shops.goods(session, PHONE)
    new = sell.Wanted(row.id, shops.batch(session, PHONE, "").id, shops.unit(session, OTHER_SERIAL).id, 1, 0)
    wanted = exchange.one_for_one(row, new, old.amount_minor)
    back = returns.Back(old.id, 1, "F", "Q")
    return exchange.exchange(session, new_request_id(), back, (wanted,), (), replaces=True)


def test_a_replacement_says_so_and_costs_nothing(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    with shops.on("2027-03-03"):
        said = paper(session, replaced(session))
    assert "Replacement R1-000002" in said
    assert f"Aria X2 399.00 Serial {OTHER_SERIAL} Warranty until 22 Nov 2028" in said
    assert f"CAME BACK ------------------------------------------ Aria X2 -399.00 Serial {SERIAL}" in said
    assert "Total EUR 0.00" in said
    assert "cash" not in said
    assert audit.findings(session) == []


def test_a_warranty_begins_anew_where_the_shop_says_so(session: Session) -> None:
    settings.change(session, new_request_id(), "warranty.replacement", "restart")
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    with shops.on("2027-03-03"):
        replaced(session)
        assert shops.line_of_serial(session, OTHER_SERIAL).warranty_until == "2029-03-03"


def test_a_credit_note_bears_its_code(session: Session) -> None:
    settings.change(session, new_request_id(), "returns.credit_months", "6")
    shops.take_in(session, CABLE, "5")
    line = shops.sold_line(session, shops.sell_some(session, CABLE, "2"))
    posted = shops.bring_back(session, line.id, 2, outcome="C")
    code = credit_steps_on(session.store, posted.booking_id)[0].code
    said = paper(session, posted)
    assert (
        f"STORE CREDIT ------------------------------------------ {code} 19.80 Good until 22 May 2027" in said
    )
    codes = [r.left for r in receipts.rows_of(session, posted.booking_id, copy=False) if r.kind == "code"]
    assert codes == [code, "RT-000001"]
    lines = tuple(shops.wanted(o) for o in offer.offer_product(session, shops.goods(session, CABLE), 1, {}))
    spent = sell.sell(session, new_request_id(), lines, (sell.Tender("credit", 990, 990, code),))
    assert "credit 9.90" in paper(session, spent)
    assert f"credit ..{code[-4:]}, left 9.90" in paper(session, spent)
    assert code not in paper(session, spent)


def test_the_day_report_and_the_trends_count_an_exchange(session: Session) -> None:
    """A phone of 399.00 sold and replaced, a cable sold and brought back for credit."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in(session, CABLE, "5")
    cash.open_drawer(session, new_request_id(), 0)
    shops.sell_serial(session, SERIAL)
    replaced(session)
    line = shops.sold_line(session, shops.sell_some(session, CABLE))
    shops.bring_back(session, line.id, outcome="C")
    report = cash_report.x_report(session)
    assert (report.sales.number, report.sales.amount) == (3, "807.90")
    assert (report.refunds.number, report.refunds.amount) == (2, "-408.90")
    assert report.total == "399.00"
    assert [(line.tender, line.taken) for line in report.tenders] == [
        ("cash", "408.90"),
        ("credit", "-9.90"),
    ]
    assert report.drawer.cash == "408.90"
    phones = totals(session.store, shops.goods(session, PHONE).id, shops.SUNDAY)
    assert (phones.sold, phones.returned) == (2, 1)
