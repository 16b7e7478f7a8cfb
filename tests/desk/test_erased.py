"""Erasing, for random people with random doings: no seal changes, and no table holds a trace of them."""

from __future__ import annotations

import random
from typing import Any

import pytest

from shopstock.jobs.session import Session
from shopstock.store.audit import audit
from tests import shops
from tests.desk.counter import Counter
from tests.shops import CABLE, OTHER_SERIAL, SERIAL

pytestmark = pytest.mark.conversation

NAMES = (
    "Quirin Zwölfender",
    "ZOË O'HARA-VANDERBILT",
    "Xavière d’Étoile",
    "Ågot Bjørnstjerne",
    "漢 字子",
    "Qux (the) 2nd",
)
EMAILS = ("quirin.z@example.org", "zoe+shop@example.com", "x.d-etoile@example.net")


def texts(session: Session) -> dict[str, str]:
    """All text of the whole database, table by table."""
    db = session.store.db
    if session.store.dialect.name == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
    else:
        sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    tables = [name for (name,) in db.execute_sql(sql).fetchall()]
    return {
        name: repr([_readable(row) for row in db.execute_sql(f'SELECT * FROM "{name}"').fetchall()])
        for name in tables
    }


def _readable(row: Any) -> list[str]:
    """Blobs as text, too, and JSON escapes as the letters they are."""
    shown = [
        bytes(x).decode("utf-8", "replace") if isinstance(x, bytes | memoryview) else str(x) for x in row
    ]
    return [x.encode().decode("unicode_escape", "ignore") if "\\u" in x else x for x in shown]


def seals(session: Session) -> list[tuple[int, bytes]]:
    rows = session.store.db.execute_sql("SELECT id, hash FROM booking ORDER BY id").fetchall()
    return [(one, bytes(seal)) for one, seal in rows]


def doings(dice: random.Random, who: str, phone: str, email: str) -> list[list[str]]:
    """What may happen to somebody in a shop, each as entries of one go."""
    at = dice.choice((f"@{who}", f"@{phone}", f"@{email}"))
    return [
        [":sell", ":clear", "CAB", at, ":finish"],
        [":sell", ":clear", "2*CAB", at, f":park for {who}"],
        [":sell", ":clear", "CAB", at],
        [":sell", ":clear", "CAB", ":finish", f":customer #R1-1 {at}"],
        [":return", "#R1-1", at],
        [f":customers {who}", "S", "O", "S"],
        [f":customers {phone[-4:]}", "E", "", "", "", "Zweite Gasse 77", "", "", "", f"knows {who}"],
        [f":find {at}", ":find", at],
        [":receive", "CAB", "3*", ":finish"],
        [f":customer name={who.split()[0]} phone=555{dice.randrange(1000, 9999)}"],
        [":sell", ":clear", "T", dice.choice(("", f"N{dice.randrange(10**6)}")), at, ":finish"],
        [":lacking"],
    ]


@pytest.mark.parametrize("seed", range(6))
def test_no_trace_and_no_seal_changed(session: Session, seed: int) -> None:
    dice = random.Random(seed)
    who, email = dice.choice(NAMES), dice.choice(EMAILS)
    phone = f"+49 {dice.randrange(10**6, 10**7)} {dice.randrange(10**3, 10**4)}"
    shops.take_in(session, CABLE, "200")
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    counter = Counter(session)
    counter(
        ":item sku=T tracking=serial serial_when=sale name=Toaster price=1", ":receive", "T", "9*", ":finish"
    )
    counter(f':customer name="{who}" phone="{phone}" email={email} street="Erste Straße 5" town=Hinterzarten')
    number = counter.view()["card"]["number"]
    counter(":sell", "CAB", f"@{email}", ":finish")
    for entries in dice.choices(doings(dice, who, phone, email), k=10):
        counter(*entries)
    before = seals(session)
    counter(f":customers {email}")
    assert counter.view()["card"]["number"] == number
    counter("X")
    assert counter("erase").id == "customers.erased"
    assert seals(session)[: len(before)] == before
    assert audit(session.store).findings == ()
    digits = "".join(c for c in phone if c.isdigit())
    for table, shown in texts(session).items():
        for trace in (
            who,
            phone,
            digits,
            digits[::-1],
            email,
            "Erste Straße",
            "Zweite Gasse",
            "Hinterzarten",
        ):
            assert trace.casefold() not in shown.casefold(), (table, trace)
    for _ in range(5):
        assert who not in str(counter(":undo").view.as_json())
    for table, shown in texts(session).items():
        assert who.casefold() not in shown.casefold(), (table, "brought back by :undo")


def test_no_name_is_sealed_with_a_refusal_or_a_claim(stocked: Counter) -> None:
    """What is sealed cannot be erased: the words of who wrote it down are taken without the person only."""
    session = stocked.desk.session
    stocked("@Xaviera Quux", SERIAL, ":finish", ":customer @Xaviera phone=017655512399")
    stocked(":customers Xaviera", "E", "", "0176 55512399", "", "", "", "", "", "")
    refused = stocked(":return", SERIAL, "CQN", "xaviera quux dropped it")
    assert refused.id == "customers.name_in_words"
    assert stocked("ring 0176 55512399").id == "customers.name_in_words"
    assert stocked("it fell into water").id == "return.refused"
    stocked(":claim", SERIAL)
    assert stocked("no sound, says Xaviera Quux").id == "customers.name_in_words"
    assert stocked("no sound").id == "claim.opened"
    assert not {name for name, said in texts(session).items() if "quux" in said.casefold()} - {
        "party", "party_word", "open_job"
    }  # fmt: skip
