"""Verifying a shop: every check of the books, the rules and the file, and what they found.

Nothing is written and no till has to wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shopstock.jobs.cash_report import as_head
from shopstock.jobs.session import Session
from shopstock.papers import seals, sheet
from shopstock.refusal import WrongUse
from shopstock.store.address import Address, address_of
from shopstock.store.audit import Finding, Report, SeenHead, audit, audit_at
from shopstock.store.audit.heads import FIGURES
from shopstock.store.copies import audit_beside
from shopstock.store.engine import Store
from shopstock.store.takings import HeadRow

__all__ = [
    "Finding",
    "Report",
    "SeenHead",
    "as_json",
    "from_json",
    "heads_on",
    "lines_of",
    "read_head",
    "report_of",
    "verify",
    "verify_at",
    "verify_beside",
]

LEAST_FIGURES = 16
_BETWEEN = re.compile(r"[\s-]+")


def verify(at: Session | Store, *, quick: bool = False) -> tuple[Finding, ...]:
    """What does not hold in an open shop; empty when all is well.

    `quick` leaves out the hash chain and the comparison of indexes with their tables."""
    store = at.store if isinstance(at, Session) else at
    return audit(store, quick=quick).findings


def report_of(session: Session) -> Report:
    """All checks on an open shop, over its own connection."""
    return audit(session.store)


def verify_beside(shop: str) -> Report:
    """All checks on a shop that another process has open: nothing is written, no lock to write is taken."""
    where = address_of(shop)
    return audit_beside(where) if isinstance(where, Path) else audit_at(where)


def verify_at(where: Address, seen: Sequence[SeenHead] = ()) -> Report:
    """All checks on a shop that this process has not open, and whether the heads on paper are in its chains.

    Raises WrongUse where there is no shop to check."""
    return audit_at(where, seen)


def read_head(typed: str) -> SeenHead:
    """`R1:214:3f2a9c01...` or `Till 1:214:3f2a 9c01 ...`: a head as it is typed from paper, 16 figures at the least."""
    till, _, rest = typed.strip().rpartition(":")
    till, _, number = till.rpartition(":")
    figures = _BETWEEN.sub("", rest).lower()
    sound = re.fullmatch(r"[0-9a-f]+", figures) and number.isascii() and number.isdigit() and till.strip()
    if not sound or len(number) > 12:
        raise WrongUse(f'"{typed[:40]}" is no head such as R1:214:3f2a9c0177b1e0aa')
    if not LEAST_FIGURES <= len(figures) <= FIGURES:
        raise WrongUse(f"a seal has {FIGURES} figures, {LEAST_FIGURES} at the least; here are {len(figures)}")
    return SeenHead(till.strip(), int(number), figures)


def heads_on(paper: Path) -> list[SeenHead]:
    """Every head on a printed report; raises WrongUse for a file that has none."""
    try:
        text = paper.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise WrongUse(f"{paper} cannot be read: {error.strerror}") from None
    found = [SeenHead(*head) for head in seals.read_back(text)]
    if not found:
        raise WrongUse(f"there is no seal on {paper}. A closing (Z) prints them")
    return found


def as_json(report: Report) -> dict[str, object]:
    """The report as `shopstock verify --json` prints it."""
    found = [{"check": f.check, "what": f.what, "where": f.where} for f in report.findings]
    return {
        "findings": found,
        "checks": report.checks,
        "engine": report.engine,
        "version": report.version,
        "library": report.library,
        "notes": list(report.notes),
        "heads": [as_head(row)._asdict() for row in report.heads],
    }


def from_json(said: Mapping[str, Any]) -> Report:
    """The report that `as_json` made, but for the tills' own ids; a KeyError or TypeError for anything else."""
    findings = tuple(Finding(one["check"], one["what"], one["where"]) for one in said["findings"])
    heads = tuple(
        HeadRow(0, one["till"], one["prefix"], one["number"], one["day"], bytes.fromhex(one["hash"]))
        for one in said["heads"]
    )
    notes = tuple(said["notes"])
    return Report(findings, said["checks"], said["engine"], said["version"], said["library"], notes, heads)


def lines_of(report: Report) -> list[str]:
    """One line for each finding, the head of every till as a closing prints it, and a closing line."""
    number = len(report.findings)
    said = f"{number} {'finding' if number == 1 else 'findings'}" if number else "nothing found"
    checks = f"{report.checks} {'check' if report.checks == 1 else 'checks'}"
    closing = ". ".join([f"{checks}, {said}", *_seen(report), *report.notes])
    return [*map(str, report.findings), *_heads(report), closing]


def _heads(report: Report) -> Iterator[str]:
    for row in report.heads:
        for printed in seals.rows_of(as_head(row)):
            yield from sheet.lines(printed, sheet.WIDEST)


def _seen(report: Report) -> list[str]:
    lost = sum(1 for finding in report.findings if finding.check == "heads")
    if not report.seen or lost:
        return []
    return [
        "The head on paper is in its chain"
        if report.seen == 1
        else f"All {report.seen} heads on paper are in their chains"
    ]
