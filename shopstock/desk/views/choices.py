"""What Find shows in general, and a numbered choice: apart from the passports, which the counter opens without."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from shopstock.desk.views.base import Choice, View


@dataclass(frozen=True, slots=True)
class FindView(View):
    """Base of what Find shows; `kind` says which."""

    kind: str = field(kw_only=True)

    def as_json(self) -> dict[str, Any]:
        shown = asdict(self)
        for row in shown.get("history") or ():
            row["from"] = row.pop("from_")
        return shown


@dataclass(frozen=True, slots=True)
class ChoicesView(FindView):
    """Several meanings or matches: a number picks one."""

    question: str
    choices: list[Choice]
    kind: str = field(default="choices", kw_only=True)
