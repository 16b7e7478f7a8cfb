"""What a desk does for its shop besides answering: the checks in the background, and the backup at closing.

A desk has it only where a person's own shop is open, so demo shops, scripts that look and tests start nothing.
"""

from __future__ import annotations

from shopstock import clock
from shopstock.days import show_day
from shopstock.desk.answer import Answer, Parting
from shopstock.desk.desk import Desk
from shopstock.jobs.backups import Backup, at_closing, back_up, kept_of
from shopstock.jobs.session import Session
from shopstock.jobs.watch import Checked, Watch
from shopstock.refusal import Key, Refusal

OLD_DAYS = 7  # a backup older than that is said to be


class Upkeep:
    """The watch over one shop: begun at the first look, told in the title, ended with the desk."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._begun = False
        self.last: Checked | None = None

    @property
    def running(self) -> bool:
        """Whether a check runs now."""
        return self._watch.running

    def check(self) -> None:
        """Begin a check, unless one runs."""
        self._begun = True
        self._watch.start()

    def look(self) -> bool:
        """Begin the check of the opening, later ask how it stands; whether there is something new to show."""
        if not self._begun:
            self.check()
        done = self._watch.poll()
        self.last = done or self.last
        return done is not None

    @property
    def alarm(self) -> str:
        """What the title says of the last check: nothing where nothing was found."""
        if self.last is None:
            return ""
        if self.last.report is None:
            return "! not checked :verify"
        number = len(self.last.report.findings)
        return f"! {number} {'finding' if number == 1 else 'findings'} :verify" if number else ""

    def end(self) -> None:
        """Break off what runs."""
        self._watch.end()


def own_desk(session: Session) -> Desk:
    """The desk of a person's own shop at a terminal: checked in the background, backed up at closing."""
    shop = session.store.named()
    return Desk(session, Upkeep(Watch(shop)) if shop else None, backs_up=True)


def backup_said(session: Session, made: Backup) -> str:
    """A backup in one sentence."""
    if made.findings:
        number = f"{len(made.findings)} {'finding' if len(made.findings) == 1 else 'findings'}"
        return f"backup {made.path.name} has {number}, no older one was removed. See :verify"
    return (
        f"backup {_moment(session, clock.now_us())} is checked, {made.kept} kept in {made.path.parent.name}"
    )


def backed_up(desk: Desk) -> Answer:
    """The answer to `:backup`."""
    made = back_up(desk.session)
    said = backup_said(desk.session, made)
    if made.findings:
        return desk.mode.say("STOP", "backup.findings", said, Key(":verify", "tells all"))
    return desk.mode.say("SAVED", "backup.made", said)


def backups_said(session: Session) -> str:
    """How the backups of the shop stand, for the menu."""
    kept = kept_of(session)
    if kept is None:
        return "copy the shop and check the copy"
    if kept.last_at_us is None:
        return "NO backup yet"
    age = (session.today() - session.day_at(kept.last_at_us)).days
    old = f", {age} days OLD" if age > OLD_DAYS else ""
    return f"last {_moment(session, kept.last_at_us)}{old}, {kept.number} kept"


def closing_backup(session: Session) -> Parting:
    """Make the backup of the closing where one is due, and say how it went; nothing where none is.

    Nothing keeps a till from closing: a failure is said, with the last backup that is there."""
    try:
        made = at_closing(session)
    except (Refusal, OSError) as failed:
        why = failed.text if isinstance(failed, Refusal) else failed.strerror or str(failed)
        return Parting(f"NO backup was made: {why}. {backups_said(session)}", trouble=True)
    return Parting(backup_said(session, made), bool(made.findings)) if made else Parting()


def _moment(session: Session, at_us: int) -> str:
    local = clock.local(at_us, session.shop.zone)
    return f"{show_day(local.date(), session.today())} {local:%H:%M}"
