"""A lot that was marked down before there were steps: its price stands, goes on in steps, and its event undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopstock.jobs import markdowns
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.jobs.void import void
from shopstock.store.lots import lot
from shopstock.store.markdowns import markdowns_of
from shopstock.store.places import place_of_kind
from tests import shops
from tests.store.audit import rows
from tests.store.test_old_shops import NEXT_DAY, brought_forward

pytestmark = pytest.mark.sqlite


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Session]:
    """The shop of version 6, brought forward."""
    with shops.on(NEXT_DAY), shops.opened(brought_forward(6, tmp_path)) as session:
        yield session


def _marked(session: Session) -> tuple[int, int]:
    """The lot and the booking of its markdown."""
    (event,) = rows(session, "SELECT lot_id, booking_id FROM event WHERE what = 'marked_down'")
    return event["lot_id"], event["booking_id"]


def test_it_is_undone_as_its_event_says(old: Session) -> None:
    lot_id, booking_id = _marked(old)
    assert lot(old.store, lot_id).price_minor == 107
    void(old, new_request_id(), booking_id)
    assert lot(old.store, lot_id).price_minor is None
    (step,) = markdowns_of(old.store, lot_id)
    assert (step.was_minor, step.became_minor, step.stands) == (107, None, False)
    assert verify(old.store) == ()


def test_its_first_step_says_the_price_it_had(old: Session) -> None:
    lot_id, first = _marked(old)
    marked = markdowns.mark(old, new_request_id(), (markdowns.Marking(lot_id, 80),))
    void(old, new_request_id(), first)
    assert lot(old.store, lot_id).price_minor == 80, "it got another price since"
    void(old, new_request_id(), marked.booking_id)
    assert lot(old.store, lot_id).price_minor == 107
    assert verify(old.store) == ()


def test_it_has_a_place_for_staff(old: Session) -> None:
    assert place_of_kind(old.store, "staff").code == "STAFF"
