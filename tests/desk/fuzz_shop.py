"""The small shop that random entries are typed into: goods of all kinds, some sold, some past their date, some held."""

from __future__ import annotations

from functools import cache

from shopstock.jobs.hold import hold_lot
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.setup import open_session
from shopstock.store import engine
from shopstock.store.engine import Store
from tests import shops

SERIALS = (shops.SERIAL, shops.OTHER_SERIAL, "350000000000009", "ABC-123", "abc 124")
LOTS = ("24B07", "24B06", "OLD", "9F31", "9F32", "10D9T", "K22")


@cache
def _stocked() -> Store:
    session = shops.shop_in_memory()
    shops.take_in_serials(session, *SERIALS)
    shops.take_in(session, shops.OAT, "30", lot="24B07", expires="2026-12-03")
    shops.take_in(session, shops.OAT, "20", lot="24B06", expires="2026-11-24", place_code="SHELF-2")
    shops.take_in(session, shops.OAT, "14", lot="OLD", expires="2026-11-20")
    shops.take_in(session, shops.OAT, "9", lot="10D9T", expires="2027-03-31")
    shops.take_in(session, shops.SALMON, "13", lot="9F31", expires="2026-11-21")
    shops.take_in(session, shops.SALMON, "16", lot="9F32", expires="2026-11-23")
    shops.take_in(session, shops.SALMON, "7", lot="K22", expires="2026-12-24")
    shops.take_in(session, shops.CABLE, "100")
    shops.take_in(session, shops.CHEESE, "50.000")
    shops.sell_serial(session, shops.SERIAL)
    shops.sell_some(session, shops.CABLE, "3")
    shops.sell_some(session, shops.OAT, "2")
    hold_lot(session, new_request_id(), shops.batch(session, shops.SALMON, "K22").id, "a smell")
    return session.store


def small_shop() -> Session:
    """A copy of it in memory, with the owner at the first till."""
    return open_session(engine.in_memory(copy_of=_stocked()))
