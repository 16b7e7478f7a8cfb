"""Random entries into the desk over a small shop: whatever comes, an answer comes and no invariant breaks.

`python -m tests.desk.fuzz --entries 100000 --seed 1` runs the long form. A round is a fresh shop and two thousand
entries that follow from the seed and the number of the round alone. A failing round is shortened by leaving
entries out, and what is left is printed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
import traceback
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from shopstock import clock
from shopstock.desk.desk import Desk
from shopstock.desk.keeping import from_json, to_json
from shopstock.desk.plain import as_json
from shopstock.jobs.session import Session
from shopstock.jobs.verify import verify
from shopstock.refusal import Refusal
from tests import shops
from tests.desk.counter import presentable
from tests.desk.fuzz_entries import Typed, entries
from tests.desk.fuzz_shop import small_shop
from tests.store.audit import findings

ROUND = 2000
CHECK_EVERY = 250
BOOKS = ("sell.paid", "sell.voided", "receive.saved", "return.saved", "dates.signed")
START_US = clock.instant_on(shops.SUNDAY, 9, 14, shops.ZONE)


class Broken(AssertionError):
    """Something that must hold did not."""


@dataclass
class Seen:
    """What a run met: answers by job and state, ids, the slowest entries."""

    entries: int = 0
    booked: int = 0
    states: Tally[tuple[str, str]] = field(default_factory=Tally)
    ids: Tally[str] = field(default_factory=Tally)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def note(self, job: str, state: str, answer_id: str, took: float, text: str) -> None:
        """One answer."""
        self.entries += 1
        self.states[job, state] += 1
        self.ids[answer_id] += 1
        self.slowest = sorted([*self.slowest, (took, text[:60])], reverse=True)[:5]


class Round:
    """A fresh small shop, and entries into its desk."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.now = START_US
        with clock.set_to(self.now):
            self.session = small_shop()
            self.desk = Desk(self.session)
        self.done = 0

    def close(self) -> None:
        """Let go of the shop."""
        self.session.store.close()

    def enter(self, typed: Typed) -> None:
        """One entry; raises what it breaks."""
        self.now += typed.later * 1_000_000
        with clock.set_to(self.now):
            before = _bookings(self.session)
            began = time.perf_counter()
            answer = self.desk.enter(typed.text)
            took = time.perf_counter() - began
            self.seen.note(answer.job, answer.state, answer.id, took, typed.text)
            booked = _bookings(self.session) - before
            self.seen.booked += booked
            presentable(answer)
            line = as_json(typed.text, answer)
            if not line.isascii() or "\n" in line or json.loads(line)["state"] != answer.state:
                raise Broken(f"no line of JSON: {line[:200]}")
            if booked and answer.state not in ("SAVED", "OK"):
                raise Broken(f"{answer.text} and yet {booked} bookings")
            if answer.state == "SAVED" and answer.id in BOOKS and not booked:
                raise Broken(f"{answer.text} and nothing was booked")
            self.done += 1
            if self.done % 10 == 0:
                self.desk.frame()
                self.desk.aside()
            if self.done % CHECK_EVERY == 0:
                self.check()

    def check(self) -> None:
        """Everything that must hold between entries."""
        with clock.set_to(self.now):
            found = [str(one) for one in verify(self.session.store)] + findings(self.session)
            found += _order(self.session)
            if found:
                raise Broken("\n".join(found[:20]))
            again = Desk(self.desk.session)
            for job, mode in self.desk.modes.made():
                kept = from_json(type(mode.blank), to_json(mode.state))
                if kept != mode.state:
                    raise Broken(f"{job} is not what was kept: {to_json(mode.state)[:400]}")
                if mode.kept and again.modes[job].state != mode.state:
                    raise Broken(f"{job} is another after a crash: {to_json(again.modes[job].state)[:400]}")


def _bookings(session: Session) -> int:
    found: int = session.store.db.execute_sql("SELECT count(*) FROM booking").fetchone()[0]
    return found


def _order(session: Session) -> list[str]:
    """Where instants or days of a till's chain go back."""
    rows = session.store.db.execute_sql(
        "SELECT till_id, till_number, at_us, day FROM booking ORDER BY till_id, till_number"
    ).fetchall()
    return [
        f"till {b[0]} number {b[1]} is before the one before it"
        for a, b in itertools.pairwise(rows)
        if a[0] == b[0] and (b[2] < a[2] or b[3] < a[3])
    ]


def fails(typed: Sequence[Typed]) -> BaseException | None:
    """What these entries break in a fresh shop, or None."""
    round_ = Round(Seen())
    try:
        for one in typed:
            round_.enter(one)
        round_.check()
    except (Exception, RecursionError) as fault:  # noqa: BLE001 - any of them is what is looked for
        return fault
    finally:
        round_.close()
    return None


def shortened(
    typed: Sequence[Typed], same: Callable[[Sequence[Typed]], bool], tries: int = 400
) -> list[Typed]:
    """Fewer entries for which it still holds: halves, quarters ... single ones are left out while they can be."""
    left = list(typed)
    size = max(1, len(left) // 2)
    while size and tries:
        at = 0
        while at < len(left) and tries:
            tries -= 1
            fewer = left[:at] + left[at + size :]
            if fewer and same(fewer):
                left = fewer
            else:
                at += size
        size //= 2
    return left


def run(total: int, seed: int, say: Callable[[str], object], size: int = ROUND) -> Seen:
    """That many entries in rounds; a failure is shortened, said and raised."""
    seen = Seen()
    for number in itertools.count(1):
        length = min(size, total - seen.entries)
        if length <= 0:
            return seen
        typed = list(entries(f"{seed}:{number}", length))
        round_ = Round(seen)
        try:
            for one in typed:
                round_.enter(one)
            round_.check()
        except (Exception, RecursionError) as fault:
            say(f"round {number} of seed {seed}: {fault!r}"[:2000])
            for one in reproducer(typed[: round_.done + 1], fault):
                say(f"    Typed({one.text!r}, {one.later}),"[:2000])
            raise
        finally:
            round_.close()
    return seen


def reproducer(typed: Sequence[Typed], fault: BaseException) -> list[Typed]:
    """The few entries that break the same thing."""
    return shortened(typed, lambda some: type(fails(some)) is type(fault))


def report(seen: Seen, seconds: float) -> Iterable[str]:
    """What a run met, in lines."""
    yield f"{seen.entries} entries, {seen.booked} bookings, {seen.entries / seconds:.0f} entries/s{_peak()}"
    for job in sorted({job for job, _ in seen.states}):
        states = ", ".join(f"{state} {n}" for (of, state), n in sorted(seen.states.items()) if of == job)
        yield f"  {job:<8} {states}"
    yield f"  {len(seen.ids)} ids: {', '.join(f'{name} {n}' for name, n in sorted(seen.ids.items()))}"
    for took, text in seen.slowest:
        yield f"  {took * 1000:7.1f} ms  {text!r}"


def _peak() -> str:
    if sys.platform == "win32":
        return ""
    import resource

    return f", {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """The long form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    try:
        seen = run(options.entries, options.seed, _say)
    except (Exception, RecursionError) as fault:  # noqa: BLE001 - it was said above
        traceback.print_exc(limit=-8, file=sys.stdout)
        _say(f"broken: {'a refusal that escaped' if isinstance(fault, Refusal) else type(fault).__name__}")
        return 1
    for line in report(seen, time.perf_counter() - began):
        _say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
