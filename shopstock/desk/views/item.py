"""A product being added or changed."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import Choice, View


@dataclass(frozen=True, slots=True)
class ItemField:
    """One property of a product: its name in `import`, the words for it, and its value as typed."""

    name: str
    label: str
    value: str | None
    help: str


@dataclass(frozen=True, slots=True)
class ItemView(View):
    """A product being added or changed; `asking` is the field the next entry answers."""

    sku: str | None
    name: str | None
    fields: list[ItemField]
    asking: str | None
    question: str | None
    choices: list[Choice]
    saved: bool
