"""The shop's own numbers: lot codes and serials made by templates, and the series of its receipts.

A number is drawn in the transaction that books what bears it, so what is not booked uses none and no two tills get one.
What people entered by hand is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from shopstock.jobs import serials
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import lots_like, units_like
from shopstock.store.numbering import NumberKind, hold_counter, last_run, move_counter
from shopstock.store.papers import begun, series_of
from shopstock.store.people import party
from shopstock.store.places import PlaceRow
from shopstock.text import clean_code, fit, fold

if TYPE_CHECKING:
    from shopstock.codes.template import Numbered, Template
    from shopstock.jobs.receive import Arrival


class NoTemplate(Refusal):
    """Nobody said how own numbers of these goods are made."""

    id = "numbers.no_template"


class _Counter(NamedTuple):
    kind: NumberKind
    head: str
    tail: str


def template_for(session: Session, row: ProductRow, kind: NumberKind) -> Template | None:
    """How own lots or serials of a product are made: its own template, otherwise the shop's; None without."""
    own = row.lot_template if kind == "lot" else row.serial_template
    if kind == "serial" and (row.tracking != "serial" or row.serial_kind not in ("any", "pattern")):
        return None
    if kind == "lot" and (row.tracking == "none" or (row.tracking == "serial" and not own)):
        return None  # the units of serial goods bear a lot where their own template says so
    text = own or value(session, f"numbers.{kind}")
    if not text:
        return None
    from shopstock.codes.template import parse_template  # a shop without own numbers never needs it

    return parse_template(text, must_count=kind == "serial")


def need_template(session: Session, row: ProductRow, kind: NumberKind) -> Template:
    """The same; raises NoTemplate where there is none."""
    found = template_for(session, row, kind)
    if found is None:
        what = {"none": "neither lot nor serial", "lot": "no template for own lots"}.get(
            row.tracking, "no template for own serials"
        )
        raise NoTemplate(f"{fit(row.name, 30)} has {what}", Key(":settings numbers", "sets one"))
    return found


def next_number(
    session: Session, arrival: Arrival, kind: NumberKind, place: PlaceRow, supplier_id: int | None
) -> str:
    """What the next own number of these goods would be; it is drawn only when the delivery is booked.

    Raises `NoValue` where the template asks for what is not known yet."""
    made = _made(session, arrival, kind, place, supplier_id)
    if not made.width:
        return made.head
    runs = count(last_run(session.store, kind, made.head, made.tail) + 1)
    return next(_free(session, kind, made, runs, ()))[1]


def draw(
    session: Session, arrivals: tuple[Arrival, ...], place: PlaceRow, supplier_id: int | None
) -> tuple[Arrival, ...]:
    """The arrivals with their own lots and serials, inside the caller's transaction."""
    wanted = [(arrival, kind) for arrival in arrivals for kind in _own(arrival)]
    if not wanted:
        return arrivals
    arrivals = tuple(_dated(session, arrival) for arrival in arrivals)
    made = {
        (n, kind): _made(session, arrival, kind, place, supplier_id)
        for n, arrival in enumerate(arrivals)
        for kind in _own(arrival)
    }
    counters = sorted({_Counter(kind, m.head, m.tail) for (_, kind), m in made.items() if m.width})
    last = {counter: hold_counter(session.store, *counter) for counter in counters}
    by_hand = {fold(code) for arrival in arrivals for code in (*arrival.serials, arrival.lot) if code}
    drawn = list(arrivals)
    for (n, kind), numbered in made.items():
        drawn[n] = _drawn(session, drawn[n], (kind, numbered), last, by_hand)
    for counter, run in last.items():
        move_counter(session.store, *counter, run)
    return tuple(drawn)


def paper_series(session: Session) -> str:
    """The series of this till's next receipt; a series that began goes on as it is written."""
    head, width = _paper(session)
    return begun(session.store, head) or series_of(head, width)


def paper_head(session: Session) -> str:
    """What this till's receipts begin with today: `R1`, or `R126` where the year is part of it."""
    return _paper(session)[0]


def _paper(session: Session) -> tuple[str, int]:
    text = value(session, "numbers.paper_here") or value(session, "numbers.paper")
    from shopstock.jobs.templates import PAPER_TEMPLATE

    if text == PAPER_TEMPLATE:
        return session.till.prefix, 6
    from shopstock.codes.template import parse_template  # only where the template is the shop's own

    made = parse_template(text, must_count=True).filled(
        {"today": session.today()}, {"prefix": session.till.prefix}
    )
    return made.head.removesuffix("-"), made.width


def _own(arrival: Arrival) -> Iterator[NumberKind]:
    if arrival.own_lot:
        yield "lot"
    if arrival.own:
        yield "serial"


def _dated(session: Session, arrival: Arrival) -> Arrival:
    """Goods whose own number says when they were made were made today, unless something else was said."""
    if arrival.made_on is not None or not arrival.own_lot:
        return arrival
    template = need_template(session, product(session.store, arrival.product_id), "lot")
    return replace(arrival, made_on=session.today()) if template.uses("made") else arrival


def _made(
    session: Session, arrival: Arrival, kind: NumberKind, place: PlaceRow, supplier_id: int | None
) -> Numbered:
    row = product(session.store, arrival.product_id)
    template = need_template(session, row, kind)
    supplier = party(session.store, supplier_id or row.supplier_id)
    days = {
        "today": session.today(),
        "made": arrival.made_on or session.today(),
        "expires": arrival.expires.day if arrival.expires else None,
    }
    words = {
        "product": row.sku,
        "supplier": supplier.name if supplier else None,
        "place": place.code,
        "shop": session.shop.name,
        "prefix": session.till.prefix,
    }
    return template.filled(days, words)


def _drawn(
    session: Session,
    arrival: Arrival,
    wanted: tuple[NumberKind, Numbered],
    last: dict[_Counter, int],
    by_hand: set[str],
) -> Arrival:
    kind, made = wanted
    if not made.width:
        return replace(arrival, lot=clean_code(made.head, "the lot"))
    counter = _Counter(kind, made.head, made.tail)
    free = _free(session, kind, made, count(last[counter] + 1), by_hand)
    found = [next(free) for _ in range(arrival.own if kind == "serial" else 1)]
    last[counter] = found[-1][0]
    codes = tuple(clean_code(code, "an own number") for _, code in found)
    by_hand |= {fold(code) for code in codes}
    if kind == "lot":
        return replace(arrival, lot=codes[0])
    row = product(session.store, arrival.product_id)
    checked = tuple(serials.read_serial(session, row, code) for code in codes)
    return replace(arrival, serials=(*arrival.serials, *checked))


def _free(
    session: Session, kind: NumberKind, made: Numbered, runs: Iterator[int], by_hand: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Runs and their numbers that nothing here bears yet, whoever gave it."""
    like: Callable[..., object] = lots_like if kind == "lot" else units_like
    for run in runs:
        code = made.at(run)
        if fold(code) not in by_hand and not like(session.store, code):
            yield run, code
