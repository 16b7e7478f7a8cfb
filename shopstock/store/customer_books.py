"""What the books have of a customer besides sales: the claims they opened and the store credits they were given."""

from __future__ import annotations

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.credit_models import Credit
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Claim

_CLAIMS: Compiled[int] = Compiled(
    lambda: (
        Booking.select(Booking.id)
        .join(Claim, on=(Claim.booking_id == Booking.id))
        .where(Booking.party_id == param("party_id"))
        .order_by(Booking.id.desc())
    ),
    single,
)
_CREDITS: Compiled[str] = Compiled(
    lambda: (
        Booking.select(Credit.code)
        .join(Credit, on=(Credit.booking_id == Booking.id))
        .where(Booking.party_id == param("party_id"))
        .order_by(Booking.id.desc())
    ),
    single,
)


def claim_ids_of(store: Store, rows: tuple[int, ...]) -> list[int]:
    """The claims of any of a person's rows, newest first."""
    return sorted({found for one in rows for found in _CLAIMS.all(store.db, party_id=one)}, reverse=True)


def credit_codes_of(store: Store, rows: tuple[int, ...]) -> list[str]:
    """The codes of the store credits of any of a person's rows."""
    return [code for one in rows for code in _CREDITS.all(store.db, party_id=one)]
