"""Taking back: from the sale, never more than was sold, and always the right money."""

from __future__ import annotations

from datetime import date

import pytest

from shopstock.jobs import item, move, offer, return_rules, returns, sell, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Refusal
from shopstock.store.ledger import Posted
from shopstock.store.stories import story_of_unit
from shopstock.store.tickets import payments_of
from tests import shops
from tests.jobs.said import refuses
from tests.shops import CABLE, OAT, OTHER_SERIAL, PHONE, SALMON, SERIAL
from tests.store.audit import findings
from tests.store.hand import dump


def refund(session: Session, back: Posted) -> int:
    """What a return paid back, in minor units."""
    return -sum(paid.amount_minor for paid in payments_of(session.store, back.booking_id))


def test_the_whole_story_of_a_phone(session: Session) -> None:
    """Received, sold, refused, brought back, sold again, brought back faulty, binned."""
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    with refuses(session, offer.AlreadySold, "R1-000001"):
        shops.sell_serial(session, SERIAL)
    with shops.on("2026-11-24"):
        shops.bring_back(session, shops.line_of_serial(session, SERIAL).id)
    with shops.on("2026-11-25"):
        shops.sell_serial(session, SERIAL)
    with shops.on("2027-01-10"):
        shops.bring_back(session, shops.line_of_serial(session, SERIAL).id, reason="F", destination="Q")
        unit = shops.unit(session, SERIAL)
        place = shops.place(session, "QUARANTINE")
        move.move(session, new_request_id(), (move.Shift(unit.lot_id, 1, place, unit.id),), "wasted")
    told = story_of_unit(session.store, unit.id)
    assert [(t.what, t.origin, t.end, t.paper) for t in told] == [
        ("received", "SUPPLIER", "SHELF-1", "GR-000001"),
        ("sold", "SHELF-1", "CUSTOMER", "R1-000001"),
        ("returned", "CUSTOMER", "SHELF-1", "RT-000001"),
        ("sold", "SHELF-1", "CUSTOMER", "R1-000002"),
        ("returned", "CUSTOMER", "QUARANTINE", "RT-000002"),
        ("wasted", "QUARANTINE", "BIN", "WS-000001"),
    ]
    assert [t.reason for t in told] == [None, None, "changed mind", None, "faulty", None]
    assert [t.at_us for t in told] == sorted(t.at_us for t in told)
    assert findings(session) == []


def test_a_unit_is_taken_back_from_its_newest_sale_only(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    with refuses(session, return_rules.NeverSoldHere, "..3809 was never sold here", "SHELF-1"):
        return_rules.look_unit(session, shops.unit(session, SERIAL))
    first = shops.sold_line(session, shops.sell_serial(session, SERIAL))
    look = return_rules.look_unit(session, shops.unit(session, SERIAL))
    assert (look.left, look.warranty_until, look.sold.paper) == (1, date(2028, 11, 22), "R1-000001")
    shops.bring_back(session, first.id)
    with refuses(session, return_rules.AlreadyBack, "..3809 came back 22 Nov, it is at SHELF-1"):
        return_rules.look_unit(session, shops.unit(session, SERIAL))
    with refuses(session, return_rules.AlreadyBack):
        shops.bring_back(session, first.id)
    shops.sell_serial(session, SERIAL)
    with refuses(session, return_rules.AlreadyBack, "all of it came back"):
        shops.bring_back(session, first.id)
    assert return_rules.look_unit(session, shops.unit(session, SERIAL)).sold.paper == "R1-000002"


def test_a_serial_in_the_shop_is_not_taken_back_again(session: Session) -> None:
    """A voided sale puts the piece back on the shelf: there is nothing to return."""
    shops.take_in_serials(session, SERIAL)
    sale = shops.sell_serial(session, SERIAL)
    void.void(session, new_request_id(), sale.booking_id)
    with refuses(session, return_rules.AlreadyBack, "is in the shop, at SHELF-1"):
        return_rules.look_unit(session, shops.unit(session, SERIAL))
    with refuses(session, return_rules.AlreadyBack):
        shops.bring_back(session, shops.sold_line(session, sale).id)
    with refuses(session, return_rules.AlreadyBack, "R1-000001 was voided"):
        return_rules.look_receipt(session, "R1", 1)


def test_nothing_comes_back_without_its_sale(session: Session) -> None:
    with refuses(session, return_rules.NeverSoldHere, "R1-000001 is no receipt of this shop"):
        return_rules.look_receipt(session, "R1", 1)
    received = shops.take_in(session, CABLE, "1")
    assert received.paper == "GR-000001"
    with refuses(session, return_rules.NeverSoldHere):
        return_rules.look_receipt(session, "GR", 1)
    with pytest.raises(LookupError):
        shops.bring_back(session, 1)
    assert shops.on_hand(session, CABLE) == 1


def test_thirds_of_ten(session: Session) -> None:
    item.save_item(session, {"sku": CABLE, "price": "3.34"})
    shops.take_in(session, CABLE, "3")
    offered = offer.offer_product(session, shops.goods(session, CABLE), 3, {})[0]
    wanted = sell.Wanted(offered.product_id, offered.lot_id, None, 3, 334, discount_ppm=2_000)
    sale = sell.sell(session, new_request_id(), (wanted,), (sell.Tender("cash", 1000, 1000),))
    line = shops.sold_line(session, sale)
    assert line.amount_minor == 1000
    assert [refund(session, shops.bring_back(session, line.id)) for _ in range(3)] == [333, 334, 333]
    with refuses(session, return_rules.AlreadyBack, "all of it came back already"):
        shops.bring_back(session, line.id)
    assert findings(session) == []


def test_part_of_a_line(session: Session) -> None:
    shops.take_in(session, CABLE, "5")
    sale = shops.sell_some(session, CABLE, "5")
    line = shops.sold_line(session, sale)
    shops.bring_back(session, line.id, 2)
    with refuses(session, return_rules.TooMany, "only 3 left of Cable USB-C on R1-000001"):
        shops.bring_back(session, line.id, 4)
    shops.bring_back(session, line.id, 3)
    again = shops.sold_line(session, sale)
    assert (again.back, again.refunded, again.seq) == (5, line.amount_minor, 2)


def test_one_line_goes_two_ways_on_one_return(session: Session) -> None:
    """Two of three are fine and one is broken."""
    shops.take_in(session, CABLE, "3")
    line = shops.sold_line(session, shops.sell_some(session, CABLE, "3"))
    fine, broken = returns.Back(line.id, 2, "C", "S"), returns.Back(line.id, 1, "D", "B")
    too_many = returns.Back(line.id, 2, "D", "B")
    with refuses(session, return_rules.TooMany, "only 1 left"):
        returns.give_back(session, new_request_id(), (fine, too_many))
    back = returns.give_back(session, new_request_id(), (fine, broken))
    assert refund(session, back) == line.amount_minor
    assert shops.on_hand(session, CABLE) == 2
    void.void(session, new_request_id(), back.booking_id)
    assert shops.on_hand(session, CABLE) == 0
    assert refund(session, shops.bring_back(session, line.id, 3)) == line.amount_minor
    assert findings(session) == []


@pytest.mark.parametrize(("sku", "lot"), [(OAT, "A"), (SALMON, "B")])
def test_expired_goods_always_come_back_and_always_go_to_the_bin(
    session: Session, sku: str, lot: str
) -> None:
    shops.take_in(session, sku, "4", lot=lot, expires="2026-11-22")
    line = shops.sold_line(session, shops.sell_some(session, sku, "3"))
    with shops.on("2026-11-22", 23, 59):
        if sku == SALMON:
            with refuses(
                session, return_rules.NotToShelf, "Smoked salmon that came back is never sold again"
            ):
                shops.bring_back(session, line.id)
        shops.bring_back(session, line.id, destination="S" if sku == OAT else "Q")
    with shops.on("2027-03-01"):
        with refuses(
            session, return_rules.NotToShelf, "not back to the shelf" if sku == OAT else "never sold again"
        ):
            shops.bring_back(session, line.id)
        shops.bring_back(session, line.id, destination="Q")
        shops.bring_back(session, line.id, reason="O", destination="B")
        for place in ("SHELF-1", "QUARANTINE"):
            left = shops.on_hand(session, sku, place) - (place == "SHELF-1" and sku == OAT)
            shift = move.Shift(line.lot_id, left, shops.place(session, place))
            move.move(session, new_request_id(), (shift,), "wasted")
    assert shops.on_hand(session, sku) == (1 if sku == OAT else 0)


@pytest.mark.parametrize("reason", ["F", "D"])
def test_faulty_goods_never_go_to_the_shelf(session: Session, reason: str) -> None:
    shops.take_in_serials(session, SERIAL)
    line = shops.sold_line(session, shops.sell_serial(session, SERIAL))
    with refuses(session, return_rules.NotToShelf, "never go straight back to the shelf"):
        shops.bring_back(session, line.id, reason=reason)
    shops.bring_back(session, line.id, reason=reason, destination="B")
    assert shops.unit(session, SERIAL).place_kind == "bin"


@pytest.mark.parametrize(
    ("days", "last", "after"), [("14", "2026-12-06", "2026-12-07"), ("", "2026-12-22", "2026-12-23")]
)
def test_the_window(session: Session, days: str, last: str, after: str) -> None:
    item.save_item(session, {"sku": PHONE, "return_days": days})
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    look = return_rules.look_unit(session, shops.unit(session, SERIAL))
    assert look.window_until == date.fromisoformat(last)
    with shops.on(last, 23, 59):
        return_rules.check_window(session, look, "C")
    with shops.on(after, 0, 0):
        return_rules.check_window(session, look, "F")
        with pytest.raises(return_rules.WindowOver, match="return window ended") as asked:
            return_rules.check_window(session, look, "C")
        assert asked.value.state == "ASK"
        shops.bring_back(session, look.line.id)  # a person decided


def test_the_same_request_is_one_return(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    line = shops.sold_line(session, shops.sell_some(session, CABLE, "3"))
    request, back = new_request_id(), returns.Back(line.id, 1, "C", "S")
    first = returns.give_back(session, request, (back,))
    after = dump(session)
    assert returns.give_back(session, request, (back,)) == first._replace(repeated=True)
    assert dump(session) == after


def test_two_pieces_on_one_return(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    lines = [shops.sold_line(session, shops.sell_serial(session, s)).id for s in (SERIAL, OTHER_SERIAL)]
    backs = tuple(returns.Back(line, 1, "C", "S") for line in lines)
    with pytest.raises(Refusal):
        returns.give_back(session, new_request_id(), (*backs, backs[0]))
    posted = returns.give_back(session, new_request_id(), backs)
    assert (refund(session, posted), shops.on_hand(session, PHONE)) == (79800, 2)
