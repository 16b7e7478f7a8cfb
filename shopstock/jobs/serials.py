"""What a product's serials must look like, which are new here, and what is odd about one that is taken."""

from __future__ import annotations

from typing import cast

from shopstock.codes.serial import SerialKind, SerialRule, check_serial
from shopstock.jobs.receive import check_serial_is_new
from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import units_like


def rule_of(session: Session, row: ProductRow) -> SerialRule:  # noqa: ARG001 - the settings say more
    """The rule for the serials of a product."""
    return SerialRule(cast(SerialKind, row.serial_kind))


def read_serial(session: Session, row: ProductRow, text: str) -> str:
    """The serial as it is kept; raises `BadSerial` where it cannot be one of this product."""
    rule = rule_of(session, row)
    return check_serial(text, rule.kind, rule)


def fits_own_pattern(row: ProductRow, text: str) -> bool:  # noqa: ARG001 - patterns come with their columns
    """Whether the text is a serial by the product's own pattern, whatever else it looks like."""
    return False


def check_new(session: Session, row: ProductRow, serial: str) -> None:
    """Refuse a serial that is here or sold; a number of a known kind is the same in any spelling."""
    check_serial_is_new(session, row, serial)
    if row.serial_kind != "any":
        for known in units_like(session.store, serial):
            if known.product_id == row.id:
                check_serial_is_new(session, row, known.serial)


def remarks(session: Session, row: ProductRow, serial: str) -> list[str]:  # noqa: ARG001 - grows below
    """What to say once of a serial that is taken all the same."""
    return []
