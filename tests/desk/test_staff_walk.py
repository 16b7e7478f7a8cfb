"""The walk: all actions that need a right, by all roles, at the desk, in plain mode and in the jobs.

Nobody without the right gets past a check by any entry; with someone who may, both are in the booking. Each way
is a line of a table. A right without a way fails here.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.desk.desk import Desk
from shopstock.desk.plain import run_plain
from shopstock.jobs import backups, hold, imports, move, rights, setup
from shopstock.jobs.rights import DEFAULTS, NeedsApproval, Right
from shopstock.jobs.session import NotSignedOn, ReadsOnly, Session, new_request_id
from shopstock.store import engine
from shopstock.store.engine import Store
from shopstock.store.models import TABLES
from tests import shops, staffed
from tests.desk.counter import Counter
from tests.store.hand import dump

pytestmark = pytest.mark.conversation

ROLES = ("owner", "manager", "clerk", "auditor")


class Way(NamedTuple):
    """What the owner enters first, and the entry that takes the right: `done` is its answer when it is done.

    `besides` are rights that it takes, too: they are given to the role first, so that only one is missing."""

    right: Right
    before: tuple[str, ...]
    entry: str
    done: str
    besides: tuple[Right, ...] = ()


SOLD = (shops.SERIAL, ":finish")
WAYS: dict[str, Way] = {
    "a return": Way(Right.REFUND, (*SOLD, ":return", shops.SERIAL), "FQM", "return.saved"),
    "its last letter": Way(Right.REFUND, (*SOLD, ":return", shops.SERIAL, "F", "Q"), "M", "return.saved"),
    "a return by receipt": Way(Right.REFUND, ("CAB", ":finish", ":return", "#R1-1", "1"), "CSM", "return.saved"),
    "percent off": Way(Right.PRICE, ("CAB",), "/10", "sell.discounted"),
    "a lower price of an item": Way(Right.PRICE, (":item",), ":item sku=CAB price=9.00", "item.saved"),
    "a higher price of an item": Way(Right.PRICE, (), ":item sku=CAB price=99", "item.saved"),
    "another tax": Way(Right.PRICE, (), ":item sku=CAB tax_rate=7", "item.saved"),
    "another's barcode": Way(
        Right.PRICE, (), f":item sku=CAB barcode={shops.OAT_BARCODE}", "item.saved"
    ),
    "a new item with another's barcode": Way(
        Right.PRICE,
        (),
        f":item sku=Z name=Z tracking=none price=0.01 barcode={shops.OAT_BARCODE}",
        "item.saved",
    ),
    "a markdown in the check": Way(
        Right.PRICE, (":dates",), "1M", "dates.done", (Right.BELOW_COST,)
    ),
    "below cost": Way(Right.BELOW_COST, ("CAB",), "/90", "sell.discounted", (Right.PRICE,)),
    "an item below cost": Way(
        Right.BELOW_COST, (), ":item sku=CAB price=1.00", "item.saved", (Right.PRICE,)
    ),
    "another cost": Way(Right.BELOW_COST, (), ":item sku=CAB cost=0.10", "item.saved"),
    "a markdown below cost": Way(Right.BELOW_COST, (":dates",), "1M", "dates.done", (Right.PRICE,)),
    "past its best-before": Way(Right.BEST_BEFORE, ("OLD",), "", "sell.added"),
    "past it, marked down": Way(
        Right.BEST_BEFORE, ("OLD",), "M", "sell.added", (Right.PRICE, Right.BELOW_COST)
    ),
    "no date any more": Way(Right.BEST_BEFORE, (), ":item sku=OAT date_kind=", "item.saved"),
    "a void": Way(Right.VOID, ("CAB", ":finish"), ":undo", "sell.voided"),
    "a voided delivery": Way(Right.VOID, (":receive", "CAB", ":finish"), ":undo", "receive.voided"),
    "an undone check row": Way(Right.VOID, (":dates", "1P"), ":undo", "dates.voided"),
    "not there at the check": Way(Right.STOCK, (":dates",), "1N", "dates.done"),
    "a count that differs": Way(
        Right.STOCK, (":count SHELF-1", "3*CAB", ":finish"), ":finish", "count.saved"
    ),
    "a new place": Way(Right.SETTINGS, (), ":place FRIDGE-1", "place.added"),
    "a setting": Way(Right.SETTINGS, (), ":settings codes.in_store 28IIIICVVVVVK weight", "settings.saved"),
    "the drawer's tolerance": Way(Right.SETTINGS, (), ":cash tolerance 9.00", "cash.tolerance"),
    "rights": Way(Right.RIGHTS, (), ":rights clerk +refund", "staff.rights"),
    "a new person": Way(Right.RIGHTS, (), ":staff add Zoe clerk", "staff.added"),
    "a role": Way(Right.RIGHTS, (), ":staff Zed manager", "staff.role"),
    "a badge": Way(Right.RIGHTS, (), ":staff Zed badge", "staff.badge_given"),
    "a badge taken": Way(Right.RIGHTS, (), ":staff Zed badge off", "staff.badge_taken"),
    "a PIN": Way(Right.RIGHTS, (), ":staff Zed pin", "staff.new_pin"),
    "a PIN taken": Way(Right.RIGHTS, (), ":staff Zed pin off", "staff.pin_removed"),
    "someone leaves": Way(Right.RIGHTS, (), ":staff Zed leave", "staff.left"),
}  # fmt: skip

Act = Callable[[Session], object]


def _lot(session: Session) -> int:
    return shops.batch(session, shops.OAT, "24B07").id


def _hold(session: Session, *, recalled: bool = False) -> None:
    hold.hold_lot(session, new_request_id(), _lot(session), "a rumour", recalled=recalled)


def _out_of_quarantine(session: Session) -> object:
    shift = move.Shift(_lot(session), 2, shops.place(session, "QUARANTINE"))
    return move.move(session, new_request_id(), (shift,), end=shops.place(session, "SHELF-1"))


def _to_quarantine(session: Session) -> None:
    shift = move.Shift(_lot(session), 2, shops.place(session, "SHELF-1"))
    move.move(session, new_request_id(), (shift,), end=shops.place(session, "QUARANTINE"))


def _lose(session: Session) -> object:
    shift = move.Shift(_lot(session), 1, shops.place(session, "SHELF-1"))
    return move.move(session, new_request_id(), (shift,), "lost")


# What has no word at the desk yet, or belongs to the command line: right, what the owner did before, the act
JOBS: dict[str, tuple[Right, Act, Act]] = {
    "a lot released": (
        Right.RELEASE,
        _hold,
        lambda s: hold.release_lot(s, new_request_id(), _lot(s)),
    ),
    "a unit released": (
        Right.RELEASE,
        lambda s: hold.hold_unit(s, new_request_id(), shops.unit(s, shops.SERIAL).id, "faulty"),
        lambda s: hold.release_unit(s, new_request_id(), shops.unit(s, shops.SERIAL).id),
    ),
    "out of quarantine": (Right.RELEASE, _to_quarantine, _out_of_quarantine),
    "a recall opened": (Right.RECALL, lambda _: None, lambda s: _hold(s, recalled=True)),
    "goods lost": (Right.STOCK, lambda _: None, _lose),
    "stock imported": (
        Right.STOCK,
        lambda _: None,
        lambda s: imports.import_rows(s, "sku,quantity\nCAB,5\n"),
    ),
    "prices imported": (
        Right.PRICE,
        lambda _: None,
        lambda s: imports.import_rows(s, "sku,name,tracking,price\nCAB,Cable USB-C,none,5.00\n"),
    ),
}


@pytest.fixture
def at_the_till(sunday: object) -> Iterator[Session]:
    """The staffed and stocked shop; the owner showed a badge. It outlives plain mode, which closes it."""
    session = staffed.at(staffed.shop(), "Owner")
    staffed.stock(session)
    yield session
    Store.close(session.store)


def _prepared(session: Session, way: Way, role: str) -> Desk:
    """A desk where the owner did what comes first and signed off; a fifth person is there to be changed."""
    desk = Desk(session)
    staffed.counter(session)  # another desk at the same shop disturbs nothing
    for entry in (staffed.badge("Owner"), ":staff add Zed clerk", *way.before, ":signoff"):
        desk.enter(entry)
    if role in rights.CHANGEABLE:
        staffed.grant(session, role, *way.besides)
    return desk


def _by_desk(desk: Desk, entries: list[str]) -> list[tuple[str, str]]:
    return [(a.id, a.text) for a in (desk.enter(entry) for entry in entries)]


def _by_plain(desk: Desk, entries: list[str]) -> list[tuple[str, str]]:
    out = io.StringIO()
    source = io.BytesIO("".join(f"{entry}\n" for entry in entries).encode())
    run_plain(desk, source, out, json_lines=True)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert not any(staffed.badge(name) in out.getvalue() for name in staffed.PINS), "a badge was repeated"
    return [(line["id"], line["text"]) for line in lines]


RUNS = {"desk": _by_desk, "plain": _by_plain}


@pytest.mark.parametrize("mode", RUNS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("called", WAYS)
def test_nobody_without_the_right_gets_past(
    called: str, role: str, mode: str, at_the_till: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, run = WAYS[called], RUNS[mode]
    monkeypatch.setattr(Store, "close", lambda _: None)
    desk = _prepared(at_the_till, way, role)
    name = staffed.BY_ROLE[role]
    if way.right in DEFAULTS[role]:
        answers = run(desk, [staffed.badge(name), way.entry])
        assert [answer_id for answer_id, _ in answers] == ["staff.signed_on", way.done]
        return
    before = _written(at_the_till)
    ids = [answer_id for answer_id, _ in run(desk, [staffed.badge(name), way.entry])]
    assert ids[0] == "staff.signed_on"
    assert way.done not in ids[1:]
    assert _written(at_the_till) == before, "something was written"
    if role == "auditor":
        assert ids[1] != NeedsApproval.id, "nobody says yes for an auditor"
        return
    assert ids[1] == NeedsApproval.id
    again = Desk(at_the_till)  # plain mode ended: who comes back finds all as it was, and asks again
    answers = run(again, [staffed.badge(name), *_reopen(way, mode), way.entry, staffed.badge("Owner")])
    if called in ("a void", "a voided delivery", "an undone check row"):
        return  # what was booked before this desk opened is not this desk's to undo
    assert answers[-1][0] == way.done, answers
    if _written(at_the_till) != before and staffed.last_booking(at_the_till)[0] != "sale":
        _, by, approver = staffed.last_booking(at_the_till)
        assert (by, approver) in ((name, "Owner"), ("Owner", None))


def _written(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """All of the shop but what is open or parked at its tills: plain mode parks a basket when it ends."""
    tables = {model._meta.table_name for model in TABLES} - {"open_job", "parked", "setting"}
    return dump(session, *tables)


def _reopen(way: Way, mode: str) -> list[str]:
    """What was open again: a new desk opens in Sell, and plain mode parked its basket."""
    if mode == "plain" and way.done in ("sell.discounted", "sell.added"):
        return [":park 1"]
    if way.done == "count.saved":
        return [":count"]
    return [entry for entry in way.before if entry in (":return", ":dates")][:1]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("called", JOBS)
def test_nobody_gets_past_in_the_jobs(called: str, role: str, at_the_till: Session) -> None:
    right, before, act = JOBS[called]
    before(at_the_till)
    here = staffed.at(at_the_till, staffed.BY_ROLE[role])
    books = dump(here)
    if right in DEFAULTS[role]:
        act(here)
        assert dump(here) != books
        return
    with pytest.raises(ReadsOnly if role == "auditor" else NeedsApproval):
        act(here)
    assert dump(here) == books
    if role != "auditor":
        owner = staffed.person(here, "Owner")
        act(Session(here.store, here.shop, here.till, here.staff, proven=True, approver=owner))
        assert staffed.last_booking(here)[1:] == (here.staff.name, "Owner")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_restores_without_the_right(role: str, tmp_path: Path, sunday: object) -> None:
    path, kept = tmp_path / "corner.shop", tmp_path / "kept.shop"
    for copy in (path, kept):
        store = staffed.shop().store
        store.backup(copy)
        store.close()
        with closing(sqlite3.connect(copy)) as file:
            file.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    by = staffed.at(setup.open_session(engine.open_existing(path)), staffed.BY_ROLE[role])
    there = path.read_bytes()
    if role == "owner":
        assert backups.restore(path, kept, by).aside
        return
    with pytest.raises((NeedsApproval, ReadsOnly)):
        backups.restore(path, kept, by)
    assert path.read_bytes() == there
    with pytest.raises(NotSignedOn):
        backups.restore(path, kept)


def test_a_recalled_lot_takes_both_rights_to_release(at_the_till: Session) -> None:
    _hold(at_the_till, recalled=True)
    staffed.grant(at_the_till, "clerk", Right.RELEASE)
    with pytest.raises(NeedsApproval, match="someone who may"):
        hold.release_lot(staffed.at(at_the_till, "Mia"), new_request_id(), _lot(at_the_till))
    hold.release_lot(staffed.at(at_the_till, "Bo"), new_request_id(), _lot(at_the_till))


@pytest.mark.parametrize("right", Right)
def test_every_right_is_walked(right: Right) -> None:
    """Whoever adds a right adds a way to test it, and says what it is."""
    elsewhere = {Right.RESTORE, Right.PERSONAL}  # above, and in tests/test_cli_export.py
    walked = {way.right for way in WAYS.values()} | {right for right, _, _ in JOBS.values()} | elsewhere
    assert right in walked
    assert all(rights.LABELS[right])


@pytest.mark.parametrize("called", WAYS)
def test_a_shop_without_pins_asks_nothing(called: str, session: Session) -> None:
    way = WAYS[called]
    staffed.stock(session)
    here = Counter(session)
    here(":staff add Zed clerk", *way.before, "?")
    if way.right is Right.RIGHTS and called in ("a badge", "a PIN"):
        assert here(way.entry).state == "STOP", "the first PIN is an owner's"
    else:
        assert here(way.entry).id == way.done
