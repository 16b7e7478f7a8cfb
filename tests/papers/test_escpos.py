"""ESC/POS: the bytes a receipt printer gets. A name is letters, never a command."""

from __future__ import annotations

import re

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st

from shopstock.papers import escpos, outputs, sheet
from shopstock.papers.sheet import KINDS, Row
from tests.papers.rows import ALL_KINDS

SMALL = (
    Row("", kind="drawer"),
    Row("Corner", kind="title"),
    Row("Käse é", "9.90"),
    Row("Total EUR", "9.90", "total"),
    Row("R1-000123", kind="code"),
)
STORED = (
    b"\x1b@\x1c.\x1bt\x13\x1bp\x0022"
    b"\x1bE\x01\x1d!\x01             Corner\n\x1d!\x00\x1bE\x00"
    b"K\x84se \x82                      9.90\n"
    b"\x1bE\x01--------------------------------\nTotal EUR                   9.90\n\x1bE\x00"
    b"\x1ba\x01\x1dh@\x1dw\x02\x1df\x00\x1dH\x02\x1dkI\x0b{BR1-000123\n\x1ba\x00"
    b"\x1bd\x06\x1dV\x00"
)
# Every command that this module may send: what is left after taking them away is text.
_COMMANDS = re.compile(
    rb"\x1b@|\x1c\.|\x1bt[\x00-\x33]|\x1bp\x0022|\x1bE[\x00\x01]|\x1d![\x00\x01\x11]|\x1ba[\x00\x01]"
    rb"|\x1dh@|\x1dw\x02|\x1df\x00|\x1dH\x02|\x1dkI[\x03-\xff]\{B|\x1d\(k\x04\x001A2\x00|\x1d\(k\x03\x001(?:C\x04|E1|Q0)|\x1d\(k..1P0|\x1bd\x06|\x1dV\x00",
    re.DOTALL,
)
anything = st.text(max_size=40)
commands = st.sampled_from(
    ["\x1bp\x0022", "\x1b@", "\x10\x14\x01", "\x1dV\x00", "\n\n", "\x9b", "\u2028", "\x7f"]
)
hostile = st.lists(st.one_of(anything, commands), max_size=4).map("".join)


def test_a_small_receipt_byte_for_byte() -> None:
    assert outputs.rendered(SMALL, "escpos", 32) == STORED


def test_the_commands_are_those_of_a_library_that_knows_printers() -> None:
    known = Dummy()
    known.cashdraw(2)
    known.cut()
    known.charcode("CP858")
    known.set(bold=True, align="center")
    known.barcode(
        "{BR1-000123", "CODE128", height=64, width=2, function_type="B", align_ct=False, check=False
    )
    said = known.output
    for command in (b"\x1bp\x0022", b"\x1bd\x06\x1dV\x00", b"\x1bE\x01", b"\x1ba\x01",
                    b"\x1dh@\x1dw\x02\x1df\x00\x1dH\x02\x1dkI\x0b{BR1-000123"):  # fmt: skip
        assert command in said, command
        assert command in outputs.rendered([*SMALL, Row("COPY", kind="big")], "escpos", 32), command
    known.clear()
    known.qr("R1-000123", native=True, size=4, ec=1)
    ours = outputs.rendered([Row("R1-000123" * 3, kind="code")], "escpos", 32)
    for command in (
        b"\x1d(k\x04\x001A2\x00",
        b"\x1d(k\x03\x001C\x04",
        b"\x1d(k\x03\x001E1",
        b"\x1d(k\x03\x001Q0",
    ):
        assert command in known.output, command
        assert command in ours, command


def test_every_code_page_has_the_number_that_printers_give_it() -> None:
    from escpos.capabilities import get_profile

    pages = get_profile("TM-T20II").get_code_pages()
    assert {name: int(pages[name.upper()]) for name in escpos.CODE_PAGES} == escpos.CODE_PAGES


@given(st.lists(st.builds(Row, hostile, hostile, st.sampled_from(KINDS)), max_size=6),
       st.sampled_from([32, 42, 80]), st.sampled_from(sorted(escpos.CODE_PAGES)))  # fmt: skip
def test_no_name_is_ever_a_command(rows: list[Row], width: int, page: str) -> None:
    sent = outputs.rendered(rows, "escpos", width, code_page=page)
    drawers, cuts = sent.count(b"\x1bp"), sent.count(b"\x1dV")
    assert (drawers, cuts) == (
        int(any(row.kind == "drawer" for row in rows)),
        1 + sum(row.kind == "cut" for row in rows),
    )
    left = _COMMANDS.sub(b"", sent)
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", left), left


@given(st.text(max_size=60), st.sampled_from(sorted(escpos.CODE_PAGES)))
def test_every_letter_is_one_that_the_page_has(text: str, page: str) -> None:
    fitting = escpos.fitting(text, page)
    assert all(len(char.encode(page)) == 1 for char in fitting)
    assert escpos.fitting(fitting, page) == fitting


@pytest.mark.parametrize(
    ("page", "name", "shown"),
    [
        ("cp858", "Käse für 5 €", "Käse für 5 €"),
        ("cp437", "Käse für 5 €", "Käse für 5 EUR"),
        ("cp866", "Käse café", "Kase cafe"),
        ("cp866", "Молоко", "Молоко"),
        ("cp858", "Молоко 1 l", "?????? 1 l"),
        ("cp437", "Łódź “żółw” 5–6…", 'Lódz "zólw" 5-6...'),
        ("cp858", "東京 case", "?? case"),
        ("cp858", "e\u0301clair", "éclair"),
        ("cp858", "Bolt [M8] \x1bp\x00 ^FD~", "Bolt [M8] p ^FD~"),
    ],
)
def test_what_a_page_has_not_is_replaced_where_it_can_be_seen(page: str, name: str, shown: str) -> None:
    assert escpos.fitting(name, page) == shown


def test_figures_stay_in_their_column_when_a_name_gets_longer() -> None:
    sent = outputs.rendered(
        [Row("Preis 5 €", "9.90"), Row("Cable", "12.80")], "escpos", 32, code_page="cp437"
    )
    assert b"Preis 5 EUR                 9.90\nCable                      12.80\n" in sent


def test_a_number_too_long_for_bars_becomes_a_square_that_fits() -> None:
    assert b"\x1dkI" in outputs.rendered([Row("BER-000123", kind="code")], "escpos", 32)
    long = outputs.rendered([Row("BERLIN-2026-000123", kind="code")], "escpos", 32)
    assert b"\x1dkI" not in long
    assert b"1P0BERLIN-2026-000123" in long
    assert b"\x1dkI" in outputs.rendered([Row("BERLIN-2026-000123", kind="code")], "escpos", 48)


def test_what_is_no_ascii_is_not_sent_as_a_code() -> None:
    sent = outputs.rendered([Row("Käse-1", kind="code")], "escpos", 42)
    assert b"\x1dk" not in sent
    assert b"\x1d(k" not in sent


def test_all_kinds_of_rows_are_printed_in_their_order() -> None:
    sent = outputs.rendered(ALL_KINDS, "escpos", 42).decode("cp858")
    said = [row.left.split()[0] for row in ALL_KINDS if row.left and row.kind != "head"]
    at = [sent.index(word) for word in said]
    assert at == sorted(at)
    assert "COPY" in sent
    assert "* * *" not in sent
    assert sheet.cells(max(sent.split("\n"), key=len)) < 80
