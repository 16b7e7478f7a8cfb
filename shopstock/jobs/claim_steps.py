"""What may happen to a claim, each in a word of the counter, with what it does to the goods.

A customer's unit visits (`visiting`), ours stands at the bench or in quarantine. Sent to a supplier it is at the
repairer. What a supplier replaces or credits stays there; a new serial visits until the customer has it.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from shopstock.jobs.claims import LEAVE, Next, NotNow, advance, allowed, claim_of, refuse_step
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.jobs.warranty import after_repair, is_out
from shopstock.refusal import BadInput, Key
from shopstock.store.claims import ClaimRow, FileDraft, StepRow, steps_of
from shopstock.store.ledger import Posted, Step
from shopstock.store.lots import UnitRow, unit
from shopstock.store.parts import Part
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.stories import story_of_unit
from shopstock.store.tickets import sold_line
from shopstock.text import at_place, clean_code, clean_text, fit, short_code

_CHUNK = 1 << 20
_LONGEST_PATH = 400


def holder(session: Session, of: ClaimRow) -> UnitRow:
    """The unit that the customer gets back: the claim's own, or what replaced it last."""
    replaced = [s.other_unit_id for s in steps_of(session.store, of.id) if s.what == "replaced"]
    return unit(session.store, next((u for u in reversed(replaced) if u), of.unit_id))


def _place(session: Session, kind: str) -> PlaceRow:
    return place_of_kind(session.store, kind)


def _home(session: Session, of: ClaimRow) -> PlaceRow:
    """Where its goods stand while they are here."""
    return _place(session, "visiting" if of.side == "customer" else "quarantine")


def take_in(session: Session, request_id: str, claim_id: int) -> Posted:
    """The customer leaves the goods here."""
    of = _may(session, claim_id, "taken_in")
    if of.place_kind != "customer":
        raise NotNow(f"{short_code(of.serial)} is {at_place(of.place_code)} already", LEAVE)
    moves = (("taken_in", of.unit_id, _place(session, "visiting")),)
    return advance(session, request_id, claim_id, Next("taken_in", of.state, moves=moves))


def wait_for(session: Session, request_id: str, claim_id: int, part: str, due_on: date | None) -> Posted:
    """Nothing goes on until that part is here."""
    _may(session, claim_id, "waits")
    if not clean_text(part):
        raise BadInput("which part is it waiting for?")
    return advance(
        session, request_id, claim_id, Next("waits", "waiting_part", waits_for=part, due_on=due_on)
    )


def part_came(session: Session, request_id: str, claim_id: int) -> Posted:
    """The part is here: the work goes on."""
    _may(session, claim_id, "part_came")
    return advance(session, request_id, claim_id, Next("part_came", "open"))


def send(session: Session, request_id: str, claim_id: int, supplier_id: int | None, rma: str = "") -> Posted:
    """To the supplier: the unit moves there, from the customer's hands through ours if it must."""
    of = _may(session, claim_id, "sent")
    moves = [("to_repair", of.unit_id, _place(session, "repairer"))]
    if of.place_kind == "customer":
        moves.insert(0, ("taken_in", of.unit_id, _place(session, "visiting")))
    to = Next("sent", "at_supplier", party_id=supplier_id, rma=rma, moves=tuple(moves))
    return advance(session, request_id, claim_id, to)


def set_rma(session: Session, request_id: str, claim_id: int, rma: str) -> Posted:
    """The number under which the supplier knows it."""
    _may(session, claim_id, "rma")
    if not clean_text(rma):
        raise BadInput("which number did the supplier give it? :rma V-8841")
    return advance(
        session, request_id, claim_id, Next("rma", "at_supplier", rma=clean_code(rma, "RMA number"))
    )


def chase(session: Session, request_id: str, claim_id: int, note: str) -> Posted:
    """Somebody asked the supplier again."""
    of = _may(session, claim_id, "chased")
    return advance(session, request_id, claim_id, Next("chased", of.state, note=note))


def come_back(session: Session, request_id: str, claim_id: int, note: str = "") -> Posted:
    """Back from the supplier as it was: the claim goes on here."""
    return _back(session, request_id, claim_id, "came_back", "open", note)


def come_back_repaired(session: Session, request_id: str, claim_id: int, note: str = "") -> Posted:
    """Back from the supplier, repaired."""
    return _back(session, request_id, claim_id, "repaired", "repaired", note)


def come_back_refused(session: Session, request_id: str, claim_id: int, reason: str) -> Posted:
    """Back from the supplier, who refuses for that reason."""
    return _back(session, request_id, claim_id, "refused", "refused", _reason(reason))


def _back(session: Session, request_id: str, claim_id: int, what: str, state: str, note: str) -> Posted:
    of = at_supplier(session, claim_id, what)
    moves = (("from_repair", of.unit_id, _home(session, of)),)
    return advance(session, request_id, claim_id, Next(what, state, note=note, moves=moves))


def credit(session: Session, request_id: str, claim_id: int, amount_minor: int, note: str = "") -> Posted:
    """The supplier keeps the unit and credits an amount to us: money of the claim, none of the drawer.

    A customer's unit is still theirs then, until they get their money or another one for it."""
    of = at_supplier(session, claim_id, "credited")
    if amount_minor < 0:
        raise BadInput("a credit is not below nothing")
    moves = (("sent_back", of.unit_id, _place(session, "supplier")),)
    along, drafts = gone_along(session, of)
    to = Next(
        "credited", "credited", amount_minor=amount_minor, note=note, moves=moves, steps=along, parts=drafts
    )
    return advance(session, request_id, claim_id, to)


def repaired(session: Session, request_id: str, claim_id: int, note: str = "") -> Posted:
    """Repaired here."""
    of = _may(session, claim_id, "repaired")
    if of.state == "at_supplier":
        raise NotNow(f"{of.paper} is at the supplier: B when it is back", Key("B", "back"), LEAVE)
    return advance(session, request_id, claim_id, Next("repaired", "repaired", note=note))


def refuse(session: Session, request_id: str, claim_id: int, reason: str) -> Posted:
    """The claim is refused, with the reason as it is written to the customer."""
    of = _may(session, claim_id, "refused")
    if of.state == "at_supplier":
        raise NotNow(f"{of.paper} is at the supplier: B when it is back", Key("B", "back"), LEAVE)
    return advance(session, request_id, claim_id, Next("refused", "refused", note=_reason(reason)))


def settled_by_return(session: Session, request_id: str, claim_id: int, what: str) -> Posted:
    """A return settles it, with money back (`credited`) or a new one (`replaced`); the customer gives it back."""
    of = _may(session, claim_id, what)
    _parts_out(session, of)
    if of.state == "at_supplier":
        raise NotNow(f"{of.paper} is at the supplier: B when it is back", Key("B", "back"), LEAVE)
    customer = (("handed_back", of.unit_id, _place(session, "customer")),)
    moves = customer if of.place_kind == "visiting" else ()
    return advance(session, request_id, claim_id, Next(what, what, moves=moves))


def hand_back(session: Session, request_id: str, claim_id: int, note: str = "") -> Posted:
    """The customer has the goods again: what is settled closes, what waits for a part stays open."""
    of = _may(session, claim_id, "handed_back")
    goods = holder(session, of)
    if goods.place_kind != "visiting":
        raise NotNow(f"{short_code(goods.serial)} is not here: it is {at_place(goods.place_code)}", LEAVE)
    _check_paid(session, of)
    moves = (("handed_back", goods.id, _place(session, "customer")),)
    state = "waiting_part" if of.state == "waiting_part" else "closed"
    longer = _longer(session, of, goods)
    along, drafts = _parts_along(session, of, goods)
    to = Next("handed_back", state, note=note, moves=moves, steps=along, parts=(*longer, *drafts))
    return advance(session, request_id, claim_id, to)


def _longer(session: Session, of: ClaimRow, goods: UnitRow) -> tuple[Part, ...]:
    """What the customer's terms gain by the time they were without the goods, and by a repair.

    What came instead has the terms of the old unit, so their days count; terms that began anew count from that day."""
    anew = goods.id != of.unit_id and value(session, "warranty.replacement") == "restart"
    came = [
        told
        for told in story_of_unit(session.store, goods.id if anew else of.unit_id)
        if told.what == "taken_in"
    ]
    taken_in_on = session.day_at(came[-1].at_us) if came else of.day
    return after_repair(session, goods.id, taken_in_on, session.today(), repaired=of.state == "repaired")


def _parts_along(session: Session, of: ClaimRow, goods: UnitRow) -> tuple[tuple[Step, ...], tuple[Part, ...]]:
    """The parts that went into the unit leave with it; those in one that is not repaired are taken out first."""
    from shopstock.jobs.parts import going_along, ours_in  # parts know claims, too

    ours = ours_in(session, of.unit_id)
    if ours and (goods.id != of.unit_id or of.state == "refused"):
        raise NotNow(f"{fit(ours[0].name, 24)} is still in {short_code(of.serial)}: take it out first", LEAVE)
    return going_along(session, ours)


def gone_along(session: Session, of: ClaimRow) -> tuple[tuple[Step, ...], tuple[Part, ...]]:
    """The parts of ours in a unit that its supplier keeps: they are gone with it."""
    from shopstock.jobs.parts import going_along, ours_in  # parts know claims, too

    return going_along(session, ours_in(session, of.unit_id))


def _check_paid(session: Session, of: ClaimRow) -> None:
    """Refuse to hand back what is still to be paid for: paying hands it over."""
    from shopstock.jobs.quotes import quote_of  # quotes know claims, too

    known = quote_of(session, of.id)
    if known is not None and known.told == "accepted" and of.state in ("repaired", "refused"):
        total = session.money(known.row.total_minor)
        raise NotNow(f"{of.paper}: {total} is not paid. #{of.paper} in Sell", Key("F2", "sell"), LEAVE)


def close(session: Session, request_id: str, claim_id: int, note: str = "") -> Posted:
    """Nothing more is to be done; the goods of a customer must be with them, or at the supplier for good."""
    of = claim_of(session, claim_id)
    if of.state == "at_supplier":
        raise NotNow(f"{of.paper} is at the supplier: B when it is back", Key("B", "back"), LEAVE)
    _may(session, claim_id, "closed")
    goods = holder(session, of)
    if goods.place_kind == "visiting":
        raise NotNow(f"{short_code(goods.serial)} is still here: hand it back", Key("H", "hand back"), LEAVE)
    if of.side == "customer":
        _parts_out(session, of)
    if owed(session, of):
        raise NotNow(f"{of.paper}: {OWED}", Key("F5", "return"), LEAVE)
    return advance(session, request_id, claim_id, Next("closed", "closed", note=note))


OWED = "the customer gets money or another one first: F5, FV"


def owed(session: Session, of: ClaimRow) -> bool:
    """Whether the supplier has a customer's unit for good, and the customer nothing for it yet."""
    line = sold_line(session.store, of.sale_line_id) if of.sale_line_id is not None else None
    return of.place_kind == "supplier" and line is not None and is_out(line) and line.unit_id == of.unit_id


def _parts_out(session: Session, of: ClaimRow) -> None:
    """Refuse while a part of ours is in goods that a customer or a supplier keeps."""
    from shopstock.jobs.parts import ours_in  # parts know claims, too

    ours = ours_in(session, of.unit_id)
    if ours:
        raise NotNow(f"{fit(ours[0].name, 24)} is still in {short_code(of.serial)}: take it out first", LEAVE)


def add_note(session: Session, request_id: str, claim_id: int, note: str) -> Posted:
    """Words that belong to the claim."""
    of = claim_of(session, claim_id)
    if not clean_text(note):
        raise BadInput("which words? :note it was dropped, the glass is broken")
    return advance(session, request_id, claim_id, Next("note", of.state, note=note))


def add_file(session: Session, request_id: str, claim_id: int, path_typed: str) -> Posted:
    """A photo or paper: where it lies, its size and its SHA-256 are kept, not its bytes."""
    of = claim_of(session, claim_id)
    kept = _file(claim_id, path_typed)
    to = Next("file", of.state, note=Path(kept.path).name or kept.path, parts=(kept,))
    return advance(session, request_id, claim_id, to)


def _file(claim_id: int, path_typed: str) -> FileDraft:
    typed = clean_text(path_typed)
    if not typed or len(typed) > _LONGEST_PATH:
        raise BadInput("which file? :file /photos/claim.jpg")
    path = Path(typed).expanduser()
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as wrong:
        raise BadInput(f"{fit(typed, 40)} cannot be read: {wrong.strerror or 'no such file'}") from wrong
    return FileDraft(claim_id, str(path), size, digest.hexdigest())


def rma_of(steps: list[StepRow]) -> str | None:
    """The supplier's number of a claim: the newest since it was sent there last."""
    found = None
    for step in steps:
        if step.what in ("opened", "sent", "rma"):
            found = step.rma or (found if step.what == "rma" else None)
    return found


def _may(session: Session, claim_id: int, what: str) -> ClaimRow:
    of = claim_of(session, claim_id)
    if not allowed(of, what):
        refuse_step(of, what)
    return of


def at_supplier(session: Session, claim_id: int, what: str) -> ClaimRow:
    """The claim, which is at a supplier and may take that step; raises NotNow."""
    of = _may(session, claim_id, what)
    if of.state != "at_supplier":
        raise NotNow(f"{of.paper} is not at a supplier", LEAVE)
    return of


def _reason(typed: str) -> str:
    if not clean_text(typed):
        raise BadInput("a refusal needs its reason in writing")
    return typed
