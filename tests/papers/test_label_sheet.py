"""Label sheets, page by page: every label stands where the stock has one, and its code says what it should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.codes.reading import read
from shopstock.codes.writing import Coded
from shopstock.papers import label_stocks
from shopstock.papers.label import DoesNotFit, Label
from shopstock.papers.label_layout import Spot, laid_out, wrapped
from shopstock.papers.label_sheet import _measure, sheets
from shopstock.papers.label_stocks import Stock, UnknownStock, stock, stocks
from shopstock.papers.symbols import Preference, candidates, drawn
from shopstock.refusal import BadInput, WrongUse
from shopstock.text import clean_text
from tests.papers import coded as things
from tests.papers.pages import DPI, pages_of, words_of
from tests.papers.samples_labels import EACH, LOT, MARKDOWN, PLACE, SHELF, UNIT, WEIGHED, labels

pytestmark = pytest.mark.usefixtures("sunday")


def _read_at(page: memoryview, on: Stock) -> dict[int, list[str]]:
    """What a scanner reads at each position of a page."""
    dots = DPI / 25.4
    found: dict[int, list[str]] = {}
    for position in range(on.count):
        x, y = on.corner(position)
        left, top = max(0, round(x * dots)), max(0, round(y * dots))
        right, bottom = round((x + on.width) * dots), round((y + on.height) * dots)
        sent = _scans_of(page, left, top, right, bottom)
        if sent:
            found[position] = sent
    return found


def _scans_of(page: memoryview, left: int, top: int, right: int, bottom: int) -> list[str]:
    shape = page.shape or (0, 0)
    flat = page.cast("B")
    cut = b"".join(
        flat[row * shape[1] + left : row * shape[1] + right] for row in range(top, min(bottom, shape[0]))
    )
    wide = min(right, shape[1]) - left
    image = memoryview(cut).cast("B", shape=(len(cut) // wide, wide))
    seen = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    return [each.symbology_identifier + each.text for each in seen]


def _says(label: Label, sent: str) -> bool:
    reading = read(sent)
    if label.coded.lot_or_serial and sent[:3] in ("]d2", "]C1", "]Q1"):
        return things.same(label.coded, reading)
    said = {drawn(kind, content).payload for kind, content in candidates(label.coded)}
    return sent[3:] in said and reading.refusal is None


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("A4-24", 1),
        ("A4-21", 5),
        ("A4-24-64x34", 24),
        ("A4-40", 13),
        ("A4-65", 60),
        ("A4-8", 2),
        ("Letter-30", 29),
        ("Letter-10", 1),
    ],
)
def test_every_label_of_every_page_reads_back(name: str, start: int) -> None:
    on = stock(name)
    made = labels(on.count + 7, seed=start) if on.count < 60 else labels(45, seed=start)
    out = sheets(made, on, start)
    pages = pages_of(out.content)
    assert len(pages) == out.pages == -(-(start - 1 + len(made)) // on.count)
    at = start - 1
    for number, page in enumerate(pages):
        found = _read_at(page, on)
        mine = {n % on.count: made[n - at] for n in range(at, at + len(made)) if n // on.count == number}
        assert set(found) == set(mine)
        for position, label in mine.items():
            assert len(found[position]) == 1
            assert _says(label, found[position][0]), (label, found[position])


@pytest.mark.parametrize("name", [name for name in stocks() if name != "Letter-80"])
def test_every_kind_of_label_has_room_on_every_stock_and_reads_back(name: str) -> None:
    on = stock(name)
    (page,) = pages_of(sheets(EACH, on, 2).content)
    found = _read_at(page, on)
    assert sorted(found) == list(range(1, len(EACH) + 1))
    for n, label in enumerate(EACH, 1):
        (sent,) = found[n]
        assert _says(label, sent)


@pytest.mark.parametrize("wanted", ["datamatrix", "qr", "gs1-128", "code128", "ean13"])
def test_every_preference_reads_back(wanted: str) -> None:
    on = stock("A4-14")
    (page,) = pages_of(sheets(EACH, on, 1, cast(Preference, wanted)).content)
    for n, sent in _read_at(page, on).items():
        (only,) = sent
        drawn_first = next(kind for kind, _ in candidates(EACH[n].coded, cast(Preference, wanted)))
        payload = drawn(*next(candidates(EACH[n].coded, cast(Preference, wanted)))).payload
        assert only[3:].lstrip("0") == payload.lstrip("0"), drawn_first


@pytest.mark.parametrize("name", list(stocks()))
@pytest.mark.parametrize("label", EACH, ids=lambda label: label.kind)
def test_everything_stays_inside_its_label_and_nothing_overlaps(name: str, label: Label) -> None:
    on = stock(name)
    spot = Spot(on.width, on.height, on.inner, _measure)
    try:
        laid = laid_out(label, spot)
    except DoesNotFit:
        assert name == "Letter-80"
        return
    at = laid.symbol
    boxes = [(t.x, t.y, t.x + _measure(t.text, t.size, t.bold), t.y + t.size) for t in laid.texts]
    boxes.append((at.x, at.y, at.x + at.width, at.y + at.height))
    for x, y, right, bottom in boxes:
        assert x >= on.inner - 0.01
        assert y >= on.inner - 0.01
        assert right <= on.width - on.inner + 0.01
        assert bottom <= on.height - on.inner + 0.01
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01
            assert apart or one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01, (one, other)
    least = 0.264 if at.symbol.kind == "ean13" else 0.25
    assert at.module >= least - 1e-9


WORDS = st.text(max_size=90).map(clean_text)
SIZES = st.tuples(st.floats(15, 150), st.floats(8, 120))


@settings(deadline=None)
@given(
    WORDS,
    WORDS,
    st.sampled_from(["1.00", "12,345,678.90"]),
    SIZES,
    st.sampled_from([UNIT, LOT, SHELF, MARKDOWN]),
)
def test_any_words_on_any_size_fit_or_are_refused(
    name: str, serial: str, price: str, size: tuple[float, float], like: Label
) -> None:
    label = replace(
        like, name=name or "x", serial=serial, price=price, coded=replace(like.coded, serial=serial or None)
    )
    try:
        laid = laid_out(label, Spot(*size, 1.5, _measure))
    except DoesNotFit:
        return
    for text in laid.texts:
        assert text.x + _measure(text.text, text.size, text.bold) <= size[0] - 1.5 + 0.01
        assert text.y + text.size <= size[1] - 1.5 + 0.01
    said = "".join("".join(text.text.split()) for text in laid.texts)
    assert "".join(serial.split()) in said
    assert price in said
    assert laid.symbol.module >= 0.25 - 1e-9


def test_each_kind_says_in_words_what_it_is() -> None:
    on = stock("A4-14")
    said = {
        label.kind: words_of(sheets([label], on).content) for label in (UNIT, LOT, SHELF, PLACE, MARKDOWN)
    }
    assert "S/N SN-00012345-X" in said["unit"]
    for words in ("Smoked salmon", "Lot 9F31", "use by 27 Nov 2026", "made 02 Nov 2026"):
        assert words in said["lot"]
    for words in ("Oat milk 1 l", "2.49 EUR", "9501101530003", "OAT1"):
        assert words in said["shelf"]
    for words in ("BACK", "Back room, left", "=BACK"):
        assert words in said["place"]
    for words in ("was 8.99", "now 4.50 EUR", "use by 27 Nov 2026"):
        assert words in said["markdown"]
    assert "18.90 EUR/kg" in words_of(sheets([WEIGHED], on).content)


def test_a_shelf_price_is_the_largest_word_of_its_label() -> None:
    laid = laid_out(SHELF, Spot(70, 37, 2, _measure))
    assert max(laid.texts, key=lambda text: text.size).text == "2.49 EUR"


def test_a_long_name_is_wrapped_and_where_it_must_be_cut_shows_it() -> None:
    long = "Stainless steel double wall vacuum insulated travel mug with lid and handle " * 3
    for name in ("A4-21", "A4-65"):
        on = stock(name)
        words = words_of(sheets([Label("unit", long, UNIT.coded, serial=UNIT.serial)], on).content)
        assert "S/N SN-00012345-X" in words
        shown = " ".join(words.split()).partition(" S/N")[0]
        assert shown == long.strip() or (shown.endswith("..") and long.startswith(shown[:-2].rstrip()))


def test_serials_and_lots_are_never_cut() -> None:
    serial = "SERIAL-" + "0123456789" * 5
    label = Label("unit", "Thing", UNIT.coded, serial=serial)
    words = words_of(sheets([label], stock("A4-65")).content)
    assert serial in "".join(words.split())


def test_names_in_other_letters_print_or_it_is_said() -> None:
    out = sheets([Label("shelf", "Śliwowica łącka \U0001f375", Coded("A"), price="1.00")], stock("A4-21"))
    assert out.missing == "\U0001f375"
    assert "liwowica" in words_of(out.content)


def test_what_cannot_be_printed_is_refused_in_words() -> None:
    on = stock("Letter-80")
    with pytest.raises(DoesNotFit, match=r"no room for its label on 44.45 x 12.7 mm"):
        sheets([MARKDOWN], on)
    with pytest.raises(BadInput, match="positions 1 to 80, 81 is none"):
        sheets([SHELF], on, 81)
    with pytest.raises(BadInput, match="0 is none"):
        sheets([SHELF], on, 0)
    with pytest.raises(BadInput, match="no labels"):
        sheets([], on)
    with pytest.raises(UnknownStock, match="A4-99"):
        stock("A4-99")


def test_the_same_labels_are_the_same_bytes() -> None:
    assert sheets(EACH, stock("A4-21"), 3) == sheets(EACH, stock("A4-21"), 3)


def test_the_stocks_are_what_their_makers_print_on_the_box() -> None:
    sizes = {name: (each.count, each.size) for name, each in stocks().items()}
    assert sizes["A4-24"] == (24, "70 x 37 mm")
    assert sizes["A4-24-64x34"] == (24, "63.5 x 33.9 mm")
    assert sizes["A4-21"] == (21, "63.5 x 38.1 mm")
    assert sizes["A4-40"] == (40, "52.5 x 29.7 mm")
    assert sizes["A4-40-48x25"] == (40, "48.5 x 25.4 mm")
    assert sizes["A4-65"] == (65, "38.1 x 21.2 mm")
    assert sizes["Letter-30"] == (30, "66.675 x 25.4 mm")
    assert sizes["Letter-10"] == (10, "101.6 x 50.8 mm")
    assert sizes["Letter-80"] == (80, "44.45 x 12.7 mm")
    assert stock("a4-24").name == "A4-24"


WHOLE = "[X]\npaper = 'A4'\ncolumns = 3\nrows = 7\nwidth = 70\nheight = 40\nleft = 0\ntop = 0\nacross = 70\ndown = 40\n"


@pytest.mark.parametrize(
    "broken",
    [
        "no toml",
        "[X]\npaper = 'A4'\n",
        WHOLE.replace("rows = 7", "rows = 8"),
        WHOLE.replace("rows = 7", "rows = 1.5"),
        WHOLE.replace("'A4'", "'A9'"),
        WHOLE.replace("across = 70", "across = 60"),
        WHOLE.replace("left = 0", "left = 'x'"),
    ],
)
def test_a_stock_file_that_cannot_be_used_is_named(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "label_stocks.toml"
    monkeypatch.setattr(label_stocks, "data_file", lambda _name: file)
    file.write_text(WHOLE)
    assert list(label_stocks.stocks.__wrapped__()) == ["X"]
    file.write_text(broken)
    with pytest.raises(WrongUse, match=r"label_stocks\.toml"):
        label_stocks.stocks.__wrapped__()


def test_words_are_broken_only_where_they_must_be() -> None:
    measured = lambda text: float(len(text))  # noqa: E731
    assert wrapped("one two three", 7, measured) == ["one two", "three"]
    assert wrapped("SN-0123456789 x", 6, measured) == ["SN-012", "345678", "9 x"]
    assert wrapped("", 6, measured) == []
