"""Labels at the desk: scan what needs one, say how many, print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from shopstock.codes.reading import read
from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from shopstock.papers.label import Label
from shopstock.papers.label_output import Rendered, Spec, made
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.papers.pages import pages_of, words_of
from tests.papers.pictures import from_text, scans
from tests.papers.zpl_printer import printed, sent
from tests.printers import net_printer
from tests.shops import CABLE, OAT, PHONE, SALMON, SERIAL

pytestmark = pytest.mark.conversation

LOT = "K22"


@pytest.fixture
def papers(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this shop's papers go."""
    monkeypatch.setattr("shopstock.jobs.paper_files.paper_folder", lambda _session: tmp_path / "papers")
    return tmp_path / "papers"


@pytest.fixture
def stocked(counter: Counter) -> Counter:
    """The counter of a shop with two phones, oat milk, salmon and cables; the labels are open."""
    session = counter.desk.session
    shops.take_in_serials(session, SERIAL, shops.OTHER_SERIAL)
    shops.take_in(session, OAT, "12", lot=LOT, expires="2027-03")
    shops.take_in(session, SALMON, "3", lot="L9", expires="2026-11-24")
    shops.take_in(session, CABLE, "5")
    counter(":labels")
    return counter


def rows(counter: Counter) -> list[tuple[str, str, int]]:
    """Kind, detail and copies of every line."""
    view = counter.desk.modes["labels"].view().as_json()
    return [(row["kind"], row["detail"], row["copies"]) for row in view["lines"]]


def test_a_code_adds_its_label_and_again_one_more(stocked: Counter) -> None:
    assert stocked.ids(SERIAL, OAT, LOT, "=SHELF-1", CABLE, CABLE) == ["labels.added"] * 6
    assert rows(stocked) == [
        ("unit", SERIAL, 1),
        ("shelf", "2.15", 1),
        ("lot", LOT, 1),
        ("place", "SHELF-1", 1),
        ("shelf", "9.90", 2),
    ]


def test_how_many_and_taking_back(stocked: Counter) -> None:
    assert stocked(OAT, "24*").text == "OK   24 x price: Oat milk 1 l  2.15"
    assert stocked(f"3*{LOT}").text.startswith("OK   3 x lot: Oat milk 1 l  K22")
    assert stocked("-1").text.startswith("OK   line 1 is out: Oat milk 1 l")
    assert rows(stocked) == [("lot", LOT, 3)]
    stocked("-")
    assert rows(stocked) == []
    assert stocked("-").id == "desk.nothing_open"
    assert stocked("24*").id == "desk.nothing_open"
    for _ in range(2):
        stocked(":undo")
    assert rows(stocked) == [("shelf", "2.15", 24), ("lot", LOT, 3)]


@pytest.mark.parametrize("typed", ["0*", "2001*", "1.5*OAT", "9999999*"])
def test_no_number_of_labels(stocked: Counter, typed: str) -> None:
    stocked(OAT)
    assert stocked(typed).state == "STOP"
    assert rows(stocked) == [("shelf", "2.15", 1)]


def test_a_whole_delivery(stocked: Counter) -> None:
    answer = stocked("GR-000001")
    assert answer.text.startswith("OK   2 labels added, 2 labels in all")
    assert rows(stocked) == [("unit", SERIAL, 1), ("unit", shops.OTHER_SERIAL, 1)]
    assert stocked("#GR-000002").id == "labels.added"
    assert rows(stocked)[-1] == ("lot", LOT, 12)


def test_all_of_a_place(stocked: Counter) -> None:
    stocked("=SHELF-1")
    assert stocked("a").text.startswith("OK   18 labels added")
    assert {kind for kind, _, _ in rows(stocked)} == {"unit", "lot", "shelf"}
    stocked(":clear", "=SHELF-1", "P")
    assert [kind for kind, _, _ in rows(stocked)] == ["shelf"] * 4


def test_another_label_of_the_same_goods(stocked: Counter) -> None:
    stocked(LOT, "5*", "S")
    assert rows(stocked) == [("shelf", "2.15", 5)]
    stocked(":clear", SERIAL, "S")
    assert rows(stocked) == [("shelf", "399.00", 1)]
    stocked("L")
    assert "lot" not in {kind for kind, _, _ in rows(stocked)}


def test_a_marked_down_lot_gets_its_sticker(stocked: Counter) -> None:
    stocked(":dates 5", "M", ":finish", ":labels", "L9")
    assert rows(stocked)[0][0] == "markdown"
    stocked("L")
    assert rows(stocked) == [("lot", "L9", 1)]
    stocked("M")
    assert rows(stocked)[0][0] == "markdown"
    view = stocked.view()
    assert view["lines"][0]["detail"] == "2.75"


def test_stickers_for_all_that_is_marked_down(stocked: Counter) -> None:
    assert stocked(":markdowns").id == "labels.no_label"
    shops.take_in(stocked.desk.session, OAT, "4", lot="OLD", expires="2026-11-25")
    stocked(":dates 5", "M", "M", ":finish", ":labels")
    assert stocked(":markdowns").text.startswith("OK   7 labels added")
    assert sorted((kind, copies) for kind, _, copies in rows(stocked)) == [("markdown", 3), ("markdown", 4)]


def test_no_other_till_waits_while_labels_are_drawn(
    stocked: Counter, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing: list[bool] = []

    def watched(wanted: Sequence[Label], spec: Spec) -> Rendered:
        drawing.append(bool(stocked.desk.session.store.db.in_transaction()))
        return made(wanted, spec)

    monkeypatch.setattr("shopstock.desk.labels.made", watched)
    for finish in ((":finish",), ("", ""), (":pay",)):
        assert stocked(LOT, *finish).id == "labels.printed"
    assert drawing == [False] * 3
    assert stocked(LOT, f":finish {SERIAL}").text.startswith("OK   2 labels on 1 sheet")


def test_what_has_no_label(stocked: Counter) -> None:
    assert stocked("no such thing").id == "labels.unknown_code"
    assert stocked("=NOWHERE").id == "labels.unknown_code"
    assert stocked("@Patel").id == "desk.not_here"
    assert stocked("/10").id == "desk.not_here"
    shops.sell_some(stocked.desk.session, CABLE)
    assert stocked("R1-000001").id == "labels.no_label"
    assert stocked(":finish").id == "desk.nothing_open"
    assert rows(stocked) == []


def test_two_meanings_are_a_numbered_choice(stocked: Counter) -> None:
    shops.take_in(stocked.desk.session, SALMON, "1", lot=LOT, expires="2026-11-28")
    assert stocked(LOT).id == "labels.which_one"
    assert stocked("2").id == "labels.added"
    assert len(rows(stocked)) == 1


def test_the_code_stands_on_the_screen(stocked: Counter) -> None:
    view = stocked.view(LOT)
    assert view["code_kind"] == "GS1 DataMatrix"
    (came,) = scans(from_text(view["code"]))
    reading = read(came)
    assert (reading.gtin, reading.lot) == (shops.OAT_BARCODE.zfill(14), LOT)
    assert view["code_says"] == reading.normal
    (came,) = scans(from_text(stocked.view("=SHELF-1")["code"]))
    assert came == "]C0=SHELF-1"


@pytest.mark.parametrize("aim", [True, False])
def test_what_is_on_a_label_is_understood_in_every_job(stocked: Counter, aim: bool) -> None:
    def scanned(entry: str) -> str:
        (came,) = scans(from_text(stocked.view(":labels", ":clear", entry)["code"]))
        return came if aim else came[3:]

    unit, lot, price, place = (scanned(entry) for entry in (SERIAL, LOT, "CAB", "=BACK"))
    assert [stocked(f":find {code}").id for code in (unit, lot, price, place)] == [
        "find.unit",
        "find.lot",
        "find.product",
        "find.place",
    ]
    stocked(":sell", unit, lot, price)
    assert [name for name, _, _ in stocked.lines()] == ["Aria X2", "Oat milk 1 l", "Cable USB-C"]
    assert stocked.states() == ["ok"] * 3
    assert stocked(":receive", place).text == "OK   goods go to BACK"
    stocked(lot, "12*")
    assert stocked(":finish").id == "receive.saved"
    assert shops.on_hand(stocked.desk.session, OAT, "BACK") == 12


def test_printing_on_sheets_goes_on_where_it_ended(stocked: Counter, papers: Path) -> None:
    stocked(":sheet a4-21", ":from 20", SERIAL, f"3*{LOT}")
    assert stocked.desk.frame().heading == "A4-21, 63.5 x 38.1 mm, from 20"
    answer = stocked(":finish")
    assert answer.text.startswith("OK   4 labels on 2 sheets: labels-20261122.pdf in papers")
    made = (papers / "labels-20261122.pdf").read_bytes()
    first, second = (scans(page) for page in pages_of(made))
    assert (len(first), len(second)) == (2, 2)
    assert {read(came).serial or read(came).lot for came in (*first, *second)} == {SERIAL, LOT}
    assert "best before Mar 2027" in words_of(made)
    assert rows(stocked) == []
    assert stocked.view()["start"] == 3
    stocked(CABLE, ":finish")
    assert (papers / "labels-20261122.2.pdf").exists()
    assert stocked.view()["start"] == 4


def test_printed_labels_can_be_brought_back(stocked: Counter, papers: Path) -> None:
    stocked(LOT, "5*", "", "")
    assert rows(stocked) == []
    stocked(":undo")
    assert rows(stocked) == [("lot", LOT, 5)]


def test_printing_on_a_roll(stocked: Counter, papers: Path) -> None:
    stocked(":settings labels.output zpl", ":settings labels.size 60x40", ":labels", SERIAL, f"3*{LOT}")
    assert stocked.desk.frame().heading == "roll 60x40 mm, 203 dpi"
    assert stocked(":finish").text.startswith("OK   4 labels: labels-20261122.zpl in papers")
    unit, lot = printed((papers / "labels-20261122.zpl").read_bytes())
    assert (unit.copies, lot.copies) == (1, 3)
    assert read(sent(unit.code)).serial == SERIAL
    assert "Lot K22" in lot.words


def test_a_folder_that_cannot_be_written_loses_nothing(stocked: Counter, papers: Path) -> None:
    papers.write_text("a file, no folder")
    assert stocked(LOT, ":finish").id == "paper.not_printed"
    assert rows(stocked) == [("lot", LOT, 1)]


def test_what_has_no_room_says_so_and_stays_on_the_list(stocked: Counter, papers: Path) -> None:
    stocked(":settings labels.output zpl", ":settings labels.size 12x6", ":labels", "=SHELF-1", "A")
    count = len(rows(stocked))
    answer = stocked(":finish")
    assert answer.id == "labels.does_not_fit"
    assert "no room for its label on 12 x 6 mm" in answer.text
    assert len(rows(stocked)) == count


def test_the_sheets_are_a_numbered_list(stocked: Counter) -> None:
    assert stocked(":sheet").id == "labels.which_stock"
    assert stocked("3").text == "OK   A4-21: 21 labels of 63.5 x 38.1 mm, from 1"
    assert stocked(":sheet A9-1").id == "labels.unknown_stock"
    assert stocked(":from 22").state == "STOP"
    assert stocked(":from x").state == "STOP"
    assert stocked(":from 21").id == "labels.from"


def test_a_list_survives_a_crash(stocked: Counter) -> None:
    stocked(":sheet A4-21", ":from 5", SERIAL, f"24*{LOT}")
    again = Counter(stocked.desk.session)
    assert again(":labels").text.startswith("OK   25 labels to print")
    assert rows(again) == [("unit", SERIAL, 1), ("lot", LOT, 24)]
    assert again.view()["start"] == 5


def test_a_sheet_that_somebody_removed_is_said(stocked: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked(":sheet A4-21", LOT)
    from shopstock.papers import label_stocks

    some = {"A4-24": label_stocks.stocks()["A4-24"]}
    monkeypatch.setattr(label_stocks, "stocks", lambda: some)
    assert '"A4-21" is no label sheet' in stocked.view("?" + LOT, CABLE)["output"]
    assert stocked(":finish").id == "labels.unknown_stock"
    assert stocked(":sheet A4-24").id == "labels.sheet"


def test_printing_books_nothing(stocked: Counter, papers: Path) -> None:
    before = ledger(stocked.desk.session)
    stocked(SERIAL, LOT, ":finish")
    assert ledger(stocked.desk.session) == before


def test_from_receiving_straight_to_the_labels(counter: Counter) -> None:
    assert counter("L").id != "labels.added"
    counter(":receive", PHONE, SERIAL)
    saved = counter(":finish")
    assert saved.text.endswith("L labels  F12 void")
    assert counter("l").id == "labels.added"
    assert counter.desk.job == "labels"
    assert rows(counter) == [("unit", SERIAL, 1)]
    counter(":receive", CABLE)
    assert counter("L").id != "labels.added"


def test_from_what_is_looked_up_to_its_label(stocked: Counter) -> None:
    for looked_up, kind in ((SERIAL, "unit"), (LOT, "lot"), (OAT, "shelf"), ("=SHELF-1", "place")):
        stocked(f":find {looked_up}")
        assert stocked("P").id == "labels.added"
        assert rows(stocked)[-1][0] == kind
    shops.sell_some(stocked.desk.session, CABLE)
    stocked(":find R1-000001")
    assert stocked("P").id == "labels.no_label"
    assert stocked.desk.job == "find"


def test_the_menu_and_text_behind_the_command(counter: Counter) -> None:
    counter(":menu")
    assert counter("L").id == "labels.ready"
    assert counter(f":labels {OAT}").id == "labels.added"
    assert isinstance(counter.desk, Desk)


def _printed_out(counter: Counter) -> None:
    """What the workspace does until nothing is due."""
    for _ in range(10):
        counter.desk.background()
        assert counter.desk.printing.wait(10.0)
    counter.desk.background()


def test_labels_go_to_the_label_printer_after_the_answer(stocked: Counter) -> None:
    with net_printer() as printer:
        stocked(":settings labels.output printer", f":settings printer.labels {printer.address}", ":labels")
        stocked(SERIAL, f"3*{LOT}")
        answer = stocked(":finish")
        assert answer.text == "SAVED 4 labels for the label printer  :prints the queue"
        assert printer.papers == []
        _printed_out(stocked)
        unit, lot = printed(printer.papers[0].encode())
        assert (read(sent(unit.code)).serial, read(sent(lot.code)).lot, lot.copies) == (SERIAL, LOT, 3)
        assert len(printer.papers) == 1
    assert rows(stocked) == []


def test_labels_wait_for_a_printer_that_is_off(stocked: Counter) -> None:
    with net_printer() as printer:
        address = printer.address
    stocked(
        ":settings labels.output printer", f":settings printer.labels {address}", ":labels", LOT, ":finish"
    )
    _printed_out(stocked)
    view = stocked.view(":prints")
    assert [(row["paper"], row["state"]) for row in view["rows"]] == [("1 label 09:14", "waiting")]


def test_pdf_labels_go_to_a_printer_too(stocked: Counter, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    stocked(":settings labels.output printer", f":settings printer.labels file:{tmp_path / 'out'}")
    stocked(":settings printer.labels_form pdf", ":labels", ":sheet A4-21", ":from 21", f"2*{LOT}", ":finish")
    _printed_out(stocked)
    (file,) = (tmp_path / "out").glob("*.pdf")
    assert [len(scans(page)) for page in pages_of(file.read_bytes())] == [1, 1]
    assert stocked.view(":labels", CABLE)["start"] == 2


def test_without_a_label_printer_nothing_is_lost(stocked: Counter) -> None:
    stocked(":settings labels.output printer", ":labels", LOT)
    answer = stocked(":finish")
    assert (answer.id, answer.state) == ("labels.no_printer", "STOP")
    assert rows(stocked) == [("lot", LOT, 1)]


def test_what_has_no_room_is_refused_before_it_waits(stocked: Counter) -> None:
    stocked(
        ":settings labels.output printer", ":settings printer.labels file:/tmp", ":settings labels.size 12x6"
    )
    assert stocked(":labels", SERIAL, ":finish").id == "labels.does_not_fit"
    assert stocked.view(":prints")["rows"] == []
