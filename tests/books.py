"""What the checks of the money and of the seals say of a shop, on any engine."""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.store.audit import CHECKS

OF_MONEY = ("payments", "voids", "drawers", "heads", "numbers", "chain")


def unsound(session: Session) -> list[str]:
    """Every finding; empty when all is well."""
    with session.store.reading():
        return [str(finding) for name in OF_MONEY for finding in CHECKS[name](session.store)]
