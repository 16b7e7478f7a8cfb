"""Whatever happens at the bench, no part is lost or doubled: random parts in and out, quotes, pick-ups (Hypothesis)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopstock.jobs import claim_steps, claims, item, parts, quotes, sell
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.refusal import Refusal
from shopstock.store.catalogue import product
from shopstock.store.claims import claim
from shopstock.store.fitted import parts_in
from tests import shops
from tests.shops import CABLE, SERIAL
from tests.store import audit

BATTERY = "BAT"
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["use", "use", "out", "quote", "accept", "decline", "pay", "back", "again"]),
        st.sampled_from([CABLE, BATTERY]),
        st.integers(1, 4),
        st.sampled_from("SQB"),
    ),
    min_size=4,
    max_size=16,
)


def _shop() -> Session:
    session = shops.shop_in_memory()
    item.save_item(
        session, {"sku": BATTERY, "name": "Battery", "tracking": "lot", "price": "19.00", "cost": "7"}
    )
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "6")
    shops.take_in(session, BATTERY, "3", lot="B1")
    shops.take_in(session, BATTERY, "4", lot="B2")
    shops.sell_serial(session, SERIAL)
    return session


def _opened(session: Session) -> int:
    opening = Opening(shops.unit(session, SERIAL).id, "no sound", takes_in=True)
    return claims.open_claim(session, new_request_id(), opening).booking_id


def _paid(session: Session, claim_id: int) -> None:
    wanted = tuple(
        sell.Wanted(o.product_id, o.lot_id, o.unit_id, o.quantity, o.price_minor, repair=o.repair, allowed=by)
        for o, _, by in quotes.pick_up(session, claim_id)
    )
    total = sum(sell.amount_of(product(session.store, w.product_id), w) for w in wanted)
    sell.sell(session, new_request_id(), wanted, (sell.Tender("cash", total, total),))


def _act(session: Session, claim_id: int, what: str, sku: str, number: int, letter: str) -> int:
    row = shops.goods(session, sku)
    if what == "use":
        parts.use(session, new_request_id(), claim_id, parts.offered(session, row, number))
    elif what == "out":
        inside = parts_in(session.store, claim(session.store, claim_id).unit_id)
        part = inside[number % len(inside)] if inside else None
        if part:
            parts.take_out(session, new_request_id(), claim_id, part, letter, min(number, part.inside))
    elif what == "quote":
        line = quotes.Quoting(row.id, number, row.price_minor)
        quotes.quote(session, new_request_id(), claim_id, (line,))
    elif what == "accept":
        quotes.accept(session, new_request_id(), claim_id)
    elif what == "decline":
        quotes.decline(session, new_request_id(), claim_id)
    elif what == "pay":
        _paid(session, claim_id)
    elif what == "back":
        claim_steps.repaired(session, new_request_id(), claim_id)
        claim_steps.hand_back(session, new_request_id(), claim_id)
    else:
        return _opened(session)
    return claim_id


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_part_is_lost_or_doubled(acts: list[tuple[str, str, int, str]]) -> None:
    with shops.on("2026-11-22"):
        session = _shop()
        claim_id = _opened(session)
        for act in acts:
            try:
                claim_id = _act(session, claim_id, *act)
            except Refusal:
                continue
        for sku, came in ((CABLE, 6), (BATTERY, 7)):
            rows = session.store.db.execute_sql(
                "SELECT p.kind, sum(b.quantity) FROM balance b JOIN place p ON p.id = b.place_id "
                "WHERE b.product_id = ? GROUP BY p.kind",
                (shops.goods(session, sku).id,),
            ).fetchall()
            held = {kind: quantity for kind, quantity in rows if kind != "supplier"}
            assert sum(held.values()) == came
            assert all(quantity >= 0 for quantity in held.values())
            inside = [
                part for part in parts_in(session.store, shops.unit(session, SERIAL).id) if part.sku == sku
            ]
            assert sum(part.here for part in inside) == held.get("fitted", 0)
            assert sum(part.inside for part in inside) == held.get("fitted", 0) + held.get("customer", 0)
        assert audit.findings(session) == []
        assert verify(session.store) == ()
        session.store.close()
