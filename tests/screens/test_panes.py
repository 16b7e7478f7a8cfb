"""Every pane at both sizes, with ordinary names and with names out to break a terminal."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import asdict, replace
from unittest.mock import patch

import pytest
from rich.cells import cell_len

from screens import figures, panes
from screens.bars import Summary
from screens.paint import Paper, cut, cut_left, heads_strip, item_strip, safe
from shopstock.desk.answer import Answer
from tests.screens import all_views as v
from tests.screens import count_samples, samples
from tests.screens.fake_desk import FakeDesk
from tests.screens.scanning import counter

SIZES = ((80, 24), (120, 40))
FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def drawn(view: v.View, job: str, width: int) -> list[str]:
    """Every line of a page, the unseen ones too."""
    page = panes.page_of(view, job, width)
    assert page is not None
    paper, columns = Paper(width), page.columns
    strips = [item_strip(item, columns, paper) for item in (*page.head, *page.body, *page.foot)]
    strips.append(heads_strip(columns, width))
    for strip in strips:
        assert strip.cell_length == width
        assert cell_len(strip.text) == width, strip.text
    return [strip.text for strip in strips]


@pytest.mark.parametrize("width", [80, 82, 120, 162])
@pytest.mark.parametrize("name", samples.HOSTILE)
def test_hostile_names_fit_every_pane(name: str, width: int) -> None:
    for job, view in samples.hostile_views(samples.HOSTILE[name]):
        for line in drawn(view, job, width):
            assert not FORBIDDEN & set(map(unicodedata.category, line)), (type(view), line)


@pytest.mark.parametrize("name", ["tin [/] lid", "Bolt [M8]", "[@click=app.quit]x[/]"])
def test_a_name_is_never_markup(name: str) -> None:
    for job, view in samples.hostile_views(name):
        assert name in "\n".join(drawn(view, job, 200)), type(view)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names_on_the_screen(size: tuple[int, int]) -> None:
    async def body() -> None:
        desk = FakeDesk()
        names = [*samples.HOSTILE.values()] * 2
        views = [samples.hostile_views(name)[n % 15] for n, name in enumerate(names)]
        waiting = [Answer("STOP", "x.y", name, *view) for name, view in zip(names, views, strict=True)]
        desk.script = lambda _text: waiting.pop()
        async with counter(desk, size) as c:
            while waiting:
                before = c.desk.entries[:]
                await c.scan("4006381333931")
                assert len(c.desk.entries) == len(before) + 1
                for line in c.lines():
                    assert cell_len(line) == size[0]
                assert c.lines()[2].startswith(" STOP !"), c.text()
                assert "went wrong" not in c.text(), c.text()

    asyncio.run(body())


EXPECTED = {
    "sell": ["Salmon fillet 200 g", "not paid", "needs its serial", "3569380356437"],
    "ahead": ["over", "today", "30 Nov", "most left", "not counted, set aside", "48.00 at price"],
    "reorder": ["Hof Nord", "1/17", "keeps 5 days", "Order none", "none"],
    "ahead item": ["16.1", "25 Nov", "3 left"],
    "reorder none": ["Nothing is low."],
    "ahead half": ["Nov", "Dec", "Jan"],
    "ahead far": ["Jun"],
    "ahead day": ["Wed 25 Nov", "in 3 days", "Coffee  past", "6 +2"],
    "ahead over": ["Over already"],
    "ahead nothing": ["Nothing reaches its last day."],
    "sell paid": ["PAID", "R1-000124", "CHANGE"],
    "sell part paid": ["STILL DUE"],
    "sell nobody": ["Ready for the next customer", "R. Blue jacket"],
    "find unit": ["WARRANTY IN", "713 days left", "speaker", "RT-000031"],
    "find held": ["HELD", "faulty return 03 Oct", "WARRANTY OVER"],
    "find lot": ["RECALLED", "in shop 40", "SHELF-4 28"],
    "find product": ["8 on hand", "▃▅▂▆▅▇▃▆█▅▆▅", "QUAR-1"],
    "find receipt": ["VOIDED", "cash 20.95, card 400.00", "TOTAL  420.95"],
    "find place": ["SHELF-2", "Second shelf", "24B07"],
    "find customer": ["555 0102", "04 Nov 28"],
    "find choices": ["more than one thing", "lot 10156"],
    "receive": ["Volta Wholesale", "356938035643711", "counted once", "needs its date"],
    "receive asks": ["Best before which day?"],
    "return": ["F faulty", "WINDOW OPEN", "Came back before: 1", "refund 399.00"],
    "return lines": ["R1-000124", "USB-C cable 1 m"],
    "dates": ["3 of 7 done", "FRIDGE-1", "mark down", "? LATE", "best NEW", "1 late", "1 new"],
    "checks": ["22 Nov", "signed off", "Mia 08:31", "changed since", "not signed", "nothing done"],
    "checks day": ["SIGNED OFF", "FRIDGE-1  Mi", "wasted", "LATE", "undone", "1 taken back"],
    "checks none": ["not open on these days"],
    "stock": ["LOW", "OUT", "and 3 more"],
    "item": ["How are the pieces told apart?", "neither: it is only counted"],
    "cash shut": ["NOT OPEN", "How much lies in the drawer", "The last closing kept 200.00"],
    "cash open": ["OPEN", "session 12", "opened 22 Nov 08:31", "window cleaner", "carried over"],
    "cash counting": [
        "NOTES",
        "50.00 x    3 =",
        "▸      5.00 x   __",
        "COINS",
        "COUNTED SO FAR",
        "after all",
    ],
    "cash counted": [
        "SHORT",
        "expected 1,871.45",
        "counted 2 times",
        "terminal 1,200.00",
        "-4.10",
        "kept 200.00",
    ],
    "cash report": ["Z report Z1-000012", "31 sales", "1,174.20", "0123abcd 0123abcd", "Z1-000012.txt"],
    "receipt": ["VOID", "cancelled by VD-000001", "Exchange R1-000124", "2 x 399.00"],
    "menu": ["F10", "comes with a later version", ":recall"],
    "help": ["product barcode", "next line times 3"],
    "welcome": ["Try the demo shop"],
    "welcome trades": ["What do you sell?", "serial numbers, warranty", "try the demo shop first"],
    "welcome name": ["What is your shop called?"],
    "dates none": ["Nothing runs out", "SIGNED OFF"],
    "receive nothing": ["Scan the first product of the delivery", ":invoice"],
    "receive saved": ["SAVED", "GR-000107"],
    "return nothing": ["The serial is enough"],
    "return saved": ["SAVED", "RT-000032", "WINDOW OVER"],
    "staff": ["Mia", "manager", "locked until 09:20", "SSB-ABCDEFGHIJKLMNOPQRST", "5 wrong PINs at Till 1"],
    "rights": ["refund", "Manager", "Clerk"],
    "count": ["Cable USB-C", "12", "43718", "! ..2900 is booked at QUARANTINE"],
    "count compared": ["missing", "too much", "told", "AGAIN", "QUARANTINE", "-263.20", "until F9"],
    "count nothing": ["1  SHELF-1", "2  BACK"],
    "count saved": ["SAVED", "CN-000001"],
    "count agreed": ["all as in the books"],
    "scanner": ["] C 1 1 0 <GS> 2 1", "CR LF", "]C1", "(10) 1234", "y came as z", "good", "WRONG"],
    "scanner nothing": ["key by key"],
    "scanner code": ["██▀"],
    "settings": ["RECEIPT", "Receipt width", "42", "Till 1"],
    "settings asked": ["columns, 32 to 80"],
    "labels": ["24x", "Oat milk 1 l", "8035643809", "MARKD", "a code", "▄█▄"],
    "labels bars": ["▌", "9501101530003", "SHELF-1"],
    "labels note": ["this code needs 90 columns"],
    "labels many": ["SN-00040", "Thing 25", "GS1 DataMatrix"],
    "labels nothing": ["GR-000012", "70 x 37 mm", "from 7"],
    "labels printed": ["PRINTED", "labels-20261122.pdf"],
    "find nothing": ["#receipt, =place or @customer"],
    "find over": ["days over", "use by"],
    "find place empty": ["Nothing stands here."],
    "find customer new": ["Nothing bought yet."],
    "stock nothing": ["Nothing fits these words."],
}


@pytest.mark.parametrize("size", SIZES)
def test_the_ordinary_shop(size: tuple[int, int]) -> None:
    desk = FakeDesk()
    desk.script = samples.answer

    async def body() -> None:
        async with counter(desk, size) as c:
            for name, words in EXPECTED.items():
                await c.scan(name)
                shown = c.text()
                for word in words:
                    assert word in shown, f"{name} at {size}: {word!r} is not in\n{shown}"

    asyncio.run(body())


def test_every_view_has_a_pane() -> None:
    concrete = [kind for kind in vars(v).values() if isinstance(kind, type) and issubclass(kind, v.View)]
    assert {kind.__name__ for kind in concrete} - {"View", "FindView"} == set(panes.PANES)


def test_the_empty_view_has_none() -> None:
    assert panes.page_of(v.View(), "sell", 80) is None


def test_a_basket_longer_than_the_pane_shows_its_last_line_and_its_questions() -> None:
    async def body() -> None:
        lines = [samples.sell_line(n, f"line number {n}") for n in range(1, 101)]
        view = v.SellView(lines, "1.00", None, [])
        async with counter(FakeDesk(Answer("OK", "x", "x", "sell", view))) as c:
            assert "line number 100" in c.text()
            await c.press("pageup")
            assert "line number 100" not in c.text()
        view = v.SellView(lines, "1.00", None, samples.basket().open_questions[1:])
        async with counter(FakeDesk(Answer("ASK", "x", "x", "sell", view))) as c:
            assert "needs its serial" in c.text()
            assert "..3705" in c.text()

    asyncio.run(body())


def test_a_hundred_thousand_products_are_drawn_a_window_at_a_time() -> None:
    async def body() -> None:
        row = samples.stock().rows[0]
        view = v.StockView([row] * 100_000, "", "1.00", 100_000, None)
        async with counter(FakeDesk(Answer("OK", "x", "x", "stock", view))) as c:
            await c.press("up")
            assert c.app.workspace.sheet.cursor == 99_999
            await c.press("pageup", "down")

    asyncio.run(body())


def test_nothing_is_lost_of_a_short_name_and_dots_say_what_is() -> None:
    assert cut("Bolt [M8]", 9) == "Bolt [M8]"
    assert cut("Bolt [M8] long", 9) == "Bolt [M.."
    assert cut("漢字漢字漢字", 7) == "漢字.."
    assert cell_len(cut("漢" * 10_000, 11)) <= 11
    assert cut("abc", 0) == ""
    assert safe("a\x1b[31m\u202eb\tc") == "a[31mb c"
    assert safe("e" + "\u0301" * 50) == "e" + "\u0301" * 3


def test_a_serial_keeps_its_end() -> None:
    assert cut_left("356938035643809", 6) == "..3809"
    assert cut_left("3809", 6) == "3809"
    assert cut_left("x" * 10_000 + "3809", 6) == "..3809"
    assert cell_len(cut_left("漢" * 50, 7)) <= 7


def test_days_and_money() -> None:
    assert figures.day("2019-12-03") == "03 Dec 19"
    assert figures.day("2027") == "2027"
    assert figures.day("2026-12") == "Dec 2026"
    assert figures.day("soon") == "soon"
    assert figures.day(None) == ""
    assert figures.moment("2019-12-03T09:14:05+01:00") == "03 Dec 19 09:14"
    assert figures.dated("best_before", "2019-12-03", short=True) == "bb Dec'19"
    assert figures.dated("use_by", "2019-12-03") == "use by 03 Dec 19"
    assert figures.money("-1234567.80") == "-1,234,567.80"
    assert figures.money("about 3") == "about 3"
    assert figures.number("none") == 0.0
    assert figures.spark([0, 0]) == "▁▁"
    assert figures.spark([]) == ""
    assert figures.spark([0, 1, 8]) == "▁▂█"


def test_a_figure_too_wide_for_its_column_is_never_cut() -> None:
    line = samples.sell_line(1, quantity="1234.567", amount="1234567.80")
    shown = "\n".join(drawn(v.SellView([line], "1", None, []), "sell", 80))
    assert "1234.567" in shown
    assert "1,234,567.80" in shown
    view = samples.dates()
    rows = [v.DatesRow(**{**asdict(row), "quantity": "1234.567", "price": "12345.60"}) for row in view.rows]
    shown = "\n".join(drawn(replace(view, rows=rows), "dates", 80))
    assert "1234.567" in shown
    assert "12,345.60" in shown


@pytest.mark.parametrize("width", [80, 82, 120])
def test_late_and_new_are_read_beside_the_longest_name(width: int) -> None:
    row = replace(samples.dates().rows[0], name="Smoked tofu with herbs " * 9, action=None)
    for state, marks in (("due", ("? LATE", "? NEW")), ("short", ("short LATE", "short NEW"))):
        rows = [replace(row, state=state, late=True), replace(row, state=state, late=False, new=True)]
        shown = "\n".join(drawn(replace(samples.dates(), rows=rows), "dates", width))
        assert [mark in shown for mark in marks] == [True, True], shown


def test_a_narrow_summary_does_without_two_words_before_a_figure() -> None:
    summary = Summary()
    words = "0 of 8 done   Waste this month 39.55 (4.5 % of sales)   Saved 40.22"
    frame = replace(FakeDesk().frame(), summary=words, total_label="AT RISK", total="134.90")
    with patch.object(summary, "redraw"):
        summary.show(frame)
    assert words in summary.lines(120)[0].text
    assert words.replace(" of sales", "") in summary.lines(80)[0].text


def test_figures_of_the_stock_are_never_cut() -> None:
    rows = [v.StockRow("FLOUR", "Flour", "none", "1012.500", "12.500", "105.000", None, "SHELF-1")]
    shown = "\n".join(drawn(v.StockView(rows, "", "1.00", 1, None), "stock", 80))
    assert "1012.500" in shown
    assert " 12.500" in shown
    assert "105.000" in shown


def test_what_is_to_look_at_stays_beside_the_differences() -> None:
    view = replace(count_samples.compared(), problems=["CASE is not in the books"], value="-1340.00")
    shown = "\n".join(drawn(view, "count", 80))
    assert "! CASE is not in the books" in shown
    assert "-1,340.00" in shown


def test_a_saved_delivery_names_what_was_given_and_nothing_else() -> None:
    view = replace(samples.delivery(), paper="GR-000107", supplier="Volta", invoice=None)
    head = drawn(view, "receive", 80)[0]
    assert "GR-000107   from Volta" in head
    assert ":invoice" not in head
    assert " to" not in head
