"""Scanner: what a scanner sends, key by key, and whether it is set up rightly for known codes.

Nothing scanned here is goods. The terminal tells the keys (`saw`); plain mode knows the entry only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopstock.codes.reading import Reading, as_json
from shopstock.codes.scanner_faults import faults, which
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode
from shopstock.desk.views.scanner import KeySeen, ScannerView, TestRow
from shopstock.jobs import find, scanner
from shopstock.papers.scanner_sheet import TEST_CODES, on_screen
from shopstock.papers.symbols import NAMES
from shopstock.refusal import Key
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_NAMES = {"\x1c": "<FS>", "\x1d": "<GS>", "\x1e": "<RS>", "\x1f": "<US>", " ": "<space>", "\t": "<Tab>"}
_ENDS = {"enter": "CR", "ctrl+j": "LF", "tab": "Tab"}


@dataclass(frozen=True, slots=True)
class Seen:
    """The last scan, how each test code went (index and faults), the code on the screen, the sheet that was printed."""

    text: str = ""
    results: tuple[tuple[int, tuple[str, ...]], ...] = ()
    showing: int | None = None
    paper: str | None = None


class ScannerMode(Mode[Seen]):
    """The scanner page."""

    job = "scanner"
    hints = (Key("1-6", "shows a code to scan"), Key("F9", "prints the sheet"), Key("Esc", "back"))
    help = (
        ("any scan", "what it is, key by key; it sells nothing"),
        ("1 to 6", "shows that test code on the screen"),
        ("F9", "prints a sheet with all test codes"),
        ("Enter", "takes the code off the screen"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Seen())
        self._keys: tuple[KeySeen, ...] = ()

    def saw(self, keys: Sequence[KeySeen]) -> None:
        """The keys of the scan that is entered next, or of the last one once its whole suffix came."""
        self._keys = tuple(keys)

    def open(self) -> Answer:
        self.state, self._keys = Seen(), ()
        return self._ready()

    def asks(self) -> bool:
        return True  # an Enter on its own never finishes here: it may be a scanner's second one

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            self.state = replace(self.state, showing=None)
            return self._said() if self.state.text else self._ready()
        if entry.number is not None and 1 <= entry.number <= len(TEST_CODES):
            return self._show(entry.number)
        self.state = replace(self.state, text=entry.text, paper=None)
        self._test(find.reading_of(self.session, entry.text))
        return self._said()

    def finish(self, rest: str) -> Answer:
        path = scanner.print_sheet(self.session, rest.strip() or "A4")
        self.state = replace(self.state, paper=path.name)
        return self.say(
            "SAVED", "scanner.printed", f"the test sheet is {path.name} in {fit(path.parent.name, 24)}"
        )

    def view(self) -> ScannerView:
        state, keys = self.state, self._keys
        found = find.reading_of(self.session, state.text) if state.text else None
        told = as_json(found) if found else None
        return ScannerView(
            [_name(key.character) for key in keys if key.character is not None]
            or [_name(character) for character in state.text],
            " ".join(_ENDS[key.name] for key in keys if key.character is None and key.name in _ENDS),
            _pace(keys),
            found.symbology if found else None,
            state.text.count("\x1d"),
            told["kind"] if told else None,
            told["normal"] if told else None,
            told["elements"] if told else {},
            told["refusal"] if told else None,
            [self._row(n) for n in range(len(TEST_CODES))],
            None if state.showing is None else state.showing + 1,
            list(on_screen(TEST_CODES[state.showing])) if state.showing is not None else [],
            state.paper,
        )

    def around(self) -> Around:
        results = dict(self.state.results)
        good = sum(not wrong for wrong in results.values())
        return Around(
            "what the scanner sends", f"{good} of {len(TEST_CODES)} test codes arrive as they should"
        )

    def _show(self, number: int) -> Answer:
        self.state = replace(self.state, showing=number - 1)
        code = TEST_CODES[number - 1]
        return self.say(
            "ASK", "scanner.scan_this", f"scan this {NAMES[code.kind]}: {code.finds}", Key("Enter", "away")
        )

    def _test(self, found: Reading) -> None:
        """Which test code this was meant to be, and what is wrong with what came of it."""
        arrived = self.state.text.removeprefix(found.symbology or "")
        known = [code.arrives for code in TEST_CODES]
        index = which(arrived, known)
        showing = self.state.showing
        if index is None and showing is not None and len(arrived) == len(known[showing]):
            index = showing  # every sign may have come as another
        if index is None:
            return
        others = tuple(result for result in self.state.results if result[0] != index)
        self.state = replace(
            self.state, results=(*others, (index, faults(arrived, known[index]))), showing=None
        )

    def _ready(self) -> Answer:
        more = tuple(f"  {n}  {code.name:<12} {code.finds}" for n, code in enumerate(TEST_CODES, 1))
        return self.ok(
            "scanner.ready", "scan anything; a number shows a test code, F9 prints them", more=more
        )

    def _said(self) -> Answer:
        view = self.view()
        wrong = next((w for n, w in reversed(self.state.results) if w and self._is_last(n)), ())
        if wrong:
            return self.say("STOP", "scanner.fault", wrong[0], more=tuple(f"  {each}" for each in wrong[1:]))
        parts = [f"{len(self.state.text)} characters", *([f"ends with {view.suffix}"] if view.suffix else [])]
        parts.append(f"prefix {view.aim}" if view.aim else "no AIM prefix")
        if view.separators:
            parts.append(f"{view.separators} separator{'' if view.separators == 1 else 's'}")
        what = f"{view.kind}: {fit(view.normal or '', 40)}"
        more = (f"  {what}", *([f"  {view.refusal}"] if view.refusal else []))
        return self.ok("scanner.seen", ", ".join(parts), more=more)

    def _is_last(self, index: int) -> bool:
        """Whether the last scan was that test code."""
        return bool(self.state.results) and self.state.results[-1][0] == index

    def _row(self, index: int) -> TestRow:
        code, results = TEST_CODES[index], dict(self.state.results)
        state = "waiting" if index not in results else "wrong" if results[index] else "good"
        wrong = list(results.get(index, ()))
        return TestRow(index + 1, code.name, NAMES[code.kind], code.finds, state, wrong)


def _name(character: str) -> str:
    """A sign as it is read; one that cannot be seen is told by its number, so that it is seen."""
    hidden = character not in _NAMES and clean_text(f"a{character}a") == "aa"
    return f"<U+{ord(character):04X}>" if character and hidden else _NAMES.get(character, character)


def _pace(keys: Sequence[KeySeen]) -> str | None:
    """Milliseconds from key to key, in one decimal; None for fewer than two."""
    if len(keys) < 2:
        return None
    return f"{(keys[-1].at - keys[0].at) * 1000 / (len(keys) - 1):.1f}"
