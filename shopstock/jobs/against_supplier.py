"""What is asked of the supplier when goods go back to one: hung on the return that sends them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.jobs.return_rules import Look
from shopstock.jobs.session import Session
from shopstock.store.parts import Part

if TYPE_CHECKING:
    from shopstock.jobs.returns import Back


def against_supplier(session: Session, look: Look, back: Back) -> tuple[Part, ...]:  # noqa: ARG001 - the claim is written here
    """The parts of the booking that open a claim against the supplier of what came back."""
    return ()
