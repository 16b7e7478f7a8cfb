"""The public interface: every id of the specification is reached by a small story, every view has its fields."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shopstock.jobs.hold import hold_lot, hold_unit
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.lots import lots_like
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

GTIN = shops.OAT_BARCODE.zfill(14)
SOLD = (shops.SERIAL, ":finish")
# id -> the entries that lead to it; `|` moves the clock on by a day count, the last answer has the id
STORIES: dict[str, tuple[str, ...]] = {
    "sell.added": ("CAB",),
    "sell.already_in_basket": (shops.SERIAL, shops.SERIAL),
    "sell.which_serial": (shops.PHONE_BARCODE,),
    "sell.already_sold": (*SOLD, shops.SERIAL),
    "sell.not_in_stock": ("5*24B06", "24B06"),
    "sell.unknown_code": ("5012345678900",),
    "sell.use_by_passed": ("9F31",),
    "sell.best_before_passed": ("OLD",),
    "sell.short_stock": ("99*CAB",),
    "sell.held": ("hold unit", shops.SERIAL),
    "sell.recalled": ("recall lot", "24B07"),
    "sell.stolen": ("steal unit", shops.SERIAL),
    "sell.lines_open": ("nonsense", ":finish"),
    "sell.part_paid": ("CAB", ":finish 5"),
    "sell.paid": ("CAB", ":finish"),
    "sell.parked": ("CAB", ":park"),
    "sell.voided": ("CAB", ":finish", ":undo"),
    "receive.product": (":receive", "CAB"),
    "receive.serial_added": (":receive", shops.PHONE_BARCODE, "356938035643700"),
    "receive.seen_twice": (":receive", shops.PHONE_BARCODE, "356938035643700", "356938035643700"),
    "receive.known_serial": (":receive", shops.PHONE_BARCODE, shops.SERIAL),
    "receive.bad_serial": (":receive", shops.PHONE_BARCODE, "12345"),
    "receive.which_lot": (":receive", "OAT"),
    "receive.which_date": (":receive", "OAT", "NEW"),
    "receive.lot_added": (":receive", "OAT", "NEW", "3.12.2026"),
    "receive.date_conflict": (":receive", f"]C101{GTIN}15261204" + "1024B07"),
    "receive.date_odd": (":receive", "OAT", "NEW", "3.12.2062"),
    "receive.unknown_code": (":receive", "5012345678900"),
    "receive.saved": (":receive", "CAB", ":finish"),
    "return.sold_here": (*SOLD, ":return", shops.SERIAL),
    "return.never_sold_here": (":return", "SN-9"),
    "return.already_back": (*SOLD, ":return", shops.SERIAL, "FQM", shops.SERIAL),
    "return.too_many": ("2*CAB", ":finish", ":return", "#R1-1", "3*"),
    "return.window_over": (*SOLD, "|31", ":return", shops.SERIAL, "C"),
    "return.warranty_over": (*SOLD, "|741", ":return", shops.SERIAL, "F"),
    "return.other_customer": ("@Patel", *SOLD, ":return", "@Miller", shops.SERIAL),
    "return.saved": (*SOLD, ":return", shops.SERIAL, "FQM"),
    "dates.listed": (":dates",),
    "dates.done": (":dates", "K"),
    "dates.left": (":dates", ":finish"),
    "dates.signed": (":dates", "KWKK", ":finish"),
}
STATES = {
    "OK": "sell.added sell.already_in_basket receive.product receive.serial_added receive.seen_twice "
    "receive.lot_added return.sold_here dates.listed",
    "ASK": "sell.which_serial sell.unknown_code sell.best_before_passed sell.short_stock sell.part_paid "
    "receive.which_lot receive.which_date receive.date_odd receive.unknown_code return.window_over "
    "return.other_customer return.never_sold_here",
    "STOP": "sell.already_sold sell.not_in_stock sell.use_by_passed sell.held sell.recalled sell.stolen "
    "sell.lines_open receive.known_serial receive.bad_serial receive.date_conflict "
    "return.already_back return.too_many return.warranty_over dates.left",
    "SAVED": "sell.paid sell.parked sell.voided receive.saved return.saved dates.done dates.signed",
}


def set_up(session: Session, deed: str) -> bool:
    """What another job did before: hold, recall, steal."""
    unit_id = shops.unit(session, shops.SERIAL).id
    if deed == "hold unit":
        hold_unit(session, new_request_id(), unit_id, "faulty")
    elif deed == "recall lot":
        lot_id = lots_like(session.store, "24B07")[0].id
        hold_lot(session, new_request_id(), lot_id, "nuts", recalled=True)
    elif deed == "steal unit":
        session.store.db.execute_sql("UPDATE unit SET stolen = 1 WHERE id = ?", (unit_id,))
    else:
        return False
    return True


@pytest.mark.parametrize("answer_id", sorted(STORIES))
def test_every_id_is_reached(stocked: Counter, sunday: time_machine.Traveller, answer_id: str) -> None:
    for entry in STORIES[answer_id]:
        if entry.startswith("|"):
            sunday.shift(timedelta(days=int(entry[1:])))
        elif not set_up(stocked.desk.session, entry):
            last = stocked(entry)
    assert last.id == answer_id
    state = next(state for state, ids in STATES.items() if answer_id in ids.split())
    assert last.state == state
    assert last.job == answer_id.split(".")[0]


def fields(view: object, *path: str | int) -> set[str]:
    """The names in a view, or in a part of it."""
    for step in path:
        view = view[step]  # type: ignore[index]
    assert isinstance(view, dict)
    return set(view)


def words(text: str) -> set[str]:
    """The names of a list as the specification prints it."""
    return set(text.split())


def test_the_fields_of_sell(stocked: Counter) -> None:
    view = stocked("@Patel", "OAT", "nonsense").view.as_json()
    assert fields(view) >= words("lines total customer open_questions")
    for n in (0, 1):
        assert fields(view, "lines", n) >= words(
            "n sku name serial lot date date_kind quantity price amount state"
        )
    line = view["lines"][0]
    assert (line["n"], line["quantity"], line["price"], line["amount"]) == (1, "1", "2.15", "2.15")
    assert (line["date"], line["date_kind"], line["serial"]) == ("2026-11-24", "best_before", None)
    assert (view["total"], view["customer"]) == ("2.15", "Patel")
    assert view["lines"][1]["amount"] is None
    paid = stocked("-", ":finish 5").view.as_json()
    assert fields(paid) >= words("receipt tendered change payments")


def test_the_fields_of_find(stocked: Counter) -> None:
    stocked(":receive @Volta", "OAT", "24B07", ":finish", ":sell", "@Patel", *SOLD, ":find")
    unit = stocked(shops.SERIAL).view.as_json()
    assert fields(unit) >= words("kind serial sku name attributes state place lot warranty sale history")
    assert fields(unit, "warranty") == words("status until days_left")
    assert fields(unit, "sale") >= words("receipt sold_on customer price")
    assert fields(unit, "history", 0) >= words("at what from to paper by note")
    assert unit["history"][0]["at"] == "2026-11-22T09:14:00+01:00"
    lot = stocked("24B07").view.as_json()
    assert fields(lot) >= words("kind code sku date date_kind state on_hand sold returned wasted places")
    assert fields(lot, "places", 0) >= words("place quantity")
    product = stocked("OAT").view.as_json()
    assert fields(product) >= words("kind sku name price on_hand places lots units")
    assert stocked("#R1-1").view.as_json()["kind"] == "receipt"


def test_the_fields_of_the_other_jobs(stocked: Counter) -> None:
    saved = stocked(":receive", "CAB", ":finish").view.as_json()
    assert saved["paper"] == "GR-000009", "eight deliveries came before"
    dates = stocked(":dates").view.as_json()
    assert fields(dates, "rows", 0) >= words(
        "n place sku name lot date date_kind days_left quantity price action late"
    )
    assert (dates["rows"][0]["days_left"], dates["rows"][0]["price"]) == (-2, "2.15")
    stock = stocked(":stock").view.as_json()
    assert fields(stock, "rows", 0) >= words("sku name tracking on_hand held reorder_at next_date place")


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        ("", "in_stock"),
        ("hold unit", "held"),
        ("steal unit", "stolen"),
        ("sold", "sold"),
        ("Q", "held"),
        ("B", "binned"),
    ],
)
def test_the_states_of_a_unit(stocked: Counter, deed: str, state: str) -> None:
    session = stocked.desk.session
    if deed in ("sold", "Q", "B"):
        stocked(*SOLD)
        if deed != "sold":
            stocked(":return", shops.SERIAL, f"F{deed}M")
    elif deed:
        set_up(session, deed)
    assert stocked(f"?{shops.SERIAL}").view.as_json()["state"] == state
