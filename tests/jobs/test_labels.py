"""Labels of what is in the shop: every unit, lot, price and place has one, and its code leads back to it."""

from __future__ import annotations

import random

import pytest

from shopstock.codes.reading import read
from shopstock.jobs import find, item, labels, markdowns, settings
from shopstock.jobs.labels import NoLabel, TooMany, Wanted, label_of
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.void import void
from shopstock.papers.label import Label
from shopstock.papers.label_output import Spec
from shopstock.papers.symbols import PREFERENCES, candidates, drawn
from shopstock.refusal import BadInput
from tests import shops
from tests.papers.pictures import scan
from tests.shops import CABLE, CHEESE, OAT, PHONE, SALMON, SERIAL


def _scanned(label: Label) -> list[str]:
    """What a scanner sends for each symbol that the label could have."""
    return [scan(drawn(kind, content)) for kind, content in candidates(label.coded)]


def _leads_to(session: Session, sent: str) -> list[tuple[str, int]]:
    """What the desk takes a scan for; a place begins with its sign."""
    text = sent[3:]
    if text.startswith("="):
        return [(m.kind, m.id) for m in find.meanings(session, text[1:]) if m.kind == "place"]
    found = [find.of_reading(session, m) for m in find.meanings(session, sent)]
    return [(m.kind, m.id) for m in found]


def test_a_unit_has_its_serial_price_and_product_number(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    label = label_of(session, "unit", shops.unit(session, SERIAL).id)
    assert (label.kind, label.name, label.serial) == ("unit", "Aria X2", SERIAL)
    assert (label.price, label.currency, label.lot, label.date) == ("399.00", "EUR", "", "")
    reading = read(_scanned(label)[0])
    assert (reading.gtin, reading.serial) == (shops.PHONE_BARCODE.zfill(14), SERIAL)


def test_a_lot_has_its_dates_in_words_and_in_the_code(session: Session) -> None:
    shops.take_in(session, OAT, "3", lot="K22", expires="2027-03")
    label = label_of(session, "lot", shops.batch(session, OAT, "K22").id)
    assert (label.lot, label.date, label.date_kind, label.price) == ("K22", "Mar 2027", "best before", "2.15")
    reading = read(_scanned(label)[0])
    assert reading.expires == shops.batch(session, OAT, "K22").expires
    assert (reading.date_kind, reading.lot) == ("best_before", "K22")


def test_a_shelf_price_is_for_the_measure_it_is_sold_by(session: Session) -> None:
    cheese = label_of(session, "shelf", shops.goods(session, CHEESE).id)
    assert (cheese.price, cheese.per, cheese.sku) == ("12.80", "kg", CHEESE)
    oat = label_of(session, "shelf", shops.goods(session, OAT).id)
    assert (oat.price, oat.per) == ("2.15", "")
    assert _scanned(oat)[0] == "]E0" + shops.OAT_BARCODE


def test_a_markdown_says_was_and_now(session: Session) -> None:
    shops.take_in(session, SALMON, "3", lot="L9", expires="2026-11-24")
    lot = shops.batch(session, SALMON, "L9")
    markdowns.mark(session, new_request_id(), (markdowns.Marking(lot.id, 275),))
    label = label_of(session, "markdown", lot.id)
    assert (label.kind, label.was, label.price, label.lot) == ("markdown", "5.50", "2.75", "L9")
    (meant,) = labels.meant(session, "L9")
    assert labels.wanted_of(session, meant) == (Wanted("markdown", lot.id),)
    markdowns.mark(session, new_request_id(), (markdowns.Marking(lot.id, None),))
    assert labels.wanted_of(session, meant) == (Wanted("lot", lot.id),)


def test_every_label_leads_back_to_its_thing(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, shops.OTHER_SERIAL)
    shops.take_in(session, OAT, "3", lot="K22", expires="2027-03")
    shops.take_in(session, SALMON, "3", lot="L9", expires="2026-11-24")
    unit = shops.unit(session, SERIAL)
    for kind, thing, meant in (
        ("unit", unit.id, ("unit", unit.id)),
        ("lot", shops.batch(session, OAT, "K22").id, ("lot", shops.batch(session, OAT, "K22").id)),
        ("lot", shops.batch(session, SALMON, "L9").id, ("lot", shops.batch(session, SALMON, "L9").id)),
        ("shelf", shops.goods(session, OAT).id, ("product", shops.goods(session, OAT).id)),
        ("shelf", shops.goods(session, CABLE).id, ("product", shops.goods(session, CABLE).id)),
        ("place", shops.place(session, "SHELF-1").id, ("place", shops.place(session, "SHELF-1").id)),
    ):
        for sent in _scanned(label_of(session, kind, thing)):  # type: ignore[arg-type]
            assert _leads_to(session, sent) == [meant], (kind, sent)


def test_what_gs1_cannot_hold_is_labelled_by_its_own_code(session: Session) -> None:
    """A serial of 64 characters, with blanks or letters of the world, a lot of 30: each label leads back."""
    camera = {"sku": "CAM", "name": "Camera", "tracking": "serial", "price": "1.00"}
    item.save_item(session, camera | {"barcode": "9501101530003"})
    chance = random.Random(7)
    serials = [
        "S" * 64,
        "Nr 12 34",
        "ŻÓŁW-7",
        "ab_cd/ef",
        "日本-1",
        *(f"{chance.getrandbits(120):X}" for _ in range(20)),
    ]
    shops.take_in_serials(session, *serials, sku="CAM")
    shops.take_in(session, OAT, "1", lot="A LOT WITH BLANKS AND 32 SIGNS", expires="2027-03-31")
    for serial in serials:
        unit = shops.unit(session, serial, "CAM")
        for sent in _scanned(label_of(session, "unit", unit.id)):
            assert _leads_to(session, sent) == [("unit", unit.id)]
    lot = shops.batch(session, OAT, "A LOT WITH BLANKS AND 32 SIGNS")
    (sent,) = _scanned(label_of(session, "lot", lot.id))
    assert _leads_to(session, sent) == [("lot", lot.id)]


def test_the_makers_number_comes_before_one_of_the_shops_own(session: Session) -> None:
    ham = {"sku": "HAM", "name": "Ham", "tracking": "lot", "price": "1.00"}
    item.save_item(session, ham | {"barcode": "2800123000004;9501101530003"})
    assert label_of(session, "shelf", shops.goods(session, "HAM").id).coded.gtin == "9501101530003"
    item.save_item(session, {"sku": "HAM", "barcode": "2800123000004;HAM-OLD"})
    assert label_of(session, "shelf", shops.goods(session, "HAM").id).coded.gtin == "2800123000004"
    item.save_item(session, {"sku": "HAM", "barcode": "HAM-OLD"})
    assert label_of(session, "shelf", shops.goods(session, "HAM").id).coded.gtin is None


def test_a_delivery_has_a_label_for_each_piece(session: Session) -> None:
    from shopstock.days import parse_iso
    from shopstock.jobs import receive

    phone, oat, cable, cheese = (shops.goods(session, sku) for sku in (PHONE, OAT, CABLE, CHEESE))
    arrivals = (
        receive.Arrival(phone.id, 2, (SERIAL, shops.OTHER_SERIAL)),
        receive.Arrival(oat.id, 12, lot="K22", expires=parse_iso("2027-03")),
        receive.Arrival(cable.id, 40),
        receive.Arrival(cheese.id, 2500),
    )
    paper = receive.receive(session, new_request_id(), arrivals)
    (meant,) = labels.meant(session, "GR-000001")
    assert labels.wanted_of(session, meant) == (
        Wanted("unit", shops.unit(session, SERIAL).id),
        Wanted("unit", shops.unit(session, shops.OTHER_SERIAL).id),
        Wanted("lot", shops.batch(session, OAT, "K22").id, 12),
        Wanted("shelf", cable.id),
        Wanted("shelf", cheese.id),
    )
    assert labels.meant(session, "#GR-000001") == [meant]
    void(session, new_request_id(), paper.booking_id)
    with pytest.raises(NoLabel, match="GR-000001 was undone"):
        labels.wanted_of(session, meant)


def test_a_receipt_and_a_customer_have_no_label(session: Session) -> None:
    shops.take_in(session, CABLE, "3")
    sold = shops.sell_some(session, CABLE)
    (meant,) = labels.meant(session, sold.paper or "")
    with pytest.raises(NoLabel, match="R1-000001 is a sale"):
        labels.wanted_of(session, meant)


def test_all_of_a_place_as_goods_or_as_prices(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, OAT, "2", lot="K22", expires="2027-03")
    shops.take_in(session, OAT, "1", lot="K23", expires="2027-01")
    shops.take_in(session, CABLE, "5", place_code="BACK")
    shelf = shops.place(session, "SHELF-1").id
    assert labels.of_place(session, shelf) == (
        Wanted("unit", shops.unit(session, SERIAL).id),
        Wanted("lot", shops.batch(session, OAT, "K23").id, 1),
        Wanted("lot", shops.batch(session, OAT, "K22").id, 2),
    )
    assert labels.of_place(session, shelf, prices=True) == (
        Wanted("shelf", shops.goods(session, PHONE).id),
        Wanted("shelf", shops.goods(session, OAT).id),
    )
    assert labels.of_place(session, shops.place(session, "BACK").id) == (
        Wanted("shelf", shops.goods(session, CABLE).id),
    )
    with pytest.raises(NoLabel, match="nothing stands at QUARANTINE"):
        labels.of_place(session, shops.place(session, "QUARANTINE").id)


def test_too_many_are_refused_before_they_are_made(session: Session) -> None:
    shelf = shops.place(session, "SHELF-1").id
    assert len(labels.all_labels(session, [Wanted("place", shelf, labels.MOST)])) == labels.MOST
    with pytest.raises(TooMany, match="2,001 labels are more than 2,000"):
        labels.all_labels(session, [Wanted("place", shelf, labels.MOST), Wanted("shelf", 1)])


def test_how_they_are_printed_is_a_setting(session: Session) -> None:
    assert labels.spec_of(session) == Spec()
    for name, typed, became in (
        ("labels.output", "ZPL", "zpl"),
        ("labels.stock", "letter-30", "Letter-30"),
        ("labels.size", "57 x 32 mm", "57x32"),
        ("labels.dpi", "300", "300"),
        ("labels.symbol", "QR", "qr"),
        ("labels.domain", "https://Shop.example/", "shop.example"),
    ):
        settings.change(session, new_request_id(), name, typed)
        assert settings.value(session, name) == became
    assert labels.spec_of(session) == Spec("zpl", "Letter-30", 1, "57x32", 300, "qr", "shop.example")
    assert labels.spec_of(session, "A4-21", 5, "sheet").format == "pdf"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("labels.output", "fax"),
        ("labels.stock", "A5-1"),
        ("labels.size", "5x"),
        ("labels.dpi", "150"),
        ("labels.symbol", "aztec"),
        ("labels.domain", "x.example/01"),
    ],
)
def test_a_value_that_cannot_be_is_refused(session: Session, name: str, typed: str) -> None:
    with pytest.raises(BadInput):
        settings.change(session, new_request_id(), name, typed)


def test_every_symbol_can_be_set(session: Session) -> None:
    for preference in PREFERENCES:
        settings.change(session, new_request_id(), "labels.symbol", preference)
        assert labels.spec_of(session).symbol == preference


def test_positions_of_a_sheet(session: Session) -> None:
    assert labels.next_start(Spec(stock="A4-24"), 5) == 6
    assert labels.next_start(Spec(stock="A4-24", start=20), 5) == 1
    assert labels.next_start(Spec(stock="A4-24", start=20), 30) == 2
    labels.check_start("A4-24", 24)
    with pytest.raises(BadInput, match="positions 1 to 24, 25 is none"):
        labels.check_start("A4-24", 25)
