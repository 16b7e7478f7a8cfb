"""Every symbol, drawn, made a picture and read back by zxing-cpp, says what was to be said."""

from __future__ import annotations

import random
from typing import Any, cast

import pytest
import time_machine

from shopstock.codes.gtin import pad
from shopstock.codes.reading import read
from shopstock.codes.writing import Coded, bracketed, digital_link, elements_of
from shopstock.papers.symbols import NAMES, PREFERENCES, Kind, Preference, Symbol, candidates, drawn
from shopstock.refusal import BadInput
from tests.papers import coded as things
from tests.papers.pictures import scan

AIM = {
    "gs1_datamatrix": "]d2", "datamatrix": "]d1", "qr_link": "]Q1", "gs1_128": "]C1", "code128": "]C0",
    "ean13": "]E0", "ean8": "]E4", "upca": "]E0",
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("sunday")


def _scanned(symbol: Symbol) -> str:
    sent = scan(symbol)
    payload = pad(symbol.payload)[1:] if symbol.kind == "upca" else symbol.payload
    assert sent == AIM[symbol.kind] + payload
    return sent


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["gs1_datamatrix", "gs1_128", "qr_link"])
def test_gs1_symbols_say_product_lot_dates_and_serial(kind: Kind, seed: int) -> None:
    chance = random.Random(f"{kind} {seed}")
    for _ in range(100):
        thing = things.gs1_thing(chance)
        elements = elements_of(thing)
        assert elements is not None
        content = digital_link(elements) if kind == "qr_link" else bracketed(elements)
        assert things.same(thing, read(_scanned(drawn(kind, content)))), thing


@pytest.mark.parametrize("seed", range(2))
def test_what_gs1_cannot_hold_is_said_by_the_shops_own_code(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(120):
        thing = things.plain_thing(chance)
        for kind, content in candidates(thing):
            assert kind in ("code128", "datamatrix")
            assert read(_scanned(drawn(kind, content))).normal == thing.own


@pytest.mark.parametrize("preference", PREFERENCES)
def test_a_product_alone_is_its_number_in_every_preference(preference: str) -> None:
    chance = random.Random(preference)
    for _ in range(40):
        thing = Coded("SKU-1", things.gtin(chance))
        for kind, content in candidates(thing, cast(Preference, preference)):
            reading = read(_scanned(drawn(kind, content)))
            said = reading.gtin or reading.normal
            assert said in (pad(thing.gtin or ""), "SKU-1")
            assert said == "SKU-1" or kind not in ("code128", "datamatrix")


@pytest.mark.parametrize(
    ("coded", "preference", "kinds"),
    [
        (Coded("S1", "9501101530003", serial="S1"), "auto", "gs1_datamatrix datamatrix"),
        (Coded("S1", None, serial="S1"), "auto", "datamatrix"),
        (Coded("S1", "9501101530003", serial="S1"), "qr", "qr_link gs1_datamatrix datamatrix"),
        (Coded("S1", "9501101530003", serial="S1"), "gs1-128", "gs1_128 code128 gs1_datamatrix datamatrix"),
        (Coded("S1", "9501101530003", serial="S1"), "code128", "code128 datamatrix"),
        (Coded("A", "9501101530003"), "auto", "ean13 code128 gs1_datamatrix datamatrix"),
        (Coded("A", "036000291452"), "auto", "upca code128 gs1_datamatrix datamatrix"),
        (Coded("A", "96385074"), "auto", "ean8 code128 gs1_datamatrix datamatrix"),
        (Coded("A", "19501101530000"), "auto", "code128 gs1_datamatrix datamatrix"),
        (Coded("A", "2800123000004"), "auto", "code128 gs1_datamatrix datamatrix"),
        (Coded("A"), "auto", "code128 datamatrix"),
        (Coded("Regał"), "auto", "datamatrix"),
        (Coded("=BACK"), "ean13", "code128 datamatrix"),
    ],
)
def test_one_place_decides_which_symbol(coded: Coded, preference: Preference, kinds: str) -> None:
    assert " ".join(kind for kind, _ in candidates(coded, preference)) == kinds


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("gs1_datamatrix", "(01)09501101530004"),
        ("gs1_128", "(17)271301"),
        ("gs1_datamatrix", "(10)" + "A" * 21),
        ("ean13", "9501101530004"),
        ("ean8", "12345678"),
        ("code128", "łódź"),
        ("datamatrix", "x" * 5000),
        ("datamatrix", ""),
    ],
)
def test_what_a_symbol_cannot_hold_is_refused(kind: Kind, content: str) -> None:
    with pytest.raises(BadInput):
        drawn(kind, content)


def test_a_thing_without_a_code_has_no_label() -> None:
    with pytest.raises(BadInput):
        list(candidates(Coded("")))


def test_a_symbol_knows_its_size_and_keeps_its_quiet_zone() -> None:
    samples: dict[Kind, Any] = {
        "ean13": "9501101530003", "ean8": "96385074", "upca": "036000291452", "code128": "abc", "datamatrix": "abc",
        "gs1_128": "(01)09501101530003", "gs1_datamatrix": "(01)09501101530003", "qr_link": "https://id.gs1.org/01/09501101530003",
    }  # fmt: skip
    assert set(samples) == set(NAMES)
    for kind, content in samples.items():
        symbol = drawn(kind, content)
        padded = symbol.padded()
        before, after = symbol.quiet
        assert {len(row) for row in padded} == {symbol.width}
        assert len(padded) == symbol.height
        assert all(row.startswith("0" * before) and row.endswith("0" * after) for row in padded)
        dark = [row for row in padded if "1" in row]
        assert any(row[before] == "1" for row in dark)
        assert any(row[-after - 1] == "1" for row in dark)
        assert symbol.linear or "1" not in "".join((*padded[:before], *padded[-after:]))


def test_the_year_window_moves_and_a_code_never_says_another_year(sunday: time_machine.Traveller) -> None:
    thing = things.gs1_thing(random.Random(5))
    assert thing.expires is not None
    sunday.move_to("2090-01-01")
    elements = elements_of(thing)
    assert elements is not None
    assert not {"15", "17"} & set(elements)
