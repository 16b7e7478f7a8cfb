"""What a product's serials must look like, and what is odd about one that is taken."""

from __future__ import annotations

from typing import cast

from shopstock.codes.serial import SerialKind, SerialRule, check_serial, vin_advice
from shopstock.jobs.lookalikes import new_but_close
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.store.catalogue import ProductRow


def rule_of(session: Session, row: ProductRow) -> SerialRule:
    """The rule for the serials of a product."""
    kind = cast(SerialKind, row.serial_kind)
    binds = kind == "vin" and value(session, "serials.vin") == "binding"
    return SerialRule(kind, row.serial_pattern, row.serial_example, binds)


def read_serial(session: Session, row: ProductRow, text: str) -> str:
    """The serial as it is kept; raises `BadSerial` where it cannot be one of this product."""
    rule = rule_of(session, row)
    return check_serial(text, rule.kind, rule)


def fits_own_pattern(row: ProductRow, text: str) -> bool:
    """Whether the text is a serial by the product's own pattern, whatever else it looks like."""
    if row.serial_kind != "pattern" or not row.serial_pattern:
        return False
    from shopstock.codes.pattern import fits  # seldom needed: the counter opens without it

    return fits(row.serial_pattern, text)


def remarks(session: Session, row: ProductRow, serial: str) -> list[str]:
    """What to say once of a serial that is taken all the same."""
    advice = vin_advice(serial) if row.serial_kind == "vin" else None
    close = new_but_close(session, row.id, serial)
    odd = f"{serial} {advice}" if advice else None
    return [said for said in (odd, close) if said]
