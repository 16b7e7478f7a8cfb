"""Passports: the Find view of whatever was found, by its kind. Each kind has a module of its own, `passport_*.py`."""

from __future__ import annotations

from collections.abc import Callable

from shopstock.desk.passport_credit import credit_passport
from shopstock.desk.passport_goods import lot_passport, product_passport
from shopstock.desk.passport_papers import customer_passport, place_passport, receipt_passport
from shopstock.desk.passport_unit import unit_passport
from shopstock.desk.views.choices import FindView
from shopstock.jobs.session import Session

_MAKERS: dict[str, Callable[[Session, int], FindView]] = {
    "unit": unit_passport,
    "lot": lot_passport,
    "product": product_passport,
    "receipt": receipt_passport,
    "place": place_passport,
    "customer": customer_passport,
    "credit": credit_passport,
}


def passport(session: Session, kind: str, thing_id: int) -> FindView:
    """Everything about one unit, lot, product, paper (`receipt`), place or customer."""
    return _MAKERS[kind](session, thing_id)
