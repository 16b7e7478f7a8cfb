"""The server goes away in the middle of a customer and comes back: the counter says so and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from shopstock.store.postgres import ServerStore
from tests import servers, shops
from tests.shops import CABLE

pytestmark = pytest.mark.server


class Switch:
    """Takes a shop's database away from every till, and gives it back."""

    def __init__(self, session: Session) -> None:
        assert isinstance(session.store, ServerStore)
        (self.name,) = session.store.db.execute_sql("SELECT current_database()").fetchone()

    def off(self) -> None:
        """Nobody is connected any more and nobody can connect."""
        self._said(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self._said(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def on(self) -> None:
        """As before."""
        self._said(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def _said(self, statement: str) -> None:
        with psycopg.connect(servers.url_of("postgres"), autocommit=True) as conn:
            conn.execute(statement.encode())


@pytest.fixture
def switch(session: Session) -> Iterator[Switch]:
    """The database of this test can be switched off; it is on again at the end."""
    shops.take_in(session, CABLE, "5")
    switch = Switch(session)
    yield switch
    switch.on()


def test_a_basket_waits_for_the_server(session: Session, switch: Switch) -> None:
    desk = Desk(session)
    desk.enter("CAB")
    desk.enter("CAB")
    frame, aside = desk.frame(), desk.aside()
    switch.off()
    for _ in range(2):
        answer = desk.enter(":finish")
        assert (answer.state, answer.id) == ("STOP", "shop.server_away")
        assert "NOT saved" in answer.sentence
        assert len(answer.text.splitlines()[0]) <= 76
        assert not desk.frame().saved
        assert desk.frame().total == frame.total == "19.80"
        assert desk.aside() == aside
    assert desk.enter("CAB").id == "shop.server_away"
    switch.on()
    paid = desk.enter(":finish")
    assert paid.id == "sell.paid"
    assert "19.80" in paid.sentence
    assert desk.frame().saved
    assert shops.on_hand(session, CABLE) == 3


def test_every_job_says_so_in_words_and_goes_on(session: Session, switch: Switch) -> None:
    desk = Desk(session)
    jobs = (
        ":sell",
        ":find CAB",
        ":receive",
        ":return",
        ":dates",
        ":stock",
        ":cash",
        ":staff",
        ":verify",
        ":menu",
    )
    switch.off()
    for job in jobs:
        assert desk.enter(job).id in ("shop.server_away", "menu.open"), job
        assert desk.frame().heading
    switch.on()
    for job in jobs:
        assert desk.enter(job).id != "shop.server_away", job
