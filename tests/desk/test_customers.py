"""Customers at the desk: as little as wanted, found by a part, told apart, asked, merged, told, erased."""

from __future__ import annotations

import pytest

from shopstock.desk.views.customers import CustomerCard, CustomersView
from shopstock.jobs import customers, people
from shopstock.jobs.customers import safety_contacts
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.customers import consent_story
from tests import shops, staffed
from tests.desk.counter import Counter
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

RAVI = ':customer name="R. Patel" phone="+49 30 5550199" email=ravi@example.org'


@pytest.fixture
def counter(session: Session) -> Counter:
    """Two phones and ten cables."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in(session, CABLE, "10")
    return Counter(session)


def card(counter: Counter) -> CustomerCard:
    """Who is open."""
    view = counter.desk.mode.view()
    assert isinstance(view, CustomersView)
    assert view.card
    return view.card


def number(counter: Counter, name: str) -> int:
    (who,) = people.all_known(counter.desk.session, "customer", name)
    return who.id


def test_a_phone_number_alone_is_a_customer_and_a_name_comes_later(counter: Counter) -> None:
    counter("CAB", "@0171 5550177", ":finish")
    assert counter(":customers 0177").id == "customers.shown"
    assert card(counter).name == "0171 5550177"
    assert counter("E").sentence == "Name, now 0171 5550177: type it"
    assert counter("R. Patel").sentence == "Name R. Patel. Phone, now 0171 5550177: type it"
    for _ in range(6):
        answer = counter("")
        assert answer.id == "customers.which_value"
    assert counter("").sentence == "R. Patel is as you said"
    found = card(counter)
    assert (found.name, found.phone, found.email, found.address) == ("R. Patel", "0171 5550177", None, [])
    assert [(o.name, o.quantity) for o in found.owned] == [("Cable USB-C", "1")]


@pytest.mark.parametrize(
    "words",
    ["pat", "PATEL", "r pat", "0199", "5550199", "+49 30 5550199", "ravi@", "ravi@example.org", "exam"],
)
def test_found_by_a_part(counter: Counter, words: str) -> None:
    counter(RAVI, ':customer name="Zoë Müller" phone=5550000')
    assert counter(f":customers {words}").id == "customers.shown"
    assert card(counter).name == "R. Patel"


def test_accents_and_case_are_folded(counter: Counter) -> None:
    counter(':customer name="Zoë Müller"')
    assert counter(":customers zoe mul").id == "customers.shown"
    assert counter(":customers oe").id == "customers.unknown", "the beginning of a word, not its middle"


def test_two_of_one_name_are_a_choice_everywhere(counter: Counter) -> None:
    counter(RAVI)
    said = counter(':customer name="R. Patel" phone=5550123')
    assert "Another has that name: M merges" in said.text
    counter(":sell", "CAB")
    answer = counter("@R. Patel")
    assert (answer.state, answer.id) == ("ASK", "sell.which_person")
    assert answer.more == (
        "  1 R. Patel  +49 30 5550199  ravi@example.org",
        "  2 R. Patel  5550123",
    )
    counter("2", ":finish")
    counter(":customers 0123")
    assert len(card(counter).papers) == 1
    counter(":customers 0199")
    assert card(counter).papers == []


def test_an_e_mail_is_a_customer_too(counter: Counter) -> None:
    counter(RAVI, ":sell", "CAB")
    assert "is known" in counter("@ravi@example.org").text
    assert "is new here" in counter("@new@example.org").text
    counter(":finish", ":customers new@")
    assert card(counter).email == "new@example.org"


def test_what_they_have_now_is_what_was_not_brought_back(counter: Counter) -> None:
    counter(SERIAL, OTHER_SERIAL, "3*CAB", "@R. Patel", ":finish")
    counter(":return", SERIAL, "CSM")
    counter(":customers patel")
    assert [(o.serial, o.quantity, o.warranty_until) for o in card(counter).owned] == [
        (OTHER_SERIAL, "1", "2028-11-22"),
        (None, "3", None),
    ]


def test_a_sale_is_given_to_somebody_afterwards(counter: Counter) -> None:
    counter(SERIAL, ":finish", "CAB", "@Mia", ":finish")
    answer = counter(":customer #R1-000001 @R. Patel")
    assert (answer.state, answer.id) == ("SAVED", "customers.attached")
    assert answer.sentence == "R1-000001 is R. Patel's now, who is new here"
    assert [o.serial for o in card(counter).owned] == [SERIAL]
    assert counter.view("?#R1-1")["customer"] == "R. Patel"
    assert counter.view(f"?{SERIAL}")["sale"]["customer"] == "R. Patel"
    counter(":customer #R1-000001 @Mia")
    assert len(card(counter).papers) == 2
    counter(":customers patel")
    assert card(counter).owned == []
    assert counter(":customer #R1-000001 @Mia").state == "STOP", "it is Mia's already"
    assert counter(":customer #R1-1 @").sentence == "R1-000001 is nobody's now"
    assert counter.view("?#R1-1")["customer"] is None
    assert findings(counter.desk.session) == []


def test_a_voided_sale_and_other_papers_are_given_to_nobody(counter: Counter) -> None:
    counter("CAB", ":finish", ":undo")
    assert counter(":customer #R1-1 @Mia").text.startswith("STOP R1-000001 was voided")
    assert counter(":customer #GR-1 @Mia").text.startswith("STOP GR-000001 is no sale")
    assert counter(":customer #R1-99 @Mia").state == "STOP"


def test_consents_are_apart_and_the_newest_word_counts(counter: Counter) -> None:
    session = counter.desk.session
    counter(RAVI)
    assert [c.given for c in card(counter).consents] == [None, None]
    assert counter("S").sentence == "R. Patel allows news about safety, Owner"
    counter("O", "O")
    assert [(c.kind, c.given, c.on, c.by) for c in card(counter).consents] == [
        ("safety", True, "2026-11-22", "Owner"),
        ("other", False, "2026-11-22", "Owner"),
    ]
    story = consent_story(session.store, [number(counter, "R. Patel")])
    assert [(row.kind, row.given) for row in story] == [("safety", 1), ("other", 1), ("other", 0)]


def test_who_bought_of_a_lot_can_be_told_of_a_danger(counter: Counter) -> None:
    session = counter.desk.session
    shops.take_in(session, shops.OAT, "10", lot="24B07", expires="2026-12-03")
    counter(RAVI, "S", ":sell", "OAT", "@R. Patel", ":finish", "OAT", "@Mia", ":finish", "2*OAT", ":finish")
    counter("OAT", "@Zoe", ":finish", ":return", "#R1-4", "1", "CSM")
    lot = shops.batch(session, shops.OAT, "24B07").id
    found = safety_contacts(session, lot_id=lot)
    assert [(c.who.name, c.sales, c.allowed) for c in found] == [
        ("R. Patel", ("R1-000001",), True),
        ("Mia", ("R1-000002",), None),
    ]


def test_two_rows_of_one_person_become_one_and_both_keep_their_bookings(counter: Counter) -> None:
    counter("CAB", "@5550123", ":finish", SERIAL, "@R. Patel", ":finish")
    counter(":customers patel", "M")
    answer = counter("0123")
    assert answer.more == ("  1 5550123",)
    assert counter("1").sentence == "5550123 and R. Patel are one now"
    found = card(counter)
    assert (found.name, found.phone) == ("R. Patel", "5550123"), "what was lacking is taken over"
    assert [p.paper for p in found.papers] == ["R1-000002", "R1-000001"]
    assert found.also == ["5550123"]
    assert counter(":customers 0123").id == "customers.shown"
    assert card(counter).name == "R. Patel"
    assert counter.view("?#R1-1")["customer"] == "R. Patel"
    counter(":sell", "CAB")
    assert "R. Patel is known" in counter("@5550123").text
    assert findings(counter.desk.session) == []


def test_three_rows_in_a_row(counter: Counter) -> None:
    session = counter.desk.session
    ids = [people.meet(session, "customer", name).who.id for name in ("A", "B", "C")]
    customers.merge(session, new_request_id(), ids[1], ids[0])
    customers.merge(session, new_request_id(), ids[2], ids[1])
    assert {customers.one(session, one).name for one in ids} == {"C"}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (":customer name=", "a customer needs a name, a phone number or an e-mail"),
        (":customer phone=12", '"12" is no phone number of 7 to 15 digits'),
        (":customer email=ravi", '"ravi" is no e-mail'),
        (':customer nam="x"', '"nam=x" is none of name, phone'),
        (':customer name="x', "a quote opens and never closes"),
        (":customer name=" + "x" * 81, "name: 80 characters are the most"),
        (":customer #R1-1", "is no receipt of this shop"),
        (":customers nobody", "nobody: nobody is found by that"),
    ],
)
def test_what_cannot_be(counter: Counter, entry: str, said: str) -> None:
    answer = counter(entry)
    assert answer.state == "STOP"
    assert said in answer.text


def test_a_phone_number_of_another_is_told_while_it_is_typed(counter: Counter) -> None:
    counter(RAVI, ':customer name="M. Patel"', "E", "")
    assert counter("+49 30 5550199").sentence == "Phone +49 30 5550199, R. Patel has it, too. E-mail: type it"
    assert counter("ravi@example.org").sentence.startswith("E-mail ravi@example.org, R. Patel has it, too. ")
    assert counter(":customers 0199").sentence.startswith("2 found")


def test_the_keys_below_are_those_of_the_question(counter: Counter) -> None:
    def below() -> list[str]:
        return [f"{key.key} {key.label}" for key in counter.desk.mode.ways()]

    counter(RAVI)
    assert "X erase" in below()
    counter("E")
    assert below() == ["Enter keeps", "- empties", "F9 done"]
    counter(":finish", "M")
    assert below() == ["words a name, phone, e-mail", "Enter nobody"]
    counter("", "X")
    assert below() == ["erase empties all of it", "Enter leaves it"]


def test_who_is_here_stays_listed_where_one_is_not_found_or_gone(counter: Counter) -> None:
    def view() -> CustomersView:
        found = counter.desk.mode.view()
        assert isinstance(found, CustomersView)
        return found

    counter(RAVI, ":customer name=Ada", ":customers nemo")
    assert (view().words, view().rows) == ("nemo", []), "the pane says: nobody is found by that"
    assert counter("").sentence == "who came last. A number opens one"
    counter(":customers ada", "X", "erase")
    assert [row.name for row in view().rows] == ["R. Patel"]


def test_the_same_phone_changes_who_has_it(counter: Counter) -> None:
    counter(RAVI, ':customer phone=+49305550199 town=Berlin street="Am Markt 1" postcode=10115')
    found = card(counter)
    assert (found.name, found.address) == ("R. Patel", ["Am Markt 1", "10115 Berlin"])


def test_erased_is_gone_from_everything_and_the_books_stay(counter: Counter) -> None:
    session = counter.desk.session
    counter(RAVI, "S", ":sell", SERIAL, "@R. Patel", ":finish")
    counter("CAB", "@R. Patel", ":park for R. Patel", "CAB", "@R. Patel")
    counter(":customers patel")
    who = card(counter).number
    asked = counter("X")
    assert (asked.state, asked.id) == ("ASK", "customers.erase")
    assert counter("").id == "customers.not_erased"
    counter("X")
    answer = counter("Erase")
    assert (answer.state, answer.id) == ("SAVED", "customers.erased")
    assert any("backups" in line for line in answer.more)
    assert counter(":customers patel").id == "customers.unknown"
    assert counter(":customers 0199").id == "customers.unknown"
    assert counter.view("?#R1-1")["customer"] == f"erased {who}"
    counter(":sell")
    assert counter.view()["customer"] is None, "the open basket is nobody's"
    for _ in range(3):
        assert "Patel" not in str(counter.view(":undo"))
    assert "for erased" in str(counter(":clear", ":park").more)
    assert findings(session) == []
    assert "is new here" in counter("@R. Patel").text, "who comes back is a stranger"


def test_erasing_one_of_two_merged_erases_both(counter: Counter) -> None:
    counter("CAB", "@5550123", ":finish", SERIAL, "@R. Patel", ":finish")
    counter(":customers patel", "M", "0123", "1", "X", "erase")
    rows = counter.desk.session.store.db.execute_sql("SELECT name, phone FROM party ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [("erased 1", None), ("erased 2", None)]


def test_a_printed_paper_of_all_that_is_known(counter: Counter) -> None:
    counter(RAVI, ":sell", SERIAL, "@R. Patel", ":finish", ":customers patel")
    answer = counter("P")
    assert "--who NAME" in answer.text, "no printer here"
    assert any(SERIAL in line for line in answer.more)


def test_no_code_is_kept_that_is_somebodys_phone_number(counter: Counter) -> None:
    """What is kept is said in the books, where no name and no number may stand."""
    counter(":item sku=5550123 name=Kettle tracking=none price=1.00", ":customer name=Mia phone=5550123")
    assert counter(":sell", "5550123").id == "sell.which_one"
    assert "somebody's phone number" in counter("2!").text


def test_a_clerk_erases_nobody_alone(sunday: object) -> None:
    session = staffed.shop()
    counter = staffed.counter(session, "Mia")
    counter(RAVI, "X")
    assert counter("erase").id == "staff.needs_approval"
    assert counter(staffed.badge("Owner")).id == "customers.erased"
    assert staffed.last_booking(session) == ("event", "Mia", "Owner")


def test_an_auditor_looks_and_changes_nothing(sunday: object) -> None:
    session = staffed.shop()
    staffed.counter(session, "Mia")(RAVI)
    counter = staffed.counter(session, "Ann")
    assert counter(":customers patel").id == "customers.shown"
    for letter in ("S", "O"):
        assert counter(letter).id == "staff.reads_only"
    counter("E")
    assert counter("Other").id == "staff.reads_only"
    assert counter(":customer name=New").id == "staff.reads_only"


def test_goods_without_a_customer_and_a_customer_without_goods(counter: Counter) -> None:
    assert counter(":customers").sentence.startswith("nobody is known yet")
    counter(':customer name="R. Patel"', ":customers")
    assert counter.view()["rows"] == [] or counter.view()["rows"][0]["name"] == "R. Patel"
    assert PHONE in counter.view(f"?{SERIAL}")["sku"]


def test_their_claims_and_store_credits(counter: Counter) -> None:
    shops.take_in(counter.desk.session, shops.OAT, "5", lot="24B07", expires="2026-12-03")
    counter(SERIAL, OTHER_SERIAL, "@R. Patel", ":finish")
    assert counter(":return", OTHER_SERIAL, "CSC").state == "SAVED"
    counter(":customers patel")
    assert len(card(counter).credits) == 1
    assert card(counter).credits[0].endswith("  399.00")
    assert counter(":return", SERIAL, "FRW").id
    counter(":customers patel")
    assert all("Aria X2" in claim for claim in card(counter).claims)
