"""Every label that is made for a thing means that thing when it is scanned, or asks; never another in silence."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shopstock.codes.writing import is_said_as
from shopstock.desk.entries import parse
from shopstock.jobs import item, labels
from shopstock.jobs.session import Session
from shopstock.papers.label import Kind
from shopstock.papers.symbols import PREFERENCES, Preference, candidates, drawn
from shopstock.refusal import BadInput, Refusal
from shopstock.text import clean_text
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

AIM = {"gs1_datamatrix": "]d2", "qr_link": "]Q1", "gs1_128": "]C1", "code128": "]C0", "datamatrix": "]d1",
       "ean13": "]E0", "ean8": "]E4", "upca": "]E0"}  # fmt: skip
NAMES = (
    "+50", "-2", "=SHELF-1", "#R1-000001", "#7", "?CAB", ":finish", "3*CAB", "3*", "/10", "@Bob", "]C0CAB",
    "]E05901234123457", "(01)09501101530003(10)X", "https://id.gs1.org/01/09501101530003", "2!", "SHELF-1",
    "R1-000001", "CAB", "24B07", "4006381333931", "1-23", "a\\b", "356938035643809",
)  # fmt: skip
SIGNS = st.text("+-=#?:*/@!().,]C013AB\\ ", min_size=1, max_size=8).map(clean_text).filter(bool)
GTIN = "9501101530003"


def shop() -> Session:
    """Cables, a lot of milk, a phone, one sale: things that a hostile name could be taken for."""
    session = shops.shop_in_memory()
    shops.take_in(session, shops.CABLE, "10")
    shops.take_in(session, shops.OAT, "5", lot="24B07", expires="2026-12-03")
    shops.take_in_serials(session, shops.SERIAL)
    shops.sell_some(session, shops.CABLE)
    return session


def thing(session: Session, tracking: str, name: str, barcode: str) -> tuple[Kind, int, str]:
    """A product, lot or unit with that name: its kind and id, and its SKU."""
    sku = name if tracking == "none" else "THING"
    item.save_item(
        session, {"sku": sku, "name": "Thing", "tracking": tracking, "price": "7.00", "barcode": barcode}
    )
    if tracking == "serial":
        shops.take_in_serials(session, name, sku=sku)
        return "unit", shops.unit(session, name, sku).id, sku
    shops.take_in(session, sku, "5", lot=name if tracking == "lot" else "")
    if tracking == "lot":
        return "lot", shops.batch(session, sku, name).id, sku
    return "shelf", shops.goods(session, sku).id, sku


def payloads(session: Session, kind: Kind, thing_id: int) -> list[str]:
    """All that a scanner may send for its label, with and without its AIM prefix."""
    coded = labels.label_of(session, kind, thing_id).coded
    found: dict[str, None] = {}
    for wanted in PREFERENCES:
        try:
            for symbol, content in candidates(coded, cast(Preference, wanted)):
                payload = drawn(symbol, content).payload
                found |= {payload: None, AIM[symbol] + payload: None}
        except BadInput:
            continue
    return list(found)


def check(tracking: str, name: str, barcode: str) -> None:
    session = shop()
    try:
        kind, thing_id, sku = thing(session, tracking, name, barcode)
    except Refusal:
        return  # no such name comes into a shop
    for payload in payloads(session, kind, thing_id):
        counter = Counter(session)
        found = counter(":find", payload)
        if found.state == "OK":
            view: dict[str, Any] = found.view.as_json()
            told = {"unit": view.get("serial"), "lot": view.get("code"), "product": view.get("sku")}
            means = {"unit": "unit", "lot": "lot", "shelf": "product"}[kind]
            assert (view["kind"], told[means]) == (means, sku if kind == "shelf" else name), payload
        sold = counter(":sell", payload)
        if sold.state == "OK":
            assert sold.id == "sell.added", payload
            (line,) = counter.view()["lines"]
            assert (line["sku"], line["serial"]) == (sku, name if kind == "unit" else None), payload
            assert line["lot"] == (name if kind == "lot" else None), payload
        counter(":clear")


@pytest.mark.usefixtures("sunday")
@pytest.mark.parametrize("tracking", ["serial", "lot", "none"])
@pytest.mark.parametrize("barcode", ["", GTIN])
def test_no_label_means_another_thing(tracking: str, barcode: str) -> None:
    for name in NAMES:
        check(tracking, name, barcode)


@pytest.mark.usefixtures("sunday")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["serial", "lot", "none"]), SIGNS, st.sampled_from(["", GTIN]))
def test_no_label_of_any_name_means_another_thing(tracking: str, name: str, barcode: str) -> None:
    check(tracking, name, barcode)


@given(SIGNS)
@example("3*CAB")
@example("2!")
def test_a_word_that_a_code_may_say_is_no_entry_of_its_own(word: str) -> None:
    said = parse(word)
    assert not is_said_as(word) or (said.kind == "text" and not said.keeps)


@pytest.mark.usefixtures("sunday")
def test_a_label_that_nobody_could_scan_is_refused_by_name() -> None:
    counter = Counter(shop())
    session = counter.desk.session
    item.save_item(session, {"sku": "THING", "name": "Thing", "tracking": "serial", "price": "7.00"})
    shops.take_in_serials(session, "3*CAB", "S-1", sku="THING")
    counter(":find", "THING", ":labels", "S-1")
    assert counter(":labels =SHELF-1", "A").state != "STOP"
    refused = counter(":finish")
    assert (refused.state, refused.id) == ("STOP", "labels.does_not_fit")
    assert "3*CAB" in refused.text
