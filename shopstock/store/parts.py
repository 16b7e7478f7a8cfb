"""What a booking may hold beside movements, lines, payments, returns, events and checks: a registry of sealed parts.

A part is a frozen dataclass with the name of its part and its columns. `post` numbers, seals and writes it; the check
of the chain reads it back through the same registry, so whoever adds a table of the ledger adds one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from shopstock.store.bench_models import ClaimSale, Fitted, Quote, QuoteLine, ServiceDone, ServicePlan
from shopstock.store.claim_models import Claim, ClaimFile, ClaimStep, Proof
from shopstock.store.compiled import Compiled, inserted
from shopstock.store.cover_models import Cover
from shopstock.store.credit_models import Credit, CreditStep
from shopstock.store.drawer_models import Drawer, DrawerPiece, DrawerTender
from shopstock.store.markdown_models import Markdown
from shopstock.store.people_models import SaleCustomer
from shopstock.store.table import Table

# In the order in which they are written: what a later row must agree with stands before it.
PARTS: dict[str, type[Table]] = {
    "pieces": DrawerPiece,
    "tenders": DrawerTender,
    "drawer": Drawer,
    "sale_customers": SaleCustomer,
    "claims": Claim,
    "fitted": Fitted,
    "claim_steps": ClaimStep,
    "claim_files": ClaimFile,
    "proofs": Proof,
    "quote_lines": QuoteLine,
    "quotes": Quote,
    "claim_sales": ClaimSale,
    "service_plans": ServicePlan,
    "services_done": ServiceDone,
    "covers": Cover,
    "credits": Credit,
    "credit_steps": CreditStep,
    "markdowns": Markdown,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a part may point at: the booking's own id, and the ids of the lines it sells, in their order."""

    booking_id: int
    line_ids: tuple[int, ...]


class Part(Protocol):
    """One row of a part; `part` is its name in PARTS and in the seal."""

    part: ClassVar[str]

    def columns(self, at: Written) -> dict[str, Any]:
        """Every column but `id`, `booking_id` and `n`; a day is an ISO text."""


@dataclass(frozen=True)
class Flat:
    """A part whose columns are its fields."""

    part: ClassVar[str]

    def columns(self, at: Written) -> dict[str, Any]:  # noqa: ARG002 - what it points at is in its fields
        """Its fields by their names."""
        return dict(vars(self))


_INSERTS: dict[str, Compiled[int]] = {name: inserted(model) for name, model in PARTS.items()}


def insert_of(part: str) -> Compiled[int]:
    """The statement that writes a row of that part."""
    return _INSERTS[part]
