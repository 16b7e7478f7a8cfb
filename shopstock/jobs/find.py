"""What a code means here: all exact meanings in a fixed order, then words in names.

Order: GS1, own places, serials (in stock before sold), product codes, lots, SKUs, papers, phones. One hit
acts, several are a numbered choice; digits are never fuzzy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from shopstock.codes import credit_code
from shopstock.jobs.numbering import paper_head
from shopstock.jobs.session import Session
from shopstock.jobs.setting_kinds import layouts_of
from shopstock.jobs.settings import value
from shopstock.jobs.stickers import Sticker, sticker_coded
from shopstock.refusal import Refusal
from shopstock.store.catalogue import (
    ProductRow,
    product,
    product_with_sku,
    products_like_sku,
    products_named,
    products_with_barcode,
)
from shopstock.store.credits import credit_coded
from shopstock.store.lots import LotRow, UnitRow, lot, lot_coded, lots_like, unit_of, units_like
from shopstock.store.people import parties, phone_key
from shopstock.store.places import place_coded
from shopstock.store.stock import units_standing
from shopstock.store.tickets import ticket_numbered
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.codes.in_store import InStoreLayout
    from shopstock.codes.reading import Reading

Kind = Literal["unit", "product", "lot", "receipt", "place", "customer", "credit"]
_PAPER = re.compile(r"([A-Za-z]{1,3}[0-9]{0,12})-0*([0-9]{1,9})", re.ASCII)
_RANK = {"shelf": 0, "back": 0, "quarantine": 1, "bench": 1, "customer": 2}
WORD_HITS = 9
LONG = 18  # the shortest code of GS1 that can need a separator is longer


class DamagedCode(Refusal):
    """A code that claims to be something and is not; the text says what is wrong."""

    id = "code.damaged"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing an entry may stand for. `code` says it without doubt when it is entered again.

    A GS1 scan keeps its whole `reading`: lot, date and serial may be new to the shop. A markdown sticker
    is its lot, with what it says."""

    kind: Kind
    id: int
    code: str
    label: str
    product_id: int | None = None
    reading: Reading | None = None
    sticker: Sticker | None = None


def read_entry(session: Session, text: str) -> Reading:
    """The reading of an entry, with the layouts of this shop's own numbers; raises DamagedCode where it claims to be
    what it is not."""
    reading = reading_of(session, text)
    if reading.refusal:
        raise DamagedCode(reading.refusal)
    return reading


def reading_of(session: Session, text: str) -> Reading:
    """The reading of an entry, refused or not. Where the shop's scanners send another sign than 0x1D between the values
    of GS1 (`codes.separator`), that sign counts as one if the whole then is GS1."""
    from shopstock.codes.reading import GS, may_be_in_store, read  # the counter opens without it

    reading = read(text, _layouts(value(session, "codes.in_store")) if may_be_in_store(text) else ())
    if reading.kind == "gs1" and not reading.refusal:
        return reading
    if len(text) > LONG and not text.isalnum():
        sign = value(session, "codes.separator")
        other = read(text.replace(sign, GS)) if sign and sign in text else reading
        if other.kind == "gs1" and not other.refusal:
            return replace(other, entry=text)
    return reading


@lru_cache(maxsize=4)
def _layouts(told: str) -> tuple[InStoreLayout, ...]:
    return layouts_of(told)


def meanings(session: Session, text: str) -> list[Meaning]:
    """Every exact meaning of an entry in the fixed order, none twice."""
    reading = read_entry(session, text)
    if reading.kind == "gs1":
        return list(_gs1(session, reading))
    found = {(m.kind, m.id): m for m in reversed(list(_exact(session, reading)))}
    if found:
        return list(reversed(list(found.values())))
    from shopstock.codes.reading import read_bare_gs1

    bare = read_bare_gs1(text)
    return list(_gs1(session, bare)) if bare else []


def _gs1(session: Session, reading: Reading) -> Iterator[Meaning]:
    for row in products_with_barcode(session.store, reading.gtin or ""):
        yield _product(row, reading)


def _product(row: ProductRow, reading: Reading | None = None) -> Meaning:
    return Meaning("product", row.id, row.sku, f"{row.name}  {row.sku}", row.id, reading)


def _unit(session: Session, found: UnitRow) -> Meaning:
    row = product(session.store, found.product_id)
    where = "sold" if found.place_kind == "customer" else found.place_code or "nowhere yet"
    return Meaning("unit", found.id, found.serial, f"{row.name}  serial {found.serial}  {where}", row.id)


def lot_meaning(session: Session, found: LotRow) -> Meaning:
    """A lot as a meaning."""
    row = product(session.store, found.product_id)
    return Meaning("lot", found.id, found.code, f"{row.name}  lot {found.code}", row.id)


def _exact(session: Session, reading: Reading) -> Iterator[Meaning]:
    store = session.store
    from shopstock.codes.reading import spellings

    ways = spellings(reading)
    if not ways:
        return
    typed = ways[0]
    at = place_coded(store, typed)
    if at is not None:
        yield Meaning("place", at.id, at.code, f"{at.name}  place {at.code}")
    units = {u.id: u for way in ways for u in units_like(store, way)}
    for found in sorted(units.values(), key=lambda u: (_RANK.get(u.place_kind or "", 3), u.id)):
        yield _unit(session, found)
    for code in dict.fromkeys((reading.gtin or typed, typed)):
        for row in products_with_barcode(store, code):
            yield _product(row, reading if reading.kind == "in_store" else None)
    for of_lot in lots_like(store, typed):
        yield lot_meaning(session, of_lot)
    for row in products_like_sku(store, typed):
        yield _product(row)
    yield from _stickers(session, typed)
    yield from _papers(session, typed)
    yield from _credits(session, typed)
    if phone_key(typed):
        for who in parties(store, "customer", typed):
            yield Meaning("customer", who.id, f"@{who.name}", f"{who.name}  {who.phone or ''}".strip())


def _papers(session: Session, typed: str) -> Iterator[Meaning]:
    number = paper_number(typed)
    found = ticket_numbered(session.store, *number) if number else None
    if found is not None and found.paper:
        yield Meaning("receipt", found.id, found.paper, f"{found.kind} {found.paper}")


def _credits(session: Session, typed: str) -> Iterator[Meaning]:
    code = credit_code.read(typed)
    found = credit_coded(session.store, code) if code else None
    if found is not None:
        yield Meaning("credit", found.id, found.code, f"store credit {found.code}")


def _stickers(session: Session, typed: str) -> Iterator[Meaning]:
    said = sticker_coded(session, typed)
    if said is not None:
        of_lot = lot(session.store, said.lot_id)
        yield replace(lot_meaning(session, of_lot), code=typed.upper(), sticker=said)


def paper_number(text: str) -> tuple[str, int] | None:
    """`R1-000123` or `r1-123` as the letters of its series and its number."""
    match = _PAPER.fullmatch(clean_text(text))
    return (match[1].upper(), int(match[2])) if match else None


def find_paper(session: Session, text: str) -> Meaning | None:
    """The paper of that number; a bare number is a receipt of this till."""
    typed = clean_text(text)
    if typed.isascii() and typed.isdigit() and len(typed) <= 9:
        typed = f"{paper_head(session)}-{typed}"
    return next(_papers(session, typed), None)


def by_words(session: Session, text: str) -> list[Meaning]:
    """Products that have all the words in their names; nothing for an entry without letters."""
    if not any(c.isalpha() for c in text) or len(text) > 100:
        return []
    return [
        Meaning("product", hit.id, hit.sku, f"{hit.name}  {hit.sku}", hit.id)
        for hit in products_named(session.store, text, WORD_HITS)
    ]


def of_reading(session: Session, meaning: Meaning) -> Meaning:
    """What the lot or serial inside a GS1 scan means, where this shop knows it; else the product."""
    reading = meaning.reading
    if reading is None or meaning.kind != "product":
        return meaning
    if reading.serial:
        found = unit_of(session.store, meaning.id, reading.serial) or _same_folded(session, meaning, reading)
        if found:
            return _unit(session, found)
        if product(session.store, meaning.id).tracking == "serial":
            return meaning
    if reading.lot:
        of_lot = lot_coded(session.store, meaning.id, reading.lot)
        if of_lot:
            return replace(lot_meaning(session, of_lot), reading=reading)
    return meaning


def _same_folded(session: Session, meaning: Meaning, reading: Reading) -> UnitRow | None:
    """The one piece whose serial differs in case, blanks or dashes only; of two that do, it is neither."""
    found = [u for u in units_like(session.store, reading.serial or "") if u.product_id == meaning.id]
    return found[0] if len(found) == 1 else None


def units_of(session: Session, product_id: int, limit: int = 99) -> list[Meaning]:
    """The units of a product that can be sold now, for a numbered choice."""
    here = [u for u in units_standing(session.store, product_id, limit) if u.sellable and not u.held]
    return [Meaning("unit", u.id, u.serial, f"{u.serial}  {u.place_code}", product_id) for u in here]


def same_code(first: str, second: str) -> bool:
    """Whether two entries are the same code as printed: 1-23 and 12-3 fold to one key and are two."""
    return clean_text(first).casefold() == clean_text(second).casefold()


def shown(text: str, width: int = 30) -> str:
    """An entry as it is repeated in a sentence."""
    return fit(clean_text(text), width) or "that"


def product_exactly(session: Session, sku: str) -> ProductRow | None:
    """The product of exactly that SKU."""
    return product_with_sku(session.store, sku)
