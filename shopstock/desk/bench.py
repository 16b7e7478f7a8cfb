"""Bench: parts into a unit and out of it, work, and the quote of a repair, one claim at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.bench_quote import Quotes
from shopstock.desk.bench_view import AtBench, bench_view
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, NothingOpen
from shopstock.desk.views.bench import BenchView, FitLine
from shopstock.jobs import find, fits, offer, parts
from shopstock.jobs.claims import NoClaim, open_for
from shopstock.jobs.find import Meaning
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import ProductRow, product, product_with_sku
from shopstock.store.claims import claim, find_claim
from shopstock.store.fitted import FittedRow, parts_in
from shopstock.store.lots import lot, unit
from shopstock.text import clean_text, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LEAVE = Key("-", "leave it")


class BenchMode(Quotes):
    """The repair bench."""

    job = "bench"
    kept = True
    words = ("bench", "use", "out", "labour", "line", "fits")
    hints = (
        Key("CODE", "part in"),
        Key("-1", "out"),
        Key("?", "what fits"),
        Key("Q", "quote"),
        Key("Y", "accepted"),
        Key("N", "declined"),
    )
    help = (
        (":bench W-31  or the serial", "the claim to work on"),
        ("part's serial, lot or barcode", "goes into the unit"),
        ("2*CODE", "two of them"),
        ("-  or  -2", "the last part, or part 2, comes out again: S, Q or B says where to"),
        (":out SERIAL", "an old part comes out; one we do not know is written down"),
        ("?", "the parts that fit, and how many are here"),
        (":fits PART MODEL version=2", "keeps that a part fits"),
        ("Q", "a quote: parts, :labour 30, :line 25.00 words; F9 makes it"),
        ("Y  N  P", "the quote is accepted, declined, printed"),
        (":labour 30", "30 minutes of work on the quote"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, AtBench())

    def open(self) -> Answer:
        if self.state.claim_id is None:
            return self.ok("bench.ready", "scan a unit with an open claim, or type its paper: #W-000031")
        of = claim(self.session.store, self.state.claim_id)
        inside = parts_in(self.session.store, of.unit_id)
        many = f"{len(inside)} part{'s' * (len(inside) != 1)} in it"
        said = f"{of.paper} {fit(of.name, 24)} {short_code(of.serial)}, {many}"
        return self.ok("bench.open", said, more=tuple(self._part_lines()))

    def _part_lines(self) -> list[str]:
        shown = self.view()
        rows = [
            f"  {p.n} {p.quantity} {p.name}  {p.serial or p.lot or ''}  since {p.since}, {p.paper}"
            for p in shown.parts
        ]
        quoted = [f"  {q.n} {q.quantity} x {q.name}  {q.amount}" for q in shown.quote]
        head = [f"  quote {shown.quote_state}  {shown.total}"] if shown.quote_state else []
        return [*rows, *head, *quoted]

    def view(self) -> BenchView:
        return bench_view(self.session, self.state)

    def around(self) -> Around:
        shown = self.view()
        if shown.paper is None:
            return Around("no claim is open", ":bench W-31, or scan its unit")
        summary = f"{shown.paper}  {shown.state}   Parts {len(shown.parts)}   Fit {len(shown.fits)}"
        notice = shown.question or ("" if not self.state.quoting else "F9 makes the quote")
        return Around(shown.serial or "", summary, "QUOTE", shown.total or self.session.money(0), notice)

    def asks(self) -> bool:
        return bool(self.state.asked)

    def dropped(self) -> str:
        return "the claim is left; what is in its unit stays in"

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if self.state.asked:
            answered = self._answer(entry)
            if answered is not None:
                return answered
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "empty": lambda _: self.open(),
            "paper": lambda e: self._choose(e.arg),
            "times": self._times,
            "take_back": self._take_back,
            "place": lambda e: self.desk.look(e.text),
            "person": lambda e: self.desk.look(e.text),
        }
        return handlers.get(entry.kind, self.code)(entry)

    def code(self, entry: Entry) -> Answer:
        return self._scan(entry.text, "1")

    def _answer(self, entry: Entry) -> Answer | None:
        """The answer to the open question; None where the entry is something else, which drops it."""
        state = self.state
        self.state = replace(state, asked="", code="", times="")
        if entry.kind == "take_back":
            return self.ok("bench.left", "the question is left")
        if state.asked == "fit" and entry.kind == "empty":
            return self._keep_and_use(state)
        if state.asked == "where":
            letter = entry.text.upper() if entry.kind == "text" else ""
            if entry.kind == "empty" or letter in parts.DESTINATIONS:
                return self._out(int(state.code), letter or "Q", state.times)
        if state.asked == "fee":
            return self._fee(entry)
        return None

    def command(self, word: str, rest: str) -> Answer:
        typed = clean_text(rest)
        if word == "fits":
            return self._fits(typed)
        if word == "bench":
            return self._choose(typed) if typed else self.open()
        self._from_claims()
        if word == "use":
            times, star, code = typed.partition("*")
            return self._scan(code if star else typed, times if star else "1")
        if word == "out":
            return self._old(typed)
        return self._work(typed) if word == "labour" else self._free(typed)

    def quote_for(self, claim_id: int) -> Answer:
        """Q at a claim: its quote is begun here."""
        self.state = AtBench(claim_id)
        return self.begin_quote()

    def _from_claims(self) -> None:
        """A command that was typed at a claim is about that claim."""
        if self.desk.came_from == "claim":
            found = self.desk.modes["claim"].state.claim_id
            if found is not None and found != self.state.claim_id:
                self.state = AtBench(found)

    def claim_id(self) -> int:
        """The claim that is open here; refuses while none is."""
        if self.state.claim_id is None:
            raise NothingOpen("which claim? Scan its unit, or type #W-000031", Key("F3", "find"))
        return self.state.claim_id

    def _choose(self, typed: str) -> Answer:
        paper = find.find_paper(self.session, typed.removeprefix("#"))
        found = find_claim(self.session.store, paper.id) if paper else None
        if found is None:
            for meant in find.meanings(self.session, typed):
                of = open_for(self.session, meant.id) if meant.kind == "unit" else None
                found = found or of
        if found is None:
            raise NoClaim(f"{find.shown(typed, 24)} has no open claim", Key("F5", "return"))
        self.state = AtBench(found.id)
        return self.open()

    # Parts in

    def _times(self, entry: Entry) -> Answer:
        if not entry.rest:
            raise BadInput("which part? 2*CODE")
        return self._scan(entry.rest, entry.arg)

    def _scan(self, text: str, times: str) -> Answer:
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, text)]
        if self.state.claim_id is None or (not found and text.upper().startswith("W-")):
            return self._choose(text)
        goods = [m for m in found if m.product_id] or find.by_words(self.session, text)
        if not goods:
            raise parts.NoPart(
                f"{find.shown(text, 26)} is no part here", Key("F4", "receive"), Key(":out", "old part")
            )
        options = [Option(m.label, m.code, partial(self._take, m, times)) for m in goods]
        if len(options) == 1:
            return options[0].act()
        return self.ask_which("bench.which_one", f"{find.shown(text, 24)}: which one?", *options)

    def _take(self, meant: Meaning, times: str, *, sure: bool = False) -> Answer:
        row = product(self.session.store, meant.product_id or 0)
        self.desk.touched(row.sku)
        if self.state.quoting:
            return self._quote_part(row, times)
        if meant.kind == "unit":
            other = open_for(self.session, meant.id)
            if other is not None and other.id != self.state.claim_id:
                self.state = AtBench(other.id)
                return self.open()
        offers = self._offers(meant, times)
        host = unit(self.session.store, claim(self.session.store, self.claim_id()).unit_id)
        if not sure and not fits.known_to_fit(self.session, row.id, host):
            version = fits.version_of(self.session, host)
            model = f"{fit(product(self.session.store, host.product_id).name, 20)}{f' v{version}' if version else ''}"
            self.state = replace(self.state, asked="fit", code=meant.code, times=times)
            said = f"{fit(row.name, 20)} is not known to fit {model}"
            return self.say("ASK", "bench.not_known_to_fit", said, Key("Enter", "it fits"), LEAVE)
        parts.use(self.session, new_request_id(), self.claim_id(), offers)
        quantity = sum(one.quantity for one in offers)
        shown = "" if quantity == 10**row.decimals else f"{show_decimal(quantity, row.decimals)} "
        which = short_code(meant.code) if meant.kind == "unit" else ""
        said = f"{shown}{fit(row.name, 30)} {which} is in {short_code(host.serial)}"
        return self.say("SAVED", "bench.fitted", " ".join(said.split()), Key("-", "out again"))

    def _offers(self, meant: Meaning, times: str) -> list[offer.Offer]:
        store = self.session.store
        row = product(store, meant.product_id or 0)
        quantity = parse_decimal(times, row.decimals, "quantity")
        if quantity <= 0:
            raise BadInput("a quantity of nothing is not fitted")
        if meant.kind == "unit":
            return [offer.offer_unit(self.session, unit(store, meant.id))]
        if meant.kind == "lot" and row.tracking == "lot":
            return [offer.offer_lot(self.session, row, lot(store, meant.id), quantity)]
        return parts.offered(self.session, row, quantity)

    def _keep_and_use(self, state: AtBench) -> Answer:
        found = [find.of_reading(self.session, m) for m in find.meanings(self.session, state.code)]
        meant = next((m for m in found if m.product_id), None)
        if meant is None:
            raise parts.NoPart("that part is gone")
        host = unit(self.session.store, claim(self.session.store, self.claim_id()).unit_id)
        row, model = (product(self.session.store, i or 0) for i in (meant.product_id, host.product_id))
        answer = self._take(meant, state.times, sure=True)
        fits.set_fit(self.session, row, model, fits.version_of(self.session, host))
        return answer

    # Parts out

    def _take_back(self, entry: Entry) -> Answer:
        if self.state.quoting:
            return self._line_out(entry.arg)
        inside = self._inside()
        n = int(entry.arg) if entry.arg else len(inside)
        if not 1 <= n <= len(inside):
            raise parts.NoPart(f"there is no part {entry.arg} in it" if inside else "no part is in it")
        return self._ask_where(n, "")

    def _inside(self) -> list[FittedRow]:
        return parts_in(self.session.store, claim(self.session.store, self.claim_id()).unit_id)

    def _ask_where(self, n: int, quantity: str) -> Answer:
        part = self._inside()[n - 1]
        self.state = replace(self.state, asked="where", code=str(n), times=quantity)
        keys = (
            *((Key("S", "shelf"),) if part.here else ()),
            Key("Enter", "quarantine"),
            Key("B", "bin"),
            LEAVE,
        )
        return self.say("ASK", "bench.where", f"{fit(part.name, 12)}: where to?", *keys)

    def _out(self, n: int, letter: str, quantity: str) -> Answer:
        part = self._inside()[n - 1]
        taken = parse_decimal(quantity, part.decimals, "quantity") if quantity else None
        parts.take_out(self.session, new_request_id(), self.claim_id(), part, letter, taken)
        where = parts.DESTINATIONS[letter]
        return self.say("SAVED", "bench.taken_out", f"{fit(part.name, 30)} is out, to the {where}")

    def _old(self, typed: str) -> Answer:
        if not typed:
            raise BadInput("which old part? :out SERIAL")
        of_claim = self.claim_id()
        for n, part in enumerate(self._inside(), 1):
            if typed.casefold() in (clean_text(part.serial or "").casefold(), part.sku.casefold()):
                return self._ask_where(n, "")
        parts.old_part(self.session, new_request_id(), of_claim, fit(typed, 64))
        return self.say(
            "SAVED", "bench.old_part", f"old part {fit(typed, 30)} is written down with the claim"
        )

    # What fits

    def listed(self) -> Answer | None:
        if self.state.claim_id is None:
            return super().listed()
        shown = self.view()
        if not shown.fits:
            return self.ok("bench.fits", "no part is known to fit it yet", Key(":fits", "PART MODEL"))
        more = tuple(_fit_line(one) for one in shown.fits)
        many = "1 part is" if len(more) == 1 else f"{len(more)} parts are"
        return self.ok("bench.fits", f"{many} known to fit {fit(shown.name or '', 30)}", more=more)

    def _fits(self, typed: str) -> Answer:
        words = typed.split()
        if len(words) < 2:
            raise BadInput("which part, which model? :fits PART MODEL version=2")
        found = [product_with_sku(self.session.store, word) or self._product(word) for word in words[:2]]
        version = words[2] if len(words) > 2 and words[2].startswith("version=") else ""
        note = " ".join(words[3:] if version else words[2:])
        new = fits.set_fit(self.session, found[0], found[1], version, note)
        of = f" version {version.removeprefix('version=')}" if version else ""
        said = f"{fit(found[0].name, 24)} fits {fit(found[1].name, 24)}{of}"
        return self.say("SAVED", "bench.fit_kept", said if new else f"{said}: known already")

    def _product(self, code: str) -> ProductRow:
        found = {m.product_id for m in find.meanings(self.session, code) if m.product_id}
        if len(found) != 1:
            raise BadInput(f"{find.shown(code, 24)} is no item here")
        return product(self.session.store, found.pop() or 0)


def _fit_line(one: FitLine) -> str:
    version = f"  version {one.version}" if one.version else ""
    return f"  {one.sku}  {one.name}  {one.free} here{version}  {one.note or ''}".rstrip()
