"""Any life of any claim: whatever is done in whatever order, no unit is lost and its place says what its claim says.

Hypothesis plays the counter and the supplier. After every act the whole book is gone through; what is refused has
changed nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shopstock import clock
from shopstock.jobs import claim_steps as steps
from shopstock.jobs import claims, loans, offer, return_rules, returns, void
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.supplier_swap import replace_by_supplier
from shopstock.refusal import Refusal
from shopstock.store.audit.claims import claims as sound_claims
from shopstock.store.claims import ClaimRow, claims_of, open_claims
from shopstock.store.lots import UnitRow, unit_of
from shopstock.store.tickets import last_sale_of
from tests import shops
from tests.shops import PHONE
from tests.store.audit import findings
from tests.store.hand import dump

LONG = bool(os.environ.get("SHOPSTOCK_LONG"))
NUMBER = st.integers(0, 1000)
SERIALS = ("S0", "S1", "S2")
LETTER = st.sampled_from("QRVSB")
Act = Callable[[str], object]


class Claims(RuleBasedStateMachine):
    """Three phones, a customer, a supplier."""

    @initialize()
    def open_shop(self) -> None:
        self.now = clock.instant_on(shops.SUNDAY, 9, 14, shops.ZONE)
        self.made = 0
        with clock.set_to(self.now):
            self.session: Session = shops.shop_in_memory()
            shops.take_in_serials(self.session, *SERIALS)
            shops.sell_serial(self.session, "S0")

    def do(self, act: Act) -> None:
        """Book it, or have it refused with nothing changed."""
        self.now += 60_000_000
        before = dump(self.session)
        with clock.set_to(self.now):
            try:
                act(new_request_id())
            except Refusal:
                assert dump(self.session) == before

    def unit(self, number: int) -> UnitRow:
        found = unit_of(self.session.store, shops.goods(self.session, PHONE).id, SERIALS[number % 3])
        assert found
        return found

    def a_claim(self, number: int) -> ClaimRow | None:
        found = open_claims(self.session.store)
        return found[number % len(found)] if found else None

    @rule(number=NUMBER, takes_in=st.booleans(), sends=st.booleans())
    def opened(self, number: int, takes_in: bool, sends: bool) -> None:
        found = self.unit(number)
        side: claims.Side = "customer" if found.place_kind in ("customer", "visiting") else "supplier"
        opening = Opening(found.id, "no sound", side, takes_in=takes_in, sends=sends)
        self.do(lambda r: claims.open_claim(self.session, r, opening))

    @rule(number=NUMBER, which=st.integers(0, 14))
    def stepped(self, number: int, which: int) -> None:
        of = self.a_claim(number)
        if of is None:
            return
        session, claim_id = self.session, of.id
        self.made += 1
        acts: tuple[Act, ...] = (
            lambda r: steps.take_in(session, r, claim_id),
            lambda r: steps.wait_for(session, r, claim_id, "speaker", None),
            lambda r: steps.part_came(session, r, claim_id),
            lambda r: steps.send(session, r, claim_id, None, "V-1"),
            lambda r: steps.set_rma(session, r, claim_id, "V-2"),
            lambda r: steps.chase(session, r, claim_id, ""),
            lambda r: steps.come_back(session, r, claim_id),
            lambda r: steps.come_back_repaired(session, r, claim_id),
            lambda r: steps.come_back_refused(session, r, claim_id, "no"),
            lambda r: steps.credit(session, r, claim_id, 100),
            lambda r: replace_by_supplier(session, r, claim_id, f"N{self.made}"),
            lambda r: steps.repaired(session, r, claim_id),
            lambda r: steps.refuse(session, r, claim_id, "no"),
            lambda r: steps.hand_back(session, r, claim_id),
            lambda r: steps.close(session, r, claim_id),
        )
        self.do(acts[which])

    @rule(number=NUMBER, other=NUMBER)
    def lent(self, number: int, other: int) -> None:
        of, found = self.a_claim(number), self.unit(other)
        if found.place_kind == "loan":
            self.do(lambda r: loans.take_back(self.session, r, found.id))
        elif of is not None:
            claim_id = of.id
            self.do(lambda r: loans.lend(self.session, r, claim_id, found.id, None))

    @rule(number=NUMBER)
    def sold(self, number: int) -> None:
        serial = self.unit(number).serial
        self.do(
            lambda _: shops.pay(
                self.session, offer.offer_unit(self.session, shops.unit(self.session, serial))
            )
        )

    @rule(number=NUMBER, letter=LETTER)
    def came_back(self, number: int, letter: str) -> None:
        found = self.unit(number)

        def act(request: str) -> object:
            look = return_rules.look_unit(self.session, found)
            back = returns.Back(look.line.id, 1, "C", letter)
            return returns.give_back(self.session, request, (back,))

        self.do(act)

    @rule(number=NUMBER)
    def undone(self, number: int) -> None:
        sale = last_sale_of(self.session.store, self.unit(number).id)
        if sale is not None:
            self.do(lambda r: void.void(self.session, r, sale.booking_id))

    @invariant()
    def the_books_are_true(self) -> None:
        if hasattr(self, "session"):
            assert findings(self.session) == []
            assert list(sound_claims(self.session.store)) == []

    @invariant()
    def place_and_state_agree(self) -> None:
        """At the repairer only with a claim that says so; what visits is somebody's open claim; sold goods have none
        of ours."""
        if not hasattr(self, "session"):
            return
        for number in range(3):
            found = self.unit(number)
            states = {c.side: c.state for c in claims_of(self.session.store, found.id) if c.open}
            if found.place_kind == "repairer":
                assert "at_supplier" in states.values()
            if found.place_kind == "visiting":
                assert "customer" in states
            if found.place_kind == "loan":
                assert loans.loan_of(self.session, found.id)


TestClaims = Claims.TestCase
TestClaims.settings = settings(
    max_examples=400 if LONG else 12,
    stateful_step_count=60 if LONG else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
