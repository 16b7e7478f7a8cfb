"""A paper for a customer as it is printed, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class ReceiptPaperView(View):
    """A receipt or its warranty slips as text of `width` columns. `kinds` has for each of `lines` what it is: title,
    strong, total, big, line and so on."""

    paper: str
    slips: bool
    width: int
    lines: list[str]
    kinds: list[str]
