"""Opening a claim at the desk: what pays, what is wrong, and the proof of goods that were bought elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from shopstock.days import parse_typed
from shopstock.desk.answer import Answer, numbered
from shopstock.desk.choosing import Option
from shopstock.desk.claim_view import LETTERS, Claiming
from shopstock.desk.mode import Mode
from shopstock.jobs import claim_cover, claims, find, printing, proofs
from shopstock.jobs.claim_cover import CoverOver, Payer
from shopstock.jobs.claim_papers import BASES
from shopstock.jobs.claims import NoClaim, Opening
from shopstock.jobs.return_rules import NeverHere, never_here
from shopstock.jobs.session import new_request_id
from shopstock.jobs.symptoms import symptoms_of
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import product
from shopstock.store.claims import claim
from shopstock.store.lots import unit
from shopstock.text import at_place, clean_text, fit, short_code

LEAVE = Key("Esc", "leave")
_PICKED = re.compile(r"([0-9]{1,2})([A-Za-z]*)", re.ASCII)


class OpeningClaims(Mode[Claiming]):
    """The part of the job that opens claims."""

    def show(self, claim_id: int, sentence: str = "", answer_id: str = "claim.shown") -> Answer:
        """A claim with its steps."""
        raise NotImplementedError

    def go_on(self, letters: str, said: str) -> Answer:
        """The letters that wait behind what was just booked."""
        raise NotImplementedError

    def begin(self, unit_id: int, *, takes_in: bool = False, sends: bool = False) -> Answer:
        """A claim about that unit: the open one, or a new one; raises NotOurs or CoverOver."""
        session = self.session
        found = unit(session.store, unit_id)
        self.desk.touched(product(session.store, found.product_id).sku)
        other = claims.open_for(session, unit_id)
        if other:
            return self.show(other.id)
        pays = claim_cover.payer(session, found)
        self.state = replace(
            self.blank, unit_id=unit_id, serial=found.serial, product_id=found.product_id, takes_in=takes_in,
            sends=sends, basis=pays.basis, until=pays.until, request_id=new_request_id(),
        )  # fmt: skip
        return self._pays(pays)

    def _pays(self, pays: Payer) -> Answer:
        self.state = replace(self.state, stage="cover", basis=pays.basis, until=pays.until)
        claim_cover.check_cover(self.session, pays)
        return self.ask_symptom()

    def ask_cover(self) -> Answer:
        """Who pays, once more."""
        try:
            claim_cover.check_cover(self.session, Payer(self.state.basis or "none", self.state.until))
        except CoverOver as over:
            return self.say(over.state, over.id, over.text, *over.keys)
        return self.ask_symptom()

    def answer_cover(self, letter: str) -> Answer:
        """G goodwill, with the right to it; Q the customer pays."""
        if letter == "G":
            claim_cover.allow_goodwill(self.session)
        self.state = replace(self.state, basis="goodwill" if letter == "G" else "paid")
        return self.ask_symptom()

    def ask_symptom(self) -> Answer:
        """What is wrong: a number, or other words."""
        state = replace(self.state, stage="symptom")
        self.state = state
        row = product(self.session.store, state.product_id or 0)
        pays = BASES[state.basis or "none"]
        until = (
            f" to {self.session.day(state.until)}"
            if state.until and state.basis not in ("goodwill", "paid")
            else ""
        )
        said = f"{short_code(state.serial)} {fit(row.name, 16)}, {pays}{until}. What is wrong?"
        more = (*numbered(symptoms_of(row.category)), "  other: type it")
        return self.say("ASK", "claim.which_symptom", said, more=more)

    def answer_symptom(self, typed: str) -> Answer:
        """A number of the list, with letters behind it if one likes; or other words."""
        row = product(self.session.store, self.state.product_id or 0)
        listed = symptoms_of(row.category)
        picked = _PICKED.fullmatch(typed)
        if picked is None:
            return self._open(typed, "")
        if not 1 <= int(picked[1]) <= len(listed):
            raise BadInput(f"{picked[1]} is not in the list: 1 to {len(listed)}, or type what is wrong")
        return self._open(listed[int(picked[1]) - 1], picked[2].upper())

    def _open(self, symptom: str, letters: str) -> Answer:
        session, state = self.session, self.state
        if not clean_text(symptom):
            raise BadInput("what is wrong? A number, or words")
        unknown = next((letter for letter in letters if letter not in LETTERS), None)
        if unknown:
            raise BadInput(f"{unknown} is no letter of a claim. Nothing was opened")
        if state.unit_id is None:
            proven = self._proven()
            posted = proofs.take_in_proven(session, state.request_id, proven, symptom, state.basis)
        else:
            posted = claims.open_claim(session, state.request_id, self._opening(symptom))
        self.desk.book("claim", posted.booking_id, posted.paper or "")
        self.print_slip(posted.booking_id)
        self.state = replace(self.blank, claim_id=posted.booking_id)
        of = claim(session.store, posted.booking_id)
        said = f"{posted.paper} open: {fit(of.symptom, 24)}. {short_code(of.serial)} is {at_place(of.place_code)}"
        if letters:
            return self.go_on(letters, said)
        return self.show(posted.booking_id, said, "claim.opened")

    def print_slip(self, claim_id: int) -> None:
        """The customer's slip waits where each sale has a paper, once the goods are here."""
        of = claim(self.session.store, claim_id)
        if not self.desk.printing.setup.always or of.side != "customer" or of.place_kind == "customer":
            return
        waits = {(job.kind, job.title) for job in printing.waiting(self.session)}
        if ("claim", of.paper) not in waits:
            printing.queue_again(self.session, "claim", of.paper, of.id)

    def _opening(self, symptom: str) -> Opening:
        state = self.state
        found = unit(self.session.store, state.unit_id or 0)
        side, _ = claims.side_of(self.session, found)
        supplier = product(self.session.store, found.product_id).supplier_id
        return Opening(
            found.id, symptom, side, state.basis or "none", takes_in=state.takes_in, sends=state.sends,
            sends_to=supplier if state.sends or found.place_kind == "repairer" else None,
        )  # fmt: skip

    # Goods that were bought elsewhere

    def never_here(self, serial: str) -> NeverHere:
        """The question that a serial nobody knows leaves open."""
        self.state = replace(
            self.blank, stage="unknown", serial=clean_text(serial), request_id=new_request_id()
        )
        return never_here(find.shown(serial, 24))

    def ask_proof(self) -> Answer:
        """The next thing that the proof must say."""
        state = self.state
        if state.product_id is None:
            self.state = replace(state, stage="product")
            said = f"{short_code(state.serial)}: which product? Scan or type it"
            return self.say("ASK", "claim.which_product", said, LEAVE)
        if state.bought_on is None:
            self.state = replace(state, stage="bought_on")
            return self.say(
                "ASK", "claim.which_day", "bought on which day? As the proof says it: 01 Mar 2026", LEAVE
            )
        self.state = replace(state, stage="seller")
        return self.say(
            "ASK", "claim.which_seller", "who sold it, on which receipt? Corner of Bonn, 4711", LEAVE
        )

    def answer_product(self, typed: str) -> Answer:
        """The product that the serial belongs to; several are a numbered choice."""
        meant = [m for m in find.meanings(self.session, typed) if m.product_id and m.kind == "product"]
        meant = meant or find.by_words(self.session, typed)
        if not meant:
            raise NoClaim(f"{find.shown(typed, 30)} is no product here. :item adds one", LEAVE)
        if len(meant) == 1:
            return self._of_product(meant[0].id)
        options = (Option(m.label, m.code, partial(self._of_product, m.id)) for m in meant)
        return self.ask_which(
            "claim.which_one", f"{find.shown(typed, 24)}: which one? A number picks it", *options
        )

    def _of_product(self, product_id: int) -> Answer:
        row = product(self.session.store, product_id)
        if row.tracking != "serial":
            raise NoClaim(f"{fit(row.name, 30)} has no serials here", LEAVE)
        self.state = replace(self.state, product_id=product_id)
        return self.ask_proof()

    def answer_day(self, typed: str) -> Answer:
        """The day on the proof."""
        day = parse_typed(typed).day
        if day > self.session.today():
            raise BadInput(f"{self.session.day(day)} has not come yet: when was it bought?")
        self.state = replace(self.state, bought_on=day)
        return self.ask_proof()

    def answer_seller(self, typed: str) -> Answer:
        """Who sold it, and on which receipt; then what pays."""
        seller, _, receipt = clean_text(typed).partition(",")
        self.state = replace(self.state, seller=seller.strip(), receipt=receipt.strip())
        draft = proofs.proof_draft(self.session, 0, self._proven())
        return self._pays(claim_cover.payer_of_proof(self.session, draft.warranty_until))

    def _proven(self) -> proofs.Proven:
        state = self.state
        assert state.bought_on is not None  # noqa: S101 - asked before
        return proofs.Proven(
            state.product_id or 0, state.serial, state.bought_on, state.seller, state.receipt
        )
