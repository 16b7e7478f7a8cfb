"""Verify: what the last check of the books found; `:verify` runs it anew, and the counter goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Empty, Mode
from shopstock.desk.views.verify import FoundRow, VerifyView
from shopstock.jobs.verify import report_of
from shopstock.jobs.watch import Checked
from shopstock.refusal import Key

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


class VerifyMode(Mode[Empty]):
    """The last report. A desk without a watch, as in plain mode, runs the checks there and then."""

    job = "verify"
    passes_on = True
    hints = (Key("Enter", "how it stands"), Key(":verify", "runs anew"), Key(":backup", "copies"))
    help = (
        ("Enter", "shows how the check stands"),
        (":verify", "runs it anew"),
        ("a scan", "goes to the job you came from"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Empty())
        self._last: Checked | None = None

    def open(self) -> Answer:
        if self.desk.upkeep is None:
            self._last = Checked(clock.now_us(), report_of(self.session))
        else:
            self.desk.upkeep.check()
        return self.stands()

    def stands(self) -> Answer:
        """What the last check came to, or that one runs."""
        last = self._checked()
        if self.desk.upkeep and self.desk.upkeep.running:
            return self.ok("verify.running", "the books are being checked; the counter goes on meanwhile")
        if last is None:
            return self.ok("verify.never", "nothing was checked yet", Key(":verify", "checks"))
        if last.report is None:
            return self.say("STOP", "verify.failed", f"the check could not run: {last.trouble}")
        found = last.report.findings
        if not found:
            return self.ok("verify.sound", f"{last.report.checks} checks, nothing found")
        number = "1 finding" if len(found) == 1 else f"{len(found)} findings"
        more = tuple(f"  {finding}" for finding in found)
        return self.say("STOP", "verify.found", f"{number} in the books. First {found[0]}", more=more)

    def view(self) -> VerifyView:
        last = self._checked()
        report = last.report if last else None
        running = bool(self.desk.upkeep and self.desk.upkeep.running)
        at = clock.local(last.at_us, self.session.shop.zone).isoformat(timespec="minutes") if last else None
        if report is None:
            return VerifyView(running, at, last.trouble if last else "", 0, [], "", "", [])
        rows = [FoundRow(n, f.check, f.where, f.what) for n, f in enumerate(report.findings, 1)]
        return VerifyView(
            running, at, "", report.checks, rows, report.version, report.library, list(report.notes)
        )

    def around(self) -> Around:
        view = self.view()
        moment = f"checked {view.checked_at[11:16]}" if view.checked_at else ""
        return Around("the books", "checking ..." if view.running else moment)

    def enter(self, entry: Entry) -> Answer:
        return self.stands() if entry.kind == "empty" else self.desk.pass_on(self.desk.came_from, entry.text)

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        return self.stands()

    def _checked(self) -> Checked | None:
        return self.desk.upkeep.last if self.desk.upkeep else self._last
