"""Goods whose day has passed can always leave the shop, as far as the rule allows, and always come back to it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.date_kinds import KINDS, NEVER_AFTER
from shopstock.days import parse_iso
from shopstock.jobs import item, move, offer
from shopstock.jobs.return_rules import NotToShelf
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.void import void
from shopstock.store.ledger import Posted
from shopstock.store.lots import set_lot_date
from tests import shops
from tests.jobs.said import refuses
from tests.store.audit import findings

LOTS, UNITS, KIT, OTHER = shops.SALMON, shops.PHONE, shops.SERIAL, shops.OTHER_SERIAL


def goods(session: Session, kind: str) -> None:
    """Six packs of a lot and two pieces with serials, all good through Sunday."""
    for sku in (LOTS, UNITS):
        item.save_item(session, {"sku": sku, "date_kind": kind})
    shops.take_in(session, LOTS, "6", lot="Y1", expires="2026-11-22")
    shops.take_in_serials(session, KIT, OTHER, lot="K")
    with session.store.transaction():
        set_lot_date(session.store, shops.batch(session, UNITS, "K").id, parse_iso("2026-11-22"))


def monday(sunday: time_machine.Traveller) -> None:
    sunday.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo(shops.ZONE)), tick=False)


def shifts(session: Session) -> tuple[move.Shift, ...]:
    """A pack and a piece."""
    shelf = shops.place(session, "SHELF-1")
    kit = shops.unit(session, KIT, UNITS)
    return (
        move.Shift(shops.batch(session, LOTS, "Y1").id, 1, shelf),
        move.Shift(kit.lot_id, 1, shelf, kit.id),
    )


def go(session: Session, what: str, end: str = "") -> Posted:
    to = shops.place(session, end) if end else None
    return move.move(session, new_request_id(), shifts(session), what, to)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_over_can_always_leave(session: Session, sunday: time_machine.Traveller, kind: str) -> None:
    goods(session, kind)
    monday(sunday)
    for what, end in (("moved", "QUARANTINE"), ("moved", "BACK"), ("wasted", ""), ("sent_back", "")):
        done = go(session, what, end)
        assert shops.on_hand(session, LOTS, "SHELF-1") == 5
        void(session, new_request_id(), done.booking_id)
        assert shops.on_hand(session, LOTS, "SHELF-1") == 6
    for what in move.GIVEN:
        if kind in NEVER_AFTER:
            with refuses(session, move.NotToGive, "given to nobody"):
                go(session, what)
        else:
            done = go(session, what)
            void(session, new_request_id(), done.booking_id)
    go(session, "wasted")
    assert findings(session) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sold_in_time_comes_back_after_its_day(
    session: Session, sunday: time_machine.Traveller, kind: str
) -> None:
    """Where to is for the rule: never to the shelf again, and never sold again."""
    goods(session, kind)
    pots = shops.sold_line(session, shops.sell_some(session, LOTS, "3"))
    kit = shops.sold_line(session, shops.sell_serial(session, KIT, UNITS))
    monday(sunday)
    for line in (pots, kit):
        with refuses(session, NotToShelf):
            shops.bring_back(session, line.id)
    shops.bring_back(session, pots.id, destination="Q")
    shops.bring_back(session, pots.id, destination="B")
    shops.bring_back(session, pots.id, reason="F", destination="V")
    shops.bring_back(session, kit.id, destination="Q")
    assert [shops.on_hand(session, LOTS, place) for place in ("SHELF-1", "QUARANTINE")] == [3, 1]
    assert shops.unit(session, KIT, UNITS).place_kind == "quarantine"
    expected = offer.UseByPassed if kind in NEVER_AFTER else offer.BestBeforePassed
    with refuses(session, expected):
        offer.offer_product(session, shops.goods(session, LOTS), 1, {})
    with refuses(session, offer.NotInStock):
        offer.offer_unit(session, shops.unit(session, KIT, UNITS))
    assert findings(session) == []


def test_a_sale_of_yesterday_is_undone_though_its_goods_are_over_by_now(
    session: Session, sunday: time_machine.Traveller
) -> None:
    goods(session, "use_by")
    sale = shops.sell_some(session, LOTS, "2")
    monday(sunday)
    void(session, new_request_id(), sale.booking_id)
    assert shops.on_hand(session, LOTS, "SHELF-1") == 6
    with refuses(session, offer.UseByPassed):
        offer.offer_product(session, shops.goods(session, LOTS), 1, {})
    assert findings(session) == []
