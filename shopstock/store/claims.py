"""Claims read back and their rows to be: what is claimed, how it stands, and each step with who booked it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import (
    Booking,
    Claim,
    ClaimFile,
    ClaimStep,
    Party,
    Place,
    Product,
    Proof,
    Staff,
    Till,
    Unit,
    UnitAt,
)
from shopstock.store.papers import paper_name
from shopstock.store.parts import Flat, Written
from shopstock.store.serial_shown import serial_shown

SERIES = "W"


@dataclass(frozen=True)
class ClaimDraft(Flat):
    """A claim that this booking opens. `side` is customer or supplier, `basis` what pays for it."""

    part: ClassVar[str] = "claims"
    unit_id: int
    sale_line_id: int | None
    side: str
    symptom: str
    note: str | None
    basis: str


@dataclass(frozen=True)
class StepDraft(Flat):
    """The next step of a claim, with the one it follows; `claim_id` None is the claim that this booking opens.

    `other_unit_id` is a unit lent, or the one that replaces; `amount_minor` what was credited or quoted."""

    part: ClassVar[str] = "claim_steps"
    claim_id: int | None
    seq: int
    prev_state: str | None
    what: str
    state: str
    party_id: int | None = None
    rma: str | None = None
    waits_for: str | None = None
    due_on: date | None = None
    other_unit_id: int | None = None
    amount_minor: int | None = None
    note: str | None = None

    def columns(self, at: Written) -> dict[str, Any]:
        """Its fields, with the claim it opens and the step before it."""
        return {
            **vars(self),
            "claim_id": at.booking_id if self.claim_id is None else self.claim_id,
            "prev_seq": self.seq - 1 if self.seq > 1 else None,
            "due_on": self.due_on and self.due_on.isoformat(),
        }


@dataclass(frozen=True)
class FileDraft(Flat):
    """A file that belongs to a claim: where it lies, its size in bytes and its SHA-256 in hexadecimal."""

    part: ClassVar[str] = "claim_files"
    claim_id: int
    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ProofDraft(Flat):
    """What showed that a unit was bought elsewhere, and the maker's term from that day."""

    part: ClassVar[str] = "proofs"
    unit_id: int
    bought_on: date
    seller: str
    receipt: str | None
    warranty_number: int | None
    warranty_unit: str | None
    warranty_until: date | None

    def columns(self, at: Written) -> dict[str, Any]:  # noqa: ARG002 - it points at no other row
        """Its fields, days as ISO texts."""
        until = self.warranty_until and self.warranty_until.isoformat()
        return {**vars(self), "bought_on": self.bought_on.isoformat(), "warranty_until": until}


class ClaimRow(NamedTuple):
    """A claim as it stands: `id` is that of the booking that opened it, `seq` and `state` its last step."""

    id: int
    series: str | None
    number: int | None
    day: date
    at_us: int
    staff: str
    party_id: int | None
    customer: str | None
    unit_id: int
    serial: str
    product_id: int
    sku: str
    name: str
    category: str | None
    sale_line_id: int | None
    side: str
    symptom: str
    note: str | None
    basis: str
    seq: int
    state: str
    last_day: date
    place_code: str | None
    place_kind: str | None

    @property
    def paper(self) -> str:
        """`W-000031`."""
        return paper_name(self.series, self.number) or ""

    @property
    def open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state != "closed"


class StepRow(NamedTuple):
    """One step of a claim as it was booked."""

    booking_id: int
    claim_id: int
    at_us: int
    day: date
    staff: str
    till: str
    seq: int
    what: str
    prev_state: str | None
    state: str
    party_id: int | None
    supplier: str | None
    rma: str | None
    waits_for: str | None
    due_on: date | None
    other_unit_id: int | None
    other_serial: str | None
    amount_minor: int | None
    note: str | None


class FileRow(NamedTuple):
    """A file of a claim, when it was added."""

    day: date
    path: str
    size: int
    sha256: str


class ProofRow(NamedTuple):
    """Where and when a unit was bought that was not sold here."""

    unit_id: int
    day: date
    bought_on: date
    seller: str
    receipt: str | None
    warranty_number: int | None
    warranty_unit: str | None
    warranty_until: date | None


def _claim(*columns: Any) -> ClaimRow:
    row = ClaimRow(*columns)
    return row._replace(day=date.fromisoformat(columns[3]), last_day=date.fromisoformat(columns[21]))


def _step(*columns: Any) -> StepRow:
    row = StepRow(*columns)
    due = columns[14] and date.fromisoformat(columns[14])
    return row._replace(day=date.fromisoformat(columns[3]), due_on=due)


def _file(day: str, path: str, size: int, sha256: str) -> FileRow:
    return FileRow(date.fromisoformat(day), path, size, sha256)


def _proof(*columns: Any) -> ProofRow:
    row = ProofRow(*columns)
    until = columns[7] and date.fromisoformat(columns[7])
    return row._replace(
        day=date.fromisoformat(columns[1]), bought_on=date.fromisoformat(columns[2]), warranty_until=until
    )


def _claims() -> Any:
    """Every claim with its last step; where its unit is now."""
    later, stepped = ClaimStep.alias(), Booking.alias()
    newer = later.select(later.id).where(later.claim_id == ClaimStep.claim_id, later.seq > ClaimStep.seq)
    return (
        Claim.select(
            Claim.booking_id, Booking.series, Booking.number, Booking.day, Booking.at_us, Staff.name,
            Booking.party_id, Party.name, Claim.unit_id, serial_shown(), Product.id, Product.sku, Product.name,
            Product.category, Claim.sale_line_id, Claim.side, Claim.symptom, Claim.note, Claim.basis,
            ClaimStep.seq, ClaimStep.state, stepped.day, Place.code, Place.kind,
        )
        .join(Booking, on=(Booking.id == Claim.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .join(ClaimStep, on=(ClaimStep.claim_id == Claim.booking_id))
        .join(stepped, on=(stepped.id == ClaimStep.booking_id))
        .join(Unit, on=(Unit.id == Claim.unit_id))
        .join(Product, on=(Product.id == Unit.product_id))
        .left_outer_join(UnitAt, on=(UnitAt.unit_id == Claim.unit_id))
        .left_outer_join(Place, on=(Place.id == UnitAt.place_id))
        .left_outer_join(Party, on=(Party.id == Booking.party_id))
        .where(~fn.EXISTS(newer))
        .order_by(Claim.booking_id)
    )  # fmt: skip


def _steps() -> Any:
    supplier, other = Party.alias(), Unit.alias()
    return (
        ClaimStep.select(
            ClaimStep.booking_id, ClaimStep.claim_id, Booking.at_us, Booking.day, Staff.name, Till.name,
            ClaimStep.seq, ClaimStep.what, ClaimStep.prev_state, ClaimStep.state, ClaimStep.party_id,
            supplier.name, ClaimStep.rma, ClaimStep.waits_for, ClaimStep.due_on, ClaimStep.other_unit_id,
            other.serial, ClaimStep.amount_minor, ClaimStep.note,
        )
        .join(Booking, on=(Booking.id == ClaimStep.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .join(Till, on=(Till.id == Booking.till_id))
        .left_outer_join(supplier, on=(supplier.id == ClaimStep.party_id))
        .left_outer_join(other, on=(other.id == ClaimStep.other_unit_id))
    )  # fmt: skip


def _still_open() -> Any:
    """The ids of claims whose last step did not close them."""
    last, later = ClaimStep.alias(), ClaimStep.alias()
    newer = later.select(later.id).where(later.claim_id == last.claim_id, later.seq > last.seq)
    return last.select(last.claim_id).where(last.state != "closed", ~fn.EXISTS(newer))


_BY_ID = Compiled(lambda: _claims().where(Claim.booking_id == param("id")), _claim)
_OPEN = Compiled(lambda: _claims().where(ClaimStep.state != "closed"), _claim)
_OF_UNIT = Compiled(lambda: _claims().where(Claim.unit_id == param("unit_id")), _claim)


class _Paper(NamedTuple):
    series: str | None
    number: int | None


def _open_paper() -> Any:
    later = ClaimStep.alias()
    newer = later.select(later.id).where(later.claim_id == ClaimStep.claim_id, later.seq > ClaimStep.seq)
    return (
        Claim.select(Booking.series, Booking.number)
        .join(Booking, on=(Booking.id == Claim.booking_id))
        .join(ClaimStep, on=(ClaimStep.claim_id == Claim.booking_id))
        .where(Claim.unit_id == param("unit_id"), ClaimStep.state != "closed", ~fn.EXISTS(newer))
        .order_by(Claim.booking_id)
        .limit(1)
    )


_OPEN_PAPER = Compiled(_open_paper, _Paper)
_STEPS_OF = Compiled(
    lambda: _steps().where(ClaimStep.claim_id == param("claim_id")).order_by(ClaimStep.seq), _step
)
_STEPS_OF_OPEN = Compiled(
    lambda: _steps().where(ClaimStep.claim_id.in_(_still_open())).order_by(ClaimStep.claim_id, ClaimStep.seq),
    _step,
)
_NAMING = Compiled(
    lambda: _steps().where(ClaimStep.other_unit_id == param("unit_id")).order_by(ClaimStep.id), _step
)
_LENT = Compiled(
    lambda: _steps().where(ClaimStep.what.in_(("lent", "lent_back"))).order_by(ClaimStep.id), _step
)
_FILES = Compiled(
    lambda: (
        ClaimFile.select(Booking.day, ClaimFile.path, ClaimFile.size, ClaimFile.sha256)
        .join(Booking, on=(Booking.id == ClaimFile.booking_id))
        .where(ClaimFile.claim_id == param("claim_id"))
        .order_by(ClaimFile.id)
    ),
    _file,
)
_PROOF = Compiled(
    lambda: (
        Proof.select(
            Proof.unit_id, Booking.day, Proof.bought_on, Proof.seller, Proof.receipt,
            Proof.warranty_number, Proof.warranty_unit, Proof.warranty_until,
        )
        .join(Booking, on=(Booking.id == Proof.booking_id))
        .where(Proof.unit_id == param("unit_id"))
    ),
    _proof,
)  # fmt: skip


def claim(store: Store, claim_id: int) -> ClaimRow:
    """The claim of that id, which must exist."""
    found = find_claim(store, claim_id)
    if found is None:
        raise LookupError(f"no claim {claim_id}")
    return found


def find_claim(store: Store, claim_id: int) -> ClaimRow | None:
    """The claim that a booking opened; None where it opened none."""
    return _BY_ID.first(store.db, id=claim_id)


def open_claims(store: Store) -> list[ClaimRow]:
    """All that are not closed, oldest first."""
    return _OPEN.all(store.db)


def claims_of(store: Store, unit_id: int) -> list[ClaimRow]:
    """Every claim about a unit, oldest first."""
    return _OF_UNIT.all(store.db, unit_id=unit_id)


def steps_of(store: Store, claim_id: int) -> list[StepRow]:
    """What happened to a claim, in order."""
    return _STEPS_OF.all(store.db, claim_id=claim_id)


def open_paper(store: Store, unit_id: int) -> str | None:
    """The paper of a claim that is open for a unit; None where there is none. Asked in every sale of a serial."""
    found = _OPEN_PAPER.first(store.db, unit_id=unit_id)
    return paper_name(*found) if found else None


def steps_of_open(store: Store) -> list[StepRow]:
    """What happened to every claim that is open, claim by claim, in order."""
    return _STEPS_OF_OPEN.all(store.db)


def steps_naming(store: Store, unit_id: int) -> list[StepRow]:
    """Steps of claims in which a unit was lent, came back, or replaced another."""
    return _NAMING.all(store.db, unit_id=unit_id)


def lendings(store: Store) -> list[StepRow]:
    """Every time a unit was lent or came back, in order; the last of a unit says whether it is out."""
    return _LENT.all(store.db)


def files_of(store: Store, claim_id: int) -> list[FileRow]:
    """The files of a claim, as they were when they were added."""
    return _FILES.all(store.db, claim_id=claim_id)


def proof_of(store: Store, unit_id: int) -> ProofRow | None:
    """The proof that a unit was bought elsewhere, if it was."""
    return _PROOF.first(store.db, unit_id=unit_id)


def proof_behind(store: Store, unit_id: int) -> ProofRow | None:
    """The proof of a unit, or of the one in whose place a supplier sent it."""
    while (found := proof_of(store, unit_id)) is None:
        sent = next((s for s in steps_naming(store, unit_id) if s.what == "replaced"), None)
        if sent is None:
            return None
        unit_id = claim(store, sent.claim_id).unit_id
    return found
