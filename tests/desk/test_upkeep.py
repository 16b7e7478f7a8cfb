"""What a desk does besides answering: the title says what the checks found, and closing leaves a backup behind."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine

from shopstock.desk.answer import Parting
from shopstock.desk.desk import Desk
from shopstock.desk.upkeep import Upkeep, backups_said, own_desk
from shopstock.jobs.backups import back_up, backup_folder
from shopstock.jobs.session import Session
from shopstock.jobs.setup import open_session, open_store
from shopstock.jobs.verify import Finding, Report
from shopstock.jobs.watch import Checked, Watch
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

NOTE = "SQLite 3.54.0 (cysqlite) is outside the range of the WAL-reset bug (3.7.0 to 3.51.2)"


class Script(Watch):
    """A watch whose checks end as the test says."""

    def __init__(self) -> None:
        super().__init__("nowhere")
        self.begun = 0
        self.ended = 0
        self.next: Checked | None = None
        self._runs = False

    @property
    def running(self) -> bool:
        return self._runs

    def start(self) -> None:
        self.begun += 1
        self._runs = True

    def poll(self) -> Checked | None:
        done, self.next = self.next, None
        self._runs = self._runs and done is None
        return done

    def end(self) -> None:
        self.ended += 1


def checked(*findings: Finding, trouble: str = "", at_us: int = 1_795_335_240_000_000) -> Checked:
    """A check that ended."""
    return Checked(
        at_us, None if trouble else Report(findings, 15, "sqlite", "3.54.0", "cysqlite", (NOTE,)), trouble
    )


@pytest.fixture
def script() -> Script:
    """The watch of this test."""
    return Script()


@pytest.fixture
def counter(session: Session, script: Script) -> Counter:
    """The counter of a shop that is watched."""
    made = Counter(session)
    made.desk.upkeep = Upkeep(script)
    return made


FOUND = (Finding("numbers", "booking 3 follows 1", "Till 1"), Finding("chain", "its rows are not as booked"))


def test_a_sound_shop_says_nothing(counter: Counter, script: Script) -> None:
    assert counter.desk.background() is False
    assert script.begun == 1
    assert counter.desk.background() is False
    script.next = checked()
    assert counter.desk.background() is True
    assert counter.desk.frame().alarm == ""
    assert counter.desk.background() is False
    assert script.begun == 1, "once at the opening, not all day"


def test_findings_stand_in_the_title(counter: Counter, script: Script) -> None:
    counter.desk.background()
    script.next = checked(*FOUND)
    counter.desk.background()
    assert counter.desk.frame().alarm == "! 2 findings :verify"
    counter("nonsense")
    assert counter.desk.frame().alarm == "! 2 findings :verify", "it stays"
    script.next = checked(FOUND[0])
    counter.desk.background()
    assert counter.desk.frame().alarm == "! 1 finding :verify"


def test_a_check_that_could_not_run_is_never_silence(counter: Counter, script: Script) -> None:
    counter.desk.background()
    script.next = checked(trouble="memory is full")
    assert counter.desk.background() is True
    assert counter.desk.frame().alarm == "! not checked :verify"
    counter(":verify")
    script.next = checked(trouble="memory is full")
    counter.desk.background()
    answer = counter("")
    assert (answer.state, answer.id) == ("STOP", "verify.failed")
    assert "memory is full" in answer.sentence


def test_the_report_is_shown_and_runs_anew(counter: Counter, script: Script) -> None:
    counter.desk.background()
    script.next = checked(*FOUND)
    counter.desk.background()
    answer = counter(":verify")
    assert (answer.id, script.begun) == ("verify.running", 2)
    assert [row["check"] for row in answer.view.as_json()["findings"]] == ["numbers", "chain"], "the last one"
    script.next = checked(*FOUND)
    counter.desk.background()
    answer = counter("")
    assert (answer.state, answer.id) == ("STOP", "verify.found")
    assert answer.sentence == "2 findings in the books. First numbers: Till 1: booking 3 follows 1"
    assert counter("", "").id == "verify.found"
    script.next = checked()
    counter.desk.background()
    answer = counter("")
    assert (answer.state, answer.id) == ("OK", "verify.sound")
    view = answer.view.as_json()
    assert (view["version"], view["library"], view["notes"]) == ("3.54.0", "cysqlite", [NOTE])


def test_a_scan_goes_on_where_one_was(counter: Counter) -> None:
    shops.take_in(counter.desk.session, shops.CABLE, "5")
    assert counter(":verify", "CAB").id == "sell.added"
    assert counter(":menu", "v").id == "verify.running"
    assert counter.desk.frame().heading == "the books"


@pytest.mark.sqlite
def test_without_a_watch_the_checks_run_at_once(session: Session) -> None:
    answer = Counter(session)(":verify")
    assert (answer.state, answer.id) == ("OK", "verify.sound")
    assert "nothing found" in answer.sentence
    session.store.db.execute_sql("DROP TRIGGER payment_unchanged")
    answer = Counter(session)(":verify")
    assert (answer.state, answer.id) == ("STOP", "verify.found")
    assert answer.more == ("  triggers: trigger payment_unchanged: it is missing",)


def test_closing_ends_the_watch(counter: Counter, script: Script) -> None:
    counter.desk.close()
    assert script.ended == 1


# Backups


@pytest.fixture
def till(shop_file: Path) -> Counter:
    """A till of a shop that is a file."""
    return Counter(open_session(open_store(shop_file)))


def own(shop: Path) -> Desk:
    """The desk a person opens at a terminal."""
    return own_desk(open_session(open_store(shop)))


def test_closing_leaves_a_backup_and_a_line(shop_file: Path) -> None:
    desk = own(shop_file)
    shops.take_in(desk.session, shops.CABLE, "5")
    assert desk.close() == Parting("backup 22 Nov 09:14 is checked, 1 kept in corner-backups")
    assert len(list(backup_folder(shop_file).iterdir())) == 1
    assert own(shop_file).close() == Parting(), "nothing was booked since"


def test_a_desk_that_looks_after_nothing_leaves_none(till: Counter, shop_file: Path) -> None:
    shops.take_in(till.desk.session, shops.CABLE, "5")
    assert till.desk.close() == Parting()
    assert not backup_folder(shop_file).exists()


def test_a_backup_that_fails_is_said_and_the_till_closes(
    shop_file: Path, sunday: time_machine.Traveller
) -> None:
    desk = own(shop_file)
    back_up(desk.session)
    folder = backup_folder(shop_file)
    folder.rename(folder.with_suffix(".old"))
    folder.write_text("in the way")
    shops.take_in(desk.session, shops.CABLE, "5")
    said = desk.close()
    assert said.trouble
    assert said.text.startswith("NO backup was made: ")
    assert "NO backup yet" in said.text
    assert desk.session.store.db.is_closed()
    with shops.opened(shop_file) as session:
        assert shops.on_hand(session, shops.CABLE) == 5


def test_a_backup_on_demand(till: Counter, shop_file: Path) -> None:
    till("CAB")
    answer = till(":backup")
    assert (answer.state, answer.id, answer.job) == ("SAVED", "backup.made", "sell")
    assert answer.sentence == "backup 22 Nov 09:14 is checked, 1 kept in corner-backups"
    assert till(":menu", "b").id == "backup.made"
    assert len(list(backup_folder(shop_file).iterdir())) == 2
    till.desk.close()


def test_other_tills_sell_while_a_backup_is_made(till: Counter, shop_file: Path) -> None:
    """It is no writing entry: it neither waits for the till that writes nor stops it."""
    with shops.opened(shop_file, till="Till 2") as other, other.store.transaction():
        assert till(":backup").id == "backup.made"
        till.desk.job = "menu"
        assert till("B").id == "backup.made"
        assert till(":verify").id == "verify.sound"
    till.desk.close()


def test_a_backup_with_findings_says_so(till: Counter) -> None:
    till.desk.session.store.db.execute_sql("DROP TRIGGER payment_unchanged")
    answer = till(":backup")
    assert (answer.state, answer.id) == ("STOP", "backup.findings")
    assert "has 1 finding, no older one was removed" in answer.sentence
    till.desk.close()


@pytest.mark.sqlite
def test_a_shop_in_memory_says_why_not(session: Session) -> None:
    answer = Counter(session)(":backup")
    assert answer.state == "STOP"
    assert "in memory only" in answer.sentence


def test_the_menu_says_how_the_backups_stand(till: Counter, sunday: time_machine.Traveller) -> None:
    def said() -> str:
        rows = till(":menu").view.as_json()["rows"]
        return next(str(row["help"]) for row in rows if row["typed"] == ":backup")

    assert said() == "NO backup yet"
    till(":backup")
    assert said() == "last 22 Nov 09:14, 1 kept"
    sunday.shift(8 * 86_400)
    assert said() == "last 22 Nov 09:14, 8 days OLD, 1 kept"
    assert backups_said(till.desk.session) == said()
    till.desk.close()


def test_menu_and_checks_hand_a_scan_to_the_job_one_came_from(counter: Counter) -> None:
    for entry in (":receive", ":menu", ":verify", ":menu", ":verify"):
        counter(entry)
    assert counter("no such code").job == "receive"
    for entry in (":verify", ":menu", ":menu"):
        counter(entry)
    assert counter("no such code").job == "receive"
