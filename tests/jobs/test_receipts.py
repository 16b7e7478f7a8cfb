"""What stands on a receipt, read from the ledger: the stories of a counter, and the same paper months later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shopstock.jobs import exchange, item, offer, receipts, return_rules, returns, sell, settings, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.papers import sheet
from shopstock.papers.sheet import Row
from shopstock.store.ledger import PaymentDraft, Posted, post
from shopstock.store.tickets import sold_line
from tests import shops
from tests.books import unsound
from tests.jobs.said import refuses
from tests.shops import CABLE, CHEESE, OAT, OTHER_SERIAL, PHONE, SERIAL
from tests.store.audit import findings


def paper(session: Session, booked: Posted, *, width: int = 42, copy: bool = False) -> str:
    """The receipt as text."""
    return sheet.text(receipts.rows_of(session, booked.booking_id, copy=copy), width)


def sentence(session: Session, booked: Posted, width: int = 42) -> str:
    """The receipt with single blanks."""
    return " ".join(paper(session, booked, width=width).split())


def put(session: Session, **named: str) -> None:
    """Change settings: `shop_address` is `shop.address`."""
    for name, text in named.items():
        settings.change(session, new_request_id(), name.replace("_", ".", 1), text)


def test_a_phone_with_its_serial_and_its_warranty(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    assert paper(session, shops.sell_serial(session, SERIAL)) == (
        "                  Corner\n"
        "\n"
        "Receipt R1-000001              22 Nov 2026\n"
        "Till 1, Owner                        09:14\n"
        "------------------------------------------\n"
        "Aria X2                             399.00\n"
        "  Serial 356938035643809\n"
        "  Warranty until 22 Nov 2028\n"
        "------------------------------------------\n"
        "Total EUR                           399.00\n"
        "cash                                399.00\n"
        "\n"
        "Total includes tax\n"
        "Tax              net        tax      total\n"
        "19 %          335.29      63.71     399.00\n"
        "\n"
        "Return by 22 Dec 2026 with this receipt.\n"
        "\n"
    )


def test_milk_with_its_lot_and_its_date_as_precise_as_it_is_printed(session: Session) -> None:
    shops.take_in(session, OAT, "3", lot="24B07", expires="2026-12-03")
    shops.take_in(session, OAT, "3", lot="24C01", expires="2027-03")
    said = sentence(session, shops.sell_some(session, OAT, "5"))
    assert "Oat milk 1 l 6.45 3 x 2.15 Lot 24B07 Best before 03 Dec 2026" in said
    assert "Oat milk 1 l 4.30 2 x 2.15 Lot 24C01 Best before Mar 2027" in said


def test_a_weight_and_a_discount_say_how_the_amount_came_about(session: Session) -> None:
    shops.take_in(session, CHEESE, "2.000")
    shops.take_in(session, CABLE, "5")
    cheese, cable = shops.goods(session, CHEESE), shops.goods(session, CABLE)
    lots = [shops.batch(session, sku, "") for sku in (CHEESE, CABLE)]
    lines = (
        sell.Wanted(cheese.id, lots[0].id, None, 512, 1280),
        sell.Wanted(cable.id, lots[1].id, None, 3, 990, discount_ppm=100_000),
        sell.Wanted(cheese.id, lots[0].id, None, 250, 1280, labelled_minor=333),
    )
    sold = sell.sell(session, new_request_id(), lines, (sell.Tender("cash", 655 + 2673 + 333, 5000),))
    said = sentence(session, sold)
    assert "Gouda, young 6.55 0.512 kg x 12.80" in said
    assert "Cable USB-C 26.73 3 x 9.90, less 10 % (-2.97)" in said
    assert "Gouda, young 3.33 0.250 kg, priced on its label" in said
    assert "cash, given 50.00 change 13.39" in said


@pytest.mark.parametrize("width", [32, 42, 80])
def test_names_of_any_kind_are_whole_at_every_width(session: Session, width: int) -> None:
    names = ("Bolt [M8]", "Молоко 3,2 % «Домик»", "東京のケース", "x" * 200, "very long " * 20)
    for n, name in enumerate(names):
        item.save_item(session, {"sku": f"N{n}", "name": name, "tracking": "none", "price": "9999999.99"})
        shops.take_in(session, f"N{n}", "1")
    lines = tuple(
        sell.Wanted(row.id, shops.batch(session, row.sku, "").id, None, 1, row.price_minor)
        for row in (shops.goods(session, f"N{n}") for n in range(len(names)))
    )
    total = sum(line.price_minor for line in lines)
    sold = sell.sell(session, new_request_id(), lines, (sell.Tender("card", total, total),))
    shown = paper(session, sold, width=width)
    assert max(map(sheet.cells, shown.splitlines())) == width
    assert shown.count("9,999,999.99") == len(names)
    assert "49,999,999.95" in shown
    for name in names:
        assert "".join(name.split()) in "".join(shown.split())
    assert "Tax" not in shown


def test_a_part_of_a_receipt_comes_back(session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    sold = shops.sell_some(session, CABLE, "3")
    with shops.on("2026-12-01"):
        back = shops.bring_back(session, shops.sold_line(session, sold).id, 2)
        said = sentence(session, back)
    assert "Return RT-000001 01 Dec 2026" in said
    assert "CAME BACK" in said
    assert "Cable USB-C -19.80 2 of them bought 22 Nov 2026, R1-000001 changed mind" in said
    assert "Money back EUR 19.80 cash, paid back 19.80 Money back includes tax" in said
    assert "19 % 16.64 3.16 19.80" in said
    assert "came back" not in sentence(session, sold).casefold()


def swapped(session: Session, line_id: int, serial: str) -> Posted:
    """The piece of a sale line comes back, another one goes out, on one ticket; the difference is paid by card."""
    look = return_rules.look_line(session, sold_line(session.store, line_id))
    back = returns.Back(line_id, 1, "W", "S")
    row, unit = shops.goods(session, PHONE), shops.unit(session, serial)
    wanted = sell.Wanted(row.id, shops.batch(session, PHONE, "").id, unit.id, 1, row.price_minor)
    due = row.price_minor - look.line.amount_minor
    tenders = (sell.Tender("card", due, due),)
    return exchange.exchange(session, new_request_id(), back, (wanted,), tenders)


def test_an_exchange_is_one_ticket_with_both_pieces_and_the_difference(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    first = shops.sell_serial(session, SERIAL)
    item.save_item(session, {"sku": PHONE, "price": "449.00"})
    with session.store.transaction():
        changed = swapped(session, shops.sold_line(session, first).id, OTHER_SERIAL)
    said = sentence(session, changed)
    assert "Exchange R1-000002" in said
    assert f"Aria X2 449.00 Serial {OTHER_SERIAL} Warranty until 22 Nov 2028" in said
    assert f"CAME BACK {'-' * 42} Aria X2 -399.00 Serial {SERIAL} bought 22 Nov 2026, R1-000001" in said
    assert "Total EUR 50.00 card 50.00" in said
    assert "19 % 42.02 7.98 50.00" in said
    assert findings(session) == []


def test_a_voided_ticket_says_so_and_so_does_what_voids_it(session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    sold = shops.sell_some(session, CABLE, "2")
    voided = void.void(session, new_request_id(), sold.booking_id)
    shown = paper(session, sold, copy=True)
    assert shown.count("* * *  VOID  * * *") == shown.count("* * *  COPY  * * *") == 2
    assert "cancelled by VD-000001" in shown
    said = sentence(session, voided)
    assert "Cancellation VD-000001" in said
    assert "This cancels R1-000001" in said
    assert "Money back EUR 19.80" in said


def test_a_voided_return_takes_the_money_again(session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    sold = shops.sell_some(session, CABLE, "2")
    came = shops.bring_back(session, shops.sold_line(session, sold).id, 2)
    voided = void.void(session, new_request_id(), came.booking_id)
    said = sentence(session, voided)
    assert "This cancels RT-000001" in said
    assert "Cable USB-C 19.80 2 of them" in said
    assert "Total EUR 19.80 cash 19.80" in said


def test_a_copy_says_copy_at_head_and_foot_and_nothing_else_is_new(session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    sold = shops.sell_some(session, CABLE)
    first, again = paper(session, sold), paper(session, sold, copy=True)
    assert "COPY" not in first
    assert again.count("COPY") == 2
    assert [line for line in again.splitlines() if line and "COPY" not in line] == [
        line for line in first.splitlines() if line
    ]


def test_a_reprint_months_later_says_what_the_first_print_said(session: Session) -> None:
    put(
        session, shop_address="Hauptstr. 12 | 10115 Berlin", shop_tax_number="DE123456789", shop_phone="030 1"
    )
    put(session, receipt_terms="Unused goods come back within 30 days.", receipt_foot="Thank you!")
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "5")
    sold = shops.sell_serial(session, SERIAL)
    first = paper(session, sold)
    for said in (
        "Hauptstr. 12",
        "10115 Berlin",
        "DE123456789",
        "Phone 030 1",
        "within 30 days",
        "Thank you!",
    ):
        assert said in first
    with shops.on("2027-04-01"):
        put(session, shop_address="Nebenstr. 3", shop_tax_number="", receipt_terms="No returns.")
        put(session, receipt_foot="Bye", tax_rounding="total")
        put(session, receipt_foot="Bye bye")
        columns = {"price": "1.00", "tax_rate": "7", "warranty": "", "return_days": "3"}
        item.save_item(session, {"sku": PHONE, "name": "Aria X2 (2026)", **columns})
        item.save_item(session, {"sku": PHONE, "name": "Aria, old"})
        assert paper(session, sold) == first
        new = sentence(session, shops.sell_some(session, CABLE))
        assert "Nebenstr. 3" in new
        assert "Bye bye" in new
        assert "Aria, old" in sentence(
            session, shops.bring_back(session, shops.line_of_serial(session, SERIAL).id)
        )


def test_return_terms_once_for_all_or_beside_each_line(session: Session) -> None:
    for sku, days in ((CABLE, "31"), (CHEESE, "31"), (OAT, "0")):
        item.save_item(session, {"sku": sku, "return_days": days})
        shops.take_in(session, sku, "3", **({"lot": "L", "expires": "2026-12-03"} if sku == OAT else {}))
    same = [offer.offer_product(session, shops.goods(session, sku), 1, {}, take_what_is_there=False)[0]
            for sku in (CABLE, CHEESE)]  # fmt: skip
    shown = paper(session, shops.pay(session, *same))
    assert shown.count("Return by") == 1
    assert "\nReturn by 23 Dec 2026 with this receipt.\n" in shown
    mixed = offer.offer_product(session, shops.goods(session, OAT), 1, {}, take_what_is_there=False)[0]
    said = paper(session, shops.pay(session, same[0], mixed))
    assert said.count("  Return by 23 Dec 2026\n") == 1
    assert said.count("  Return by 22 Nov 2026\n") == 1


def test_a_warranty_slip_for_each_piece_that_has_one(session: Session) -> None:
    put(session, shop_address="Hauptstr. 12", receipt_foot="Thank you!")
    item.save_item(session, {"sku": "SIM", "name": "SIM card", "tracking": "serial", "price": "1.00"})
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in_serials(session, "S1", sku="SIM")
    units = [(SERIAL, PHONE), (OTHER_SERIAL, PHONE), ("S1", "SIM")]
    offers = [offer.offer_unit(session, shops.unit(session, *one)) for one in units]
    lines = tuple(map(shops.wanted, offers))
    total = sum(line.price_minor for line in lines)
    sold = sell.sell(session, new_request_id(), lines, (sell.Tender("cash", total, total),))
    rows = receipts.slip_rows_of(session, sold.booking_id, copy=False)
    assert [row for row in rows if row.kind == "code"] == [
        Row(SERIAL, kind="code"),
        Row(OTHER_SERIAL, kind="code"),
    ]
    assert [row.kind for row in rows].count("cut") == 1
    said = " ".join(sheet.text(rows, 32).split())
    assert f"Aria X2 Serial {SERIAL} Sold on 22 Nov 2026 Receipt R1-000001" in said
    assert "Covered until 22 Nov 2028 That day is included." in said
    assert "Hauptstr. 12" in said
    assert "the law gives you remedies from the seller, free of charge" in said
    assert "S1" not in said.split()
    assert "Thank you" not in said


def test_a_replacement_keeps_the_end_of_the_first_warranty(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    first = shops.sold_line(session, shops.sell_serial(session, SERIAL))
    with shops.on("2027-05-05"), session.store.transaction():
        row, lot = shops.goods(session, PHONE), shops.batch(session, PHONE, "")
        wanted = sell.Wanted(row.id, lot.id, shops.unit(session, OTHER_SERIAL).id, 1, 0)
        draft = sell.draft_of(session, new_request_id(), sell.allow(session, (row, lot, wanted)))
        until = date.fromisoformat(first.warranty_until or "")
        line = replace(draft.lines[0], warranty_until=until)
        sold = post(session.store, replace(draft, lines=(line,), payments=(PaymentDraft("cash", 0, 0),)))
    said = " ".join(sheet.text(receipts.slip_rows_of(session, sold.booking_id, copy=True), 42).split())
    assert "Sold on 05 May 2027" in said
    assert "Covered until 22 Nov 2028" in said
    assert said.count("COPY") == 2


def test_what_has_no_paper_for_a_customer_is_refused(session: Session) -> None:
    with refuses(session, receipts.NoReceipt, "Till 1 has no receipt yet"):
        receipts.last_paper(session)
    taken = shops.take_in(session, CABLE, "5")
    with refuses(session, receipts.NoReceipt, "GR-000001 is a delivery"):
        receipts.rows_of(session, taken.booking_id, copy=False)
    sold = shops.sell_some(session, CABLE)
    with refuses(session, receipts.NoReceipt, "nothing on R1-000001"):
        receipts.slips_of(session, sold.booking_id)
    assert receipts.last_paper(session) == sold.booking_id


def test_the_drawer_opens_for_cash_at_its_own_till_and_never_for_a_copy(session: Session) -> None:
    shops.take_in(session, CABLE, "9")
    cash, card = shops.sell_some(session, CABLE), shops.sell_some(session, CABLE, tender="card")

    def opens(booked: Posted, at: Session = session, *, copy: bool = False) -> bool:
        return any(row.kind == "drawer" for row in receipts.rows_of(at, booked.booking_id, copy=copy))

    assert not opens(cash)
    put(session, printer_drawer="on")
    assert opens(cash)
    assert not opens(cash, copy=True)
    assert not opens(card)
    other = shops.open_session_at(session, "Till 2")
    put(other, printer_drawer="on")
    assert not opens(cash, other)
    void.void(session, new_request_id(), cash.booking_id)
    assert not opens(cash)
    assert unsound(session) == []
