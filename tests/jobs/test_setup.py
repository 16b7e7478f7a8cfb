"""A new shop: its name, currency, zone and trade, and who opens it at which till."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopstock.jobs import setup
from shopstock.jobs.session import Session
from shopstock.refusal import WrongUse
from shopstock.store import engine
from shopstock.store.engine import Store
from shopstock.store.people import all_staff, all_tills
from shopstock.store.shop import read_shop
from tests import shops


@pytest.fixture
def empty() -> Iterator[Store]:
    """A store with no shop in it."""
    store = engine.in_memory()
    yield store
    store.close()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "a shop needs a name"),
        ({"name": " \u200b "}, "a shop needs a name"),
        ({"currency": "EURO"}, '"EURO" is no currency code such as EUR'),
        ({"currency": ""}, "is no currency code"),
        ({"currency": "E1R"}, "is no currency code"),
        ({"currency": "ÄÖÜ"}, "is no currency code"),
        ({"zone": "Europe/Nowhere"}, '"Europe/Nowhere" is no time zone such as Europe/Berlin'),
        ({"zone": ""}, "is no time zone"),
        ({"zone": "../../etc/passwd"}, "is no time zone"),
        ({"zone": "Europe"}, "is no time zone"),
        ({"trade": "bank"}, '"bank" is no trade: electronics, grocery'),
        ({"trade": ""}, "is no trade"),
    ],
    ids=str,
)
def test_what_no_shop_can_be(empty: Store, wrong: dict[str, str], said: str) -> None:
    sound = {"name": "Corner", "currency": "EUR", "zone": "Europe/Berlin", "trade": "mixed"}
    with pytest.raises(WrongUse) as caught:
        setup.new_shop(empty, **(sound | wrong))  # type: ignore[arg-type]
    assert said in caught.value.text
    assert read_shop(empty) is None
    assert all_staff(empty) == []
    setup.new_shop(empty, **sound)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("currency", "digits"), [("EUR", 2), ("usd", 2), ("JPY", 0), ("KWD", 3), (" chf ", 2), ("KRW", 0)]
)
def test_a_currency_has_its_digits(empty: Store, currency: str, digits: int) -> None:
    setup.new_shop(empty, "Corner", currency, "UTC")
    shop = read_shop(empty)
    assert shop
    assert (shop.currency, shop.digits) == (currency.strip().upper(), digits)


def test_a_shop_in_yen(empty: Store) -> None:
    setup.new_shop(empty, "Kado", "JPY", "Asia/Tokyo", "grocery", "Aiko")
    session = setup.open_session(empty)
    assert (session.shop.trade, session.staff.name, session.money(1250)) == ("grocery", "Aiko", "1250")


def places(session: Session) -> list[tuple[str, str]]:
    """Code and kind of every place in the order of a walk through the shop."""
    rows = session.store.db.execute_sql("SELECT code, kind FROM place ORDER BY walk, id")
    return [(code, kind) for code, kind in rows.fetchall()]


def test_a_shop_has_one_place_of_each_kind(session: Session) -> None:
    kinds = [kind for _, kind in places(session)]
    assert set(kinds) == {
        "shelf",
        "back",
        "quarantine",
        "bench",
        "visiting",
        "loan",
        "repairer",
        "supplier",
        "customer",
        "bin",
        "charity",
        "loss",
        "labour",
        "fitted",
        "staff",
        "treated",
    }
    assert [code for code, _ in places(session)][:3] == ["SHELF-1", "SHELF-2", "BACK"]


def test_a_shop_is_made_once(session: Session) -> None:
    with pytest.raises(engine.RuleBroken):
        setup.new_shop(session.store, "Another", "USD", "UTC")
    assert read_shop(session.store) == session.shop
    assert len(all_staff(session.store)) == 1


def test_a_new_till_is_added_and_a_new_person_is_not(session: Session) -> None:
    second = shops.open_session_at(session, "Till 2")
    assert (second.till.prefix, second.staff) == ("R2", session.staff)
    assert shops.open_session_at(session, " till-2 ").till == second.till
    assert len(all_tills(session.store)) == 2
    with pytest.raises(WrongUse, match="nobody here is called Mallory"):
        setup.open_session(session.store, staff="Mallory")
    assert setup.open_session(session.store, staff="OWNER").staff == session.staff


def test_an_empty_store_opens_no_session(empty: Store) -> None:
    with pytest.raises(WrongUse, match="holds no shop yet"):
        setup.open_session(empty)
