"""Roll printers: the bytes as they are sent, and nothing that a person typed can begin a command."""

from __future__ import annotations

import random
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.reading import read
from shopstock.codes.writing import Coded
from shopstock.days import PrintedDate
from shopstock.papers.label import DoesNotFit, Label
from shopstock.papers.symbols import Preference, candidates, drawn
from shopstock.papers.zpl import escaped, zpl
from shopstock.refusal import BadInput
from shopstock.text import clean_text
from tests.papers import coded as things
from tests.papers.zpl_printer import codes_in, printed, sent

GTIN = "9501101530003"
SALMON = Label(
    "lot",
    "Salmon ~ 100% ^XA wild_caught \\ żubr",
    Coded("9F_31", GTIN, "9F_31", None, None, PrintedDate(date(2026, 11, 27)), "use_by"),
    lot="9F_31",
    date="27 Nov 2026",
    date_kind="use by",
)
PHONE = Label(
    "unit", "Aria X2", Coded("SN>1~", None, serial="SN>1~"), serial="SN>1~", price="399.00", currency="EUR"
)
STORED = rb"""^XA
^CI28
^PW400^LL240^LH0,0
^FO288,75^BXN,5,200,,,,_^FH\^FD_1010950110153000317261127109F__31^FS
^FO12,12^A0N,29^FH\^FDSalmon \7E 100%^FS
^FO12,45^A0N,29^FH\^FD\5EXA wild\5Fcaught^FS
^FO12,78^A0N,29^FH\^FD\5C \C5\BCubr^FS
^FO12,111^A0N,24^FH\^FDLot 9F\5F31^FS
^FO12,140^A0N,24^FH\^FDuse by 27 Nov 2026^FS
^PQ2
^XZ
"""
pytestmark = pytest.mark.usefixtures("sunday")


def _code_line(label: Label, wanted: str, dpi: int = 203) -> str:
    (line,) = (
        line
        for line in zpl([label], (80, 40), dpi, cast(Preference, wanted)).decode().splitlines()
        if "^B" in line
    )
    return line.partition("^B")[2]


@pytest.mark.parametrize(
    ("label", "wanted", "stored"),
    [
        (SALMON, "datamatrix", r"XN,5,200,,,,_^FH\^FD_1010950110153000317261127109F__31^FS"),
        (SALMON, "gs1-128", r"Y2,2,112^BCN,112,N,N,N,N^FH\^FD>;>801095011015300031726112710>69F\5F31^FS"),
        (SALMON, "qr", r"QN,2,5^FH\^FDMA,https://id.gs1.org/01/09501101530003/10/9F\5F31?17=261127^FS"),
        (SALMON, "code128", r"Y4,2,112^BCN,112,N,N,N,N^FH\^FD>:9F\5F31^FS"),
        (PHONE, "code128", r"Y4,2,112^BCN,112,N,N,N,N^FH\^FD>:SN>01>=^FS"),
        (PHONE, "auto", r"XN,5,200,,,,_^FH\^FDSN>1\7E^FS"),
        (Label("shelf", "Milk", Coded("M", GTIN)), "auto", r"Y4,2,112^BEN,112,N,N^FH\^FD950110153000^FS"),
        (Label("shelf", "Gum", Coded("G", "96385074")), "auto", r"Y4,2,112^B8N,112,N,N^FH\^FD9638507^FS"),
        (Label("shelf", "Soap", Coded("S", "036000291452")), "auto", r"Y4,2,112^BUN,112,N,N^FH\^FD03600029145^FS"),
        (Label("place", "Back", Coded("=BACK"), place="BACK"), "auto", r"Y4,2,112^BCN,112,N,N,N,N^FH\^FD>:=BACK^FS"),
    ],
)  # fmt: skip
def test_every_symbol_has_its_command(label: Label, wanted: str, stored: str) -> None:
    assert _code_line(label, wanted) == stored


def test_a_whole_label_as_it_is_sent() -> None:
    assert zpl([SALMON, SALMON], (50, 30)) == STORED


@given(st.text(max_size=80))
def test_nothing_typed_can_begin_a_command(typed: str) -> None:
    raw = typed.encode("utf-8", "replace").decode()
    made = escaped(raw)
    assert made.isascii()
    assert not set(made) & set("^~_\n\r\t\x1b")
    name = clean_text(raw)[:60] or "x"
    label = Label("unit", name, Coded("S1"), serial=clean_text(raw)[:30] or "S1")
    (out,) = printed(zpl([label], (100, 60)))
    assert out.copies == 1
    assert "".join(out.words).replace(" ", "").startswith("".join(name.split()))


SIGNS = st.text("^~_\\>XZAFDS0125;:=,\x7f", min_size=1, max_size=20).map(clean_text).filter(bool)


@given(SIGNS, st.sampled_from(["auto", "code128"]))
def test_no_serial_can_begin_a_command_in_its_own_code(serial: str, wanted: Preference) -> None:
    label = Label("unit", "Thing", Coded(serial, None, serial=serial), serial=serial)
    (out,) = printed(zpl([label], (90, 50), 300, wanted))
    assert sent(out.code)[3:] == serial


@pytest.mark.parametrize("wanted", ["auto", "qr", "gs1-128", "code128"])
@pytest.mark.parametrize("dpi", [203, 300])
def test_what_is_printed_reads_back(wanted: Preference, dpi: int) -> None:
    chance = random.Random(f"{wanted} {dpi}")
    for n in range(60):
        thing = things.gs1_thing(chance) if n % 3 else things.plain_thing(chance)
        label = Label("unit", "Thing", thing, serial=thing.serial or "", lot=thing.lot or "")
        try:
            (out,) = printed(zpl([label], (80, 50), dpi, wanted))
        except DoesNotFit:
            assert wanted == "qr"
            continue
        said = sent(out.code)
        assert said[3:] in {drawn(kind, content).payload for kind, content in candidates(thing, wanted)}
        reading = read(said)
        assert reading.normal == thing.own if said[:3] in ("]C0", "]d1") else things.same(thing, reading)


def test_bars_are_hardly_wider_than_what_was_laid_out() -> None:
    """The printer encodes by our switches between digits and signs; the quiet zone is ten modules on each side."""
    chance = random.Random(3)
    for _ in range(200):
        text = things.code(chance, "0123456789" * 3 + "ABCxyz-/", 24)
        (out,) = printed(zpl([Label("unit", "Thing", Coded(text))], (170, 40), 203, "code128"))
        modules = 11 * (codes_in(out.code.data.decode()) + 1) + 13
        assert modules <= len(drawn("code128", text).rows[0]) + 11


def test_equal_labels_are_one_with_a_count_and_keep_their_order() -> None:
    out = printed(zpl([PHONE, SALMON, SALMON, SALMON, PHONE], (50, 30)))
    assert [(label.copies, label.words[-1]) for label in out] == [
        (1, "S/N SN>1~"),
        (3, "use by 27 Nov 2026"),
        (1, "S/N SN>1~"),
    ]
    assert {(label.width, label.height) for label in out} == {(400, 240)}
    assert {(label.width, label.height) for label in printed(zpl([PHONE], (50, 30), 300))} == {(600, 360)}


def test_an_old_price_has_a_line_through_it() -> None:
    label = Label(
        "markdown", "Salmon", Coded("L", GTIN, "L"), price="4.50", was="8.99", currency="EUR", lot="L"
    )
    (out,) = printed(zpl([label], (50, 30)))
    struck = next(field for field in out.fields if field.command.startswith("GB"))
    was = next(field for field in out.fields if field.data == b"was 8.99")
    assert struck.x == was.x
    assert was.y < struck.y < was.y + 40
    assert "now 4.50" in " ".join(out.words)


def test_what_cannot_be_printed_is_refused() -> None:
    with pytest.raises(BadInput, match="203, 300 or 600"):
        zpl([PHONE], (50, 30), 150)
    with pytest.raises(BadInput, match="no labels"):
        zpl([], (50, 30))
    with pytest.raises(DoesNotFit, match="10 x 5 mm"):
        zpl([PHONE], (10, 5))
