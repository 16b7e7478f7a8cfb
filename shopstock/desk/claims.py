"""Claims: opened from a unit, told by letters, listed by their age; what is lent meanwhile; goods bought elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.days import parse_coming
from shopstock.desk.answer import LINE, Answer
from shopstock.desk.choosing import Option
from shopstock.desk.claim_letters import Lettering, part_and_day
from shopstock.desk.claim_opening import LEAVE
from shopstock.desk.claim_view import LETTERS, OUTCOMES, Claiming, claim_view, claims_view, opening_view
from shopstock.desk.claim_words import lines_of_claim, lines_of_list, sentence_of_claim
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Booked, NotHere, NothingOpen
from shopstock.desk.views.base import Choice, View
from shopstock.desk.views.claims import ClaimsView, ClaimView
from shopstock.jobs import claim_steps as steps
from shopstock.jobs import find, loans
from shopstock.jobs.claims import NoClaim, open_for
from shopstock.jobs.find import Meaning
from shopstock.jobs.loans import loan_of
from shopstock.jobs.lookalikes import unknown_but_close
from shopstock.jobs.session import new_request_id
from shopstock.jobs.settings import value
from shopstock.refusal import Key, State
from shopstock.store.claims import find_claim
from shopstock.store.lots import unit
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_PROOF_STAGES = ("product", "bought_on", "seller")
_LISTS = (Key(":claims", ""), Key(":chase", ""), Key(":claims loans", ""))
_SAID = {"rma": "RMA number kept", "file": "file kept", "note": "note kept", "chased": "asked again, noted"}


def _shown(keys: list[Key]) -> str:
    """Keys as an answer shows them."""
    return "".join(f"  {key.key} {key.label}" for key in keys)


class StaysBooked(NothingOpen):
    """A claim is told by its steps, and no step is taken back."""

    id = "claim.stays"


class ClaimMode(Lettering):
    """Claims and what is lent for them."""

    job = "claim"
    kept = True
    words = ("claim", "claims", "chase", "loan", "rma", "file", "note", "chased", "print")
    hints = (
        Key("T P V B D X N H C", ""),
        Key(":note", ""),
        Key(":loan", ""),
        Key(":rma", ""),
        Key(":print", ""),
        Key("-", "back"),
    )
    help = (
        ("serial number / IMEI", "its open claim, or a new one"),
        ("a number", "the claim of that line, or what is wrong"),
        ("2T", "what is wrong, and the goods stay here"),
        ("#W-000031", "a claim by its number"),
        ("T P V", "take in, wait for a part, to the supplier"),
        ("B  then R X N K U", "repaired, new serial, refused, credited, as is"),
        ("D N H C", "repaired here, refuse, hand back, close; DH both"),
        (":rma V-8841", "the supplier's number"),
        (":chased on Tuesday", "somebody asked the supplier again"),
        (":note words   :file PATH", "words, or the path and SHA-256 of a photo"),
        (":loan SERIAL, 04 Dec", "lends one of ours; the same serial takes it back"),
        (":claims  :chase", "the open ones, what is too long at a supplier"),
        (":claims loans", "what is lent"),
        (":print", "the intake slip once more"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Claiming())

    # What is shown

    def open(self) -> Answer:
        state = self.state
        if state.stage:
            return self._ask_again()
        return self.show(state.claim_id) if state.claim_id is not None else self._list(state.listing)

    def view(self) -> View:
        state = self.state
        if state.claim_id is not None:
            return claim_view(self.session, state.claim_id, self.question())
        if state.stage:
            return opening_view(self.session, state, "what is wrong?" if state.stage == "symptom" else "")
        return claims_view(self.session, state.listing)

    def around(self) -> Around:
        shown = self.view()
        if isinstance(shown, ClaimsView):
            late = sum(1 for row in shown.rows if row.away is not None and row.away > shown.chase_days)
            if shown.listing == "loans":
                return Around(
                    "lent", "A lent unit is sold to nobody", "LENT", str(len(shown.loans)), pieces=True
                )
            heading = "chase list" if shown.listing == "late" else "open"
            said = f"At a supplier over {shown.chase_days} days: {late} (:chase)"
            return Around(heading, said, "CLAIMS", str(len(shown.rows)), pieces=True)
        assert isinstance(shown, ClaimView)  # noqa: S101 - there is no other
        lent = f"Lent: {short_code(shown.loans[0].serial)}" if shown.loans else "No loan"
        return Around(f"{shown.paper or 'new'}  serial {short_code(shown.serial)}", lent)

    def ways(self) -> tuple[Key, ...]:
        state = self.state
        if state.stage == "symptom":
            return (Key("number", "what is wrong"), Key("2T", "takes it in, too"), Key("-", "back"))
        if state.stage:
            return (Key("-", "back"), Key("F1", "help"))
        if state.claim_id is None:
            number = "takes it back" if state.listing == "loans" else "opens one"
            return (Key("number", number), Key("SERIAL", "a new one"), *_LISTS)
        return self.hints

    def show(self, claim_id: int, sentence: str = "", answer_id: str = "claim.shown") -> Answer:
        self.state = replace(self.blank, listing=self.state.listing, claim_id=claim_id)
        view = claim_view(self.session, claim_id, None)
        self.desk.touched(view.sku)
        today = self.session.today()
        state: State = "OK" if answer_id == "claim.shown" else "SAVED"
        said = sentence or sentence_of_claim(view)
        offered = [Key(x.letter, x.label) for x in view.letters if x.why_not is None]
        room = LINE - len(f"{state:<4} {said}")
        keys = [key for n, key in enumerate(offered, 1) if len(_shown(offered[:n])) <= room]
        return self.say(state, answer_id, said, *keys, more=lines_of_claim(view, today))

    def _list(self, listing: str) -> Answer:
        self.state = replace(self.blank, listing=listing)
        view = claims_view(self.session, listing)
        count, today = len(view.loans if listing == "loans" else view.rows), self.session.today()
        said = {
            "open": f"{count} open {'claim' if count == 1 else 'claims'}",
            "late": f"{count} longer than {view.chase_days} days at a supplier",
            "loans": f"{count} of ours {'is' if count == 1 else 'are'} lent",
        }[listing]
        if listing == "loans":
            hint = ". A number takes it back" if count else ". A claim lends one: :loan SERIAL"
        else:
            hint = ". A number opens it" if count else ". Scan a serial to open a claim"
        return self.ok(f"claim.{listing}", said + hint, more=lines_of_list(view, today))

    def choices(self) -> list[Choice]:
        state = self.state
        shown = self.view() if not state.stage or state.stage == "symptom" else None
        if isinstance(shown, ClaimView):
            return list(shown.symptoms)
        if isinstance(shown, ClaimsView):
            lent = [Choice(x.n, f"{x.serial}  {x.paper}", x.serial) for x in shown.loans]
            return lent or [Choice(x.n, f"{x.paper}  {x.name}", f"#{x.paper}") for x in shown.rows]
        return []

    def asks(self) -> bool:
        return self.state.stage == "supplier"

    # Commands

    def command(self, word: str, rest: str) -> Answer:
        """`:claim SERIAL`, `:claims late`, `:chase`, `:loan SERIAL`, `:rma V-8841`, `:note words`, `:file PATH`."""
        if word == "loan":
            return self._loan(rest)
        if word == "print":
            paper = f"#{self.of().paper}" if not rest and self.state.claim_id is not None else rest
            return self.desk.printing.command(paper, None)
        if word in _SAID:
            return self._say_of(word, rest)
        if word == "chase" or rest.casefold() in ("late", "loans", "open"):
            return self._list("late" if word == "chase" else rest.casefold())
        if not rest:
            return self._list("open") if word == "claims" else self.open()
        self.state = replace(self.blank, listing="open")
        return self.desk.pass_on("claim", rest)

    def _say_of(self, word: str, rest: str) -> Answer:
        of, request = self.of(), new_request_id()
        acts = {"rma": steps.set_rma, "file": steps.add_file, "note": steps.add_note, "chased": steps.chase}
        acts[word](self.session, request, of.id, rest)
        return self.show(of.id, f"{of.paper}: {_SAID[word]}", "claim.saved")

    def _loan(self, rest: str) -> Answer:
        typed, due = part_and_day(rest, self.session.today())
        if not typed.strip():
            return self._list("loans")
        units = [m for m in find.meanings(self.session, typed) if m.kind == "unit"]
        piece, _, day = typed.rpartition(",")
        if not units and any(m.kind == "unit" for m in self._known(piece)):
            parse_coming(day, self.session.today())  # says what is wrong with it
        if not units:
            raise NoClaim(f"{find.shown(typed, 30)} is no unit here", LEAVE)
        if len(units) > 1:
            options = (Option(m.label, m.code, partial(self._lend, m.id, due)) for m in units)
            return self.ask_which("claim.which_one", f"{find.shown(typed, 24)}: which one?", *options)
        return self._lend(units[0].id, due)

    def _lend(self, unit_id: int, due: object) -> Answer:
        from datetime import date, timedelta

        session = self.session
        if loan_of(session, unit_id):
            lent = loans.take_back(session, new_request_id(), unit_id)
            at = unit(session.store, unit_id).place_code
            said = f"{short_code(lent.serial)} is back, at {at}"
            return self._after_loan(said)
        of = self.of()
        until = due if isinstance(due, date) else None
        until = until or session.today() + timedelta(days=int(value(session, "claims.loan_days")))
        lent = loans.lend(session, new_request_id(), of.id, unit_id, until)
        return self._after_loan(f"{short_code(lent.serial)} is lent for {of.paper}, due {session.day(until)}")

    def _after_loan(self, said: str) -> Answer:
        if self.state.claim_id is not None:
            return self.show(self.state.claim_id, said, "claim.loan")
        return self.say("SAVED", "claim.loan", said)

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self._empty()
        if entry.kind == "take_back":
            return self._one_back()
        if entry.kind == "paper":
            return self._paper(entry.arg)
        if entry.kind == "person" and self.state.stage != "supplier":
            return self.desk.look(entry.text)
        if entry.kind in ("times", "percent", "cash", "place"):
            raise NotHere("a claim takes a serial, letters and words", Key("F1", "help"))
        if self.state.stage:
            return self._answered(entry)
        number = entry.number
        if number is not None and self.state.claim_id is None:
            picked = next((c for c in self.choices() if c.n == number), None)
            if picked and picked.code:
                return self._picked(picked.code)
        return self.code(entry)

    def _picked(self, code: str) -> Answer:
        return self._paper(code[1:]) if code.startswith("#") else self.code(Entry("text", code))

    def _empty(self) -> Answer:
        if self.state.stage == "supplier":
            return self.answer_stage("")
        return self.open()

    def _one_back(self) -> Answer:
        if self.state.stage and self.state.claim_id is not None:
            return self.show(self.state.claim_id)
        if self.state.stage or self.state.claim_id is not None:
            return self._list(self.state.listing)
        raise NothingOpen("nothing is open here", Key(":claims", "the list"))

    def _ask_again(self) -> Answer:
        stage = self.state.stage
        if stage == "unknown":
            refusal = self.never_here(self.state.serial)
            return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)
        if stage == "cover":
            return self.ask_cover()
        if stage == "symptom":
            return self.ask_symptom()
        return self.ask_proof() if stage in _PROOF_STAGES else self.ask_stage()

    def _answered(self, entry: Entry) -> Answer:
        """The answer to what is asked; the serial of another unit leaves the question."""
        stage, typed = self.state.stage, entry.text
        handlers: dict[str, Callable[[str], Answer]] = {
            "symptom": self.answer_symptom,
            "product": self.answer_product,
            "bought_on": self.answer_day,
            "seller": self.answer_seller,
        }
        if stage not in ("new_serial", "product") and any(m.kind == "unit" for m in self._known(typed)):
            return self.code(entry)
        if stage in ("unknown", "cover"):
            return self.code(entry)
        return handlers.get(stage, self.answer_stage)(typed)

    def _known(self, text: str) -> list[Meaning]:
        try:
            return find.meanings(self.session, text)
        except find.DamagedCode:
            return []

    def as_letters(self, entry: Entry) -> str | None:
        text, state = entry.text.upper(), self.state
        if not entry.text.isascii() or not text:
            return None
        if state.stage:
            offered = {"cover": "GQ", "unknown": "P"}.get(state.stage, "")
            return f"{text}  the answer" if len(text) == 1 and text in offered else None
        if state.claim_id is not None and text == "Q":
            return "Q  a quote, at the bench"
        if state.claim_id is None or not all(letter in LETTERS or letter in OUTCOMES for letter in text):
            return None
        known = text[0] in LETTERS and ("B" in text or all(letter in LETTERS for letter in text))
        return f"{text}  the next step" if known and len(text) <= len(LETTERS) else None

    def letters(self, entry: Entry) -> Answer:
        text = entry.text.upper()
        if self.state.stage == "cover":
            return self.answer_cover(text)
        if self.state.stage == "unknown":
            return self.ask_proof()
        if text == "Q" and self.state.claim_id is not None:
            return self.desk.switch("bench").quote_for(self.state.claim_id)  # type: ignore[attr-defined, no-any-return]
        return self._split(text)

    def _split(self, text: str) -> Answer:
        """Letters up to a B, whose next letter says what the supplier did."""
        before, back, after = text.partition("B")
        if not back or not after:
            return self.run_letters(text)
        self.run_letters(before + back)
        return self.answer_stage(after)

    def code(self, entry: Entry) -> Answer:
        typed = entry.text
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, typed)]
        options = [Option(m.label, m.code, partial(self._about, m.id)) for m in found if m.kind == "unit"]
        options += [
            Option(m.label, m.code, partial(self._paper, m.code)) for m in found if m.kind == "receipt"
        ]
        if len(options) == 1:
            return options[0].act()
        if options:
            return self.ask_which("claim.which_one", f"{find.shown(typed, 24)}: which one?", *options)
        if found:
            raise NoClaim(f"{fit(found[0].label, 30)}: a claim is about one serial. Scan it", LEAVE)
        close = unknown_but_close(self.session, typed)
        if close:
            raise NoClaim(close, LEAVE)
        raise self.never_here(typed)

    def _about(self, unit_id: int) -> Answer:
        """A claim about that unit; in the list of what is lent, the end of its loan."""
        lists_loans = self.state.listing == "loans" and self.state.claim_id is None
        if lists_loans and loan_of(self.session, unit_id):
            return self._lend(unit_id, None)
        return self.begin(unit_id)

    def _paper(self, text: str) -> Answer:
        paper = find.find_paper(self.session, text)
        found = find_claim(self.session.store, paper.id) if paper else None
        if found is None:
            raise NoClaim(f"{find.shown(text, 24)} is no claim of this shop", Key(":claims", "the list"))
        return self.show(found.id)

    def take(self, unit_id: int, *, takes_in: bool = False, sends: bool = False) -> Answer:
        """A claim about that unit, as another job asks for it: it comes in with it, and goes on to the supplier."""
        other = open_for(self.session, unit_id)
        return self.show(other.id) if other else self.begin(unit_id, takes_in=takes_in, sends=sends)

    def refuse_proof(self, serial: str) -> Answer:
        """The proof of purchase that another job leads to."""
        self.never_here(serial)
        return self.ask_proof()

    def undo(self, last: Booked) -> Answer:
        """No step of a claim is undone."""
        raise StaysBooked(
            f"{last.said} stays: steps are never undone. By mistake? C closes it", Key("C", "close")
        )
