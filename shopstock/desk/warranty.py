"""`:warranty`, `:delivered`, `:activated`: what covers a piece, a term of its own, the day one begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from shopstock.days import Term, parse_term, parse_typed, show_day
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.passport_unit import show_covers
from shopstock.desk.warranty_lines import cover_line, lines_of_covers, pays_words
from shopstock.jobs import find
from shopstock.jobs.session import new_request_id
from shopstock.jobs.warranty import covers_of, covers_of_sale, is_out, who_pays
from shopstock.jobs.warranty_acts import Begins, begin_terms, give_term
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.lots import UnitRow, unit
from shopstock.store.tickets import SoldLine, last_sale_of, lines_of
from shopstock.text import clean_name, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.find import FindMode

_BEGINS: dict[str, Begins] = {"delivered": "delivery", "activated": "activation"}
_TERM = re.compile(r"(legal\s+)?(lifetime|none|[0-9]{1,4}\s*[a-z]+)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
HOW = Key(":warranty SERIAL 12 months", "agrees on one")


class NoSuchPiece(Refusal):
    """Nothing here bears that serial, and no receipt that number."""

    id = "warranty.unknown"


def command(mode: FindMode, word: str, rest: str) -> Answer:
    """`:warranty SERIAL`, `:warranty SERIAL 12 months`, `:delivered SERIAL 2026-11-25`, `:activated SERIAL`.

    Instead of a serial a receipt's number stands for all that was sold on it; nothing for the piece that is shown."""
    code, more = _split(mode, rest)
    if word == "warranty":
        if code.startswith("#"):
            return _of_receipt(mode, code)
        return _of_piece(mode, code, lambda found: _warranty(mode, found, more))
    day = parse_typed(more).day if more else mode.session.today()
    if code.startswith("#"):
        return _began(mode, word, _lines(mode, code), day, code[1:].upper())
    return _of_piece(mode, code, lambda found: _began_of_piece(mode, word, found, day))


def _split(mode: FindMode, rest: str) -> tuple[str, str]:
    """The code and what follows it; a serial with blanks is one code where it is known."""
    if rest and not rest.startswith("#") and any(m.kind == "unit" for m in _meant(mode, rest)):
        return rest, ""
    code, _, more = rest.partition(" ")
    return code, more.strip()


def _meant(mode: FindMode, code: str) -> list[find.Meaning]:
    return [m for m in find.meanings(mode.session, code) if m.kind == "unit"]


def _of_piece(mode: FindMode, code: str, act: Callable[[UnitRow], Answer]) -> Answer:
    """Do it for the piece that is meant; several are a numbered choice."""
    store = mode.session.store
    if not code:
        if mode.state.kind != "unit":
            raise BadInput("which piece? :warranty SERIAL", Key("F3", "find"))
        return act(unit(store, mode.state.id))
    found = _meant(mode, code)
    if not found:
        raise NoSuchPiece(f"no piece here bears {find.shown(code, 30)}", Key("F3", "find"))
    if len(found) == 1:
        return act(unit(store, found[0].id))
    options = [Option(m.label, m.code, partial(_chosen, store, m.id, act)) for m in found]
    return mode.ask_which(
        "warranty.which_one", f"{find.shown(code, 24)}: which one? A number picks it", *options
    )


def _chosen(store: object, unit_id: int, act: Callable[[UnitRow], Answer]) -> Answer:
    return act(unit(store, unit_id))  # type: ignore[arg-type]


def _warranty(mode: FindMode, found: UnitRow, said: str) -> Answer:
    if said:
        return _agreed(mode, found, said)
    covers = covers_of(mode.session, found)
    pays = pays_words(who_pays(covers), out=is_out(last_sale_of(mode.session.store, found.id)))
    mode.show_unit(found.id)
    lines = lines_of_covers(show_covers(covers), mode.session.today())
    return mode.ok("warranty.shown", f"{short_code(found.serial)}: {pays}", more=lines)


def _agreed(mode: FindMode, found: UnitRow, said: str) -> Answer:
    match = _TERM.fullmatch(said)
    if not match:
        raise BadInput(f'"{fit(said, 20)}" is no warranty: 12 months, lifetime or none', HOW)
    word = match[2].casefold()
    term: Term | None = None if word in ("lifetime", "none") else parse_term(word)
    note = clean_name(match[3] or "", 60)[0] or None
    given = give_term(
        mode.session,
        new_request_id(),
        found.id,
        term,
        lifetime=word == "lifetime",
        legal=bool(match[1]),
        note=note,
    )
    draft = given.terms[0]
    length = "for its lifetime" if draft.lifetime else str(draft.term or "none")
    what = {"goodwill": "goodwill", "legal": "legal warranty"}.get(draft.kind, "warranty")
    ends = (
        f", {show_day(draft.starts_on)} to {show_day(draft.until)}" if draft.starts_on and draft.until else ""
    )
    begins = "" if draft.kind == "goodwill" or not (draft.term or draft.lifetime) else ", from its sale"
    mode.show_unit(found.id)
    text = f"{short_code(found.serial)} {what} {length}{ends}{begins}"
    return mode.say("SAVED", "warranty.agreed", text, more=_lines_of(mode, found))


def _lines_of(mode: FindMode, found: UnitRow) -> tuple[str, ...]:
    return lines_of_covers(show_covers(covers_of(mode.session, found)), mode.session.today())


def _began_of_piece(mode: FindMode, word: str, found: UnitRow, day: date) -> Answer:
    sale = last_sale_of(mode.session.store, found.id)
    mode.show_unit(found.id)
    return _began(mode, word, [sale] if sale else [], day, short_code(found.serial), found)


def _began(
    mode: FindMode, word: str, lines: list[SoldLine], day: date, named: str, found: UnitRow | None = None
) -> Answer:
    given = begin_terms(mode.session, new_request_id(), lines, _BEGINS[word], day)
    last = max((draft.until for draft in given.terms if draft.until), default=None)
    ends = f", warranty to {show_day(last)}" if last else ""
    more = _lines_of(mode, found) if found else ()
    text = f"{named} was {word} {mode.session.day(day)}{ends}"
    return mode.say("SAVED", f"warranty.{word}", text, more=more)


def _lines(mode: FindMode, code: str) -> list[SoldLine]:
    paper = find.find_paper(mode.session, code[1:])
    if paper is None:
        raise NoSuchPiece(f"{find.shown(code, 30)} is no receipt here", Key("F3", "find"))
    return lines_of(mode.session.store, paper.id)


def _of_receipt(mode: FindMode, code: str) -> Answer:
    """The terms of all that was sold on a receipt: goods without serials have theirs there."""
    more: list[str] = []
    for line in _lines(mode, code):
        covers = show_covers(covers_of_sale(mode.session, line))
        if covers:
            name = fit(product(mode.session.store, line.product_id).name, 40)
            more += [f"  {name}{'  ' + line.serial if line.serial else ''}"]
            more += [f"  {cover_line(each, mode.session.today())}" for each in covers]
    said = f"{code[1:].upper()}: {'its warranties' if more else 'nothing on it has a warranty'}"
    return mode.ok("warranty.shown", said, more=tuple(more))
