"""Parts of a repair: each is in the ledger once, whoever pays, and goes where its unit goes."""

from __future__ import annotations

import pytest

from shopstock.jobs import claim_steps, claims, item, offer, parts, quotes, sell
from shopstock.jobs.claims import NotNow, Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.settings import change
from shopstock.jobs.void import CannotUndo, void
from shopstock.store.claims import claim, steps_of
from shopstock.store.fitted import host_of, parts_in, parts_of_claim
from tests import shops
from tests.shops import CABLE, OAT, OTHER_SERIAL, SERIAL
from tests.store import audit

SCREEN, BATTERY, HOURS = "SCR", "BAT", "HOURS"


@pytest.fixture
def bench(session: Session) -> int:
    """A phone of a customer at the bench; parts with serials, with lots and without. The claim."""
    for columns in (
        {"sku": SCREEN, "name": "Screen X2", "tracking": "serial", "price": "89.00", "cost": "41.00"},
        {"sku": BATTERY, "name": "Battery", "tracking": "lot", "price": "19.00", "cost": "7.00"},
        {"sku": HOURS, "name": "Work", "tracking": "none", "price": "60", "decimals": "2", "service": "yes",
         "tax_rate": "19"},
    ):  # fmt: skip
        item.save_item(session, columns)
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in_serials(session, "SC-1", "SC-2", sku=SCREEN)
    shops.take_in(session, BATTERY, "2", lot="B1")
    shops.take_in(session, BATTERY, "5", lot="B2")
    shops.take_in(session, CABLE, "4")
    shops.sell_serial(session, SERIAL)
    change(session, new_request_id(), "claims.work", HOURS)
    opening = Opening(shops.unit(session, SERIAL).id, "no sound", basis="shop", takes_in=True)
    return claims.open_claim(session, new_request_id(), opening).booking_id


def use(session: Session, claim_id: int, sku: str, amount: str = "1", serial: str = "") -> None:
    found = (
        [offer.offer_unit(session, shops.unit(session, serial, sku))]
        if serial
        else parts.offered(session, shops.goods(session, sku), shops.quantity(session, sku, amount))
    )
    parts.use(session, new_request_id(), claim_id, found)


def test_a_part_under_warranty_goes_along_with_the_phone(session: Session, bench: int) -> None:
    use(session, bench, SCREEN, serial="SC-1")
    use(session, bench, BATTERY, "3")
    assert shops.unit(session, "SC-1", SCREEN).place_code == "IN-REPAIR"
    inside = parts_in(session.store, claim(session.store, bench).unit_id)
    assert [(p.sku, p.serial or p.lot_code, p.inside) for p in inside] == [
        (SCREEN, "SC-1", 1), (BATTERY, "B1", 2), (BATTERY, "B2", 1),
    ]  # fmt: skip
    claim_steps.repaired(session, new_request_id(), bench)
    claim_steps.hand_back(session, new_request_id(), bench)
    assert claim(session.store, bench).state == "closed"
    assert shops.unit(session, "SC-1", SCREEN).place_kind == "customer"
    assert shops.on_hand(session, BATTERY) == 4
    found = host_of(session.store, shops.unit(session, "SC-1", SCREEN).id)
    assert found
    assert (found.host_serial, found.paper, found.since.isoformat()) == (SERIAL, "W-000001", "2026-11-22")
    assert audit.findings(session) == []


def test_what_is_in_a_repair_is_on_no_shelf(session: Session, bench: int) -> None:
    use(session, bench, SCREEN, serial="SC-1")
    with pytest.raises(offer.NotInStock, match="IN-REPAIR"):
        offer.offer_unit(session, shops.unit(session, "SC-1", SCREEN))
    use(session, bench, BATTERY, "7")
    with pytest.raises((offer.NotInStock, parts.NotEnough)):
        use(session, bench, BATTERY)
    with pytest.raises(parts.NotEnough, match="books say 4"):
        use(session, bench, CABLE, "5")


def test_a_part_comes_out_again(session: Session, bench: int) -> None:
    use(session, bench, SCREEN, serial="SC-1")
    use(session, bench, BATTERY, "3")
    screen, first, second = parts_of_claim(session.store, bench)
    parts.take_out(session, new_request_id(), bench, screen, "S")
    parts.take_out(session, new_request_id(), bench, first, "B", 1)
    assert shops.unit(session, "SC-1", SCREEN).place_kind == "shelf"
    assert [p.inside for p in parts_of_claim(session.store, bench)] == [0, 1, 1]
    with pytest.raises(parts.NoPart):
        parts.take_out(session, new_request_id(), bench, parts_of_claim(session.store, bench)[0], "S")
    parts.take_out(session, new_request_id(), bench, second, "Q")
    assert shops.on_hand(session, BATTERY, "QUARANTINE") == 1
    assert audit.findings(session) == []


def test_a_part_of_an_earlier_repair_never_goes_straight_to_the_shelf(session: Session, bench: int) -> None:
    use(session, bench, SCREEN, serial="SC-1")
    claim_steps.repaired(session, new_request_id(), bench)
    claim_steps.hand_back(session, new_request_id(), bench)
    opening = Opening(shops.unit(session, SERIAL).id, "screen again", basis="shop", takes_in=True)
    again = claims.open_claim(session, new_request_id(), opening).booking_id
    (old,) = parts_in(session.store, shops.unit(session, SERIAL).id)
    with pytest.raises(parts.NotStraightBack):
        parts.take_out(session, new_request_id(), again, old, "S")
    parts.take_out(session, new_request_id(), again, old, "Q")
    use(session, again, SCREEN, serial="SC-2")
    assert shops.unit(session, "SC-1", SCREEN).place_kind == "quarantine"
    assert [p.serial for p in parts_in(session.store, shops.unit(session, SERIAL).id)] == ["SC-2"]
    assert audit.findings(session) == []


def test_a_phone_at_home_gets_no_part(session: Session, bench: int) -> None:
    claim_steps.wait_for(session, new_request_id(), bench, "screen", None)
    claim_steps.hand_back(session, new_request_id(), bench)
    with pytest.raises(NotNow, match="take it in"):
        use(session, bench, SCREEN, serial="SC-1")


def test_a_part_in_a_phone_that_its_supplier_keeps_is_gone_with_it(session: Session, bench: int) -> None:
    use(session, bench, CABLE)
    claim_steps.send(session, new_request_id(), bench, None)
    assert len(parts.ours_in(session, shops.unit(session, SERIAL).id)) == 1
    claim_steps.credit(session, new_request_id(), bench, 100)
    assert parts.ours_in(session, shops.unit(session, SERIAL).id) == []
    with pytest.raises(NotNow, match="the customer gets money or another one first"):
        claim_steps.close(session, new_request_id(), bench)


def test_parts_in_a_unit_of_ours_are_sold_with_it(session: Session, bench: int) -> None:
    ours = shops.unit(session, OTHER_SERIAL)
    opening = Opening(ours.id, "scratched", side="supplier", basis="supplier")
    own = claims.open_claim(session, new_request_id(), opening).booking_id
    use(session, own, SCREEN, serial="SC-1")
    claim_steps.repaired(session, new_request_id(), own)
    claim_steps.close(session, new_request_id(), own)
    assert shops.unit(session, "SC-1", SCREEN).place_code == "IN-REPAIR"
    sold = shops.sell_serial(session, OTHER_SERIAL)
    assert shops.unit(session, "SC-1", SCREEN).place_kind == "customer"
    with pytest.raises(CannotUndo):
        void(session, new_request_id(), sold.booking_id)
    assert audit.findings(session) == []


def _quoted(session: Session, claim_id: int) -> None:
    lines = (
        quotes.Quoting(shops.goods(session, BATTERY).id, 3, 1900),
        quotes.Quoting(shops.goods(session, SCREEN).id, 1, 8900),
        quotes.work_line(session, 30),
        quotes.free_line(session, 500, "clean the board"),
    )
    quotes.quote(session, new_request_id(), claim_id, lines)


def _tender(session: Session, wanted: tuple[sell.Wanted, ...]) -> tuple[sell.Tender, ...]:
    from shopstock.store.catalogue import product

    total = sum(sell.amount_of(product(session.store, w.product_id), w) for w in wanted)
    return (sell.Tender("cash", total, total),)


def _basket(session: Session, claim_id: int) -> tuple[sell.Wanted, ...]:
    return tuple(
        sell.Wanted(o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor, repair=o.repair, allowed=by)
        for o, _, by in quotes.pick_up(session, claim_id)
    )


def test_a_quote_is_paid_at_the_pick_up_and_its_parts_are_sold_once(session: Session, bench: int) -> None:
    _quoted(session, bench)
    known = quotes.quote_of(session, bench)
    assert known
    assert (known.told, known.row.total_minor, known.row.valid_until.isoformat()) == (
        "quoted",
        18100,
        "2026-12-06",
    )
    with pytest.raises(quotes.NoQuote):
        quotes.pick_up(session, bench)
    quotes.accept(session, new_request_id(), bench)
    use(session, bench, SCREEN, serial="SC-1")
    use(session, bench, BATTERY, "4")
    wanted = _basket(session, bench)
    posted = sell.sell(session, new_request_id(), wanted, _tender(session, wanted))
    assert claim(session.store, bench).state == "closed"
    assert [s.what for s in steps_of(session.store, bench)][-2:] == ["repaired", "handed_back"]
    assert shops.unit(session, SERIAL).place_kind == "customer"
    moved = session.store.db.execute_sql(
        "SELECT what, sum(quantity) FROM movement WHERE product_id = ? AND to_kind = 'customer' "
        "GROUP BY what ORDER BY what",
        (shops.goods(session, BATTERY).id,),
    ).fetchall()
    assert [tuple(row) for row in moved] == [("sold", 3), ("used_up", 1)]
    assert sum(t.amount_minor for t in _tender(session, wanted)) == 18100
    with pytest.raises(CannotUndo, match="F5"):
        void(session, new_request_id(), posted.booking_id)
    found = quotes.quote_of(session, bench)
    assert found
    assert found.told == "paid"
    assert audit.findings(session) == []


def test_a_ticket_pays_the_whole_repair(session: Session, bench: int) -> None:
    _quoted(session, bench)
    quotes.accept(session, new_request_id(), bench)
    use(session, bench, BATTERY, "3")
    wanted = _basket(session, bench)
    for index in range(len(wanted)):
        fewer = wanted[:index] + wanted[index + 1 :]
        with pytest.raises(Exception, match="not the repair as quoted"):
            sell.sell(session, new_request_id(), fewer, _tender(session, fewer))
    sell.sell(session, new_request_id(), wanted, _tender(session, wanted))
    assert audit.findings(session) == []


def test_a_declined_quote_costs_a_fee_at_the_most(session: Session, bench: int) -> None:
    _quoted(session, bench)
    quotes.decline(session, new_request_id(), bench, 2500)
    wanted = _basket(session, bench)
    assert [w.price_minor for w in wanted] == [2500]
    sell.sell(session, new_request_id(), wanted, _tender(session, wanted))
    assert claim(session.store, bench).state == "closed"
    assert audit.findings(session) == []


def test_a_quote_ends(session: Session, bench: int) -> None:
    _quoted(session, bench)
    with shops.on("2026-12-06"):
        found = quotes.quote_of(session, bench)
        assert found
        assert found.told == "quoted"
    with shops.on("2026-12-07"), pytest.raises(quotes.QuoteOver):
        quotes.accept(session, new_request_id(), bench)
    _quoted(session, bench)
    quotes.accept(session, new_request_id(), bench)


def test_work_needs_its_service(session: Session, bench: int) -> None:
    change(session, new_request_id(), "claims.work", "")
    with pytest.raises(quotes.NoWork):
        quotes.work_line(session, 30)
    with pytest.raises(Exception, match="service"):
        use(session, bench, HOURS)
    assert OAT
