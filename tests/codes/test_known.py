"""Plain codes: books, phones, the shop's own numbers, and what is said about each."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.gtin import check_digit, pad
from shopstock.codes.identity import BadSerial, isbn, meid
from shopstock.codes.in_store import InStoreLayout, is_in_store
from shopstock.codes.parts import CodedAmount
from shopstock.codes.reading import as_json, looks_like_gs1, read, spellings
from shopstock.refusal import BadInput

GTIN = "09501101530003"
WEIGHT = InStoreLayout("28IIIICVVVVVK", "weight", 3)
PRICE = InStoreLayout("20IIIIICVVVVK", "price", 2)
PIECES = InStoreLayout("25IIIIIVVVVVK", "count")
UPC = InStoreLayout("02IIIIIVVVVVK", "price", 2)


@pytest.mark.parametrize(
    ("entry", "kind", "normal", "gtin"),
    [
        ("9783161484100", "isbn", "9783161484100", "09783161484100"),
        ("]E09783161484100", "isbn", "9783161484100", "09783161484100"),
        ("978-3-16-148410-0", "isbn", "9783161484100", "09783161484100"),
        ("978 3 16 148410 0", "isbn", "9783161484100", "09783161484100"),
        ("3-16-148410-X", "isbn", "9783161484100", "09783161484100"),
        ("316148410x", "isbn", "9783161484100", "09783161484100"),
        ("ISBN 978-3-16-148410-0", "isbn", "9783161484100", "09783161484100"),
        ("ISBN-13: 9783161484100", "isbn", "9783161484100", "09783161484100"),
        ("isbn 3-16-148410-X", "isbn", "9783161484100", "09783161484100"),
        ("9790260000438", "gtin", "09790260000438", "09790260000438"),
        ("AF0123450ABCDE", "meid", "AF0123450ABCDE", None),
        ("af0123450abcdeC", "meid", "AF0123450ABCDE", None),
        ("AF 01 23 45 0A BC DE C", "meid", "AF0123450ABCDE", None),
        ("293608736500703710", "meid", "AF0123450ABCDE", None),
        ("29360 87365 0070 3710 0", "meid", "AF0123450ABCDE", None),
        ("106141412345678908", "text", "106141412345678908", None),
        ("3568680000414120", "imei", "356868000041418", None),
        ("35-686800-004141-20", "imei", "356868000041418", None),
        ("35686800-004141-20", "imei", "356868000041418", None),
        ("4539578763621486", "text", "4539578763621486", None),
        ("0301234567", "text", "0301234567", None),
        ("#R1-000123", "own", "R1-000123", None),
        ("#gr-000001", "own", "GR-000001", None),
        ("#", "text", "#", None),
        ("R1-000123", "text", "R1-000123", None),
        ("]I109501101530003", "gtin", GTIN, GTIN),
        ("]I1123456", "text", "123456", None),
        ("]C0SN-1", "text", "SN-1", None),
        ("１２３", "text", "123", None),
        ("\ufeff4006381333931\u00a0", "gtin", "04006381333931", "04006381333931"),
        ("４００６３８１３３３９３１", "gtin", "04006381333931", "04006381333931"),
        ("FACADEDECADEBE", "text", "FACADEDECADEBE", None),
        ("00:00:00:00:00:00", "text", "00:00:00:00:00:00", None),
        ("1234-5678-9012", "text", "1234-5678-9012", None),
        ("00-11-22-33-44-55", "mac", "001122334455", None),
        ("00 11 22 33 44 55", "mac", "001122334455", None),
        ("0:1a:2b:3:4d:5e", "mac", "001A2B034D5E", None),
        ("0011.2233.4455", "mac", "001122334455", None),
        ("001122334456", "text", "001122334456", None),
        ("030-1234567-8", "text", "030-1234567-8", None),
        ("2026-11-23 10", "text", "2026-11-23 10", None),
    ],
)
def test_kinds(entry: str, kind: str, normal: str, gtin: str | None) -> None:
    reading = read(entry)
    assert (reading.kind, reading.normal, reading.gtin, reading.refusal) == (kind, normal, gtin, None)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("ISBN 978-3-16-148410-1", "ISBN 9783161484101 has a wrong check digit: 1"),
        ("ISBN 3161484101", "has a wrong check digit: 1"),
        ("ISBN 97831614841", "is no ISBN"),
        ("]I109501101530004", "wrong check digit: character 14"),
        ("]E112", "scan the large one"),
        ("]E212345", "scan the large one"),
        ("[)>\x1e06\x1d1TABC\x1dS123\x1e\x04", "a label of format 06"),
        ("[)>\x1e05\x1d10\x1e\x04", "lot (10) at character 8 is empty"),
    ],
)
def test_claims_that_are_not_true(entry: str, why: str) -> None:
    reading = read(entry)
    assert reading.refusal is not None
    assert why in reading.refusal
    assert reading.gtin is None


def test_an_industrial_label_with_gs1_inside() -> None:
    reading = read(f"]d1[)>\x1e05\x1d01{GTIN}10AB\x1d17270331\x1e\x04")
    assert reading.elements == {"01": GTIN, "10": "AB", "17": "270331"}


@pytest.mark.parametrize(
    "entry", ["4006381333930", "3541780368597811", "354178036859781", "978-3-16-148410-1", "AF0123450ABCDE1"]
)
def test_as_json_says_a_doubt_about_text(entry: str) -> None:
    reading = read(entry)
    assert reading.refusal is None
    told = as_json(reading)
    assert (told["refusal"] is None) == (reading.kind != "text")
    assert told["refusal"] in (None, reading.doubt)


@pytest.mark.parametrize(
    "entry", ["0301234567", "030-1234567-8", "2026-11-23 10", "SN-4417", "Oat milk", "1234567"]
)
def test_as_json_leaves_other_text_alone(entry: str) -> None:
    assert as_json(read(entry))["refusal"] is None


def test_as_json_has_exactly_its_fields() -> None:
    told = as_json(read("(01)09501101530003(10)ABC(17)270200"))
    assert told == {
        "entry": "(01)09501101530003(10)ABC(17)270200",
        "kind": "gs1",
        "symbology": None,
        "elements": {"01": GTIN, "10": "ABC", "17": "270200"},
        "normal": "(01)09501101530003(10)ABC(17)270200",
        "refusal": None,
    }
    assert list(told) == ["entry", "kind", "symbology", "elements", "normal", "refusal"]


@given(st.one_of(st.text(st.characters(), max_size=40), st.text("0123456789ABCDEF -:.#]x", max_size=24)))
def test_any_entry_can_be_told(entry: str) -> None:
    reading = read(entry, [WEIGHT, PRICE, PIECES, UPC])
    json.dumps(as_json(reading))
    assert all(spellings(reading))
    assert len(set(spellings(reading))) == len(spellings(reading))
    assert reading.gtin is None or len(reading.gtin) == 14
    assert looks_like_gs1(entry) == (reading.kind == "gs1")


@pytest.mark.parametrize(
    ("entry", "ways"),
    [
        ("00:1a:2b:3c:4d:5e", ("00:1a:2b:3c:4d:5e", "001A2B3C4D5E", "00:1A:2B:3C:4D:5E", "001A.2B3C.4D5E")),
        ("35-417803-685978-9", ("35-417803-685978-9", "354178036859789", "35417803685978")),
        ("293608736500703710", ("293608736500703710", "AF0123450ABCDE")),
        ("]C0SN-1", ("SN-1",)),
        ("", ()),
    ],
)
def test_spellings(entry: str, ways: tuple[str, ...]) -> None:
    assert spellings(read(entry)) == ways


@pytest.mark.parametrize(
    "number", ["", "1234", "99000012345678", "ZZ0123450ABCDE", "29360873650070371", "9" * 18]
)
def test_what_is_no_meid(number: str) -> None:
    with pytest.raises(BadSerial):
        meid(number)


@given(st.text("0123456789ABCDEF", min_size=13, max_size=13), st.sampled_from("ABCDEF"))
def test_both_notations_of_a_meid_are_one_number(rest: str, first: str) -> None:
    number = first + rest
    decimal = f"{int(number[:8], 16):010}{int(number[8:], 16):08}"
    assert meid(decimal) == meid(number.lower()) == number
    assert read(decimal).normal in (number, decimal)


@given(st.text("0123456789", min_size=9, max_size=9))
def test_short_and_long_isbns_are_one_book(body: str) -> None:
    total = sum((place + 1) * int(digit) for place, digit in enumerate(body)) % 11
    short = body + ("X" if total == 10 else str(total))
    assert isbn(short) == f"978{body}{check_digit('978' + body)}"
    assert read(short).gtin == pad(isbn(short))
    with pytest.raises(BadSerial):
        isbn(body + ("X" if total == 0 else "0" if total == 10 else str(total - 1)))


def whole(body: str) -> str:
    return body + check_digit(body)


def test_an_in_store_number_without_a_layout_is_whole() -> None:
    number = whole("281234501234")
    reading = read(number)
    assert (reading.kind, reading.normal, reading.gtin) == ("in_store", pad(number), pad(number))
    assert (reading.weight_grams, reading.amount, reading.count) == (None, None, None)
    assert read(whole("2000000")).kind == "in_store"
    assert read(whole("21234512345")).kind == "in_store"
    assert read(whole("1281234501234")).kind == "gtin"


@pytest.mark.parametrize(
    ("body", "item", "grams", "amount", "count"),
    [
        ("281234801250", "281234000000", 1250, None, None),
        ("250123400007", "250123400000", None, None, 7),
        ("021234500499", "021234500000", None, CodedAmount(499, 2), None),
    ],
)
def test_in_store_measures(
    body: str, item: str, grams: int | None, amount: CodedAmount | None, count: int | None
) -> None:
    from biip.checksums import gs1_price_weight_check_digit

    if body.startswith("28"):
        body = body[:6] + str(gs1_price_weight_check_digit(body[7:])) + body[7:]
        item = item[:6] + str(gs1_price_weight_check_digit("00000")) + item[7:]
    reading = read(whole(body), [WEIGHT, PRICE, PIECES, UPC])
    assert reading.refusal is None
    assert (reading.kind, reading.gtin, reading.normal) == ("in_store", pad(whole(item)), pad(whole(item)))
    assert (reading.weight_grams, reading.amount, reading.count) == (grams, amount, count)


def test_a_twelve_digit_in_store_number_opens_like_its_padded_form() -> None:
    upc = whole("21234500499")
    assert read(upc, [UPC]).amount == read("0" + upc, [UPC]).amount == CodedAmount(499, 2)
    assert read(upc, [UPC]).gtin == read("0" + upc, [UPC]).gtin


def test_a_wrong_digit_of_the_measure_is_refused() -> None:
    from biip.checksums import gs1_price_weight_check_digit

    right = gs1_price_weight_check_digit("01250")
    number = whole(f"281234{(right + 1) % 10}01250")
    reading = read(number, [WEIGHT])
    assert reading.kind == "in_store"
    assert reading.refusal is not None
    assert f"wrong check digit: {(right + 1) % 10}, {right} would be right" in reading.refusal
    assert (reading.gtin, reading.weight_grams) == (None, None)


@given(st.text("0123456789", min_size=4, max_size=4), st.integers(0, 99_999))
def test_every_weight_of_an_item_is_the_same_item(item: str, grams: int) -> None:
    from biip.checksums import gs1_price_weight_check_digit

    numbers = [
        whole(f"28{item}{gs1_price_weight_check_digit(value)}{value}") for value in (f"{grams:05}", "00000")
    ]
    heavy, empty = (read(number, [WEIGHT]) for number in numbers)
    assert heavy.gtin == empty.gtin == pad(numbers[1])
    assert (heavy.weight_grams, empty.weight_grams) == (grams, 0)


@pytest.mark.parametrize(
    ("pattern", "decimals"),
    [
        ("", 0),
        ("28IIIICVVVVV", 0),
        ("30IIIICVVVVVK", 0),
        ("28IIIIVVVCVVK", 0),
        ("28CIIIIVVVVVK", 0),
        ("28IIICVVVVVVK", 0),
        ("28IIIICVVVVVK", 7),
        ("٢8IIIICVVVVVK", 0),
    ],
)
def test_what_is_no_layout(pattern: str, decimals: int) -> None:
    with pytest.raises(BadInput):
        InStoreLayout(pattern, "weight", decimals)


@pytest.mark.parametrize(
    ("gtin", "ours"),
    [
        ("20000004", True),
        ("2012345678900", True),
        ("2912345678900", True),
        ("0212345678900", True),
        ("212345678900", True),
        ("4006381333931", False),
        ("12012345678907", False),
        ("00000017", False),
        ("0012345678905", False),
    ],
)
def test_in_store_prefixes(gtin: str, ours: bool) -> None:
    assert is_in_store(gtin) == ours
