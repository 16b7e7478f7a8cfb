"""What pays for a claim: proposed from what covers the unit on the day it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shopstock.days import days_ago
from shopstock.jobs.claims import side_of
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import cover_of
from shopstock.refusal import Key, Refusal, State
from shopstock.store.claims import proof_behind
from shopstock.store.lots import UnitRow

GOODWILL, QUOTE = Key("G", "goodwill (PIN)"), Key("Q", "quote")


class CoverOver(Refusal):
    """Nothing that was agreed pays: a person decides."""

    id = "claim.cover_over"
    state: ClassVar[State] = "STOP"


@dataclass(frozen=True, slots=True)
class Payer:
    """What pays: a basis of the claim, and until which day it runs (None: no end, or none at all)."""

    basis: str
    until: date | None = None


def payer(session: Session, found: UnitRow) -> Payer:
    """What pays for a unit today; basis `none` with the day it ended where nothing does."""
    side, sale = side_of(session, found)
    if side == "supplier":
        return Payer("supplier")
    if sale is not None:
        covered = cover_of(session, sale)
        runs = covered.status in ("in", "lifetime")
        return Payer(covered.kind or "none" if runs else "none", covered.until)
    proof = proof_behind(session.store, found.id)
    return payer_of_proof(session, proof.warranty_until if proof else None)


def payer_of_proof(session: Session, until: date | None) -> Payer:
    """What pays for a unit bought elsewhere: its maker, through the last day of the term."""
    return Payer("supplier" if until and until >= session.today() else "none", until)


def check_cover(session: Session, found: Payer) -> None:
    """Refuse where nothing pays, with the day it ended and the ways on."""
    if found.basis != "none":
        return
    if found.until is None:
        raise CoverOver("no warranty runs here.", GOODWILL, QUOTE)
    ended = f"{session.day(found.until)}, {days_ago(found.until, session.today())}"
    raise CoverOver(f"warranty ended {ended}.", GOODWILL, QUOTE)


def allow_goodwill(session: Session) -> None:
    """Goodwill costs the shop what nothing obliges it to: raises NeedsApproval."""
    require(session, Right.REFUND)
