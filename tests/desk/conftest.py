"""Fixtures of the desk: the counter of the corner shop, empty and with goods."""

from __future__ import annotations

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter


@pytest.fixture
def counter(session: Session) -> Counter:
    """The counter of the corner shop, without goods."""
    return Counter(session)


@pytest.fixture
def stocked(session: Session) -> Counter:
    """The counter with two phones, oat milk in three lots, salmon in two, cables and cheese."""
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    shops.take_in(session, shops.OAT, "10", lot="24B07", expires="2026-12-03")
    shops.take_in(session, shops.OAT, "5", lot="24B06", expires="2026-11-24", place_code="SHELF-2")
    shops.take_in(session, shops.OAT, "4", lot="OLD", expires="2026-11-20")
    shops.take_in(session, shops.SALMON, "3", lot="9F31", expires="2026-11-21")
    shops.take_in(session, shops.SALMON, "6", lot="9F32", expires="2026-11-22")
    shops.take_in(session, shops.CABLE, "10")
    shops.take_in(session, shops.CHEESE, "5.000")
    return Counter(session)
