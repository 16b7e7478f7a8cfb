"""PINs, badges, wrong tries and the lock-out, without a desk."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine

from shopstock import clock
from shopstock.jobs import signing, staff, verify
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Refusal
from shopstock.store import credentials, engine
from tests import shops, staffed


@pytest.fixture
def here(sunday: time_machine.Traveller) -> Session:
    """The staffed shop with nobody at the till."""
    return staffed.shop()


def wrong(session: Session, name: str, times: int = 1) -> list[str]:
    """Wrong PINs for a person: what each was answered with."""
    said = []
    for _ in range(times):
        with pytest.raises(Refusal) as caught:
            signing.check_pin(session, staffed.person(session, name).id, "999999")
        said.append(caught.value.id)
    return said


# PINs


def test_the_right_pin_is_the_person(here: Session) -> None:
    bo = staffed.person(here, "Bo")
    assert signing.check_pin(here, bo.id, "4711") == bo
    on = signing.sign_on_with_pin(replace(here, staff=bo), "4711")
    assert (on.staff, on.proven, on.approver) == (bo, True, None)


def test_a_pin_is_kept_as_scrypt_only(here: Session) -> None:
    kept = credentials.credential(here.store, staffed.person(here, "Bo").id)
    assert kept is not None
    assert staffed.COST == (2**14, 8, 5)
    assert (len(kept.salt), len(kept.hash)) == (16, 32)
    everything = "\n".join(here.store.db.connection().iterdump())
    for name, pin in staffed.PINS.items():
        assert f"'{pin}'" not in everything, name
        assert staffed.badge(name) not in everything


def test_equal_pins_are_kept_differently() -> None:
    one, two = signing.seal("8250"), signing.seal("8250")
    assert one != two
    assert one.opens("8250")
    assert not one.opens("8251")


@pytest.mark.parametrize(
    "pin", ["", "123", "1234567890123", "12a4", "1234", "0000", "9876", "96385074", "١٢٣٤٥", "12 34"]
)
def test_what_is_no_pin_is_refused_without_being_repeated(pin: str) -> None:
    with pytest.raises(signing.BadPin) as caught:
        signing.seal(pin)
    assert not pin.strip() or pin not in caught.value.text.replace("4 to 12", "")


@pytest.mark.parametrize("pin", ["1357", "24680", "123457", "998877665544"])
def test_what_is_a_pin(pin: str) -> None:
    assert signing.is_pin(pin)


@pytest.mark.parametrize("scan", ["96385074", "036000291452", shops.OAT_BARCODE, shops.SERIAL, "SSB-X"])
def test_what_a_scanner_sends_is_none(scan: str) -> None:
    assert not signing.is_pin(scan)


# Wrong tries and the lock


def test_five_wrong_ones_lock_for_a_minute_then_twice_as_long(
    here: Session, sunday: time_machine.Traveller
) -> None:
    assert wrong(here, "Bo", 6) == ["staff.wrong_pin"] * 4 + ["staff.locked"] * 2
    with pytest.raises(signing.Locked, match="Bo is locked until 09:15:00"):
        signing.check_pin(here, staffed.person(here, "Bo").id, "4711")
    minutes: list[int] = []
    for _ in range(8):
        kept = credentials.credential(here.store, staffed.person(here, "Bo").id)
        assert kept is not None
        assert kept.locked_until_us is not None
        minutes.append((kept.locked_until_us - clock.now_us()) // 60_000_000)
        sunday.shift(minutes[-1] * 60)
        assert wrong(here, "Bo", 5)[-1] == "staff.locked"
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


def test_the_right_one_makes_up_for_the_wrong(here: Session, sunday: time_machine.Traveller) -> None:
    wrong(here, "Bo", 4)
    bo = staffed.person(here, "Bo")
    assert signing.check_pin(here, bo.id, "4711") == bo
    assert wrong(here, "Bo", 4) == ["staff.wrong_pin"] * 4
    wrong(here, "Bo")
    sunday.shift(61)
    assert signing.check_pin(here, bo.id, "4711") == bo


def test_how_many_are_left_is_said(here: Session) -> None:
    said = []
    for _ in range(4):
        with pytest.raises(signing.WrongPin) as caught:
            signing.check_pin(here, staffed.person(here, "Mia").id, "8888")
        said.append(caught.value.text.rpartition(", ")[2])
    assert said == ["4 tries left", "3 tries left", "2 tries left", "1 try left"]


def test_one_persons_lock_is_nobody_elses(here: Session) -> None:
    wrong(here, "Bo", 5)
    assert signing.check_pin(here, staffed.person(here, "Mia").id, "5821").name == "Mia"
    assert signing.check_badge(here, staffed.badge("Bo")).name == "Bo", "a badge cannot be guessed"


def test_the_owner_sees_a_lock(here: Session) -> None:
    clerk = staffed.at(here, "Mia")
    wrong(clerk, "Bo", 5)
    assert staffed.events(here, "pin_locked") == [("Bo", "09:15:00", "5 wrong PINs at Till 1")]
    assert staffed.last_booking(here) == ("event", "Mia", None), "who stood at the till"
    (seen,) = staff.lock_outs(here)
    assert (seen.whose, seen.when, seen.note) == ("Bo", "22 Nov 09:14", "5 wrong PINs at Till 1")
    assert [p.locked_until for p in staff.people(here)] == [None, "09:15", None, None]


def test_a_locked_auditor_is_booked_in_the_owners_name(here: Session) -> None:
    """An auditor books nothing, and nobody was at the till."""
    assert wrong(here, "Ann", 5)[-1] == "staff.locked"
    assert staffed.last_booking(here) == ("event", "Owner", None)


def test_a_try_survives_the_rollback_around_it(here: Session) -> None:
    """What is rolled back is the entry that failed, never the try."""
    clerk = staffed.at(here, "Mia")
    for _ in range(3):
        with pytest.raises(BadInput), clerk.store.transaction():
            raise BadInput("the entry failed")
        wrong(clerk, "Bo")
    kept = credentials.credential(here.store, staffed.person(here, "Bo").id)
    assert kept is not None
    assert kept.tries == 3


def test_tries_outlive_a_restart_and_count_at_every_till(tmp_path: Path, here: Session) -> None:
    path = shop_file(tmp_path, here)
    for till in ("Till 1", "Till 2", "Till 1", "Till 3"):
        with shops.opened(path, till=till) as session:
            assert wrong(session, "Bo") == ["staff.wrong_pin"]
    with shops.opened(path, till="Till 4") as session:
        assert wrong(session, "Bo") == ["staff.locked"]
        assert staffed.events(session, "pin_locked")[0][2] == "5 wrong PINs at Till 4"
    with shops.opened(path) as session, pytest.raises(signing.Locked):
        signing.check_pin(session, staffed.person(session, "Bo").id, "4711")
    assert verify.verify_at(path).findings == ()


def test_tills_that_try_at_once_share_the_five(tmp_path: Path, here: Session) -> None:
    """Eight guesses at the same moment are no eight tries."""
    path = shop_file(tmp_path, here)
    looked: list[str] = []
    gate = threading.Barrier(8)

    def guess(n: int) -> None:
        with shops.opened(path, wait_seconds=30) as session:
            bo = staffed.person(session, "Bo")
            gate.wait()
            with pytest.raises(Refusal) as caught:
                signing.check_pin(session, bo.id, f"66660{n}")
            looked.append(caught.value.id)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) == 8
    assert looked.count("staff.wrong_pin") <= 4
    with shops.opened(path) as session:
        assert len(staffed.events(session, "pin_locked")) == 1


def shop_file(folder: Path, session: Session) -> Path:
    """The staffed shop as a file."""
    path = folder / "staffed.shop"
    session.store.backup(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    return path


# Badges


def test_a_badge_has_a_hundred_random_bits_and_is_known_by_its_form(here: Session) -> None:
    owner = staffed.at(here, "Owner")
    codes = {signing.give_badge(owner, staffed.person(here, "Mia")) for _ in range(50)}
    assert len(codes) == 50
    assert all(signing.is_badge(code) and len(code) == 24 for code in codes)
    assert not any(signing.is_badge(code) for code in (shops.OAT_BARCODE, shops.SERIAL, "SSB-", "24B07", ""))


def test_a_new_badge_ends_the_old_one(here: Session) -> None:
    owner, mia = staffed.at(here, "Owner"), staffed.person(here, "Mia")
    code = signing.give_badge(owner, mia)
    assert signing.check_badge(here, code.lower()) == mia
    for old in (staffed.badge("Mia"), signing.BADGE_PREFIX + "A" * 20):
        with pytest.raises(signing.UnknownBadge):
            signing.check_badge(here, old)
    signing.take_badge(owner, mia)
    with pytest.raises(signing.UnknownBadge):
        signing.check_badge(here, code)
    assert [note for _, _, note in staffed.events(here, "badge_taken")] == ["Mia"]


def test_no_badge_before_there_are_pins(session: Session) -> None:
    with pytest.raises(signing.NoPin, match="badges come after PINs"):
        signing.give_badge(session, session.staff)
