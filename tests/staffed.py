"""The corner shop with people who have PINs and badges: Owner, Bo the manager, Mia the clerk, Ann the auditor.

Made once and copied: a PIN takes half a second on purpose. Most tests sign on with a badge, which takes none.
"""

from __future__ import annotations

from functools import cache

from shopstock.jobs import rights, setup, signing, staff
from shopstock.jobs.session import Session
from shopstock.store import engine
from shopstock.store.credentials import set_role_right
from shopstock.store.engine import Store
from shopstock.store.people import StaffRow
from tests import shops
from tests.desk.counter import Counter

COST = signing.SCRYPT_N, signing.SCRYPT_R, signing.SCRYPT_P  # of the program, before the tests make it cheap
PINS = {"Owner": "8273", "Bo": "4711", "Mia": "5821", "Ann": "9046"}
ROLES = {"Owner": "owner", "Bo": "manager", "Mia": "clerk", "Ann": "auditor"}
BY_ROLE = {role: name for name, role in ROLES.items()}


def fill(session: Session) -> dict[str, str]:
    """Hire everyone into a shop without PINs; the badges by name."""
    for name, role in ROLES.items():
        if name != "Owner":
            staff.add(session, name, role)
    owner = staff.named(session, "Owner")
    signing.set_pin(session, owner, signing.seal(PINS["Owner"]))
    session = signing.signed_on(session, owner)
    for name, pin in PINS.items():
        if name != "Owner":
            signing.set_pin(session, staff.named(session, name), signing.seal(pin))
    return {name: signing.give_badge(session, staff.named(session, name)) for name in PINS}


@cache
def _made() -> tuple[Store, dict[str, str]]:
    with shops.on(shops.SUNDAY.isoformat()):
        session = shops.shop_in_memory()
        return session.store, fill(session)


def badge(name: str) -> str:
    """What that person's badge says."""
    return _made()[1][name]


def shop() -> Session:
    """The staffed shop in memory, with nobody at the till."""
    return setup.open_session(engine.in_memory(copy_of=_made()[0]))


def person(session: Session, name: str) -> StaffRow:
    """That person as they are now."""
    return staff.named(session, name)


def at(session: Session, name: str) -> Session:
    """The same till with that person at it, who showed a PIN or a badge."""
    return signing.signed_on(session, person(session, name))


def grant(session: Session, role: str, *granted: rights.Right) -> None:
    """Give a role rights behind the desk's back."""
    with session.store.transaction():
        for right in granted:
            set_role_right(session.store, role, right.value, granted=True)


def stock(session: Session) -> Session:
    """Goods for every way to get past a check: phones, milk of three lots, salmon, cables, cheese."""
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    shops.take_in(session, shops.OAT, "10", lot="24B07", expires="2026-12-03")
    shops.take_in(session, shops.OAT, "4", lot="OLD", expires="2026-11-20")
    shops.take_in(session, shops.CABLE, "10")
    return session


def counter(session: Session, name: str | None = None) -> Counter:
    """A counter of the staffed shop, with that person signed on by their badge."""
    made = Counter(session)
    if name:
        assert made(badge(name)).id == "staff.signed_on"
    return made


def last_booking(session: Session) -> tuple[str, str, str | None]:
    """The newest booking: its kind, who did it and who approved it."""
    row = session.store.db.execute_sql(
        "SELECT b.kind, s.name, a.name FROM booking b JOIN staff s ON s.id = b.staff_id "
        "LEFT JOIN staff a ON a.id = b.approver_id ORDER BY b.id DESC LIMIT 1"
    ).fetchone()
    return row[0], row[1], row[2]


def events(session: Session, what: str) -> list[tuple[str | None, str | None, str | None]]:
    """The events of a kind: what was, what became, and the note."""
    rows = session.store.db.execute_sql(
        "SELECT was, became, note FROM event WHERE what = ? ORDER BY id", (what,)
    ).fetchall()
    return [(was, became, note) for was, became, note in rows]
