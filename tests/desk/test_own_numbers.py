"""The shop's own numbers: a dairy's lots, a bike shop's serials, receipts that begin again each year."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

CURD = {"sku": "CURD", "name": "Curd 500 g", "tracking": "lot", "price": "2.40", "date_kind": "use_by"}
BIKE = {"sku": "BIKE", "name": "City bike", "tracking": "serial", "price": "799.00"}


@pytest.fixture
def dairy(counter: Counter) -> Counter:
    """A dairy that makes curd, and numbers each day's batches itself."""
    session = counter.desk.session
    item.save_item(session, CURD | {"lot_template": "C{made:yy}{made:yday}-{run:2}", "shelf_life_days": "10"})
    counter(":receive")
    return counter


@pytest.fixture
def bikes(counter: Counter) -> Counter:
    """A shop that stamps a number of its own into each frame."""
    item.save_item(counter.desk.session, BIKE | {"serial_template": "{place}-{year}{week}-{run:3}"})
    counter(":receive")
    return counter


def saved_lots(counter: Counter) -> list[str]:
    """The lots of the delivery that is booked now."""
    return [line["lot"] for line in counter(":finish").view.as_json()["lines"]]


def saved_serials(counter: Counter) -> list[str]:
    """The serials of the delivery that is booked now."""
    return [serial for line in counter(":finish").view.as_json()["lines"] for serial in line["serials"]]


def test_the_dairys_day(dairy: Counter) -> None:
    asked = dairy("CURD")
    assert asked.text == "ASK  Curd 500 g: which lot? Scan or type its code  Enter own  - remove"
    assert dairy("").text == "ASK  Curd 500 g own lot: use-by date?  Enter 02 Dec 2026"
    assert dairy("").text == "OK   Curd 500 g own lot, use by 02 Dec, 1. Next is C26326-01"
    assert dairy("40*").sentence == "Curd 500 g own lot, 40"
    line = dairy.view()["lines"][0]
    assert (line["lot"], line["state"], line["note"]) == (None, "ok", "own lot when this is booked")
    assert saved_lots(dairy) == ["C26326-01"]
    found = shops.batch(dairy.desk.session, "CURD", "C26326-01")
    assert (str(found.made_on), str(found.expires and found.expires.day)) == ("2026-11-22", "2026-12-02")
    dairy("CURD", ":new", "", "CURD", ":new", "")
    assert saved_lots(dairy) == ["C26326-02", "C26326-03"]
    with shops.on("2026-11-23"):
        dairy("CURD", ":new", "")
        assert saved_lots(dairy) == ["C26327-01"], "the run begins again each day"


def test_a_delivery_that_is_dropped_uses_no_number(dairy: Counter) -> None:
    dairy("CURD", ":new", "", ":clear", "CURD", ":new", "", "-1")
    dairy("CURD", ":new", "")
    assert saved_lots(dairy) == ["C26326-01"]


def test_what_was_entered_by_hand_is_skipped(dairy: Counter) -> None:
    dairy("CURD", "c-26326 01", "3.12.2026")
    dairy("CURD", ":new", "", "CURD", "C26326-03", "", "CURD", ":new", "")
    assert saved_lots(dairy) == ["c-26326 01", "C26326-02", "C26326-03", "C26326-04"]


def test_a_run_goes_on_wider_than_its_width(dairy: Counter) -> None:
    session = dairy.desk.session
    for n in range(98, 100):
        shops.take_in(session, "CURD", "1", lot=f"C26326-{n}", expires="2026-12-02")
    for _ in range(97):
        dairy("CURD", ":new", "")
    dairy("CURD", ":new", "")
    assert saved_lots(dairy)[-2:] == ["C26326-97", "C26326-100"]


def test_a_template_without_a_run_is_one_lot_a_day(counter: Counter) -> None:
    item.save_item(counter.desk.session, CURD | {"lot_template": "{product}{yy}{month}{day}"})
    counter(":receive", "CURD", ":new", "2.12.2026", "5*")
    assert saved_lots(counter) == ["CURD261122"]
    counter("CURD", ":new", "2.12.2026", "3*")
    assert saved_lots(counter) == ["CURD261122"]
    assert shops.on_hand(counter.desk.session, "CURD") == 8
    counter("CURD", ":new", "3.12.2026")
    assert counter(":finish").id == "receive.date_conflict", "one lot, one date"


def test_the_date_may_be_part_of_the_number(counter: Counter) -> None:
    item.save_item(counter.desk.session, CURD | {"lot_template": "{expires:yy}{expires:month}-{run:2}"})
    assert counter(":receive", "CURD", ":new").id == "receive.which_date"
    assert counter("2.12.2026").sentence == "Curd 500 g own lot, use by 02 Dec, 1. Next is 2612-01"
    assert saved_lots(counter) == ["2612-01"]
    counter("CURD", ":new", "")
    refused = counter(":finish")
    assert (refused.state, refused.id) == ("STOP", "numbers.no_value")
    assert refused.sentence == "the number has {expires:yy} in it, and that is not known yet"


def test_twenty_four_own_serials(bikes: Counter) -> None:
    assert bikes("BIKE").text == "OK   City bike: scan its serials, 0 so far  Enter own serial"
    bikes("24*")
    made = bikes(":new")
    assert made.text == "OK   24 of 24  24 own serials, from SHELF-1-202647-001 on"
    assert bikes.view()["lines"][0]["own"] == 24
    serials = saved_serials(bikes)
    assert serials == [f"SHELF-1-202647-{n:03}" for n in range(1, 25)]
    assert bikes(":sell", serials[3]).id == "sell.added"


def test_enter_makes_one_and_what_is_scanned_stands_beside(bikes: Counter) -> None:
    bikes("BIKE")
    assert bikes("").sentence == "1  1 own serial, from SHELF-1-202647-001 on"
    bikes("FRAME-9", ":new 2")
    assert bikes("-").sentence == "3 own serials out"
    bikes(":new")
    assert saved_serials(bikes) == ["FRAME-9", "SHELF-1-202647-001"]


def test_enter_enter_still_books(bikes: Counter) -> None:
    assert bikes.ids("2*BIKE", "", "", "") == [
        "receive.quantity",
        "receive.own_serials",
        "receive.ready",
        "receive.saved",
    ]


def test_the_place_is_part_of_the_number(bikes: Counter) -> None:
    bikes("BIKE", ":new", "=BACK")
    assert saved_serials(bikes) == ["BACK-202647-001"]
    with shops.on("2027-01-01"):
        bikes("BIKE", ":new")
        assert saved_serials(bikes) == ["SHELF-1-202653-001"], "1 January 2027 is in week 53 of 2026"


def test_more_own_serials_than_ordered_are_asked_about(bikes: Counter) -> None:
    bikes("2*BIKE", "F1")
    assert bikes(":new 2").id == "receive.too_many"
    for wrong in (":new 0", ":new x", ":new 10001"):
        assert bikes(wrong).state == "STOP"
    assert bikes("-", ":new").id == "receive.own_serials"
    assert bikes(":finish").id == "receive.saved"


def test_the_fabric_shop_numbers_its_dye_lots(counter: Counter) -> None:
    """Each bale is a dye lot of its own; the supplier's and the shop's name for it stand in the code."""
    session = counter.desk.session
    cloth = {"sku": "LINEN", "name": "Linen", "tracking": "lot", "price": "19.90", "measure": "m"}
    item.save_item(
        session, cloth | {"lot_template": "{product}/{supplier}/{yy}-{run:2}", "supplier": "Weber"}
    )
    counter(":receive", "LINEN", ":new", "42,5*", "LINEN", "", "40*")
    assert saved_lots(counter) == ["LINEN/Weber/26-01", "LINEN/Weber/26-02"]
    assert counter(":sell", "3,2*LINEN/WEBER/26-01").id == "sell.added"
    counter(":receive", "@Loom & Co", "LINEN", ":new", "10*")
    assert saved_lots(counter) == ["LINEN/Loom & Co/26-01"], "another supplier, another run"


def test_a_voided_delivery_gives_its_numbers_to_nobody_else(bikes: Counter) -> None:
    bikes("BIKE", ":new", ":finish", ":undo", "BIKE", ":new")
    assert saved_serials(bikes) == ["SHELF-1-202647-002"]


def test_a_crash_keeps_what_was_asked_for(bikes: Counter) -> None:
    bikes("BIKE", ":new 3")
    again = Counter(bikes.desk.session)
    assert again(":receive").sentence == "1 line, 3 units so far"
    assert len(saved_serials(again)) == 3


def test_the_supplier_is_asked_for_where_the_number_needs_it(counter: Counter) -> None:
    item.save_item(counter.desk.session, BIKE | {"serial_template": "{supplier}-{run:2}"})
    refused = counter(":receive", "BIKE", ":new")
    assert refused.text == "STOP the number has {supplier} in it, and that is not known yet  @ supplier"
    counter("@Volta", ":new")
    assert saved_serials(counter) == ["Volta-01"]


def test_own_serials_with_their_own_lot(counter: Counter) -> None:
    item.save_item(
        counter.desk.session, BIKE | {"serial_template": "F{run:4}", "lot_template": "RUN{yy}{week}"}
    )
    counter(":receive", "BIKE", ":new 2")
    saved = counter(":finish").view.as_json()["lines"][0]
    assert (saved["serials"], saved["lot"]) == (["F0001", "F0002"], "RUN2647")
    assert counter("?F0002").view.as_json()["lot"] == "RUN2647"


def test_own_serials_fit_the_pattern_of_their_product(counter: Counter) -> None:
    pattern = {"serial_kind": "pattern", "serial_pattern": "F[0-9]{2}", "serial_example": "F01"}
    item.save_item(counter.desk.session, BIKE | pattern | {"serial_template": "F{run:2}"})
    counter(":receive", "BIKE", ":new 99", ":finish")
    counter("BIKE", ":new")
    refused = counter(":finish")
    assert refused.sentence == "F100 does not fit: it should look like F01"
    assert refused.state == "STOP"


def test_the_shops_templates_hold_where_a_product_has_none(counter: Counter) -> None:
    assert counter(":settings numbers.lot L{run:3}").state == "SAVED"
    assert counter(":settings numbers.serial {yy}-{run:4}").state == "SAVED"
    for wrong in ("{yy}", "{run:2}{run:2}", "{nothing}-{run}", "{yy"):
        assert counter(f":settings numbers.serial {wrong}").state == "STOP", wrong
    item.save_item(counter.desk.session, BIKE)
    counter(":receive", "BIKE", ":new", "OAT", ":new", "3.12.2026")
    lines = counter(":finish").view.as_json()["lines"]
    assert [(line["serials"], line["lot"]) for line in lines] == [(["26-0001"], None), ([], "L001")]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CAB", "Cable USB-C has neither lot nor serial"),
        ("OAT", "Oat milk 1 l has no template for own lots"),
        (shops.PHONE, "Aria X2 has no template for own serials"),
    ],
)
def test_without_a_template_there_is_no_own_number(counter: Counter, code: str, said: str) -> None:
    assert counter(":receive", ":new").id == "desk.nothing_open"
    assert counter(code, ":new").sentence == said


def test_an_imei_is_never_made_here(counter: Counter) -> None:
    counter(":settings numbers.serial {run:15}", ":receive", shops.PHONE)
    assert counter(":new").id == "numbers.no_template"
    assert counter("").id == "receive.ready", "Enter makes none either"


def test_a_lot_that_is_there_gets_no_other_number(dairy: Counter) -> None:
    dairy("CURD", "L1", "3.12.2026")
    assert dairy(":new").sentence == "this line is lot L1. Scan the product for another lot"
    assert dairy("CURD", ":new 3").sentence.startswith(":new 3: a lot gets one number")


# Receipts


def receipt(counter: Counter, *entries: str) -> str:
    """The number of a receipt for a cable."""
    paper: str = counter(":sell", *entries, "CAB", ":finish").view.as_json()["receipt"]
    return paper


@pytest.fixture
def cables(session: Session) -> Counter:
    """A counter with cables to sell."""
    shops.take_in(session, shops.CABLE, "50")
    return Counter(session)


def test_receipts_that_begin_again_each_year(cables: Counter) -> None:
    assert receipt(cables) == "R1-000001"
    cables(":settings numbers.paper {prefix}{yy}-{run:5}")
    assert [receipt(cables), receipt(cables)] == ["R126-00001", "R126-00002"]
    with shops.on("2027-01-02"):
        assert receipt(cables) == "R127-00001"
        for asked in ("#R126-00002", "#r126-2", "#R127-1", "#1", "#R1-000001"):
            found = cables(f"?{asked}").view.as_json()["number"]
            assert int(found.partition("-")[2]) == int(asked.lstrip("#").rpartition("-")[2]), asked
        assert cables("?#1").view.as_json()["number"] == "R127-00001", "a bare number is this year's"
        assert cables(":return", "#R126-00002").id == "return.sold_here"


def test_a_series_goes_on_as_it_began(cables: Counter) -> None:
    """R1-000001 and R1-00001 would be two papers of one name."""
    assert receipt(cables) == "R1-000001"
    cables(":settings numbers.paper {prefix}-{run:4}")
    assert receipt(cables) == "R1-000002"
    cables(":settings numbers.paper {prefix}{yy}-{run:4}")
    assert receipt(cables) == "R126-0001"
    cables(":settings numbers.paper {prefix}{yy}-{run:6}")
    assert receipt(cables) == "R126-0002"
    assert cables("?#R126-000002").view.as_json()["number"] == "R126-0002"


def test_a_till_may_number_its_own_way(cables: Counter, session: Session) -> None:
    cables(
        ":settings numbers.paper {prefix}{yy}-{run:5}", ":settings numbers.paper_here {prefix}{year}-{run:3}"
    )
    assert receipt(cables) == "R12026-001"
    other = Counter(shops.open_session_at(session, "Till 2"))
    assert receipt(other) == "R226-00001"
    assert verify(session.store) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "{yy}-{run:5}",
        "{prefix}-{run:2}",
        "{prefix}{run:6}",
        "{prefix}X-{run:6}",
        "{prefix}-{run:6}-{yy}",
        "GR-{run:6}",
    ],
)
def test_a_receipt_says_its_till_and_counts(cables: Counter, wrong: str) -> None:
    assert cables(f":settings numbers.paper {wrong}").state == "STOP"
    assert receipt(cables) == "R1-000001"
