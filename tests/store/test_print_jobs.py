"""The rows of the print queue: their steps stand in the database, whoever writes them."""

from __future__ import annotations

import itertools

import pytest

from shopstock.jobs.session import Session
from shopstock.store import print_jobs
from shopstock.store.engine import RuleBroken
from shopstock.store.migrations.m0004_printing import STATES, STEPS
from tests import shops

DAY = shops.SUNDAY.isoformat()
WAY = {
    "waiting": (),
    "sending": ("sending",),
    "unsure": ("sending", "unsure"),
    "done": ("sending", "done"),
    "dropped": ("dropped",),
}


def add(session: Session, title: str = "X", state: str = "waiting") -> int:
    """A report that waits, brought to that state; gives its id."""
    db = session.store.db
    with session.store.transaction():
        print_jobs.add(session.store, session.till.id, DAY, "report", title, body='{"rows": []}')
    (job_id,) = db.execute_sql("SELECT max(id) FROM print_job").fetchone()
    for step in WAY[state]:
        change(session, f"state = '{step}'", job_id)
    return int(job_id)


def change(session: Session, how: str, job_id: int) -> None:
    """An UPDATE by hand."""
    with session.store.transaction():
        session.store.db.execute_sql(f"UPDATE print_job SET {how} WHERE id = {job_id}")


def states(session: Session) -> list[str]:
    """What every job is now."""
    return [row[0] for row in session.store.db.execute_sql("SELECT state FROM print_job ORDER BY id")]


def test_a_job_steps_only_as_listed(session: Session) -> None:
    for before, after in itertools.product(STATES, STATES):
        job_id = add(session, state=before)
        if (before, after) in STEPS:
            change(session, f"state = '{after}'", job_id)
        else:
            with pytest.raises(RuleBroken) as broken:
                change(session, f"state = '{after}'", job_id)
            assert broken.value.rule == "print", (before, after)


@pytest.mark.parametrize(
    "how",
    [
        "title = 'Y'",
        "body = '{}'",
        "booking_id = 1",
        "kind = 'receipt'",
        "made_at_us = 1",
        "id = 99",
        "tries = -1",
        "copies = 0",
        "printer = 'fax'",
        "day = '2026-02-30'",
        "state = 'lost'",
        "trouble = ''",
    ],
)
def test_a_job_stays_the_same_paper(session: Session, how: str) -> None:
    shops.take_in(session, shops.CABLE, "1")
    job_id = add(session)
    with pytest.raises(RuleBroken):
        change(session, how, job_id)
    assert states(session) == ["waiting"]


@pytest.mark.parametrize(
    "values",
    [
        "'sending', 0, '{}', NULL",
        "'done', 0, '{}', NULL",
        "'waiting', 3, '{}', NULL",
        "'waiting', 0, NULL, NULL",
        "'waiting', 0, 'no json', NULL",
        "'waiting', 0, '{}', 77",
    ],
)
def test_a_job_begins_waiting_and_with_something_to_print(session: Session, values: str) -> None:
    with pytest.raises(RuleBroken), session.store.transaction():
        session.store.db.execute_sql(
            "INSERT INTO print_job (till_id, made_at_us, day, kind, title, printer, copies, changed_at_us, "
            f"state, tries, body, booking_id) VALUES (1, 1, '{DAY}', 'report', 'X', 'receipt', 1, 1, {values})"
        )
    assert states(session) == []


def test_a_paper_may_be_made_from_its_booking(session: Session) -> None:
    booking = shops.take_in(session, shops.CABLE, "1").booking_id
    with session.store.transaction():
        print_jobs.add(session.store, session.till.id, DAY, "receipt", "R1-000001", booking_id=booking)
    (job,) = print_jobs.open_jobs(session.store, session.till.id)
    assert (job.booking_id, print_jobs.body_of(session.store, job.id)) == (booking, None)


def test_only_what_is_over_may_go(session: Session) -> None:
    for state in STATES:
        job_id = add(session, state=state)
        delete = f"DELETE FROM print_job WHERE id = {job_id}"
        if state in print_jobs.OVER:
            session.store.db.execute_sql(delete)
        else:
            with pytest.raises(RuleBroken), session.store.transaction():
                session.store.db.execute_sql(delete)
    assert states(session) == ["waiting", "sending", "unsure"]


@pytest.mark.sqlite
def test_a_job_is_not_replaced_by_another(session: Session) -> None:
    job_id = add(session)
    session.store.db.execute_sql("PRAGMA recursive_triggers = 0")
    with pytest.raises(RuleBroken), session.store.transaction():
        session.store.db.execute_sql(
            "INSERT OR REPLACE INTO print_job (id, till_id, made_at_us, day, kind, title, printer, copies, "
            f"changed_at_us, state, tries, body) SELECT id, till_id, 1, day, kind, 'Y', printer, 1, 1, 'waiting', 0, "
            f"body FROM print_job WHERE id = {job_id}"
        )
    assert print_jobs.open_jobs(session.store, 1)[0].title == "X"


def test_a_number_is_never_given_again(session: Session) -> None:
    """A late answer of the printer speaks of its own paper and of no newer one."""
    old = add(session, state="done")
    with session.store.transaction():
        print_jobs.forget(session.store, session.till.id, 2**62)
    assert add(session) > old


def test_sending_begins_once(session: Session) -> None:
    job_id = add(session)
    with session.store.transaction():
        assert print_jobs.begin_sending(session.store, job_id)
        assert not print_jobs.begin_sending(session.store, job_id)
    (job,) = print_jobs.open_jobs(session.store, session.till.id)
    assert (job.state, job.tries) == ("sending", 1)


def test_a_till_sees_its_own_papers(session: Session) -> None:
    other = shops.open_session_at(session, "Till 2")
    add(session, "mine")
    add(other, "theirs")
    assert [job.title for job in print_jobs.open_jobs(session.store, session.till.id)] == ["mine"]
    assert [job.title for job in print_jobs.open_jobs(session.store, other.till.id)] == ["theirs"]


def test_what_went_out_once_is_remembered_for_good(session: Session) -> None:
    booking = shops.take_in(session, shops.CABLE, "1").booking_id
    store = session.store
    assert not print_jobs.was_printed(store, booking, "receipt")
    with store.transaction():
        print_jobs.note_printed(store, booking, "receipt")
        print_jobs.note_printed(store, booking, "receipt")
    assert print_jobs.was_printed(store, booking, "receipt")
    assert not print_jobs.was_printed(store, booking, "slip")
    for how in ("DELETE FROM printed_paper", "UPDATE printed_paper SET at_us = 1"):
        with pytest.raises(RuleBroken), store.transaction():
            store.db.execute_sql(how)


def test_old_papers_are_forgotten_and_open_ones_never(session: Session) -> None:
    for state in STATES:
        add(session, state=state)
    store, till = session.store, session.till.id
    assert not print_jobs.any_over_before(store, till, 1)
    assert print_jobs.any_over_before(store, till, 2**62)
    with store.transaction():
        assert print_jobs.forget(store, till, 2**62) == 2
    assert states(session) == ["waiting", "sending", "unsure"]


def test_nobody_is_sure_after_the_shop_was_put_back(session: Session) -> None:
    for state in STATES:
        add(session, state=state)
    with session.store.transaction():
        assert print_jobs.doubt_all(session.store, "the shop was put back") == 2
    assert states(session) == ["unsure", "unsure", "unsure", "done", "dropped"]
