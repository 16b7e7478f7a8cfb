"""What the last check of the books found."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One finding: which check, where (empty for the whole shop), and what does not hold."""

    n: int
    check: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class VerifyView(View):
    """The last report. `checked_at` is null before the first; `trouble` says why a check could not run; `version`
    and `library` are the version and who brings it; `notes` are worth knowing but no findings."""

    running: bool
    checked_at: str | None
    trouble: str
    checks: int
    findings: list[FoundRow]
    version: str
    library: str
    notes: list[str]
