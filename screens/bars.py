"""The lines around the pane: title, answer, summary, hints and the key bar. They never move."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from screens.canvas import Canvas
from screens.figures import money
from screens.page import Line, Piece, Pieces, dim, filled, keys, strong
from screens.paint import Pen, cut, line_strip, pieces_of, safe, spread, width_of
from screens.theme import ACCENT, GROUND, PANEL, line_style, style
from shopstock.desk.answer import Answer
from shopstock.desk.commands import BY_KEY, COMMANDS
from shopstock.desk.views.frame import Frame, Tone
from shopstock.refusal import State

STATE_TONES: dict[State, Tone] = {
    "OK": "plain",
    "ASK": "ask",
    "STOP": "stop",
    "SAVED": "good",
    "WAIT": "dim",
}
STATE_SIGNS: dict[State, str] = {"OK": "", "ASK": "?", "STOP": "!", "SAVED": "", "WAIT": "…"}
CELL = 8
WIDE = 120
_BAR_KEYS = tuple(f"F{n}" for n in range(1, 11))
_JOB_WORDS = {command.word: command for command in COMMANDS}


class Title(Canvas):
    """Row 1: the job as a filled word, the heading, till, person, moment, and that all is saved."""

    frame: Frame | None = None

    def show(self, frame: Frame) -> None:
        """Draw the frame's title."""
        self.frame = frame
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """One line."""
        frame = self.frame
        if frame is None:
            return [spread((), (), width, PANEL)]
        job = _JOB_WORDS.get(frame.job)
        word = (job.label if job else frame.job).upper()
        saved = Piece("● saved", "good") if frame.saved else Piece("○ open", "ask")
        right: list[Piece] = []
        for part in (frame.till, frame.staff, frame.moment if not frame.clock else ""):
            if part:
                right += [dim(cut(part, width // 5)), dim("   ")]
        if frame.clock:
            right += [Piece(frame.clock, "ask", bold=True), dim("   ")]
        left = [filled(word, "accent"), Piece("  ")]
        if frame.alarm:
            left += [Piece(frame.alarm, "stop", bold=True), Piece("   ")]
        ends = (*right, saved)
        # Beside an alarm a piece of a heading says nothing.
        if not frame.alarm or width_of((*left, *ends)) + cell_len(frame.heading) + 3 <= width:
            left.append(strong(frame.heading))
        return [spread(tuple(left), ends, width, PANEL, indent=0)]


class Answers(Canvas):
    """Row 3: the state as a filled word, the sentence, the keys. Row 4: the rest of a long sentence, or a rule.

    It stands until the next entry; nothing fades.
    """

    DEFAULT_CSS = "Answers { height: 2; }"
    answer: Answer | None = None

    def show(self, answer: Answer) -> None:
        """Draw an answer."""
        self.answer = answer
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """The answer and its second line."""
        answer = self.answer
        if answer is None:
            return [spread((), (), width), _rule(width)]
        word = f" {answer.state} {STATE_SIGNS[answer.state]}".rstrip().ljust(7) + " "
        head = Piece(word, STATE_TONES[answer.state], fill=True)
        ways = keys([(key.key, key.label) for key in answer.keys])
        tone: Tone = "dim" if answer.state == "WAIT" else "strong"
        room = width - cell_len(word) - 2
        sentence = safe(answer.sentence[: 4 * width])
        if cell_len(sentence) + (width_of(ways) + 3 if ways else 0) <= room:
            gap = (dim("   "),) if ways else ()
            said = (head, Piece(" "), Piece(sentence, tone), *gap, *ways)
            return [spread(said, (), width, indent=0), _rule(width)]
        # Too long for one line: the sentence stays together as far as it can, the keys go below it, whole.
        first, rest = _broken(sentence, room)
        below = Piece(cut(rest, max(10, room - width_of(ways) - 3)), tone)
        more = (below, dim("   "), *ways) if rest else ways
        said = (head, Piece(" "), Piece(first, tone))
        return [
            spread(said, (), width, indent=0),
            line_strip(Line(more, indent=cell_len(word) + 1), width),
        ]


OF_SALES = "% of sales)"  # two words that a narrow window may do without: no figure is cut for them


class Summary(Canvas):
    """Row 22: what is going on, and the figure that matters."""

    frame: Frame | None = None

    def show(self, frame: Frame) -> None:
        """Draw the frame's summary."""
        self.frame = frame
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """One line."""
        frame = self.frame
        if frame is None:
            return [spread((), (), width, PANEL)]
        total: Pieces = ()
        if frame.total:
            total = (dim(f"{frame.total_label}  "), Piece(money(frame.total), "good", bold=True))
        said = dim(frame.summary)
        if width_of((said, *total)) > width - 4:
            said = dim(frame.summary.replace(OF_SALES, "%)"))
        return [spread((said,), total, width, PANEL)]


class Hints(Canvas):
    """Row 23: what needs a person, in gold, then this job's keys; `say` puts a word of ours there once."""

    frame: Frame | None = None
    _said = ""

    def show(self, frame: Frame) -> None:
        """Draw the frame's notice and hints."""
        self.frame = frame
        self._said = ""
        self.redraw()

    def say(self, words: str) -> None:
        """Something about the program itself, until the next entry."""
        self._said = words
        self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """One line; hints that do not fit whole are left out, never cut in two."""
        frame = self.frame
        if self._said or frame is None:
            return [spread((Piece(self._said, "accent"),), (), width, PANEL)]
        notice = (Piece(cut(frame.notice, width - 2), "ask", bold=True),) if frame.notice else ()
        room = width - 2 - (width_of(notice) + 3 if notice else 0)
        shown: list[tuple[str, str]] = []
        for hint in frame.hints:
            if width_of(keys([*shown, hint], gap="  ")) > room:
                break
            shown.append(hint)
        ways = keys(shown, gap="  ")
        if notice:
            return [spread((*notice, dim("   "), *ways), (), width, PANEL)]
        return [spread(ways, (), width, PANEL)]


class KeyBar(Canvas):
    """Row 24: ten cells, the current job's filled; long labels where there is room."""

    job = ""

    def show(self, job: str) -> None:
        """Fill this job's cell."""
        if job != self.job:
            self.job = job
            self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """One line."""
        return [key_bar(self.job, width)]


@lru_cache(maxsize=64)
def key_bar(job: str, width: int) -> Strip:
    """The key bar: eight columns a key at 80, as many more as the window gives."""
    wide = width >= WIDE
    cell = max(CELL, width // len(_BAR_KEYS))
    pen = Pen(PANEL)
    for n, key in enumerate(_BAR_KEYS):
        command = BY_KEY[key]
        label = command.label if wide else command.bar
        here = command.word == job
        plate = line_style(ACCENT, GROUND) if here else style("plain", PANEL)
        pen.blank_to(n * cell)
        pen.write((Piece(key, "accent", fill=here, bold=True),), width)
        shown = f" {cut(label, cell - len(key) - 1)}"
        if here:
            shown = shown.ljust(cell - len(key))
        pen.segments.append(Segment(shown, plate))
        pen.used += cell_len(shown)
    return pen.strip(width)


class Small(Canvas):
    """What a window that is too small says instead of a title."""

    def lines(self, width: int) -> list[Strip]:
        """One sentence."""
        size = self.screen.size
        words = f"Shopstock needs 80x24, this is {size.width}x{size.height}. Scans still count."
        return [spread(pieces_of(Piece(words, "ask", bold=True), "plain"), (), width, PANEL)]


@lru_cache(maxsize=32)
def _rule(width: int) -> Strip:
    return Strip([Segment("─" * width, line_style(GROUND))], width)


def _broken(sentence: str, room: int) -> tuple[str, str]:
    """The sentence in two lines at a space, the second empty when all of it fits the first."""
    if cell_len(sentence) <= room:
        return sentence, ""
    first = ""
    for word in sentence.split(" "):
        if cell_len(first) + cell_len(word) + bool(first) > room:
            break
        first = f"{first} {word}" if first else word
    if not first:
        first = cut(sentence, room).removesuffix("..")
    return first, sentence[len(first) :].strip()
