"""The new scanner on the counter: what does it send, and is it set up rightly?"""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.desk.views.scanner import KeySeen
from shopstock.papers.scanner_sheet import TEST_CODES
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

MATRIX = next(code.arrives for code in TEST_CODES if code.name == "GS1 matrix")
N_MATRIX = next(n for n, code in enumerate(TEST_CODES, 1) if code.name == "GS1 matrix")


def keys(text: str, *ends: str, pace: float = 0.002) -> list[KeySeen]:
    seen = [KeySeen("key", char, n * pace) for n, char in enumerate(text)]
    return [*seen, *(KeySeen(end, None, (len(text) + n) * pace) for n, end in enumerate(ends))]


def scan(counter: Counter, text: str, *ends: str) -> dict[str, object]:
    counter.desk.saw(keys(text, *ends))
    return dict(counter.view(text))


@pytest.fixture
def page(counter: Counter) -> Counter:
    assert counter(":scanner").id == "scanner.ready"
    return counter


def test_a_scan_is_shown_key_by_key(page: Counter) -> None:
    view = scan(page, f"]d2{MATRIX}", "enter")
    assert view["keys"][:5] == ["]", "d", "2", "0", "1"]  # type: ignore[index]
    assert "<GS>" in view["keys"]  # type: ignore[operator]
    assert (view["suffix"], view["aim"], view["separators"]) == ("CR", "]d2", 1)
    assert view["pace_ms"] == "2.0"
    assert view["kind"] == "gs1"
    assert view["elements"] == {"01": "09501101530003", "17": "300131", "10": "Lot-7", "21": "SN/1"}


@pytest.mark.parametrize(
    ("ends", "suffix"),
    [
        (("enter",), "CR"),
        (("ctrl+j",), "LF"),
        (("tab",), "Tab"),
        (("enter", "ctrl+j"), "CR LF"),
        (("enter", "enter"), "CR CR"),
    ],
)
def test_the_suffix_is_found(page: Counter, ends: tuple[str, ...], suffix: str) -> None:
    assert scan(page, "TEST-1234", *ends)["suffix"] == suffix


def test_the_second_key_of_a_suffix_adds_to_the_scan_before(page: Counter) -> None:
    scan(page, "TEST-1234", "enter")
    page.desk.saw(keys("TEST-1234", "enter", "ctrl+j"))
    assert page.view("")["suffix"] == "CR LF"
    assert page.ids("", "") == ["scanner.seen", "scanner.seen"]


def test_every_test_code_that_arrives_is_good(page: Counter) -> None:
    for code in TEST_CODES:
        assert scan(page, code.arrives)["kind"]
    assert [row["state"] for row in page.view("")["tests"]] == ["good"] * len(TEST_CODES)


def test_what_is_wrong_is_said_and_stays_until_it_is_right(page: Counter) -> None:
    answer = page(MATRIX.replace("\x1d", ""))
    assert (answer.state, answer.id) == ("STOP", "scanner.fault")
    assert "ASCII 29" in answer.text
    row = page.view("")["tests"][N_MATRIX - 1]
    assert row["state"] == "wrong"
    page(MATRIX)
    assert page.view("")["tests"][N_MATRIX - 1]["state"] == "good"


def test_a_number_shows_a_code_on_the_screen_until_it_was_scanned(page: Counter) -> None:
    for n in range(1, len(TEST_CODES) + 1):
        view = page.view(str(n))
        assert view["showing"] == n
        assert view["picture"]
        assert len(view["picture"]) <= 17
        assert max(len(line) for line in view["picture"]) <= 76
    assert page.view(TEST_CODES[-1].arrives)["picture"] == []


def test_a_code_that_is_none_of_them_is_just_told(page: Counter) -> None:
    answer = page(shops.OAT_BARCODE)
    assert answer.id == "scanner.seen"
    assert "no AIM prefix" in answer.text
    assert scan(page, "4006381333932")["refusal"]


def test_nothing_scanned_there_is_sold(stocked: Counter) -> None:
    stocked(":scanner", shops.OAT_BARCODE, shops.SERIAL, "3*", "-", "/10", "@Ada", "#R1-1", "+5")
    assert stocked.view(":sell")["lines"] == []


@pytest.mark.sqlite
def test_the_sheet_is_written_where_papers_go(tmp_path: Path) -> None:
    path = shops.shop_at(tmp_path / "corner.db")
    with shops.opened(path) as session:
        answer = Counter(session)(":scanner", ":finish letter")
        assert answer.state == "SAVED"
        sheet = next((tmp_path / "corner-papers").iterdir())
        assert sheet.read_bytes().startswith(b"%PDF")
        assert Counter(session)(":scanner", ":finish A9").state == "STOP"


def test_a_scanner_without_the_separator_can_send_another_sign(stocked: Counter) -> None:
    stocked(f":item sku=ARX2 barcode={shops.PHONE_BARCODE}", ":sell")
    code = f"]C10105901234123457{'10LOT-7'}|21{shops.SERIAL}"
    assert stocked(code).state == "STOP"
    stocked("-", ":settings codes.separator |", ":sell")
    assert stocked(code).id == "sell.added"
    assert stocked("]C10105901234123457|99a|b").state == "STOP"


def test_the_sign_is_one_that_no_value_can_have(counter: Counter) -> None:
    for sign in ("A", "/", "||", "€", "-1"):
        assert counter(f":settings codes.separator {sign}").state == "STOP"
    assert counter("~").state == "SAVED"


def test_a_sign_that_cannot_be_seen_is_shown_by_its_number(counter: Counter) -> None:
    """A keyboard that sends joiners or marks of direction is a fault nobody sees otherwise."""
    keys = counter(":scanner", "A\u200bB\u202e").view.as_json()["keys"]
    assert keys == ["A", "<U+200B>", "B", "<U+202E>"]


def test_another_code_is_not_blamed_on_the_one_that_is_shown(page: Counter) -> None:
    assert page("3", shops.OAT_BARCODE).id == "scanner.seen"
    assert all(row["state"] == "waiting" for row in page.view("")["tests"])


def test_a_code_of_which_every_sign_came_otherwise_is_the_one_that_is_shown(page: Counter) -> None:
    assert page("3", "zq,;?=$#").id == "scanner.fault"
