"""Store credit as it stands: by its code, with its story, and what a booking did to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param
from shopstock.store.credit_models import Credit, CreditStep
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Party, Staff
from shopstock.store.parts import Flat


@dataclass(frozen=True)
class CreditDraft(Flat):
    """A new credit; `expires_on` is an ISO day."""

    part: ClassVar[str] = "credits"
    code: str
    face_minor: int
    expires_on: str | None


@dataclass(frozen=True)
class CreditStepDraft(Flat):
    """The next step of a credit; `first_step` and `CreditRow.step` make it."""

    part: ClassVar[str] = "credit_steps"
    code: str
    face_minor: int
    seq: int
    prev_seq: int | None
    what: str
    amount_minor: int
    before_minor: int
    after_minor: int


class CreditRow(NamedTuple):
    """A credit as it stands: what it was worth, until when it holds, what is left, and its last step."""

    id: int
    booking_id: int
    code: str
    face_minor: int
    expires_on: date | None
    left_minor: int
    seq: int

    def step(self, what: str, amount_minor: int) -> CreditStepDraft:
        """The next step: so much more (or less, negative) is on it."""
        after = self.left_minor + amount_minor
        return CreditStepDraft(
            self.code, self.face_minor, self.seq + 1, self.seq, what, amount_minor, self.left_minor, after
        )


class CreditStepRow(NamedTuple):
    """One step of a credit with the booking it happened in."""

    booking_id: int
    kind: str
    series: str | None
    number: int | None
    at_us: int
    day: str
    staff: str
    customer: str | None
    code: str
    what: str
    amount_minor: int
    after_minor: int


def first_step(code: str, face_minor: int) -> CreditStepDraft:
    """The step that issues a credit."""
    return CreditStepDraft(code, face_minor, 1, None, "issued", face_minor, 0, face_minor)


def _row(
    id: int, booking_id: int, code: str, face: int, expires_on: str | None, left: int, seq: int  # noqa: A002
) -> CreditRow:  # fmt: skip
    return CreditRow(
        id, booking_id, code, face, date.fromisoformat(expires_on) if expires_on else None, left, seq
    )


def _credits() -> Any:
    last, step = CreditStep.alias(), CreditStep.alias()
    newest = last.select(fn.MAX(last.seq)).where(last.code == Credit.code)
    return Credit.select(
        Credit.id, Credit.booking_id, Credit.code, Credit.face_minor, Credit.expires_on, step.after_minor,
        step.seq,
    ).join(step, on=((step.code == Credit.code) & (step.seq == newest)))  # fmt: skip


def _steps() -> Any:
    return (
        CreditStep.select(
            CreditStep.booking_id, Booking.kind, Booking.series, Booking.number, Booking.at_us, Booking.day,
            Staff.name, Party.name, CreditStep.code, CreditStep.what, CreditStep.amount_minor,
            CreditStep.after_minor,
        )
        .join(Booking, on=(Booking.id == CreditStep.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .left_outer_join(Party, on=(Party.id == Booking.party_id))
    )  # fmt: skip


_BY_CODE = Compiled(lambda: _credits().where(Credit.code == param("code")), _row)
_BY_ID = Compiled(lambda: _credits().where(Credit.id == param("id")), _row)
_STEPS_OF = Compiled(
    lambda: _steps().where(CreditStep.code == param("code")).order_by(CreditStep.seq), CreditStepRow
)
_STEPS_ON = Compiled(
    lambda: _steps().where(CreditStep.booking_id == param("booking_id")).order_by(CreditStep.n), CreditStepRow
)


def credit_coded(store: Store, code: str) -> CreditRow | None:
    """The credit of that code, as it is printed."""
    return _BY_CODE.first(store.db, code=code)


def credit(store: Store, credit_id: int) -> CreditRow:
    """The credit of that id, which must exist."""
    return _BY_ID.one(store.db, id=credit_id)


def credit_steps(store: Store, code: str) -> list[CreditStepRow]:
    """Everything that happened to a credit, in order."""
    return _STEPS_OF.all(store.db, code=code)


def credit_steps_on(store: Store, booking_id: int) -> list[CreditStepRow]:
    """What a booking did to credits, in its own order."""
    return _STEPS_ON.all(store.db, booking_id=booking_id)


def hold_credit(store: Store, till_id: int, code: str) -> None:
    """Inside a transaction: no other till spends this credit until it ends."""
    store.dialect.lock(store.db, till_id, (), code)
