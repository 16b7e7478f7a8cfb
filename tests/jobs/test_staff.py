"""People and rights, without a desk: who may what, and what the database refuses by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine

from shopstock.jobs import offer, people, rights, sell, setup, signing, staff
from shopstock.jobs.rights import Change, NeedsApproval, Right
from shopstock.jobs.session import NotSignedOn, ReadsOnly, Session, new_request_id
from shopstock.refusal import BadInput
from shopstock.store import credentials
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import post
from shopstock.store.people import NOBODY, change_staff
from tests import shops, staffed
from tests.store.hand import dump

Act = Callable[[], object]


@pytest.fixture
def here(sunday: time_machine.Traveller) -> Session:
    """The staffed shop with nobody at the till."""
    return staffed.shop()


# People


def test_hiring_and_leaving(here: Session) -> None:
    owner = staffed.at(here, "Owner")
    zoe = staff.add(owner, "  Zoe B ", "clerk")
    assert (zoe.name, zoe.role) == ("Zoe B", "clerk")
    with pytest.raises(staff.KnownStaff):
        staff.add(owner, "zoe b", "manager")
    staff.change_role(owner, zoe, "manager")
    staff.leave(owner, staffed.person(here, "Zoe B"))
    with pytest.raises(staff.UnknownStaff):
        staff.named(here, "Zoe B")
    back = staff.add(owner, "Zoe B", "clerk")
    assert (back.id, back.role) == (zoe.id, "clerk"), "the same person, with the same past"
    assert staffed.events(here, "role")[3:] == [
        (None, "clerk", "Zoe B"), ("clerk", "manager", "Zoe B"), ("manager", "left", "Zoe B"),
        (None, "clerk", "Zoe B"),
    ]  # fmt: skip


def test_who_left_opens_nothing_and_books_nothing(here: Session) -> None:
    mia = staffed.at(here, "Mia")
    staffed.stock(staffed.at(here, "Owner"))
    staff.leave(staffed.at(here, "Owner"), mia.staff)
    with pytest.raises(signing.UnknownBadge):
        signing.check_badge(here, staffed.badge("Mia"))
    with pytest.raises(signing.NoPin):
        signing.check_pin(here, mia.staff.id, "5821")
    with pytest.raises(RuleBroken) as caught:
        shops.sell_some(mia, shops.CABLE)
    assert caught.value.rule == "staff"


@pytest.mark.parametrize("name", ["", "   ", "42", "\u202e"])
def test_names_that_are_none(here: Session, name: str) -> None:
    with pytest.raises(BadInput):
        staff.add(staffed.at(here, "Owner"), name, "clerk")


def test_roles_that_are_none(here: Session) -> None:
    with pytest.raises(BadInput, match="is no role"):
        staff.add(staffed.at(here, "Owner"), "Zoe", "boss")


def test_the_last_owner_who_can_sign_on_stays(here: Session) -> None:
    owner = staffed.at(here, "Owner")
    second = staff.add(owner, "Eve", "owner")
    acts: tuple[Act, ...] = (
        lambda: staff.change_role(owner, owner.staff, "clerk"),
        lambda: signing.remove_pin(owner, owner.staff),
        lambda: staff.leave(owner, owner.staff),
    )
    for gone in acts:
        before = dump(here)
        with pytest.raises(signing.LastOwner):
            gone()
        assert dump(here) == before
    signing.set_pin(owner, second, signing.seal("7412"))
    staff.change_role(owner, owner.staff, "clerk")
    assert staffed.person(here, "Owner").role == "clerk"


def test_the_first_pin_is_an_owners(session: Session) -> None:
    mia = staff.add(session, "Mia", "clerk")
    with pytest.raises(signing.FirstIsOwners):
        signing.set_pin(session, mia, signing.seal("5821"))
    with pytest.raises(RuleBroken) as caught, session.store.transaction():
        credentials.set_credential(session.store, mia.id, b"s" * 16, b"h" * 32)
    assert caught.value.rule == "owner"
    signing.set_pin(session, session.staff, signing.seal("8273"))


def test_the_last_pin_of_all_may_go(here: Session) -> None:
    owner = staffed.at(here, "Owner")
    for name in ("Bo", "Mia", "Ann", "Owner"):
        signing.remove_pin(owner, staffed.person(here, name))
    assert not staff.shop_has_pins(here)
    free = setup.open_session(here.store)
    staffed.stock(free)
    assert shops.sell_some(free, shops.CABLE).paper == "R1-000001"


# Rights


def test_rights_are_changed_by_an_owner_and_told(here: Session) -> None:
    owner = staffed.at(here, "Owner")
    changes = (Change(Right.REFUND, True), Change(Right.VOID, True))
    rights.change_rights(owner, new_request_id(), "clerk", changes)
    rights.change_rights(owner, new_request_id(), "clerk", (Change(Right.VOID, False),))
    rights.change_rights(owner, new_request_id(), "manager", (Change(Right.PRICE, False),))
    assert rights.rights_of(here, "clerk") == {Right.REFUND}
    assert Right.PRICE not in rights.rights_of(here, "manager")
    assert staffed.events(here, "rights")[:2] == [
        ("none", "refund void", "clerk"), ("refund void", "refund", "clerk"),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["owner", "auditor"])
def test_an_owner_and_an_auditor_stand(here: Session, role: str) -> None:
    with pytest.raises(rights.OwnersOwn):
        rights.change_rights(staffed.at(here, "Owner"), new_request_id(), role, (Change(Right.VOID, True),))
    with pytest.raises(RuleBroken), here.store.transaction():
        credentials.set_role_right(here.store, role, "void", granted=True)


def test_a_right_taken_at_another_till_counts_at_once(here: Session) -> None:
    manager = staffed.at(here, "Bo")
    assert rights.require(manager, Right.VOID) == manager.staff.id
    rights.change_rights(staffed.at(here, "Owner"), new_request_id(), "manager", (Change(Right.VOID, False),))
    with pytest.raises(NeedsApproval) as caught:
        rights.require(manager, Right.VOID)
    assert [person.name for person in caught.value.people] == ["Owner"]
    with here.store.transaction():
        change_staff(here.store, manager.staff.id, "clerk")
    with pytest.raises(NeedsApproval):
        rights.require(manager, Right.REFUND)


def test_who_may_manage_people_touches_no_owner(here: Session) -> None:
    """Else a manager with that right gives the owner a PIN and comes back as the owner."""
    staffed.grant(here, "manager", Right.RIGHTS)
    manager, owner, mia = staffed.at(here, "Bo"), staffed.person(here, "Owner"), staffed.person(here, "Mia")
    staff.change_role(manager, mia, "manager")
    sealed = signing.seal("1357")
    acts: tuple[Act, ...] = (
        lambda: signing.set_pin(manager, owner, sealed),
        lambda: signing.give_badge(manager, owner),
        lambda: signing.remove_pin(manager, owner),
        lambda: staff.leave(manager, owner),
        lambda: staff.change_role(manager, owner, "clerk"),
        lambda: staff.change_role(manager, mia, "owner"),
        lambda: staff.add(manager, "Eve", "owner"),
        lambda: rights.change_rights(manager, new_request_id(), "manager", (Change(Right.RESTORE, True),)),
    )
    for act in acts:
        with pytest.raises(NeedsApproval) as caught:
            act()
        assert [person.name for person in caught.value.people] == ["Owner"]


def test_those_asked_can_show_it(here: Session) -> None:
    staff.add(staffed.at(here, "Owner"), "Eve", "manager")
    assert [p.name for p in rights.who_may(staffed.at(here, "Mia"), [Right.VOID])] == ["Owner", "Bo"]
    assert [p.name for p in rights.who_may(staffed.at(here, "Bo"), [Right.VOID])] == ["Owner"]


# What the database refuses by itself


@pytest.mark.parametrize("name", ["Ann", "Mia"])
def test_an_auditor_and_one_who_left_are_refused_by_the_database(here: Session, name: str) -> None:
    staffed.stock(staffed.at(here, "Owner"))
    owner, who = staffed.at(here, "Owner"), staffed.person(here, name)
    if name == "Mia":
        staff.leave(owner, who)
    draft = owner.draft("event", new_request_id())
    for barred in (
        replace(draft, staff_id=who.id),
        replace(draft, approver_id=who.id),
        replace(draft, approver_id=draft.staff_id),
    ):
        with pytest.raises(RuleBroken) as caught, here.store.transaction():
            post(here.store, barred)
        assert caught.value.rule == "staff"


def test_nobody_and_an_auditor_write_nothing(here: Session) -> None:
    for who, refusal in ((replace(here, staff=NOBODY), NotSignedOn), (staffed.at(here, "Ann"), ReadsOnly)):
        with pytest.raises(refusal):
            who.draft("sale", new_request_id())
        with pytest.raises(refusal):
            people.meet(who, "customer", "Patel")


def test_a_till_that_never_heard_of_pins_books_no_more(session: Session) -> None:
    """The first PIN is set at one till while another sells on as the owner."""
    other = shops.open_session_at(session, "Till 2")
    staffed.stock(session)
    shops.sell_some(other, shops.CABLE)
    signing.set_pin(session, session.staff, signing.seal("8273"))
    before = dump(session)
    with pytest.raises(NotSignedOn):
        shops.sell_some(other, shops.CABLE)
    assert dump(session) == before


# Overrides of a ticket


def test_the_ticket_says_whose_right_each_override_was(here: Session) -> None:
    staffed.stock(staffed.at(here, "Owner"))
    mia, bo = staffed.at(here, "Mia"), staffed.person(here, "Bo")
    row, lot = shops.goods(mia, shops.CABLE), shops.batch(mia, shops.CABLE, "")
    (offered,) = offer.offer_product(mia, row, 1, {})
    wanted = sell.discounted(shops.wanted(offered), 100_000)
    with pytest.raises(NeedsApproval) as caught:
        sell.allow(mia, (row, lot, wanted))
    assert caught.value.rights == (Right.PRICE,)
    ((_, _, allowed),) = sell.allow(replace(mia, approver=bo), (row, lot, wanted))
    assert allowed.allowed == (("price", bo.id),)
    sell.sell(mia, new_request_id(), (allowed,), (sell.Tender("cash", 891, 891),))
    assert staffed.last_booking(here) == ("sale", "Mia", "Bo")
    assert staffed.events(here, "override") == [("9.90", "8.91", "price: Bo")]


def test_an_allowance_is_for_that_price_and_ends_with_the_right(here: Session) -> None:
    staffed.stock(staffed.at(here, "Owner"))
    mia, bo = staffed.at(here, "Mia"), staffed.person(here, "Bo")
    (offered,) = offer.offer_product(mia, shops.goods(mia, shops.CABLE), 1, {})
    wanted = replace(shops.wanted(offered), discount_ppm=100_000, allowed=(("price", bo.id),))
    assert sell.discounted(wanted, 200_000).allowed == ()
    staff.leave(staffed.at(here, "Owner"), bo)
    with pytest.raises(NeedsApproval):
        sell.sell(mia, new_request_id(), (wanted,), (sell.Tender("cash", 891, 891),))
    forged = replace(wanted, allowed=(("price", mia.staff.id),))
    with pytest.raises(NeedsApproval):
        sell.sell(mia, new_request_id(), (forged,), (sell.Tender("cash", 891, 891),))


def test_below_cost_counts_the_price_without_its_tax(session: Session) -> None:
    """9.90 holds 19 percent: 2.86 with tax is 2.40 without, which is what a cable costs."""
    row = shops.goods(session, shops.CABLE)
    assert not sell.below_cost(row, 286, 1)
    assert sell.below_cost(row, 285, 1)
    assert not sell.below_cost(row._replace(cost_minor=None), 0, 1)


def test_what_the_books_miss_is_sold_by_a_clerk(here: Session) -> None:
    """A queue is not stopped for it: the goods are paid for, and the item goes on the recount list."""
    assert shops.sell_some(staffed.at(here, "Mia"), shops.CABLE, "2", anyway=True).paper == "R1-000001"
    assert len(staffed.events(here, "recount_due")) == 1
