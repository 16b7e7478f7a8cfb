"""Store credit: what it is worth, who may spend it, and what a void makes of it."""

from __future__ import annotations

import re

import pytest
import time_machine

from shopstock.jobs import credit, offer, returns, sell, settings, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.store.credits import credit_steps, credit_steps_on
from shopstock.store.ledger import Posted
from shopstock.store.tickets import payments_of
from tests import shops
from tests.shops import CABLE
from tests.store import audit


@pytest.fixture(autouse=True)
def stocked(session: Session) -> None:
    """Twenty cables at 9.90."""
    shops.take_in(session, CABLE, "20")


def returned(session: Session, amount: int = 1, outcome: str = "C") -> Posted:
    """That many cables sold and brought back for credit."""
    sale = shops.sell_some(session, CABLE, str(amount))
    back = returns.Back(shops.sold_line(session, sale).id, amount, "C", "S")
    return returns.give_back(session, new_request_id(), (back,), outcome=outcome)


def code_of(session: Session, posted: Posted) -> str:
    """The code of the credit that a booking issued or used."""
    return credit_steps_on(session.store, posted.booking_id)[0].code


def buy(session: Session, code: str, minor: int, amount: str = "1", rest: int = 0) -> Posted:
    """Cables paid with so much of that credit, and the rest in cash."""
    row = shops.goods(session, CABLE)
    offers = offer.offer_product(session, row, shops.quantity(session, CABLE, amount), {})
    tenders = [sell.Tender("credit", minor, minor, code)]
    if rest:
        tenders.append(sell.Tender("cash", rest, rest))
    lines = tuple(shops.wanted(o) for o in offers)
    return sell.sell(session, new_request_id(), lines, tuple(tenders))


def whats_left(session: Session, code: str) -> int:
    return credit.credit_named(session, code).left_minor


def test_a_return_for_credit_pays_nothing_out_in_cash(session: Session) -> None:
    posted = returned(session, 2)
    assert [(p.tender, p.amount_minor) for p in payments_of(session.store, posted.booking_id)] == [
        ("credit", -1980)
    ]
    code = code_of(session, posted)
    assert re.fullmatch(r"SC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert credit.credit_named(session, code.lower().replace("-", "")).left_minor == 1980
    assert credit.credit_named(session, code).expires_on is None
    assert not audit.findings(session)
    assert not verify(session)


def test_it_is_spent_in_parts_and_never_beyond(session: Session) -> None:
    code = code_of(session, returned(session, 2))
    buy(session, code, 990)
    assert whats_left(session, code) == 990
    with pytest.raises(credit.CreditOver, match=r"has 9.90 left, spent .*, R1-000002, Owner"):
        buy(session, code, 1980, "2")
    buy(session, code, 990, "2", rest=990)
    with pytest.raises(credit.CreditOver, match="all of it is gone, spent"):
        buy(session, code, 990)
    assert [s.what for s in credit_steps(session.store, code)] == ["issued", "spent", "spent"]
    assert not audit.findings(session)


def test_one_code_pays_once_on_a_ticket(session: Session) -> None:
    code = code_of(session, returned(session, 2))
    row = shops.goods(session, CABLE)
    lines = tuple(shops.wanted(o) for o in offer.offer_product(session, row, 2, {}))
    twice = (sell.Tender("credit", 990, 990, code), sell.Tender("credit", 990, 990, code))
    with pytest.raises(credit.CreditTwice, match="pays on this ticket already"):
        sell.sell(session, new_request_id(), lines, twice)


@pytest.mark.parametrize("text", ["SC-0000-0001", "SC-7K2M-9QX", "7K2M9QXT", "SC-UUUU-UUUU", ""])
def test_what_is_no_credit(session: Session, text: str) -> None:
    with pytest.raises(credit.NoCredit):
        credit.credit_named(session, text)


def test_it_ends_when_the_shop_says_so(session: Session, sunday: time_machine.Traveller) -> None:
    settings.change(session, new_request_id(), "returns.credit_months", "3")
    code = code_of(session, returned(session))
    assert str(credit.credit_named(session, code).expires_on) == "2027-02-22"
    settings.change(session, new_request_id(), "returns.credit_months", "0")
    with shops.on("2027-02-22"):
        credit.to_pay_with(session, code)
    with shops.on("2027-02-23"), pytest.raises(credit.CreditOver, match="was good until 22 Feb"):
        buy(session, code, 990)


def test_a_void_gives_back_what_was_paid_with(session: Session) -> None:
    code = code_of(session, returned(session))
    sale = buy(session, code, 990)
    void.void(session, new_request_id(), sale.booking_id)
    assert whats_left(session, code) == 990
    assert [s.what for s in credit_steps(session.store, code)] == ["issued", "spent", "given_back"]
    assert not audit.findings(session)


def test_a_void_of_what_issued_it_waits_for_what_was_spent(session: Session) -> None:
    posted = returned(session)
    code = code_of(session, posted)
    first, second = buy(session, code, 400, rest=590), buy(session, code, 590, rest=400)
    void.void(session, new_request_id(), second.booking_id)
    with pytest.raises(void.CannotUndo, match=r"spent 22 Nov, R1-000002, Owner\. Undo that first"):
        void.void(session, new_request_id(), posted.booking_id)
    void.void(session, new_request_id(), first.booking_id)
    void.void(session, new_request_id(), posted.booking_id)
    assert whats_left(session, code) == 0
    assert credit_steps(session.store, code)[-1].what == "withdrawn"
    with pytest.raises(credit.CreditOver):
        buy(session, code, 990)
    assert not audit.findings(session)
    assert not verify(session)


def test_what_credit_paid_comes_back_as_credit(session: Session) -> None:
    code = code_of(session, returned(session))
    sale = buy(session, code, 990, "2", rest=990)
    back = returns.Back(shops.sold_line(session, sale).id, 2, "C", "S")
    posted = returns.give_back(session, new_request_id(), (back,))
    assert [(p.tender, p.amount_minor) for p in payments_of(session.store, posted.booking_id)] == [
        ("credit", -990), ("cash", -990),
    ]  # fmt: skip
    assert code_of(session, posted) != code
    assert not audit.findings(session)
