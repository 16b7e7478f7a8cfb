"""Signing on and asking for someone who may, at the desk: what is said, what is kept, and what nobody is told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import time_machine

from shopstock.jobs import item, staff
from shopstock.jobs.rights import NeedsApproval
from shopstock.jobs.session import Session
from tests import shops, staffed
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


@pytest.fixture
def shop(sunday: time_machine.Traveller) -> Iterator[Session]:
    """The staffed and stocked shop with nobody at the till."""
    session = staffed.shop()
    staffed.stock(staffed.at(session, "Owner"))
    yield session
    session.store.close()


def till(session: Session, name: str | None = None) -> Counter:
    """A counter with that person signed on."""
    return staffed.counter(session, name)


# A shop without PINs, and the first one


def test_without_pins_nothing_is_asked(session: Session) -> None:
    here = Counter(session)
    assert here.desk.opening().id == "sell.ready"
    assert here(":staff add Mia clerk").id == "staff.added"
    assert here(":staff Mia").id == "staff.signed_on"
    assert here(":signoff").sentence.startswith("Mia stays: nobody has a PIN here")


def test_the_first_pin_says_what_follows_and_is_an_owners(session: Session) -> None:
    here = Counter(session)
    here(":staff add Mia clerk")
    assert here(":staff Mia pin").id == "staff.first_is_owners"
    asked = here(":staff Owner pin")
    assert asked.secret
    assert "From then on everyone needs one" in asked.sentence
    assert here("8273").secret
    assert here("8274").id == "staff.new_pin", "the two were not the same"
    done = here("8273", "8273")
    assert (done.state, done.secret) == ("SAVED", False)
    assert "Everyone needs one now" in done.sentence
    assert here.desk.session.proven, "whoever set it has shown it"
    assert Counter(session).desk.opening().id == "staff.pin"


def test_a_till_that_was_open_before_signs_on_at_its_next_booking(session: Session) -> None:
    shops.take_in(session, shops.CABLE, "5")
    other = Counter(shops.open_session_at(session, "Till 2"))
    other("CAB")
    Counter(session)(":staff Owner pin", "8273", "8273")
    asked = other(":finish")
    assert (asked.state, asked.id) == ("ASK", "staff.who")
    assert other("1", "8273").id == "staff.signed_on"
    assert other(":finish").id == "sell.paid"


# Signing on


def test_a_shop_with_pins_opens_with_nobody(shop: Session) -> None:
    here = till(shop)
    opening = here.desk.opening()
    assert (opening.state, opening.id, opening.secret) == ("ASK", "staff.who", False)
    assert opening.sentence == "who is here? 1 Owner  2 Bo  3 Mia  4 Ann. Number, then PIN, or badge"
    asked = here("3")
    assert (asked.id, asked.sentence, asked.secret) == ("staff.pin", "PIN of Mia, or a badge", True)
    assert here("5821").sentence == "Mia is at Till 1 now"
    assert here.desk.frame().staff == "Mia"


@pytest.mark.parametrize("who", ["mia", "MIA", ":staff mia", "3"])
def test_by_name_or_number_then_pin(shop: Session, who: str) -> None:
    assert till(shop)(who, "5821").sentence == "Mia is at Till 1 now"


def test_a_named_person_is_asked_for_the_pin_at_once(shop: Session) -> None:
    from shopstock.jobs.setup import open_session

    here = Counter(open_session(shop.store, staff="Mia"))
    assert here.desk.opening().sentence == "PIN of Mia, or a badge"
    assert here.desk.door.nobody
    assert here("-").id == "staff.who"


@pytest.mark.parametrize(
    "entry",
    ["CAB", shops.SERIAL, "?CAB", "/10", "-1", "3*CAB", "@Patel", "+50", "#R1-1", ":finish", ":undo", ":clear", ":sell",
     ":find CAB", ":dates", ":item", ":park", ":return", ":rights", ":staff add Eve owner", ":staff Mia leave",
     ":staff Owner pin", ":menu", ":foo", "nonsense", "", "7", "99999"],
)  # fmt: skip
def test_until_somebody_signs_on_nothing_else_works(shop: Session, entry: str) -> None:
    till(shop, "Mia")(shops.SERIAL, ":signoff")
    here = till(shop)
    before, kept = ledger(shop), _kept(shop)
    answer = here(entry)
    assert answer.state in ("ASK", "STOP")
    assert here.desk.door.nobody
    assert (ledger(shop), _kept(shop)) == (before, kept)
    shown = json.dumps(answer.view.as_json()) + answer.text + json.dumps(here.desk.frame().summary)
    assert "Aria" not in shown
    assert "399" not in shown
    assert here.desk.aside().sections == ()


def test_help_and_quit_work_for_nobody(shop: Session) -> None:
    here = till(shop)
    assert here(":help").id == "help.shown"
    assert here(":quit").id == "desk.quit"


def test_signing_off_leaves_what_is_open(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", shops.SERIAL)
    for off in ((":menu", "Q"), (":staff off",), (":signoff",)):
        answer = here(*off)
        assert answer.id == "staff.who"
        assert here.lines() == [("Cable USB-C", "1", "9.90"), ("Aria X2", "1", "399.00")]
        back = here(staffed.badge("Bo"))
        assert back.id == "staff.signed_on"
    assert here(":finish").id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Bo", None)


def test_a_badge_takes_a_till_over(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB")
    assert here(staffed.badge("Bo")).sentence == "Bo is at Till 1 now"
    assert here(":finish").id == "sell.paid"
    assert here("SSB-" + "A" * 20).id == "staff.unknown_badge"


def test_changing_places_asks_for_the_other_pin_and_until_then_nothing_changes(shop: Session) -> None:
    here = till(shop, "Mia")
    assert here(":staff Bo").secret
    assert here("-").id == "staff.dropped"
    assert here.desk.session.staff.name == "Mia"
    assert here(":staff Bo", "4711").sentence == "Bo is at Till 1 now"


def test_the_morning_check_opens_behind_the_door(shop: Session) -> None:
    here = till(shop)
    assert here.desk.opening().id == "staff.who"
    signed = here(staffed.badge("Mia"))
    assert (signed.id, signed.job) == ("staff.signed_on", "dates")


def test_the_owner_hears_of_a_lock(shop: Session) -> None:
    here = till(shop)
    here("Bo", "111111", "111111", "111111", "111111")
    locked = here("111111")
    assert (locked.state, locked.id) == ("STOP", "staff.locked")
    assert here.desk.opening().id == "staff.who", "somebody else may sign on"
    signed = here(staffed.badge("Owner"))
    assert "Locked lately: 1, see :staff" in signed.sentence
    assert here(":staff").view.as_json()["rows"][1]["locked_until"] == "09:15"


def test_someone_without_a_pin_is_told_who_helps(shop: Session) -> None:
    till(shop, "Owner")(":staff add Zoe clerk")
    answer = till(shop)("Zoe", "4711")
    assert (answer.id, answer.secret) == ("staff.no_pin", False)


# Asking for someone who may


def test_someone_who_may_is_asked_for_in_the_same_field(shop: Session) -> None:
    here = till(shop, "Mia")
    asked = here("CAB", "/10")
    assert (asked.state, asked.id, asked.secret) == ("ASK", NeedsApproval.id, False)
    assert asked.first_line == "ASK  Price override needs someone who may: 1 Owner  2 Bo  - leave"
    assert here("2").sentence == "Price override needs Bo: PIN or badge"
    assert here("4711").id == "sell.discounted"
    assert here(":finish").id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Mia", "Bo")


def test_with_one_who_may_the_pin_is_asked_at_once(shop: Session) -> None:
    asked = till(shop, "Bo")(":staff add Eve clerk")
    assert (asked.sentence, asked.secret) == ("People and rights needs Owner: PIN or badge", True)


@pytest.mark.parametrize("leaves", ["-", ":undo", ":clear"])
def test_left_is_as_if_never_entered(shop: Session, leaves: str) -> None:
    here = till(shop, "Mia")
    here("CAB", ":finish", "CAB")
    before, lines = ledger(shop), here.lines()
    assert here("/10", "2", leaves).id == "staff.dropped"
    assert (ledger(shop), here.lines()) == (before, lines)
    assert here("CAB").id == "sell.added"


def test_a_wrong_pin_says_how_many_are_left_and_the_question_stays(shop: Session) -> None:
    here = till(shop, "Mia")
    answer = here("CAB", "/10", "Bo", "5821")
    assert (answer.id, answer.secret) == ("staff.wrong_pin", True)
    assert answer.sentence == "that is not the PIN of Bo, 4 tries left"
    assert here("4711").id == "sell.discounted"


def test_a_lock_asks_for_the_other_one(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", "/10", "Bo", *["111111"] * 5)
    assert here.desk.door.asked is not None
    assert here("1", "8273").id == "sell.discounted"
    assert staffed.events(shop, "pin_locked")[0][0] == "Bo"


def test_a_badge_of_someone_who_may_not_is_no_yes(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", "/10")
    for name in ("Mia", "Ann"):
        assert here(staffed.badge(name)).id == "staff.may_not"
    assert here(staffed.badge("Bo")).id == "sell.discounted"


def test_stacked_letters_are_asked_once_and_done_whole(shop: Session) -> None:
    here = till(shop, "Mia")
    here(shops.SERIAL, ":finish", ":return", shops.SERIAL)
    assert here("FQM").id == NeedsApproval.id
    assert here(staffed.badge("Bo")).id == "return.saved"
    assert staffed.last_booking(shop) == ("return", "Mia", "Bo")


def test_a_numbered_choice_waits_with_its_question(shop: Session) -> None:
    """The number that picked still means the same when the PIN was shown."""
    here = till(shop, "Mia")
    here("OLD", "")
    here("-")
    assert here("OLD").state == "ASK"
    assert here("").id == NeedsApproval.id
    assert here.states() == ["ask"], "the goods in the bag stay a `!` line"
    assert here(":finish").id == "sell.lines_open"
    assert here("", staffed.badge("Bo")).id == "sell.added"


# What one PIN is not good for


def test_a_yes_is_for_one_entry(shop: Session) -> None:
    here = till(shop, "Mia")
    assert here("CAB", "/10", staffed.badge("Bo")).id == "sell.discounted"
    assert here("/20").id == NeedsApproval.id
    here("-")
    assert here("CAB", "/10").id == NeedsApproval.id
    here("-")
    assert here.desk.session.approver is None


def test_a_scan_while_the_pin_is_asked_is_sold_and_the_yes_is_gone(shop: Session) -> None:
    """Goods are never lost for a PIN, and `/10` never lands on another line than the one that was seen."""
    here = till(shop, "Mia")
    here("CAB", "/10", "2")
    scanned = here(shops.SERIAL)
    assert (scanned.id, scanned.secret) == ("sell.added", True)
    assert "a PIN is still asked for" in scanned.text
    after = here("4711")
    assert (after.state, after.id, after.secret) == ("STOP", "staff.changed_since", False)
    assert [line[2] for line in here.lines()] == ["9.90", "399.00"]


def test_another_command_drops_what_waited(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", "/10")
    assert here(":finish").id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Mia", None)
    assert here(staffed.badge("Bo")).id == "staff.signed_on", "a badge signs on when nothing waits"


def test_undo_twice_needs_a_yes_for_the_void(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", ":finish", "CAB")
    assert here(":undo").id == "desk.undone"
    assert here(":undo").id == NeedsApproval.id
    assert here(":undo").id == "staff.dropped", "undoing the question does not undo the sale"
    assert here(":undo", staffed.badge("Bo")).id == "sell.voided"
    assert staffed.last_booking(shop) == ("void", "Mia", "Bo")


def test_a_managers_parked_basket_keeps_whose_price_it_is(shop: Session) -> None:
    here = till(shop, "Bo")
    here("CAB", "/10", ":park", ":signoff", staffed.badge("Mia"))
    assert here(":park 1").id == "sell.unparked"
    assert here("/15").id == NeedsApproval.id
    here("-")
    assert here("CAB", ":finish").id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Mia", "Bo")
    assert staffed.events(shop, "override") == [("9.90", "8.91", "price: Bo")]


def test_a_parked_price_ends_with_the_job_of_who_allowed_it(shop: Session) -> None:
    here = till(shop, "Bo")
    here("CAB", "/10", ":park", ":signoff", staffed.badge("Owner"), ":staff Bo leave")
    here(":signoff", staffed.badge("Mia"), ":park 1")
    assert here(":finish").id == NeedsApproval.id
    assert here(staffed.badge("Owner")).id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Mia", "Owner")


def test_a_restart_between_asks_again(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", "/10", "2")
    again = Counter(shop)
    assert again("4711").id == "staff.who", "the PIN alone is nobody's"
    assert again(staffed.badge("Mia")).id == "staff.signed_on"
    assert [line[2] for line in again.lines()] == ["9.90"]


def test_two_tills_ask_apart(shop: Session) -> None:
    one = till(shop, "Mia")
    two = Counter(shops.open_session_at(shop, "Till 2"))
    two(staffed.badge("Mia"))
    one("CAB", "/10")
    two("CAB", "/10")
    assert one(staffed.badge("Bo")).id == "sell.discounted"
    assert two(":finish").id == "sell.paid"
    assert staffed.last_booking(shop) == ("sale", "Mia", None)


def test_someone_who_left_is_shown_the_door_at_the_next_booking(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB")
    staff.leave(staffed.at(shop, "Owner"), staffed.person(shop, "Mia"))
    answer = here(":finish")
    assert (answer.id, here.desk.door.nobody) == ("staff.who", True)
    assert here(staffed.badge("Bo"), ":finish").id == "sell.paid"


def test_who_lost_the_right_meanwhile_says_no_yes(shop: Session) -> None:
    here = till(shop, "Mia")
    here("CAB", "/10", "2")
    staff.change_role(staffed.at(shop, "Owner"), staffed.person(shop, "Bo"), "clerk")
    answer = here("4711")
    assert answer.id == NeedsApproval.id
    assert "Owner" in answer.sentence


def _kept(session: Session) -> list[tuple[object, ...]]:
    return session.store.db.execute_sql("SELECT job, body FROM open_job ORDER BY job").fetchall()  # type: ignore[no-any-return]


def _everything(session: Session) -> list[str]:
    """The whole shop as text."""
    return [line for line in session.store.db.connection().iterdump() if "opened_on" not in line]


def test_a_letter_that_is_a_code_too_still_means_the_letter(shop: Session) -> None:
    """The number that picked the letter is entered again with its question open."""
    owner = staffed.at(shop, "Owner")
    item.save_item(owner, {"sku": "M", "name": "Map", "tracking": "none", "price": "1"})
    here = till(shop, "Mia")
    here(shops.SERIAL, ":finish", ":return", shops.SERIAL, "F", "Q")
    assert here("M").id == "desk.which_one"
    assert here("1").id == NeedsApproval.id
    assert here(staffed.badge("Bo")).id == "return.saved"
    assert staffed.last_booking(shop) == ("return", "Mia", "Bo")


def test_goodwill_after_the_warranty_takes_someone_who_may_refund(
    shop: Session, sunday: time_machine.Traveller
) -> None:
    item.save_item(
        staffed.at(shop, "Owner"), {"sku": shops.PHONE, "warranty": "1 months", "legal_warranty": "none"}
    )
    till(shop, "Mia")(shops.SERIAL, ":finish")
    sunday.shift(90 * 86_400)
    here = till(shop, "Mia")
    assert here(":return", shops.SERIAL, "F").id == "return.warranty_over"
    assert here("G").id == NeedsApproval.id
    assert here("-").id == "staff.dropped"
    assert here("F", "G", staffed.badge("Bo")).id == "return.where"
    assert here("QM", staffed.badge("Bo")).id == "return.saved"


def test_a_markdown_sells_at_its_new_price_without_a_question(shop: Session) -> None:
    here = till(shop, "Bo")
    assert here(":dates", "1M").id == "dates.done"
    here(":sell", ":signoff", staffed.badge("Mia"))
    assert here("OLD").state == "ASK"
    assert here("", staffed.badge("Bo"), ":finish").id == "sell.paid"
    assert [note for _, _, note in staffed.events(shop, "override")] == ["best_before: Bo"]
