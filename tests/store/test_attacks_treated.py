"""Attacks on what was opened, frozen or thawed: quantities that grow or vanish, and holds that are walked past."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.days import parse_iso
from shopstock.jobs import hold, item, treat
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.treat import Treat, Treatment
from shopstock.store.audit import audit
from shopstock.store.lots import LotRow, add_lot
from tests import shops
from tests.shops import OAT, SALMON
from tests.store.hand import Hand, refused


@pytest.fixture
def fridge(session: Session) -> Session:
    """Salmon K22 and K23, six of each, with rules for all three treatments."""
    item.save_item(session, {"sku": SALMON, "opened_days": "3", "frozen_days": "90", "thawed_days": "1"})
    for code in ("K22", "K23"):
        shops.take_in(session, SALMON, "6", lot=code, expires="2026-12-02")
    return session


@pytest.fixture
def raw(fridge: Session) -> Hand:
    """A hand that writes SQL in that shop."""
    return Hand(fridge)


def done(session: Session, what: Treatment, code: str, quantity: int = 2) -> LotRow:
    """That treatment, and the lot that came out of it."""
    at = shops.place(session, "SHELF-1")
    wanted = Treat(what, shops.batch(session, SALMON, code).id, quantity, at)
    return treat.treat(session, new_request_id(), wanted).lot


def child(session: Session, code: str = "K22", treated: str = "opened", new: str = "NEW") -> LotRow:
    """A lot out of another, nothing of it there yet."""
    above = shops.batch(session, SALMON, code)
    with session.store.transaction():
        return add_lot(
            session.store, above.product_id, new, parse_iso("2026-11-25"), out_of=(above.id, treated)
        )


def went(hand: Hand, booking: int, quantity: int = 2, lot: str = "K22", **changes: object) -> None:
    """The first row of a treatment: out of the old lot."""
    row = hand.movement(booking, "opened", SALMON, "SHELF-1", "TREATED", quantity, lot)
    hand.write("movement", row | changes)


def came(hand: Hand, booking: int, quantity: int = 2, lot: str = "NEW", **changes: object) -> None:
    """The second: into the new one."""
    row = hand.movement(booking, "opened", SALMON, "TREATED", "SHELF-1", quantity, lot)
    hand.write("movement", row | changes)


def test_a_sound_treatment_is_written(raw: Hand, fridge: Session) -> None:
    child(fridge)
    booking = raw.book("move")
    went(raw, booking)
    came(raw, booking)
    assert [f for f in audit(fridge.store).findings if f.check == "treated"] == []


@pytest.mark.parametrize("quantity", [1, 3, 200])
def test_no_more_and_no_less_comes_out(raw: Hand, fridge: Session, quantity: int) -> None:
    child(fridge)
    booking = raw.book("move")
    went(raw, booking)
    with refused(fridge, "treated"):
        came(raw, booking, quantity)


@pytest.mark.parametrize(
    "spoil",
    [{"n": 3}, {"what": "frozen"}, {"cost_minor": 1}, {"cost_minor": None}],
    ids=str,
)
def test_no_spoiled_row_comes_out(raw: Hand, fridge: Session, spoil: dict[str, Any]) -> None:
    child(fridge)
    booking = raw.book("move")
    went(raw, booking, cost_minor=320)
    with refused(fridge, "treated"):
        came(raw, booking, 2, "NEW", **({"cost_minor": 320} | spoil))


def test_nothing_comes_out_of_nothing(raw: Hand, fridge: Session) -> None:
    child(fridge)
    booking = raw.book("move")
    with refused(fridge, "treated"):
        came(raw, booking, n=1)


def test_nothing_comes_out_as_a_lot_that_is_no_child_of_it(raw: Hand, fridge: Session) -> None:
    child(fridge, "K23")
    booking = raw.book("move")
    went(raw, booking)
    for lot in ("NEW", "K22", "K23"):
        with refused(fridge, "treated"):
            came(raw, booking, lot=lot)


def test_it_comes_out_once(raw: Hand, fridge: Session) -> None:
    child(fridge)
    booking = raw.book("move")
    went(raw, booking)
    came(raw, booking)
    with refused(fridge, "treated"):
        came(raw, booking)


def test_what_went_in_and_never_came_out_is_found(raw: Hand, fridge: Session) -> None:
    went(raw, raw.book("move"))
    found = [str(f) for f in audit(fridge.store).findings if f.check == "treated"]
    assert any("less came out than went in" in one for one in found)
    assert any("got stuck in a treatment" in one for one in found)


@pytest.mark.parametrize(
    ("code", "treated"),
    [("K22", "thawed"), ("K22-frozen1", "frozen"), ("K22-open1", "opened"), ("K22-thawed1", "frozen")],
)
def test_no_treatment_twice_and_no_thawing_of_what_was_not_frozen(
    fridge: Session, code: str, treated: str
) -> None:
    done(fridge, "frozen", "K22")
    done(fridge, "thawed", "K22-frozen1", 1)
    done(fridge, "opened", "K22", 1)
    with refused(fridge, "treated"):
        child(fridge, code, treated)


def test_nor_over_one_between(fridge: Session) -> None:
    done(fridge, "opened", "K22")
    done(fridge, "frozen", "K22-open1")
    done(fridge, "thawed", "K22-frozen1")
    for treated in treat.TREATMENTS:
        with refused(fridge, "treated"):
            child(fridge, "K22-thawed1", treated)


def test_a_child_of_another_product_or_of_itself(raw: Hand, fridge: Session) -> None:
    shops.take_in(fridge, OAT, "1", lot="O1", expires="2027-01-01")
    above, other = shops.batch(fridge, OAT, "O1"), shops.goods(fridge, SALMON)
    with refused(fridge, "treated"), fridge.store.transaction():
        add_lot(fridge.store, other.id, "X", None, out_of=(above.id, "opened"))
    row = raw.last("lot")
    with refused(fridge, "check", "frozen", "treated", "foreign_key"):
        raw.write(
            "lot", row | {"id": row["id"] + 1, "code": "Y", "parent_id": row["id"] + 1, "treated": "opened"}
        )
    for half in (
        {"parent_id": row["id"]},
        {"treated": "opened"},
        {"parent_id": row["id"], "treated": "eaten"},
    ):
        with refused(fridge, "check"):
            raw.write("lot", row | {"id": row["id"] + 1, "code": "Y"} | half)


def test_what_a_lot_came_out_of_stands_still(raw: Hand, fridge: Session) -> None:
    new, other = done(fridge, "opened", "K22"), shops.batch(fridge, SALMON, "K23")
    for values in ({"parent_id": other.id}, {"treated": "frozen"}, {"parent_id": None, "treated": None}):
        with refused(fridge, "frozen"):
            raw.change("lot", f"id = {new.id}", **values)
    with refused(fridge, "frozen"):
        raw.change("lot", f"id = {other.id}", parent_id=1, treated="opened")


def test_a_lot_is_not_released_while_the_one_above_it_is_held(raw: Hand, fridge: Session) -> None:
    new = done(fridge, "opened", "K22")
    hold.hold_lot(fridge, new_request_id(), shops.batch(fridge, SALMON, "K22").id, "metal")
    with refused(fridge, "treated"):
        raw.change("lot", f"id = {new.id}", held=0, held_because=None)
    with refused(fridge, "treated"):
        child(fridge, "K22", "frozen", "K22-frozen9")


def test_a_hold_by_hand_that_forgot_what_came_out_is_found(raw: Hand, fridge: Session) -> None:
    done(fridge, "opened", "K22")
    raw.change("lot", "code = 'K22'", held=1, held_because="metal")
    found = [str(f) for f in audit(fridge.store).findings]
    assert len(found) == 1
    assert "it came out of K22: that one is held and it is not" in found[0]


def test_what_is_held_is_not_treated(raw: Hand, fridge: Session) -> None:
    child(fridge)
    raw.change("lot", "code = 'K22'", held=1, held_because="metal")
    booking = raw.book("move")
    with refused(fridge, "held"):
        went(raw, booking)


def test_nothing_is_frozen_by_hand_after_its_date(raw: Hand, fridge: Session) -> None:
    with shops.on("2026-12-03"):
        booking = raw.book("move")
        with refused(fridge, "use_by"):
            went(raw, booking, what="frozen")


@pytest.mark.parametrize(
    ("what", "start", "end"),
    [("sold", "TREATED", "CUSTOMER"), ("wasted", "TREATED", "BIN"), ("opened", "SHELF-1", "SHELF-2"),
     ("opened", "QUARANTINE", "TREATED"), ("moved", "SHELF-1", "TREATED"), ("lost", "TREATED", "LOSS")],
)  # fmt: skip
def test_there_is_no_other_way_through(raw: Hand, fridge: Session, what: str, start: str, end: str) -> None:
    booking = raw.book("move")
    with refused(fridge, "foreign_key", "treated", "sale_line", "check", "balance"):
        raw.write("movement", raw.movement(booking, what, SALMON, start, end, 1, "K22"))


def test_goods_without_a_lot_and_units_go_through_no_treatment(raw: Hand, fridge: Session) -> None:
    shops.take_in(fridge, shops.CABLE, "3")
    booking = raw.book("move")
    raw.write("movement", raw.movement(booking, "opened", shops.CABLE, "SHELF-1", "TREATED", 1))
    with refused(fridge, "treated"):
        raw.write("movement", raw.movement(booking, "opened", shops.CABLE, "TREATED", "SHELF-1", 1))
