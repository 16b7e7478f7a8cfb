"""Verifying a shop: every check of the books, the rules and the file, and what they found.

Nothing is written and no till has to wait.
"""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.store.address import Address
from shopstock.store.audit import Finding, Report, audit, audit_at
from shopstock.store.engine import Store

__all__ = ["Finding", "Report", "as_json", "lines_of", "verify", "verify_at"]


def verify(at: Session | Store, *, quick: bool = False) -> tuple[Finding, ...]:
    """What does not hold in an open shop; empty when all is well.

    `quick` leaves out the hash chain and the comparison of indexes with their tables."""
    store = at.store if isinstance(at, Session) else at
    return audit(store, quick=quick).findings


def verify_at(where: Address) -> Report:
    """All checks on a shop that this process has not open; raises WrongUse where there is no shop to check."""
    return audit_at(where)


def as_json(report: Report) -> dict[str, object]:
    """The report as `shopstock verify --json` prints it."""
    found = [{"check": f.check, "what": f.what, "where": f.where} for f in report.findings]
    return {
        "findings": found,
        "checks": report.checks,
        "sqlite": report.sqlite,
        "library": report.library,
        "notes": list(report.notes),
    }


def lines_of(report: Report) -> list[str]:
    """One line for each finding and a closing line."""
    number = len(report.findings)
    said = f"{number} {'finding' if number == 1 else 'findings'}" if number else "nothing found"
    checks = f"{report.checks} {'check' if report.checks == 1 else 'checks'}"
    return [*map(str, report.findings), ". ".join([f"{checks}, {said}", *report.notes])]
