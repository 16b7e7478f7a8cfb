"""What a code is: tables of cases, one row for each thing a scanner really sends."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.reading import looks_like_gs1, read, read_bare_gs1
from shopstock.days import PrintedDate

GTIN = "09501101530003"


@pytest.mark.parametrize(
    ("entry", "kind", "normal"),
    [
        ("4006381333931", "gtin", "04006381333931"),
        ("04006381333931", "gtin", "04006381333931"),
        ("96385074", "gtin", "00000096385074"),
        ("036000291452", "gtin", "00036000291452"),
        ("04252614", "gtin", "00042100005264"),
        ("4006381333931\r\n", "gtin", "04006381333931"),
        ("4 006381 333931", "gtin", "04006381333931"),
        ("9638 5074", "gtin", "00000096385074"),
        ("]E04006381333931", "gtin", "04006381333931"),
        ("]E496385074", "gtin", "00000096385074"),
        ("]E004252614", "gtin", "00042100005264"),
        ("]E3400638133393112345", "gtin", "04006381333931"),
        ("]C04006381333931", "gtin", "04006381333931"),
        ("9501234567890", "text", "9501234567890"),
        ("9511111111117", "text", "9511111111117"),
        ("9511111111116", "gtin", "09511111111116"),
        ("354178036859789", "imei", "354178036859789"),
        ("35-417803-685978-9", "imei", "354178036859789"),
        ("354178036859781", "text", "354178036859781"),
        ("1M8GDM9AXKP042788", "vin", "1M8GDM9AXKP042788"),
        ("wvwzzz1jz3w386752", "vin", "WVWZZZ1JZ3W386752"),
        ("00:1a:2b:3c:4d:5e", "mac", "001A2B3C4D5E"),
        ("001a.2b3c.4d5e", "mac", "001A2B3C4D5E"),
        ("001A2B3C4D5E", "mac", "001A2B3C4D5E"),
        ("]A0SN-4417", "text", "SN-4417"),
        ("]Shelf 3", "text", "]Shelf 3"),
        ("]", "text", "]"),
        ("", "text", ""),
        ("10D9T", "text", "10D9T"),
        ("10156", "text", "10156"),
        ("tin [/] lid", "text", "tin [/] lid"),
        ("010950110153000310ABC", "text", "010950110153000310ABC"),
        ("A\x1bB\x1cC\x1eD", "text", "ABCD"),
        ("(030) 1234567", "text", "(030) 1234567"),
        ("(212) 555-0123", "text", "(212) 555-0123"),
        ("(used)", "text", "(used)"),
        ("Oat milk (1)", "text", "Oat milk (1)"),
    ],
)
def test_kinds(entry: str, kind: str, normal: str) -> None:
    reading = read(entry)
    assert (reading.kind, reading.normal, reading.refusal) == (kind, normal, None)
    assert reading.entry == entry
    assert reading.gtin == (normal if kind == "gtin" else None)
    assert reading.elements == {}


@pytest.mark.parametrize(
    "entry",
    [
        f"]C101{GTIN}1727020010ABC",
        f"]C101{GTIN}10ABC\x1d17270200",
        f"]d210ABC\x1d17270200\x1d01{GTIN}",
        f"]Q3\x1d01{GTIN}\x1d17270200\x1d10ABC\x1d",
        f"]J101{GTIN}1727020010ABC",
        f"]e001{GTIN}1727020010ABC",
        f"01{GTIN}10ABC\x1d17270200",
        f"(01){GTIN}(17)270200(10)ABC",
        f"\u202d(01){GTIN}(10)ABC(17)270200\u202c",
        f" (01) {GTIN} (10) ABC (17) 270200\r",
        f"]C1(01){GTIN}(10)ABC(17)270200",
    ],
)
def test_one_product_lot_and_date_in_every_form(entry: str) -> None:
    reading = read(entry)
    assert reading.refusal is None
    assert (reading.kind, reading.gtin, reading.lot) == ("gs1", GTIN, "ABC")
    assert reading.elements == {"01": GTIN, "10": "ABC", "17": "270200"}
    assert reading.expires == PrintedDate(date(2027, 2, 28), "month")
    assert reading.date_kind == "use_by"
    assert looks_like_gs1(entry)
    assert read(reading.normal).elements == reading.elements


def test_elements_keep_the_scanned_order() -> None:
    assert list(read(f"]C110ABC\x1d17270200\x1d01{GTIN}").elements) == ["10", "17", "01"]
    assert read(f"]C110ABC\x1d01{GTIN}").normal == f"(10)ABC(01){GTIN}"


def test_every_part() -> None:
    reading = read(f"]d201{GTIN}11261105310300125039221299\x1d21S-1/2\x1d3024\x1d15270331")
    assert reading.refusal is None
    assert (reading.serial, reading.count, reading.weight_grams) == ("S-1/2", 24, 1250)
    assert reading.made_on == date(2026, 11, 5)
    assert (reading.expires, reading.date_kind) == (PrintedDate(date(2027, 3, 31)), "best_before")
    assert reading.amount is not None
    assert (reading.amount.minor(2), reading.amount.minor(3), reading.amount.minor(0)) == (1299, 12990, 13)


@pytest.mark.parametrize(
    ("entry", "kind", "day"),
    [
        ("(17)270331(15)270101(16)261231", "use_by", date(2027, 3, 31)),
        ("(15)270101(16)261231", "best_before", date(2027, 1, 1)),
        ("(16)261231", "best_before", date(2026, 12, 31)),
        ("(17)280200", "use_by", date(2028, 2, 29)),
        ("(7003)2703311430", "use_by", date(2027, 3, 31)),
    ],
)
def test_which_date_counts(entry: str, kind: str, day: date) -> None:
    reading = read(entry)
    assert reading.date_kind == kind
    assert reading.expires is not None
    assert reading.expires.day == day


@pytest.mark.parametrize(
    ("entry", "grams"),
    [
        ("(3103)001250", 1250),
        ("(3100)000002", 2000),
        ("(3105)000149", 1),
        ("(3105)000150", 2),
        ("(3201)000010", 454),
    ],
)
def test_weights_are_whole_grams(entry: str, grams: int) -> None:
    assert read(entry).weight_grams == grams


REFUSED = [
    ("]C1", "nothing to read from character 4"),
    ("\x1d", "nothing to read"),
    ("]C1\x1d\x1d", "nothing to read"),
    ("]C1(01)", "product number (01) at character 4 is empty"),
    ("]C101" + GTIN + "10" + "A" * 21, "lot (10) at character 20 has 21 characters, 20 is the most"),
    ("]C121" + "A" * 21, "serial (21) at character 4 has 21 characters"),
    ("]C122" + "A" * 21, "(22) at character 4 has 21 characters"),
    ("]C170032703311430" + "9", "(7003) at character 4 has 11 digits, 10 is the most"),
    ("]C18002" + "1" * 21, "(8002) at character 4 has 21 characters"),
    ("]C110\x1d21X", "lot (10) at character 4 is empty"),
    ("]C130\x1d10A", "count (30) at character 4 is empty"),
    ("(10)ABC(11)", "production date (11) at character 8 is empty"),
    ("(10)(11)270101", "lot (10) at character 1 is empty"),
    ("(10)AB(C)", "no identifier in brackets at character 7"),
    ("(10)AB(11", "no identifier in brackets at character 7"),
    ("(10)A B", 'cannot have " " as its character 2'),
    ("(0)12", None),
    ("]C10109501101530004", "wrong check digit: 4, 3 would be right"),
    ("(01)09501101530004", "wrong check digit: 4, 3 would be right"),
    ("(00)106141412345678909", "wrong check digit: 9, 8 would be right"),
    ("(414)9501101020918", "wrong check digit"),
    ("]C117271301", "use-by date (17) at character 4 has no such month: 13"),
    ("]C117270001", "no such month: 00"),
    ("]C115270231", "best-before date (15) at character 4 has no such day: 31"),
    ("]C117270132", "no such day: 32"),
    ("(7003)2703312430", "no such time: 2430"),
    ("(7007)270331270431", "no such day: 31"),
    ("]C1172703", "has 4 digits, 6 are needed"),
    ("]C117A70331", 'cannot have "A" as its character 1'),
    ("]C10195011015\x1d10A", "has 8 digits, 14 are needed"),
    ("]C105123", "no known identifier at character 4"),
    ("(05)123", "no known identifier at character 1: (05)"),
    ("(400)", "value (400) at character 1 is empty"),
    ("(3109)001250", "no known identifier at character 1: (3109)"),
    ("(101)ABC", "no known identifier at character 1: (101)"),
    ("SN1\x1dSN2", "no known identifier at character 1"),
    (f"]C101{GTIN}XYZ", "no known identifier at character 20"),
    ("]d210A\x1bB", 'cannot have "<1B>" as its character 2'),
    ("]d210A\x1cB", 'cannot have "<1C>"'),
    ("]d210A\nB", 'cannot have "<0A>"'),
    ("]C110Ä", 'cannot have "Ä"'),
    ("]C101０９501101530003", 'cannot have "０" as its character 1'),
    ("]C137٣", 'cannot have "٣"'),
    ("(10)A(10)B", "lot (10) at character 6 comes a second time with another value"),
    ("]C1393299\x1d10A", "(3932) at character 4 does not have the form N3+N..15"),
    ("]C1010950110153000310\x1d", "lot (10) at character 20 is empty"),
    ("]E04006381333930", "wrong check digit: character 13 of 4006381333930 is 0, 1 would be right"),
    ("]E0ABC", "a product number has 8, 12, 13 or 14 digits"),
    ("]E4", "a product number has"),
]


@pytest.mark.parametrize(("entry", "why"), REFUSED)
def test_what_claims_and_is_not_is_refused_whole(entry: str, why: str | None) -> None:
    reading = read(entry)
    if why is None:
        assert (reading.kind, reading.refusal) == ("text", None)
        return
    assert reading.refusal is not None
    assert why in reading.refusal
    assert reading.refusal.isprintable()
    assert len(reading.refusal) <= 90
    assert reading.elements == {}
    parts = (reading.gtin, reading.lot, reading.serial, reading.made_on, reading.expires, reading.count)
    assert parts == (None,) * 6


@pytest.mark.parametrize("entry", ["(10)AB\\(11\\)C", "(10)A\\(B", "(01)09501101530003 (10)A)B"])
def test_brackets_inside_a_value_come_back_from_the_printed_form(entry: str) -> None:
    reading = read(entry)
    assert reading.refusal is None
    assert read(reading.normal).elements == reading.elements


def test_the_same_element_twice_is_one() -> None:
    assert read(f"]C110A\x1d01{GTIN}10A").elements == {"10": "A", "01": GTIN}


@pytest.mark.parametrize(
    ("entry", "doubt"),
    [
        ("4006381333930", "wrong check digit: character 13 of 4006381333930 is 0, 1 would be right"),
        ("354178036859781", "IMEI 354178036859781: the last digit is 1, 9 would be right"),
        ("1M8GDM9AXKP042789", "VIN: character 9 is X, 1 would be right"),
        ("WVWZZZ1JZ3W386752", None),
        ("SN-4417", None),
    ],
)
def test_doubts_refuse_nothing(entry: str, doubt: str | None) -> None:
    reading = read(entry)
    assert (reading.refusal, reading.doubt) == (None, doubt)


@pytest.mark.parametrize(
    ("entry", "lot"),
    [(f"01{GTIN}10ABC", "ABC"), (f"01{GTIN}1727033110ABC", "ABC"), (f"01{GTIN}", None)],
)
def test_a_bare_string_that_could_be_gs1(entry: str, lot: str | None) -> None:
    assert read(entry).kind == "text"
    assert not looks_like_gs1(entry)
    bare = read_bare_gs1(entry)
    assert bare is not None
    assert (bare.gtin, bare.lot, bare.refusal) == (GTIN, lot, None)


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "10ABC",
        "9511111111116",
        "9711111111110",
        "0109501101530004",
        f"01{GTIN}1",
        f"01{GTIN}10",
        f"]C101{GTIN}",
        f"(01){GTIN}",
        f"01{GTIN}10A\x1d",
        "10" + "1" * 18,
        "٠١" + GTIN,
        "9" * 10_000,
    ],
)
def test_what_is_no_bare_gs1(entry: str) -> None:
    assert read_bare_gs1(entry) is None


HOSTILE = [
    "\x1b[2J" * 2_500,
    "\ud800" * 10_000,
    "ﷺ" * 10_000,
    "\x1d" * 10_000,
    "]C1" + "10A\x1d" * 2_500,
    "]C14300" + "%AA" * 3_333,
    "]C14302" + "%AA" * 3_333 + "!",
    "]C17256" + "%AA" * 180,
    "]C17256" + "%AA" * 182,
    "(10)" * 2_500,
    "(10)A" + "\\(" * 5_000,
    "(0" * 5_000,
    "(030) " + "1" * 10_000,
    "A" * 10_000,
    "9" * 10_000,
    "0:" * 5_000,
    "a\u0300\u0316" * 3_333,
    " " * 10_000,
    "]E0" + "1" * 10_000,
    "1 " * 5_000,
]


def _reading_cost(entry: str) -> float:
    """Processor seconds of this process for one entry, the best of three."""
    costs = []
    for _ in range(3):
        begin = time.process_time()
        read(entry)
        read_bare_gs1(entry)
        looks_like_gs1(entry)
        costs.append(time.process_time() - begin)
    return min(costs)


@pytest.mark.parametrize("entry", HOSTILE)
def test_hostile_entries_are_read_in_a_time_that_grows_with_their_length(entry: str) -> None:
    reading = read(entry)
    short = _reading_cost(entry[: len(entry) // 8])
    assert _reading_cost(entry) < 8 * 5 * max(short, 0.001)
    assert reading.entry == entry


@given(
    st.one_of(
        st.text(st.characters(), max_size=60), st.text("]C1e0d2Q3()01\x1d\x1b7ABC\\ %\ud800", max_size=60)
    )
)
def test_read_never_raises(entry: str) -> None:
    reading = read(entry)
    assert reading.entry == entry
    assert not any(char in reading.normal for char in "\x1b\x1c\x1d\x1e\r\n")
    for value in (reading.lot, reading.serial):
        assert value is None or value.isprintable()
    if reading.refusal is not None:
        assert reading.refusal.isprintable()
        assert reading.elements == {}
    read_bare_gs1(entry)
    looks_like_gs1(entry)


def test_the_tables_are_imported_at_the_first_code_that_needs_them() -> None:
    script = """
import sys
import shopstock.codes.gtin, shopstock.codes.serial
from shopstock.codes.reading import read, looks_like_gs1, read_bare_gs1
for plain in ("4006381333931", "SN-1", "00:1A:2B:3C:4D:5E", "Oat milk", "1M8GDM9AXKP042788"):
    read(plain); looks_like_gs1(plain); read_bare_gs1(plain)
looks_like_gs1("]C10109501101530003")
assert not {"biip", "stdnum", "dateutil"} & set(sys.modules), "imported too early"
read("]C10109501101530003")
assert "biip" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
