"""Find: one scan in, the passport of what it means out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Mode, NotHere
from shopstock.desk.passport_lines import lines_of_passport, sentence_of
from shopstock.desk.passports import passport
from shopstock.desk.views.base import Choice, View
from shopstock.desk.views.choices import ChoicesView, FindView
from shopstock.desk.views.find import CustomerView, UnitView
from shopstock.jobs import find
from shopstock.jobs.find import Meaning
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.refusal import Key, Refusal
from shopstock.store.lots import unit
from shopstock.store.people import parties

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


class NotFound(Refusal):
    """Nothing here bears that code or name."""

    id = "find.unknown_code"


@dataclass(frozen=True, slots=True)
class Shown:
    """What Find shows: a thing by its kind and id, or a numbered list."""

    kind: str = ""
    id: int = 0
    listing: tuple[Choice, ...] = ()
    meanings: tuple[tuple[str, int], ...] = ()
    asked: str = ""


class FindMode(Mode[Shown]):
    """Looking things up; changes nothing."""

    job = "find"
    hints = (
        Key("R", "return"),
        Key("W", "claim"),
        Key("L", "lot"),
        Key("P", "label"),
        Key("F2", "sell"),
        Key("?", "look"),
    )
    help = (
        ("serial number / IMEI", "its passport: state, warranty, sale, whole story"),
        ("lot code", "where it is, and what became of it"),
        ("product barcode or code", "stock, lots and units"),
        ("part of a name", "a list: pick a number"),
        ("#R1-000123  or  #123", "a receipt"),
        ("=SHELF-1", "what stands at a place"),
        ("@Patel  or a phone number", "a customer and what they own"),
        ("R", "takes the unit shown back"),
        ("W", "the open claim of the unit shown, or a new one"),
        ("L", "the lot of the unit shown"),
        (":warranty SERIAL", "every warranty of a piece, and who pays today"),
        ("P", "prints the label of the unit, lot, product, place or delivery shown"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Shown())

    def open(self) -> Answer:
        if self.state.kind or self.state.listing:
            return self._show_again()
        return self.ok("find.ready", "scan or type a serial, lot, product, receipt, place or customer")

    def view(self) -> View:
        shown = self.state
        if shown.listing:
            return ChoicesView(shown.asked, list(shown.listing))
        return self._passport(shown.kind, shown.id) or View()

    def choices(self) -> list[Choice]:
        return list(self.state.listing)

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind in ("times", "take_back", "percent", "cash"):
            raise NotHere("Find only looks. To sell, go to Sell", Key("F2", "sell"))
        number = entry.number
        if number is not None and self.state.listing:
            picked = next(
                (m for c, m in zip(self.state.listing, self.state.meanings, strict=True) if c.n == number),
                None,
            )
            if picked:
                return self._show(*picked)
        return self.code(entry)

    def code(self, entry: Entry) -> Answer:
        self.state = self._meant(entry)
        return self._show_again()

    def command(self, word: str, rest: str) -> Answer:
        from shopstock.desk import warranty  # looking up does without it

        return warranty.command(self, word, rest)

    def show_unit(self, unit_id: int) -> None:
        """The pane shows that piece."""
        self.state = Shown("unit", unit_id)

    def ways(self) -> tuple[Key, ...]:
        shown = self.view()
        if isinstance(shown, UnitView):
            return tuple(key for key in self.hints if key.key != "L" or shown.lot)
        letters = "RWLP" if not isinstance(shown, FindView) or isinstance(shown, CustomerView) else "RWL"
        return tuple(key for key in self.hints if key.key not in letters)

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        view = self.view() if entry.text.isascii() and letter in ("R", "W", "L", "P") else None
        if letter == "P" and isinstance(view, FindView):
            return None if isinstance(view, CustomerView) else "P  its label"
        if not isinstance(view, UnitView) or (letter == "L" and not view.lot):
            return None
        return {"R": "R  return it", "W": "W  claim"}.get(letter, f"L  its lot {view.lot}")

    def letters(self, entry: Entry) -> Answer:
        if entry.text.upper() == "P":
            return self._label()
        found = unit(self.session.store, self.state.id)
        if entry.text.upper() == "R":
            return self.desk.switch("return").take(found.id)  # type: ignore[attr-defined, no-any-return]
        if entry.text.upper() == "W":
            return self.desk.switch("claim").take(found.id)  # type: ignore[attr-defined, no-any-return]
        return self._show("lot", found.lot_id)

    def _label(self) -> Answer:
        from shopstock.jobs.labels import wanted_of  # seldom needed: looking up does without it

        shown = Meaning(self.state.kind, self.state.id, "", "")  # type: ignore[arg-type]
        wanted = wanted_of(self.session, shown)
        return self.desk.switch("labels").add(wanted)  # type: ignore[attr-defined, no-any-return]

    def look(self, code: str) -> Answer:
        """The answer to `?CODE`: the Find view without leaving the job that is open."""
        job = self.desk.job
        entry = Entry("text", code)
        if code[:1] in "@#=":
            kind = {"@": "person", "#": "paper", "=": "place"}[code[:1]]
            entry = Entry(kind, code, code[1:])  # type: ignore[arg-type]
        shown = self._meant(entry)
        if not shown.listing:
            return self._seen_from(job, shown)
        options = [
            Option(choice.label, choice.code, partial(self._seen_from, job, Shown(*meant)))
            for choice, meant in zip(shown.listing, shown.meanings, strict=True)
        ]
        return self.desk.mode.ask_which("find.which_one", _which(shown.asked), *options)

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        """What was not found takes the thing before it off the pane, so that no letter can mean that one."""
        if refusal.id.startswith("find."):
            self.state = self.blank
        return super().refused(refusal, entry)

    def _seen_from(self, job: str, shown: Shown) -> Answer:
        """What Find shows of it, in the job that is open; Find itself stays as it was."""
        kept, self.state = self.state, shown
        try:
            answer = self._show_again()
        finally:
            self.state = kept
        return Answer(answer.state, answer.id, answer.sentence, job, answer.view, answer.keys, answer.more)

    def _meant(self, entry: Entry) -> Shown:
        found = self._meanings(entry)
        if not found:
            raise self._not_found(entry)
        if len(found) == 1:
            only = find.of_reading(self.session, found[0])
            return Shown(only.kind, only.id)
        listing = tuple(Choice(n, m.label, m.code) for n, m in enumerate(found, 1))
        return Shown(
            listing=listing, meanings=tuple((m.kind, m.id) for m in found), asked=find.shown(entry.text, 40)
        )

    def _not_found(self, entry: Entry) -> NotFound:
        close = unknown_but_close(self.session, entry.text) if entry.kind == "text" else None
        if close:
            return NotFound(close)
        return NotFound(f"{find.shown(entry.arg or entry.text, 40)} is not known here", Key("F10", "menu"))

    def _meanings(self, entry: Entry) -> list[Meaning]:
        if entry.kind == "person":
            who = parties(self.session.store, "customer", entry.arg)
            return [Meaning("customer", w.id, f"@{w.name}", w.name) for w in who]
        if entry.kind == "paper":
            paper = find.find_paper(self.session, entry.arg)
            return [paper] if paper else []
        code = entry.arg if entry.kind == "place" else entry.text
        found = find.meanings(self.session, code)
        if entry.kind == "place":
            return [m for m in found if m.kind == "place"]
        return found or find.by_words(self.session, code)

    def _show(self, kind: str, thing_id: int) -> Answer:
        self.state = Shown(kind, thing_id)
        return self._show_again()

    def _show_again(self) -> Answer:
        view = self.view()
        if isinstance(view, ChoicesView):
            more = numbered(c.label for c in view.choices)
            return self.say("ASK", "find.which_one", _which(view.question), more=more)
        assert isinstance(view, FindView)  # noqa: S101 - a thing is shown
        sku = getattr(view, "sku", None)
        self.desk.touched(sku)
        more = lines_of_passport(view, self.session.today())
        return self.ok(f"find.{view.kind}", sentence_of(view, self.session.today()), more=more)

    def _passport(self, kind: str, thing_id: int) -> FindView | None:
        return passport(self.session, kind, thing_id) if kind else None


def _which(asked: str) -> str:
    return f"{asked}: which one? A number picks it"
