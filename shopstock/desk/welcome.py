"""First run: what do you sell, and shall we try the demo or start your shop? Then it becomes the desk.

It answers like the desk does, so the screen that draws the desk draws this, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.desk.answer import Answer, Parting, numbered
from shopstock.desk.desk import Desk
from shopstock.desk.entries import Entry, parse
from shopstock.desk.upkeep import own_desk
from shopstock.desk.views.base import Choice
from shopstock.desk.views.choices import ChoicesView
from shopstock.desk.views.frame import Aside, Frame
from shopstock.jobs.setup import TRADES, create_shop, open_session, open_store
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.views.scanner import KeySeen

SELLS = (
    ("electronics", "Electronics, phones, repair    serial numbers, warranty, theft flag"),
    ("grocery", "Grocery, butcher, bakery       lots, best-by, use-by, waste, markdown"),
    ("pharmacy", "Pharmacy, health               lots, expiry by month, FEFO, recall"),
    ("fabric", "Fabric, yarn                   dye lots, cut lengths, bolts"),
    ("fireworks", "Fireworks                      import lots, age, sale book"),
    ("mixed", "A bit of everything            all on, ask per item"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What was answered so far."""

    trade: str | None = None
    name: str | None = None
    currency: str | None = None
    zone: str | None = None
    asking: str | None = None


class Welcome:
    """The conversation before there is a shop. `make_demo` builds a demo shop and returns its file."""

    def __init__(self, path: Path, zone: str, make_demo: Callable[[str], Path]) -> None:
        self._path = path
        self._zone = zone
        self._make_demo = make_demo
        self._plan = Plan()
        self._desk: Desk | None = None

    @property
    def job(self) -> str:
        """`welcome`, then the job of the desk."""
        return self._desk.job if self._desk else "welcome"

    def opening(self) -> Answer:
        """The first question."""
        return self._ask()

    def enter(self, text: str) -> Answer:
        """One entry: an answer to the question, or D for the demo and N for a shop of one's own."""
        if self._desk is not None:
            return self._desk.enter(text)
        try:
            return self._answer(parse(text))
        except Refusal as refusal:
            return self._say(refusal.state, refusal.id, refusal.text, *refusal.keys)

    def saw(self, keys: Sequence[KeySeen]) -> None:
        """The keys of the next entry, once there is a shop."""
        if self._desk is not None:
            self._desk.saw(keys)

    def hides(self, text: str) -> bool:
        """Nothing is secret before there is a shop."""
        return self._desk is not None and self._desk.hides(text)

    def frame(self) -> Frame:
        """The lines around the pane."""
        if self._desk is not None:
            return self._desk.frame()
        hints = (("1-6", "trade"), ("D", "demo"), ("N", "new shop"), ("I", "import"))
        said = "Nothing is saved until you choose. You can change all of it later."
        return Frame("welcome", "Shopstock", "", "", "", True, said, "", "", "", hints)

    def aside(self) -> Aside:
        """The side pane: what happens next."""
        if self._desk is not None:
            return self._desk.aside()
        return Aside("WELCOME", "", "", ())

    def background(self) -> bool:
        """What the desk does beside the counter, once there is one."""
        return self._desk is not None and self._desk.background()

    def close(self) -> Parting:
        """Leave; what the desk leaves behind."""
        return self._desk.close() if self._desk is not None else Parting()

    def _say(self, state: str, answer_id: str, sentence: str, *keys: Key) -> Answer:
        choices = [Choice(n, label, trade) for n, (trade, label) in enumerate(SELLS, 1)]
        more = numbered(label for _, label in SELLS) if self._plan.asking is None else ()
        shown = choices if self._plan.asking is None else []
        view = ChoicesView(self._question(), shown)
        return Answer(state, answer_id, sentence, "welcome", view, keys, more)  # type: ignore[arg-type]

    def _question(self) -> str:
        return {
            "name": "What is your shop called?",
            "currency": "Which currency? Three letters",
            "zone": "Which time zone?",
            "owner": "And your own name?",
        }.get(self._plan.asking or "", "What do you sell?")

    def _ask(self) -> Answer:
        keys: tuple[Key, ...] = (Key("D", "demo first"), Key("N", "my shop"))
        if self._plan.asking:
            default = {"currency": "EUR", "zone": self._zone, "owner": "Owner"}.get(self._plan.asking)
            keys = (Key("Enter", default),) if default else ()
        return self._say("ASK", f"welcome.{self._plan.asking or 'trade'}", self._question(), *keys)

    def _answer(self, entry: Entry) -> Answer:
        plan = self._plan
        if plan.asking:
            return self._own_shop(plan.asking, entry.text)
        letter = entry.text.upper()
        if entry.number is not None and 1 <= entry.number <= len(SELLS):
            self._plan = replace(plan, trade=TRADES[entry.number - 1])
            label = SELLS[entry.number - 1][1].split("  ")[0]
            return self._say(
                "OK",
                "welcome.chosen",
                f"{label}. Now",
                Key("D", "tries its demo"),
                Key("N", "starts my shop"),
            )
        if letter == "D":
            return self._start(Desk(open_session(open_store(self._make_demo(plan.trade or "mixed")))))
        if letter == "N":
            self._plan = replace(plan, asking="name")
            return self._ask()
        if letter == "I":
            return self._say(
                "OK",
                "welcome.import",
                "start your shop with N, then: shopstock import FILE",
                Key("N", "my shop"),
            )
        if entry.kind == "empty":
            return self._ask()
        scanned = fit(clean_text(entry.text), 30)
        return self._say(
            "OK",
            "welcome.scanned",
            f"I read {scanned}. The scanner works",
            Key("D", "demo"),
            Key("N", "my shop"),
        )

    def _own_shop(self, asking: str, text: str) -> Answer:
        value = clean_text(text)
        if asking == "name":
            if not value:
                return self._ask()
            self._plan = replace(self._plan, name=value, asking="currency")
        elif asking == "currency":
            code = (value or "EUR").upper()
            if len(code) != 3 or not (code.isascii() and code.isalpha()):
                raise BadInput(f'"{fit(value, 10)}" is no currency: three letters such as EUR')
            self._plan = replace(self._plan, currency=code, asking="zone")
        elif asking == "zone":
            self._plan = replace(self._plan, zone=_known_zone(value or self._zone), asking="owner")
        else:
            return self._create(value or "Owner")
        return self._ask()

    def _create(self, owner: str) -> Answer:
        plan = self._plan
        name, currency, zone = plan.name or "Shop", plan.currency or "EUR", plan.zone or self._zone
        create_shop(self._path, name, currency, zone, plan.trade or "mixed", owner)
        return self._start(own_desk(open_session(open_store(self._path))))

    def _start(self, desk: Desk) -> Answer:
        self._desk = desk
        return desk.opening()


def _known_zone(zone: str) -> str:
    try:
        clock.zone_info(zone)
    except (LookupError, ValueError, OSError):
        raise BadInput(f'"{fit(zone, 30)}" is no time zone such as Europe/Berlin') from None
    return zone
