"""Claims: opened for a unit, told by their steps, and their goods where the steps say they are."""

from __future__ import annotations

import pytest

from shopstock.jobs import claims
from shopstock.jobs.claims import Next, Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.claims import claim, claims_of, open_claims, steps_of
from shopstock.store.places import place_of_kind
from tests import shops
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store import audit


@pytest.fixture
def sold(session: Session) -> int:
    """A phone that a customer has; its unit."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    return shops.unit(session, SERIAL).id


def opened(session: Session, unit_id: int, **more: object) -> int:
    """A claim about that unit; its id."""
    opening = Opening(unit_id, "no sound", **more)  # type: ignore[arg-type]
    return claims.open_claim(session, new_request_id(), opening).booking_id


def test_a_claim_of_goods_at_home(session: Session, sold: int) -> None:
    posted = claims.open_claim(session, new_request_id(), Opening(sold, "no sound", basis="shop"))
    assert posted.paper == "W-000001"
    found = claim(session.store, posted.booking_id)
    assert (found.state, found.side, found.symptom, found.basis) == ("open", "customer", "no sound", "shop")
    assert found.sale_line_id == shops.line_of_serial(session, SERIAL).id
    assert found.place_kind == "customer"
    assert audit.findings(session) == []


def test_a_claim_that_takes_the_goods_in_and_sends_them_on(session: Session, sold: int) -> None:
    claim_id = opened(session, sold, takes_in=True, sends=True, rma="V-8841")
    found = claim(session.store, claim_id)
    assert (found.state, found.place_kind) == ("at_supplier", "repairer")
    assert [(s.what, s.rma) for s in steps_of(session.store, claim_id)] == [("opened", "V-8841")]
    assert audit.findings(session) == []


def test_the_same_request_twice_opens_one_claim(session: Session, sold: int) -> None:
    request = new_request_id()
    first = claims.open_claim(session, request, Opening(sold, "no sound"))
    again = claims.open_claim(session, request, Opening(sold, "no sound"))
    assert (again.booking_id, again.repeated) == (first.booking_id, True)


def test_one_open_claim_for_a_unit(session: Session, sold: int) -> None:
    opened(session, sold)
    with pytest.raises(claims.ClaimOpen, match="W-000001"):
        opened(session, sold)


def test_a_unit_of_ours_has_a_claim_against_its_supplier(session: Session, sold: int) -> None:
    ours = shops.unit(session, OTHER_SERIAL).id
    claim_id = opened(session, ours, side="supplier")
    assert claim(session.store, claim_id).side == "supplier"
    with pytest.raises(claims.NotOurs):
        opened(session, ours)


def test_steps_follow_each_other_and_the_goods_follow_them(session: Session, sold: int) -> None:
    claim_id = opened(session, sold, takes_in=True)
    repairer, visiting = (place_of_kind(session.store, kind) for kind in ("repairer", "visiting"))
    customer = place_of_kind(session.store, "customer")
    walk = (
        Next("waits", "waiting_part", waits_for="speaker"),
        Next("sent", "at_supplier", moves=(("to_repair", sold, repairer),)),
        Next("repaired", "repaired", moves=(("from_repair", sold, visiting),)),
        Next("handed_back", "closed", moves=(("handed_back", sold, customer),)),
    )
    for to in walk:
        claims.advance(session, new_request_id(), claim_id, to)
    told = [(s.what, s.state) for s in steps_of(session.store, claim_id)]
    assert told == [("opened", "open"), *((to.what, to.state) for to in walk)]
    assert open_claims(session.store) == []
    assert [c.id for c in claims_of(session.store, sold)] == [claim_id]
    assert audit.findings(session) == []


def test_what_is_not_next_is_refused(session: Session, sold: int) -> None:
    claim_id = opened(session, sold)
    with pytest.raises(claims.NotNow, match="W-000001 is open"):
        claims.advance(session, new_request_id(), claim_id, Next("chased", "at_supplier"))


def test_a_step_without_its_goods_is_refused_by_the_books(session: Session, sold: int) -> None:
    claim_id = opened(session, sold, takes_in=True)
    with pytest.raises(claims.NotNow):
        claims.advance(session, new_request_id(), claim_id, Next("sent", "at_supplier"))
    with pytest.raises(claims.NotNow):
        claims.advance(session, new_request_id(), claim_id, Next("closed", "closed"))
    assert claim(session.store, claim_id).state == "open"
