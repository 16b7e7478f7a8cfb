"""Serials: checked by kind, counted up, taken from pasted lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.identity import mac, vin_check_digit
from shopstock.codes.serial import (
    BadSerial,
    SerialKind,
    check_serial,
    listed_serials,
    serial_range,
    split_list,
)
from shopstock.refusal import Refusal
from shopstock.text import fold

ANYTHING = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("any", " SN-4417 ", "SN-4417"),
        ("any", "tin [/] lid", "tin [/] lid"),
        ("any", "SN\x1b[2J1", "SN[2J1"),
        ("any", "\u202e12\u200b3", "123"),
        ("imei", "354178036859789", "354178036859789"),
        ("imei", "35-417803-685978-9", "35-417803-685978-9"),
        ("imei", "35 417803 685978 9", "35 417803 685978 9"),
        ("imei", "35417803685978", "354178036859789"),
        ("imei", "35-686800-004141-20", "356868000041418"),
        ("vin", "1m8gdm9axkp042788", "1M8GDM9AXKP042788"),
        ("vin", "WVWZZZ1JZ3W386752", "WVWZZZ1JZ3W386752"),
        ("mac", "00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"),
        ("mac", "001a.2b3c.4d5e", "001a.2b3c.4d5e"),
        ("mac", "001A2B-3C4D5E", "001A2B-3C4D5E"),
    ],
)
def test_good_serials(kind: SerialKind, typed: str, kept: str) -> None:
    assert check_serial(typed, kind) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("any", "", "serial is empty"),
        ("any", "\x1b\u200b ", "serial is empty"),
        ("any", "9" * 65, "serial has 65 characters, 64 is the most"),
        ("imei", "354178036859781", "the last digit is 1, 9 would be right"),
        ("imei", "3541780368597", "an IMEI has 15 digits, this has 13"),
        ("imei", "35417803685978O", 'character 15 is "O", not a digit'),
        ("imei", "٣54178036859789", 'character 1 is "٣", not a digit'),
        ("vin", "1M8GDM9AXKPO42788", "character 12 is O"),
        ("vin", "1M8GDM9AXKP04278", "17 characters, this has 16"),
        ("vin", "1M8GDM9AXKP0427é8", 'character 16 is "É"'),
        ("mac", "00:1A:2B:3C:4D", "12 digits 0-9 A-F, this has 10"),
        ("mac", "00:1A-2B:3C:4D:5E", "groups a MAC in an unknown way"),
        ("mac", "00:1A:2B:3C:4D:5G", 'character 17 is "G"'),
        ("mac", "FF:FF:FF:FF:FF:FF", "no address of one device"),
    ],
)
def test_bad_serials_say_what_and_where(kind: SerialKind, typed: str, why: str) -> None:
    with pytest.raises(BadSerial) as refused:
        check_serial(typed, kind)
    assert why in refused.value.text
    assert len(refused.value.text) <= 76
    assert isinstance(refused.value, Refusal)
    assert refused.value.id == "receive.bad_serial"


@pytest.mark.parametrize(
    "notation",
    [
        "00:1a:2b:03:4d:5e",
        "00-1A-2B-03-4D-5E",
        "00 1A 2B 03 4D 5E",
        "001a.2b03.4d5e",
        "001A2B034D5E",
        "0:1a:2b:3:4d:5e",
    ],
)
def test_every_notation_of_a_mac_is_one_address(notation: str) -> None:
    assert mac(notation) == "001A2B034D5E"


@pytest.mark.parametrize("vin", ["1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715"])
def test_check_digits_of_north_american_vins(vin: str) -> None:
    assert vin_check_digit(vin) == vin[8]


@given(ANYTHING, st.sampled_from(["any", "imei", "vin", "mac"]))
def test_a_checked_serial_checks_again_to_itself(text: str, kind: SerialKind) -> None:
    try:
        kept = check_serial(text, kind)
    except BadSerial as refused:
        assert refused.text  # noqa: PT017
        return
    assert check_serial(kept, kind) == kept
    assert len(kept) <= 64
    assert kept.isprintable() or not kept.isascii()


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(1, 9))
def test_one_wrong_digit_of_an_imei_is_seen(body: str, change: int) -> None:
    whole = check_serial(body, "imei")
    assert whole.startswith(body)
    wrong = body + str((int(whole[14]) + change) % 10)
    with pytest.raises(BadSerial):
        check_serial(wrong, "imei")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("SN-08", "SN-11", ["SN-08", "SN-09", "SN-10", "SN-11"]),
        ("7", "9", ["7", "8", "9"]),
        ("A1X", "A3X", ["A1X", "A2X", "A3X"]),
        ("BAV023B00001S00001", "BAV023B00001S00003", [f"BAV023B00001S0000{n}" for n in (1, 2, 3)]),
        ("TG-4SR-92", "TG-4SR-92", ["TG-4SR-92"]),
        (" 098 ", "101", ["098", "099", "100", "101"]),
    ],
)
def test_ranges(first: str, last: str, expected: list[str]) -> None:
    assert serial_range(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("10", "2", "counts down"),
        ("SN-12", "SN-11", "counts down"),
        ("SN-9", "SN-12", "same length"),
        ("A-1", "B-3", "only the last number may differ"),
        ("A1X", "A3Y", "only the last number may differ"),
        ("BAV023B00001S00001", "BAV023B00002S00001", "only the last number may differ"),
        ("AB", "AC", "no number"),
        ("", "12", "empty"),
        ("00000", "10000", "more than 10,000 serials"),
        ("0" * 60 + "1", "9" * 61, "more than 10,000 serials"),
        ("x٣", "x٤", "no number"),
    ],
)
def test_ranges_that_are_refused(first: str, last: str, why: str) -> None:
    with pytest.raises(BadSerial) as refused:
        serial_range(first, last)
    assert why in refused.value.text


@given(
    st.text("ABC-12", max_size=8),
    st.integers(0, 9_000),
    st.integers(0, 999),
    st.integers(4, 9),
    st.sampled_from(["", "X", "-B"]),
)
def test_a_range_has_every_serial_once(before: str, low: int, more: int, width: int, after: str) -> None:
    before = before.rstrip("12")
    serials = serial_range(f"{before}{low:0{width}}{after}", f"{before}{low + more:0{width}}{after}")
    assert len(set(serials)) == len(serials) == more + 1
    assert sorted(serials) == serials
    assert len({len(serial) for serial in serials}) == 1


def test_the_largest_range() -> None:
    assert len(serial_range("0000", "9999")) == 10_000


@pytest.mark.parametrize(
    ("pasted", "entries"),
    [
        ("", []),
        ("A\r\nB\rC\n\nD", ["A", "B", "C", "D"]),
        ("A, B;C\tD ,", ["A", "B", "C", "D"]),
        ("A\n \n\u200b\nA", ["A", "A"]),
        ("010950110153000310AB\x1d21X\n2", ["010950110153000310AB\x1d21X", "2"]),
        ("A B\x1cC\x85D\u2028E", ["A B\x1cC\x85D\u2028E"]),
    ],
)
def test_pasted_lists(pasted: str, entries: list[str]) -> None:
    assert split_list(pasted) == entries


@given(
    st.lists(st.text("ABC123-", min_size=1)), st.sampled_from(["\n", "\r\n", "\r", ",", ";", "\t", " ; \n"])
)
def test_a_pasted_list_keeps_order_and_repeats(serials: list[str], separator: str) -> None:
    assert split_list(separator.join(serials)) == serials


@given(st.text("0123456789ABCDEFabcdef", min_size=12, max_size=12))
def test_notations_of_a_mac_that_only_differ_in_dashes_share_a_key(digits: str) -> None:
    dashed = "-".join(digits[n : n + 2] for n in range(0, 12, 2))
    assert fold(dashed) == fold(digits)


@pytest.mark.parametrize(
    "one",
    ["TG-4SR-92", "2026-15", "0-306", "1-2345", "SN-9", "A", "+H123+", "(21)A1+", "RH A+", "A1\x1d2+", ".."],
)
def test_what_is_one_serial(one: str) -> None:
    assert listed_serials(one, 3) is None


@pytest.mark.parametrize(
    ("listed", "wanted", "why"),
    [
        ("10-2", None, "2..10 is how one is written"),
        ("1 - 23", None, "1..23 is how one is written"),
        ("A1, 10-2", None, "2..10 is how one is written"),
        ("4+", None, "say that first, 20*"),
        ("4+", 0, "nothing is missing"),
        ("1, 2+", 1, "nothing is missing"),
        ("1+, 5", 9, "only the last of a list can"),
        ("1+", 10_001, "more than 10,000 serials"),
        ("A0001..A9999, B1, B2", None, "more than 10,000 serials"),
    ],
)
def test_lists_that_are_refused(listed: str, wanted: int | None, why: str) -> None:
    with pytest.raises(BadSerial) as refused:
        listed_serials(listed, wanted)
    assert why in refused.value.text
    assert len(refused.value.text) <= 76


@given(
    st.lists(st.integers(0, 60), max_size=8),
    st.integers(0, 60),
    st.integers(1, 40),
    st.frozensets(st.integers(0, 60), max_size=10),
)
def test_counting_up_fills_exactly_what_is_wanted(
    before: list[int], first: int, wanted: int, taken: frozenset[int]
) -> None:
    """Whatever was listed or taken before: as many new ones as wanted, in order, and not one more than needed."""
    here = {f"S{n:03}" for n in taken}
    text = ", ".join([*(f"S{n:03}" for n in before), f"S{first:03}+"])
    new_before = {f"S{n:03}" for n in before} - here
    if wanted <= len(new_before):
        with pytest.raises(BadSerial):
            listed_serials(text, wanted, here.__contains__)
        return
    listed = listed_serials(text, wanted, here.__contains__)
    assert listed is not None
    assert len(set(listed) - here) == wanted
    assert listed[: len(before)] == [f"S{n:03}" for n in before]
    up = listed[len(before) :]
    assert up == [f"S{n:03}" for n in range(first, first + len(up))]
    assert up[-1] not in here | new_before
