"""The warranty columns of a product: from what was typed to its fields, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shopstock.days import Term
from shopstock.jobs.item_columns import Warranty
from shopstock.jobs.warranty_terms import term_of
from shopstock.store.catalogue import ProductRow


def warranty_fields(given: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The warranty fields whose column was given; an empty one takes away what was there.

    A legal warranty of `none` is a term of nothing, which is not the same as none of its own."""
    fields: dict[str, Any] = {}
    if "warranty" in given:
        own: Warranty = values.get("warranty") or Warranty()
        fields |= _parts("warranty", own.term) | {"warranty_lifetime": 1 if own.lifetime else None}
    if "supplier_warranty" in given:
        theirs: Warranty | None = values.get("supplier_warranty")
        fields |= _parts("supplier_warranty", theirs.term if theirs else None)
    if "legal_warranty" in given:
        legal: Warranty | None = values.get("legal_warranty")
        none = {"legal_number": 0, "legal_unit": "months"}
        fields |= none if legal and legal.term is None else _parts("legal", legal.term if legal else None)
    if "extends" in given:
        fields |= _parts("extends", values.get("extends"))
    if "warranty_start" in given:
        start = values.get("warranty_start")
        fields["warranty_start"] = None if start == "sale" else start
    return fields


def _parts(name: str, term: Term | None) -> dict[str, Any]:
    return {f"{name}_number": term.number if term else None, f"{name}_unit": term.unit if term else None}


def shown_warranty(row: ProductRow) -> dict[str, str | None]:
    """The warranty columns as they are typed; None where nothing is set."""
    return {
        "warranty": "lifetime" if row.warranty_lifetime else _shown(row.warranty_number, row.warranty_unit),
        "warranty_start": row.warranty_start,
        "supplier_warranty": _shown(row.supplier_warranty_number, row.supplier_warranty_unit),
        "legal_warranty": "none" if row.legal_number == 0 else _shown(row.legal_number, row.legal_unit),
        "extends": _shown(row.extends_number, row.extends_unit),
    }


def _shown(number: int | None, unit: str | None) -> str | None:
    term = term_of(number, unit)
    return str(term) if term else None
