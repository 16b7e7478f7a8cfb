"""Customers: found, opened, changed field by field, asked for their consent, merged, told and erased."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.customer_view import card_of, line_of, lines_of_card
from shopstock.desk.entries import Entry
from shopstock.desk.meeting import meeting
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.base import Choice
from shopstock.desk.views.customers import CustomersView
from shopstock.jobs import customers, find
from shopstock.jobs.customers import LABELS, SAID_OF, UnknownCustomer
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key
from shopstock.store.customers import FIELDS, CustomerRow, consents_of
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LIST = Key(":customers", "list")
LETTERS = {
    "E": "E  edit, field by field",
    "S": "S  news about safety",
    "O": "O  other news",
    "M": "M  merge another one into this",
    "P": "P  print what is known",
    "X": "X  erase",
}
ERASE = "erase"
WAYS = {
    "merge": (Key("words", "a name, phone, e-mail"), Key("Enter", "nobody")),
    ERASE: (Key(ERASE, "empties all of it"), Key("Enter", "leaves it")),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What is listed, who is open, and what is asked: a field's name, `merge`, `erase` or nothing.

    It is never kept: what is known of people stands in their own rows only."""

    words: str = ""
    listed: tuple[int, ...] = ()
    open: int | None = None
    asked: str = ""


class CustomersMode(Mode[Looked]):
    """People, and what they have."""

    job = "customers"
    hints = (
        Key("E", "edit"),
        Key("S", "safety"),
        Key("O", "other news"),
        Key("M", "merge"),
        Key("P", "paper"),
        Key("X", "erase"),
    )
    help = (
        ("part of a name", "lists who has it; a number opens one"),
        ("end of a phone, e-mail", "the same"),
        (':customer name="R. Patel" phone=5550199', "adds one, or changes who has that phone or e-mail"),
        (":customer #R1-000123 @Patel", "whose a sale is, said afterwards"),
        ("E", "field by field: Enter keeps, - empties"),
        ("S  and  O", "allows news about safety, or other news; again takes it back"),
        ("M", "another row of the same person joins this one"),
        ("P", "prints all that is known, as the person may ask for it"),
        ("X", "erases the person; the books stay"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Looked())

    def open(self) -> Answer:
        if self.state.open is not None and not self._gone():
            return self._shown()
        return self._list(self.state.words if self.state.listed else "")

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:customers words`, `:customer name=.. phone=..`, `:customer #R1-000123 @Patel`."""
        if not rest:
            self.state = Looked()
            return self._list("")
        if rest.startswith("#"):
            return self._attach(rest)
        if "=" in rest:
            return self._written(_columns(rest))
        return self._list(rest)

    def view(self) -> CustomersView:
        state = self.state
        rows = [customers.one(self.session, one) for one in state.listed] if state.open is None else []
        card = card_of(self.session, self._row()) if state.open is not None and not self._gone() else None
        asked = LABELS.get(state.asked, state.asked) or None
        return CustomersView([line_of(n, row) for n, row in enumerate(rows, 1)], state.words, card, asked)

    def around(self) -> Around:
        state = self.state
        if state.open is not None:
            asked = "what is typed is the answer" if state.asked else ""
            return Around("one customer", asked or "a letter changes, words look for another")
        said = f"{len(state.listed)} shown" if state.listed else "nobody shown"
        return Around("customers", said)

    def ways(self) -> tuple[Key, ...]:
        if self.state.asked:
            return WAYS.get(self.state.asked, (Key("Enter", "keeps"), Key("-", "empties"), Key("F9", "done")))
        if self.state.open is not None:
            return self.hints
        return (Key("number", "opens one"), Key("words", "a name, the end of a phone"), Key("Esc", "back"))

    def choices(self) -> list[Choice]:
        if self.state.open is not None:
            return []
        return [
            Choice(n, self._label(customers.one(self.session, one)))
            for n, one in enumerate(self.state.listed, 1)
        ]

    def asks(self) -> bool:
        return bool(self.state.asked)

    def finish(self, rest: str) -> Answer:
        if rest or not self.state.asked:
            raise NothingOpen("what is typed here is kept at once", LIST)
        self.state = replace(self.state, asked="")
        return self._shown()

    def enter(self, entry: Entry) -> Answer:
        if self.state.asked and not self._gone():
            return self._answered(entry)
        if entry.kind == "empty":
            return self.open()
        if entry.kind == "person":
            return meeting(self, "customer", entry.arg, lambda one, _name, _new: self._opened(one))
        if entry.kind not in ("text", "paper"):
            raise NotHere("here a name, a phone number or an e-mail is looked for", Key("F1", "help"))
        if entry.kind == "paper":
            return self._attach(f"{entry.text} {self.state.open or ''}")
        number = entry.number if self.state.open is None else None
        if number is not None and 1 <= number <= len(self.state.listed):
            return self._opened(self.state.listed[number - 1])
        return self._list(entry.text)

    def as_letters(self, entry: Entry) -> str | None:
        if self.state.open is None or self.state.asked:
            return None
        return LETTERS.get(entry.text.upper()) if entry.text.isascii() else None

    def letters(self, entry: Entry) -> Answer:
        acts: dict[str, Callable[[], Answer]] = {
            "E": lambda: self._ask(FIELDS[0]),
            "S": lambda: self._consent("safety"),
            "O": lambda: self._consent("other"),
            "M": self._ask_merge,
            "P": self._paper,
            "X": self._ask_erase,
        }
        return acts[entry.text.upper()]()

    def code(self, entry: Entry) -> Answer:
        return self._list(entry.text)

    # Finding and opening

    def _list(self, words: str) -> Answer:
        found = customers.found(self.session, words)
        if not found:
            self.state = Looked(clean_text(words)[:60])
            if not clean_text(words):
                said = 'nobody is known yet: :customer name="R. Patel" phone=5550199 adds one'
                return self.ok("customers.listed", said)
            raise UnknownCustomer(f"{find.shown(words, 30)}: nobody is found by that", LIST)
        if len(found) == 1 and clean_text(words):
            return self._opened(found[0].id)
        self.state = Looked(clean_text(words)[:60], tuple(row.id for row in found))
        many = " or more" if len(found) == customers.MOST else ""
        more = tuple(f"  {n} {self._label(row)}" for n, row in enumerate(found, 1))
        said = (
            f"{len(found)}{many} found. A number opens one" if words else "who came last. A number opens one"
        )
        return self.ok("customers.listed", said, more=more)

    def _label(self, row: CustomerRow) -> str:
        parts = (row.phone if row.phone != row.name else None, row.email, row.town)
        return "  ".join((fit(row.name, 40), *(part for part in parts if part)))

    def _opened(self, party_id: int) -> Answer:
        self.state = Looked(open=customers.one(self.session, party_id).id)
        return self._shown()

    def _row(self) -> CustomerRow:
        if self.state.open is None:
            raise NothingOpen("nobody is open here", LIST)
        return customers.one(self.session, self.state.open)

    def _gone(self) -> bool:
        """Another till may have erased who is open here."""
        try:
            self._row()
        except (customers.Erased, NothingOpen):
            self.state = Looked()
            return True
        return False

    def _shown(self) -> Answer:
        row = self._row()
        card = card_of(self.session, row)
        said = f"{fit(row.name, 30)}: has {len(card.owned)}, {len(card.papers)} receipts"
        return self.ok("customers.shown", said, Key("E", "edit"), Key("X", "erase"), more=lines_of_card(card))

    # Changing

    def _written(self, given: Mapping[str, str]) -> Answer:
        known = customers.known_by(self.session, given)
        row = customers.change(self.session, known.id, given) if known else customers.add(self.session, given)
        self.state, self.final = Looked(open=row.id), True
        others = [other for other in customers.found(self.session, row.name) if other.id != row.id]
        twin = any(other.name.casefold() == row.name.casefold() for other in others)
        what = "changed" if known else "is new here"
        said = f"{fit(row.name, 30)} {what}{'. Another has that name: M merges' if twin else ''}"
        return self.say("SAVED", "customers.saved", said)

    def _ask(self, field: str) -> Answer:
        now = getattr(self._row(), field)
        self.state = replace(self.state, asked=field)
        said = f"{LABELS[field]}{f', now {fit(now, 30)}' if now else ''}: type it"
        return self.say("ASK", "customers.which_value", said, Key("Enter", "keeps"), Key("-", "empties"))

    def _answered(self, entry: Entry) -> Answer:
        asked = self.state.asked
        if asked == ERASE:
            return self._erase(entry)
        if asked == "merge":
            return self._merge(entry)
        said = ""
        if entry.kind != "empty":
            text = "" if entry.kind == "take_back" and not entry.arg else entry.text
            row = customers.change(self.session, self._row().id, {asked: text})
            self.final = True
            others = customers.others_with(self.session, row, asked)
            too = f", {fit(others[0].name, 16)} has it, too" if others else ""
            said = f"{LABELS[asked]} {fit(getattr(row, asked) or 'empty', 24)}{too}. "
        left = FIELDS[FIELDS.index(asked) + 1 :]
        if not left:
            self.state = replace(self.state, asked="")
            return self.say("SAVED", "customers.saved", f"{said}{fit(self._row().name, 30)} is as you said")
        answer = self._ask(left[0])
        return replace(answer, sentence=said + answer.sentence)

    def _consent(self, kind: str) -> Answer:
        row = self._row()
        before = consents_of(self.session.store, row.id).get(kind)
        now = customers.consent(self.session, row.id, kind, given=not (before and before.given))
        self.final = True
        how = "allows" if now.given else "wants no"
        return self.say(
            "SAVED", "customers.consent", f"{fit(row.name, 30)} {how} {SAID_OF[kind]}, {now.staff}"
        )

    def _ask_merge(self) -> Answer:
        row = self._row()
        self.state = replace(self.state, asked="merge")
        said = f"who joins {fit(row.name, 24)}? Name, phone, e-mail"
        return self.say("ASK", "customers.merge_whom", said, Key("Enter", "nobody"))

    def _merge(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            self.state = replace(self.state, asked="")
            return self._shown()
        row = self._row()
        words = entry.arg if entry.kind == "person" else entry.text
        others = [other for other in customers.found(self.session, words) if other.id != row.id]
        if not others:
            raise UnknownCustomer(
                f"{find.shown(words, 30)}: nobody else is found by that", Key("Enter", "nobody")
            )
        options = [
            Option(self._label(other), None, lambda gone=other.id: self._merged(row.id, gone))  # type: ignore[misc]
            for other in others[:9]
        ]
        return self.ask_which("customers.merge_whom", f"joins {fit(row.name, 30)}: a number picks", *options)

    def _merged(self, kept: int, gone: int) -> Answer:
        name = customers.one(self.session, gone).name
        customers.merge(self.session, new_request_id(), kept, gone)
        self.state, self.final = Looked(open=kept), True
        said = f"{fit(name, 24)} and {fit(self._row().name, 24)} are one now"
        return self.say("SAVED", "customers.merged", said)

    def _attach(self, rest: str) -> Answer:
        """`#R1-000123 @Patel`: whose that sale is; `@` alone makes it nobody's."""
        number, _, who = rest.removeprefix("#").partition(" ")
        paper = find.find_paper(self.session, number)
        if paper is None:
            raise BadInput(f"{find.shown(number, 20)} is no receipt of this shop", LIST)
        customers.sale_of(self.session, paper.id)
        who = clean_text(who)
        if who.isdigit() and self.state.open == int(who):
            return self._attached(paper.id, self.state.open, self._row().name, False)
        if not who.startswith("@"):
            raise BadInput("whose is it? For example :customer #R1-000123 @Patel", LIST)
        if who == "@":
            return self._attached(paper.id, None, "", False)
        return meeting(
            self, "customer", who[1:], lambda one, name, new: self._attached(paper.id, one, name, new)
        )

    def _attached(self, sale_id: int, party_id: int | None, name: str, new: bool) -> Answer:
        paper = customers.sale_of(self.session, sale_id).paper
        customers.attach(self.session, new_request_id(), sale_id, party_id)
        self.state, self.final = Looked(open=party_id), True
        whose = f"{fit(name, 30)}'s now{', who is new here' if new else ''}" if party_id else "nobody's now"
        return self.say("SAVED", "customers.attached", f"{paper} is {whose}")

    # Telling and erasing

    def _paper(self) -> Answer:
        from shopstock.jobs.customer_paper import rows_of_paper  # seldom asked for
        from shopstock.jobs.printing import NONE, printer_of, queue_rows

        row = self._row()
        if printer_of(self.session, "receipt") == NONE:
            said = "no printer here: shopstock export customer FILE --who NAME writes it"
            return self.ok("customers.told", said, more=lines_of_card(card_of(self.session, row)))
        queue_rows(self.session, "customer", f"customer {row.id}", rows_of_paper(self.session, row))
        return self.say(
            "SAVED", "customers.told", f"what is known of {fit(row.name, 30)} goes to the printer"
        )

    def _ask_erase(self) -> Answer:
        row = self._row()
        self.state = replace(self.state, asked=ERASE)
        said = f"type {ERASE} to empty all of {fit(row.name, 24)}"
        more = (
            f"  number {row.id} stays in the books, without a name",
            *(f"  {x}" for x in customers.REMAINS),
        )
        return self.say("ASK", "customers.erase", said, Key("Enter", "leaves it"), more=more)

    def _erase(self, entry: Entry) -> Answer:
        if clean_text(entry.text).casefold() != ERASE:
            self.state = replace(self.state, asked="")
            return self.ok("customers.not_erased", "nothing was erased", Key("X", "erase"))
        from shopstock.desk.forgetting import forget  # seldom needed

        done = forget(self.desk, self._row())
        left = customers.found(self.session, "")
        self.state, self.earlier, self.final = Looked(listed=tuple(row.id for row in left)), [], True
        more = ("  what cannot be erased from here:", *(f"  {text}" for text in done.remains))
        said = f"number {done.party_id} is nobody's now; the books are as they were"
        return self.say("SAVED", "customers.erased", said, more=more)


def _columns(text: str) -> dict[str, str]:
    """`name="R. Patel" phone=5550199` by column; refuses what is no column."""
    try:
        parts = shlex.split(text, posix=True)
    except ValueError:
        raise BadInput('a quote opens and never closes: name="R. Patel"', LIST) from None
    found: dict[str, str] = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if not sign or name.casefold() not in FIELDS:
            raise BadInput(f'"{fit(clean_text(part), 20)}" is none of {", ".join(FIELDS)}', LIST)
        found[name.casefold()] = value
    return found
