"""What happens to claims and their goods: to the supplier and back, parts, loans, files, goods from elsewhere."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from shopstock.jobs import claim_cover, claim_lists, claims, loans, proofs, void
from shopstock.jobs import claim_steps as steps
from shopstock.jobs.claims import Opening
from shopstock.jobs.people import meet
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.supplier_swap import replace_by_supplier
from shopstock.jobs.symptoms import symptoms_of
from shopstock.jobs.warranty import covers_of
from shopstock.refusal import BadInput
from shopstock.store.claims import claim, files_of, proof_of, steps_of
from tests import shops
from tests.shops import OTHER_SERIAL, PHONE, SERIAL
from tests.store import audit

new = new_request_id
THIRD = "356938035641217"


@pytest.fixture
def home(session: Session) -> int:
    """A claim about a phone that its customer has at home."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    return opened(session, SERIAL)


@pytest.fixture
def here(session: Session, home: int) -> int:
    """The same, left at the shop."""
    steps.take_in(session, new(), home)
    return home


@pytest.fixture
def away(session: Session, here: int) -> int:
    """The same, at the supplier."""
    steps.send(session, new(), here, meet(session, "supplier", "Volta").who.id)
    return here


def opened(session: Session, serial: str, **more: object) -> int:
    """A claim about that phone."""
    opening = Opening(shops.unit(session, serial).id, "no sound", **more)  # type: ignore[arg-type]
    return claims.open_claim(session, new(), opening).booking_id


def at(session: Session, serial: str = SERIAL) -> str | None:
    """The kind of place that a phone is at."""
    return shops.unit(session, serial).place_kind


def state(session: Session, claim_id: int) -> str:
    """How a claim stands."""
    return claim(session.store, claim_id).state


def test_repaired_by_the_supplier_and_handed_back(session: Session, away: int) -> None:
    assert (state(session, away), at(session)) == ("at_supplier", "repairer")
    steps.set_rma(session, new(), away, "V-8841")
    steps.come_back_repaired(session, new(), away, "new speaker")
    assert (state(session, away), at(session)) == ("repaired", "visiting")
    with pytest.raises(claims.NotNow, match="still here"):
        steps.close(session, new(), away)
    steps.hand_back(session, new(), away)
    assert (state(session, away), at(session)) == ("closed", "customer")
    assert audit.findings(session) == []


def test_sent_straight_from_the_customers_hands(session: Session, home: int) -> None:
    steps.send(session, new(), home, None, "V-1")
    assert at(session) == "repairer"
    assert [s.what for s in steps_of(session.store, home)] == ["opened", "sent"]


def test_a_new_serial_from_the_supplier_reaches_the_customer(session: Session, away: int) -> None:
    replace_by_supplier(session, new(), away, THIRD)
    assert (state(session, away), at(session), at(session, THIRD)) == ("replaced", "supplier", "visiting")
    with pytest.raises(claims.NotNow, match="still here"):
        steps.close(session, new(), away)
    steps.hand_back(session, new(), away)
    assert at(session, THIRD) == "customer"
    assert [s.other_serial for s in steps_of(session.store, away) if s.what == "replaced"] == [THIRD]
    assert claim_cover.payer(session, shops.unit(session, THIRD)).basis == "shop", "the old one's terms go on"
    assert audit.findings(session) == []


def test_a_serial_we_know_replaces_nothing(session: Session, away: int) -> None:
    with pytest.raises(claims.NotNow, match="known here"):
        replace_by_supplier(session, new(), away, OTHER_SERIAL)
    assert state(session, away) == "at_supplier"


def test_a_credit_is_money_of_the_claim_and_not_of_the_drawer(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    claim_id = opened(session, SERIAL, side="supplier", sends=True)
    assert at(session) == "repairer"
    steps.credit(session, new(), claim_id, 26_800)
    assert (state(session, claim_id), at(session)) == ("credited", "supplier")
    steps.close(session, new(), claim_id)
    assert steps_of(session.store, claim_id)[1].amount_minor == 26_800
    assert audit.rows(session, "SELECT * FROM payment") == []
    assert audit.findings(session) == []


def test_our_own_unit_replaced_comes_to_the_back_room(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    claim_id = opened(session, SERIAL, side="supplier", sends=True)
    replace_by_supplier(session, new(), claim_id, THIRD)
    assert at(session, THIRD) == "back"
    steps.close(session, new(), claim_id)
    shops.sell_serial(session, THIRD)
    assert audit.findings(session) == []


def test_a_refusal_needs_its_reason(session: Session, here: int) -> None:
    with pytest.raises(BadInput, match="reason"):
        steps.refuse(session, new(), here, " ")
    steps.refuse(session, new(), here, "fell into water")
    steps.hand_back(session, new(), here)
    assert state(session, here) == "closed"


def test_the_customer_may_wait_for_the_part_at_home(session: Session, here: int) -> None:
    steps.wait_for(session, new(), here, "speaker", date(2026, 12, 4))
    steps.hand_back(session, new(), here)
    assert (state(session, here), at(session)) == ("waiting_part", "customer")
    steps.part_came(session, new(), here)
    steps.take_in(session, new(), here)
    steps.repaired(session, new(), here)
    steps.hand_back(session, new(), here)
    assert (state(session, here), at(session)) == ("closed", "customer")


def test_what_is_away_is_neither_repaired_nor_closed_here(session: Session, away: int) -> None:
    with pytest.raises(claims.NotNow, match="at the supplier"):
        steps.repaired(session, new(), away)
    with pytest.raises(claims.NotNow, match="at the supplier"):
        steps.close(session, new(), away)
    with pytest.raises(claims.NotNow, match="at the supplier"):
        steps.refuse(session, new(), away, "no")


def test_the_unit_of_an_open_claim_goes_no_other_way(session: Session, here: int) -> None:
    line = shops.line_of_serial(session, SERIAL)
    with pytest.raises(void.CannotUndo, match="W-000001"):
        void.void(session, new(), line.booking_id)


def test_a_return_settles_the_claim_and_not_while_it_is_away(session: Session, away: int) -> None:
    line = shops.line_of_serial(session, SERIAL)
    with pytest.raises(claims.NotNow, match="at the supplier"):
        shops.bring_back(session, line.id, destination="Q")
    steps.come_back(session, new(), away)
    shops.bring_back(session, line.id, destination="Q")
    assert (state(session, away), at(session)) == ("closed", "quarantine")
    assert audit.findings(session) == []


def test_a_sale_with_a_claim_at_home_is_not_voided_until_it_is_closed(session: Session, home: int) -> None:
    sale = shops.line_of_serial(session, SERIAL).booking_id
    with pytest.raises(void.CannotUndo, match="W-000001"):
        void.void(session, new(), sale)
    steps.close(session, new(), home, "opened by mistake")
    void.void(session, new(), sale)
    assert at(session) == "shelf"


def test_a_step_of_a_claim_is_never_undone(session: Session, here: int) -> None:
    with pytest.raises(void.CannotUndo, match="close it with a note"):
        void.void(session, new(), here)


def test_a_loan_is_out_until_it_is_back(session: Session, home: int) -> None:
    other = shops.unit(session, OTHER_SERIAL).id
    loans.lend(session, new(), home, other, date(2026, 12, 6))
    assert at(session, OTHER_SERIAL) == "loan"
    assert [(x.serial, x.claim_id, x.due_on) for x in claim_lists.loans_out(session)] == [
        (OTHER_SERIAL, home, date(2026, 12, 6))
    ]
    with pytest.raises(claims.NotNow):
        loans.lend(session, new(), home, other, None)
    steps.close(session, new(), home)
    loans.take_back(session, new(), other)
    assert (at(session, OTHER_SERIAL), claim_lists.loans_out(session)) == ("shelf", [])
    with pytest.raises(claims.NotNow, match="not lent"):
        loans.take_back(session, new(), other)
    assert audit.findings(session) == []


def test_too_long_at_the_supplier(session: Session, sunday: time_machine.Traveller, away: int) -> None:
    steps.set_rma(session, new(), away, "V-8841")
    sunday.shift(timedelta(days=14))
    assert claim_lists.late_list(session) == []
    sunday.shift(timedelta(days=1))
    steps.chase(session, new(), away, "on Tuesday")
    (late,) = claim_lists.late_list(session)
    assert (late.away, late.supplier, late.rma, late.contact) == (15, "Volta", "V-8841", date(2026, 12, 7))


def test_an_rma_number_is_of_one_journey(session: Session, away: int) -> None:
    steps.set_rma(session, new(), away, "V-1")
    steps.come_back(session, new(), away)
    steps.send(session, new(), away, None)
    assert claim_lists.open_list(session)[0].rma is None


def test_a_file_is_known_by_its_hash(session: Session, home: int, tmp_path: Path) -> None:
    photo = tmp_path / "glass.jpg"
    photo.write_bytes(b"a broken glass")
    steps.add_file(session, new(), home, str(photo))
    (kept,) = files_of(session.store, home)
    assert (kept.size, kept.sha256) == (14, hashlib.sha256(b"a broken glass").hexdigest())
    with pytest.raises(BadInput, match="cannot be read"):
        steps.add_file(session, new(), home, str(tmp_path / "none.jpg"))


def test_bought_elsewhere_with_a_proof(session: Session) -> None:
    proven = proofs.Proven(
        shops.goods(session, PHONE).id, "ELSE-9", date(2026, 3, 1), "Corner of Bonn", "4711"
    )
    posted = proofs.take_in_proven(session, new(), proven, "no sound", "supplier")
    unit = shops.unit(session, "ELSE-9")
    proof = proof_of(session.store, unit.id)
    assert proof
    assert (unit.place_kind, proof.warranty_until) == ("visiting", date(2028, 3, 1))
    assert claim_cover.payer(session, unit).basis == "supplier"
    steps.repaired(session, new(), posted.booking_id)
    steps.hand_back(session, new(), posted.booking_id)
    assert at(session, "ELSE-9") == "customer"
    with pytest.raises(claims.NotOurs, match="known here"):
        proofs.take_in_proven(session, new(), proven, "again", "supplier")
    assert audit.findings(session) == []


def test_what_pays(session: Session, sunday: time_machine.Traveller) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    assert claim_cover.payer(session, unit).basis == "shop"
    sunday.shift(timedelta(days=741))
    with pytest.raises(claim_cover.CoverOver, match="warranty ended 22 Nov, 10 days ago"):
        claim_cover.check_cover(session, claim_cover.payer(session, unit))


def test_symptoms_by_category() -> None:
    assert symptoms_of("Phones")[1] == "no sound"
    assert symptoms_of("nothing known")[0] == "does not work"
    assert symptoms_of(None) == symptoms_of("any")


def test_time_with_us_and_a_repair_make_the_warranty_longer(
    session: Session, sunday: time_machine.Traveller, here: int
) -> None:
    """What stands still and what a repair adds are settings of the warranty; handing back books them."""
    before = {c.kind: c.until for c in covers_of(session, shops.unit(session, SERIAL))}
    sunday.shift(timedelta(days=9))
    steps.repaired(session, new(), here)
    steps.hand_back(session, new(), here)
    after = {c.kind: c.until for c in covers_of(session, shops.unit(session, SERIAL))}
    assert before["shop"]
    assert after["shop"]
    assert after["shop"] >= before["shop"]
    assert after != before
    assert audit.findings(session) == []
