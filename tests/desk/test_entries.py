"""The table of entries: what a thing that was typed is, in every job, and what every command answers."""

from __future__ import annotations

import pytest

from shopstock.desk.commands import BY_LETTER, BY_WORD, COMMANDS
from shopstock.desk.entries import parse
from shopstock.jobs import item, staff
from shopstock.store.people import add_staff
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


@pytest.mark.parametrize(
    ("typed", "kind", "arg", "rest"),
    [
        ("", "empty", "", ""),
        (" \t\r\n", "empty", "", ""),
        (":finish 50", "command", "finish", "50"),
        (":FINISH\t50 ", "command", "finish", "50"),
        (":receive @Volta", "command", "receive", "@Volta"),
        (":", "command", "", ""),
        (":12", "command", "12", ""),
        ("3*", "times", "3", ""),
        ("1,25*CAB", "times", "1,25", "CAB"),
        ("-", "take_back", "", ""),
        ("-2", "take_back", "2", ""),
        ("-abc", "text", "", ""),
        ("/10", "percent", "10", ""),
        ("/10%", "percent", "10", ""),
        ("+50", "cash", "50", ""),
        ("+A99912345", "text", "", ""),
        ("@Patel", "person", "Patel", ""),
        ("#R1-000123", "paper", "R1-000123", ""),
        ("=BACK", "place", "BACK", ""),
        ("]C0=BACK", "place", "BACK", ""),
        ("]d1#R1-000123", "paper", "R1-000123", ""),
        ("]C0BACK", "text", "", ""),
        ("?CODE", "look", "CODE", ""),
        ("?", "look", "", ""),
        ("5901234123457", "text", "", ""),
        ("\x1dabc\x1d", "text", "", ""),
    ],
)
def test_the_form_of_an_entry(typed: str, kind: str, arg: str, rest: str) -> None:
    found = parse(typed)
    assert (found.kind, found.arg, found.rest) == (kind, arg, rest)


@pytest.mark.parametrize("job", ["sell", "receive", "return", "dates", "find", "stock", "item", "menu"])
def test_every_command_answers_in_every_job(stocked: Counter, job: str) -> None:
    before = ledger(stocked.desk.session)
    for word, command in BY_WORD.items():
        stocked(f":{job}")
        answer = stocked(f":{word}")
        assert answer.id != "desk.unknown_command", word
        assert len(answer.sentence) > 3
        if command.later:
            assert answer.id == "desk.later"
            assert command.label in answer.sentence
        if command.opens_job:
            assert answer.job == command.word
    assert ledger(stocked.desk.session) == before


def test_commands_of_the_specification_are_all_here() -> None:
    words = "sell find receive return dates stock park finish pay undo clear menu help item staff settings"
    assert set(words.split()) <= set(BY_WORD)
    keys = {command.key: command.word for command in COMMANDS if command.key}
    assert keys == {
        "F1": "help", "F2": "sell", "F3": "find", "F4": "receive", "F5": "return", "F6": "dates",
        "F7": "stock", "F8": "park", "F9": "finish", "F10": "menu", "F12": "undo", "Ctrl+Q": "quit",
    }  # fmt: skip
    letters = {"R": "recall", "C": "count", "T": "transfer", "W": "waste", "L": "labels", "P": "reports",
               "X": "cash", "U": "customers", "S": "settings", "Q": "signoff"}  # fmt: skip
    assert {letter: BY_LETTER[letter].word for letter in letters} == letters


@pytest.mark.parametrize("typed", [":foo", ":", ":1", ":sel", ":finishh", ":cost 2", ":ä"])
def test_words_that_are_no_command(stocked: Counter, typed: str) -> None:
    answer = stocked(typed)
    assert (answer.state, answer.id) == ("STOP", "desk.unknown_command")
    assert stocked.lines() == []


def test_a_command_takes_a_first_entry(stocked: Counter) -> None:
    assert stocked(":receive @Volta").id == "receive.supplier"
    assert stocked(f":find {shops.SERIAL}").id == "find.unit"
    assert stocked(":sell 3*CAB").id == "sell.added"
    assert stocked(":stock milk").view.as_json()["matches"] == 1
    assert stocked(":sell :find CAB").state in ("ASK", "STOP")


def test_help_lists_what_can_be_entered_here(stocked: Counter) -> None:
    for job in ("sell", "receive", "return", "dates", "find", "stock", "item"):
        shown = stocked(f":{job}", "?")
        if job != "item":
            assert (shown.id, shown.job) == ("help.shown", job)
            assert shown.view.as_json()["title"] == job
    assert stocked(":sell", ":help").id == "help.shown"


def test_help_twice_lists_every_command_with_its_key_and_its_words(stocked: Counter) -> None:
    assert stocked(":find", ":help").keys[-1].label == "all keys"
    every = stocked(":help")
    assert (every.id, every.job) == ("help.keys", "find")
    rows = dict(every.view.as_json()["rows"])
    assert len(rows) == len(COMMANDS)
    assert rows["F9      :finish :pay"] == BY_WORD["finish"].help
    assert rows["Ctrl+Q  :quit :exit"] == BY_WORD["quit"].help
    assert rows["F10 R   :recall"] == "comes with a later version"
    assert "  F12     :undo" in every.text
    assert stocked(":help").id == "help.shown", "and back again"
    assert stocked("CAB", ":help").id == "help.shown", "another entry was between"


@pytest.mark.parametrize("word", [":quit", ":QUIT ", ":exit"])
def test_quit_is_answered_and_keeps_what_is_open(stocked: Counter, word: str) -> None:
    stocked("CAB")
    answer = stocked(word)
    assert answer.text == "OK   closing; what is open is kept"
    assert answer.id == "desk.quit"
    assert Counter(stocked.desk.session).lines() == [("Cable USB-C", "1", "9.90")]


def test_the_menu_lets_scans_through_and_opens_by_letter(stocked: Counter) -> None:
    listed = stocked(":menu")
    assert len(listed.view.as_json()["rows"]) == len(COMMANDS)
    scanned = stocked("CAB")
    assert (scanned.id, scanned.job) == ("sell.added", "sell")
    assert stocked(":menu", "i").job == "item"
    later = stocked(":sell", ":menu", "R")
    assert (later.id, later.job) == ("desk.later", "sell")
    assert stocked(":menu", "q").id == "staff.known"
    assert stocked(":menu", "").id == "menu.listed"
    assert stocked(":receive", ":menu", "CAB").job == "receive"
    item.save_item(stocked.desk.session, {"sku": "R", "name": "Rope", "tracking": "none", "price": "1"})
    assert stocked(":menu", "r").id == "desk.which_one"


def test_who_stands_at_the_till(stocked: Counter) -> None:
    session = stocked.desk.session
    add_staff(session.store, "Mia", "clerk")
    assert stocked(":staff").sentence == "Owner is here. :staff NAME changes to: Owner, Mia"
    assert stocked(":staff mia").sentence == "Mia is at Till 1 now"
    assert stocked(":staff Bob").id == staff.UnknownStaff.id
    stocked("CAB", ":finish")
    assert stocked("?#R1-1").view.as_json()["by"] == "Mia"


def test_enter_twice_is_finish_except_in_sell(stocked: Counter) -> None:
    assert stocked.ids(":receive", "CAB", "", "") == [
        "receive.ready", "receive.product", "receive.ready", "receive.saved",
    ]  # fmt: skip
    assert stocked.ids(":find", "", "") == ["find.ready", "find.ready", "desk.nothing_open"]
    assert stocked.ids(":dates", "", ":stock", ":dates", "") == [
        "dates.listed", "dates.listed", "stock.listed", "dates.listed", "dates.listed",
    ]  # fmt: skip


def test_stock_filters(stocked: Counter) -> None:
    assert stocked(":stock").view.as_json()["matches"] == 5
    seen = {letter: stocked(letter).view.as_json() for letter in "SLDOWHA"}
    assert {letter: [row["sku"] for row in view["rows"]] for letter, view in seen.items()} == {
        "S": ["ARX2"], "L": ["OAT", "SALMON"], "D": ["OAT", "SALMON"], "O": [], "W": [],
        "H": [], "A": ["ARX2", "CAB", "GOUDA", "OAT", "SALMON"],
    }  # fmt: skip
    row = next(row for row in seen["A"]["rows"] if row["sku"] == "OAT")
    assert (row["on_hand"], row["next_date"], row["place"]) == ("19", "2026-11-24", "SHELF-1")
    assert row["over"] == "4", "of the lot that is past its date"
    assert stocked("cable us").view.as_json()["query"] == "cable us"
    opened = stocked("24B07")
    assert (opened.id, opened.job) == ("find.lot", "find")
    item.save_item(stocked.desk.session, {"sku": "O", "name": "O-ring", "tracking": "none", "price": "1"})
    assert stocked(":stock", "o").id == "desk.which_one"
    assert stocked("1").view.as_json()["filter"] == "out"


def test_find_shows_every_kind(stocked: Counter) -> None:
    stocked("@555 0102 33", shops.SERIAL, ":finish", ":find")
    kinds = {
        shops.SERIAL: "unit", "24B07": "lot", "CAB": "product", "#1": "receipt", "R1-1": "receipt",
        "=SHELF-1": "place", "SHELF-1": "place", "@555010233": "customer", "555010233": "customer",
    }  # fmt: skip
    for code, kind in kinds.items():
        assert stocked(code).view.as_json()["kind"] == kind, code
    assert stocked("o").view.as_json()["kind"] in ("choices", "product")
    assert stocked("3*").id == "desk.not_here"
    assert stocked("nothing").text == "STOP nothing is not known here  F10 menu"


@pytest.mark.parametrize("wrong", ["@Volta", "nothing", "=NOWHERE", "#99", "?nothing"])
@pytest.mark.parametrize("before", ["SHELF-1", shops.SERIAL, "o"])
def test_what_is_not_found_does_not_show_the_thing_before(stocked: Counter, before: str, wrong: str) -> None:
    stocked(f":find {before}")
    answer = stocked(wrong)
    assert (answer.state, answer.id) == ("STOP", "find.unknown_code")
    assert answer.view.as_json() == {}
    assert stocked("R").id == "find.unknown_code", "no letter means the thing before"
    stocked(":find SHELF-1")
    assert stocked(":find @Volta").view.as_json() == {}
    assert stocked(":undo").view.as_json()["kind"] == "place"


def test_a_look_that_finds_nothing_leaves_the_basket(stocked: Counter) -> None:
    stocked("CAB")
    assert len(stocked("?nothing").view.as_json()["lines"]) == 1


def test_item_step_by_step(counter: Counter) -> None:
    ids = counter.ids(":item", "Kettle \x1b[2JK5", "1", "29,90", "", "", "12", "19", "2 years")
    assert ids == [
        "item.ask_name", "item.ask_tracking", "item.ask_price", "item.ask_sku", "item.ask_barcode",
        "item.ask_cost", "item.ask_tax_rate", "item.ask_warranty", "item.ask_reorder_at",
    ]  # fmt: skip
    assert counter("-").id == "item.ask_warranty"
    assert counter("forever").sentence == 'warranty: "forever" is no term: 24 months, 2 years, 90 days'
    saved = counter("24 months", "3")
    assert saved.text == "SAVED Kettle [2JK5 added, KETT-2JK5  F2 sell  F4 receive"
    row = shops.goods(counter.desk.session, "KETT-2JK5")
    assert (row.tracking, row.price_minor, row.warranty_number) == ("serial", 2990, 24)


def test_item_helps_to_choose_the_tracking(counter: Counter) -> None:
    asked = counter(":item", "Kettle")
    labels = [choice["label"] for choice in asked.view.as_json()["choices"]]
    assert [label.split(":")[0] for label in labels] == ["serial", "lot", "none"]
    assert "warranty" in labels[0]
    assert counter("?").view.as_json()["choices"] == asked.view.as_json()["choices"]
    assert counter("²").state == "STOP"
    assert counter("4").state == "STOP"
    assert counter("lot").id == "item.ask_price"


def test_item_in_one_line_adds_and_changes(counter: Counter) -> None:
    added = counter(':item sku=K5 name="Kettle [/] K5" tracking=none price=30')
    assert added.text == "SAVED Kettle [/] K5 added, K5  F2 sell  F4 receive"
    assert counter(":item sku=K5 price=31.50").text.startswith("SAVED Kettle [/] K5 changed")
    assert counter(":item k5").id == "item.shown"
    assert counter("price=32", ":find", "K5").view.as_json()["price"] == "32.00"
    assert counter(":item name=Lamp").id == "item.ask_tracking", "what is missing is asked"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("price=abc", 'price: "abc" is no amount'),
        ("colour=blue", "colour is no column"),
        ("price=-1", '"-1" is no amount'),
        ("tracking=maybe", "none, serial, lot"),
        ("tax_rate=200", "is over 100 percent"),
        ("name='Mia", "a quotation mark is open"),
        ("price=1 2", "is no column=value"),
        ("date_kind=use_by", "goods with a date are tracked by lot or serial"),
        ("min_age=200", "no age"),
        ("sku=" + "x" * 65, "64 is the most"),
    ],
)
def test_item_values_that_cannot_be(counter: Counter, typed: str, said: str) -> None:
    counter(":item CAB")
    before = counter.desk.mode.state
    answer = counter(typed)
    assert answer.state == "STOP"
    assert said in answer.text
    assert counter.desk.mode.state == before
    assert counter("price=5").id == "item.saved"


def test_item_frozen_once_goods_moved(stocked: Counter) -> None:
    assert stocked(":item sku=CAB tracking=serial").id == "item.frozen"
    assert stocked(":item sku=CAB price=8").id == "item.saved"


def test_item_name_too_long_is_cut_and_said(counter: Counter) -> None:
    saved = counter(f':item sku=LONG tracking=none price=1 name="{"x" * 300}"')
    assert "cut to 200 characters" in saved.text
