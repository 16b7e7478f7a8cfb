"""Cash-up: notes at the left, coins at the right, the sum in big figures; after the count what was expected."""

from __future__ import annotations

from itertools import zip_longest
from typing import cast

from screens.digits import big_lines
from screens.figures import moment, money, number
from screens.page import BLANK, Item, Line, Page, Piece, Pieces, dim, facts, filled, strong, text
from screens.paint import cut
from shopstock.desk.views.base import View
from shopstock.desk.views.cash import CashFace, CashMove, CashResult, CashView
from shopstock.desk.views.frame import Tone

_BLOCK = 33
_GAP = 5


def page(view: View, width: int) -> Page:
    """The drawer: shut, open, being counted, or counted."""
    drawer = cast(CashView, view)
    if drawer.stage in ("shut", "open"):
        return Page(tuple(_at_rest(drawer, width)))
    rows = list(_faces(drawer))
    at = _row_of_current(drawer)
    keep = None if at is None else (max(0, at - 1), min(len(rows) - 1, at + 1))
    return Page(tuple(rows), head=(_titles(),), foot=_foot(drawer), keep=keep)


def _titles() -> Line:
    return Line((dim("NOTES".ljust(_BLOCK + _GAP)), dim("COINS")), indent=4)


def _split(drawer: CashView) -> tuple[list[int], list[int]]:
    notes = [n for n, face in enumerate(drawer.faces) if face.note]
    return notes, [n for n, face in enumerate(drawer.faces) if not face.note]


def _row_of_current(drawer: CashView) -> int | None:
    for side in _split(drawer):
        if drawer.current in side:
            return side.index(drawer.current)
    return None


def _faces(drawer: CashView) -> list[Item]:
    rows: list[Item] = []
    for note, coin in zip_longest(*_split(drawer)):
        left = (
            _face(drawer.faces[note], note == drawer.current) if note is not None else (Piece(" " * _BLOCK),)
        )
        right = _face(drawer.faces[coin], coin == drawer.current) if coin is not None else ()
        rows.append(Line((*left, Piece(" " * _GAP), *right)))
    return rows


def _face(face: CashFace, current: bool) -> Pieces:
    """`▸  50.00 x   3 =     150.00` in exactly one block."""
    mark = Piece("▸ " if current else "  ", "accent", bold=True)
    name = face.face.rjust(9)
    if face.number is None:
        asked = Piece("  __", "accent", bold=True) if current else dim("")
        shown: Pieces = (mark, Piece(name, "accent" if current else "dim", bold=current), dim(" x "), asked)
    else:
        tone: Tone = "accent" if current else "plain" if face.number else "dim"
        how_many = Piece(f"{face.number:>4}", tone, bold=bool(face.number))
        made = Piece(money(face.amount).rjust(12), "dim" if not face.number else "plain")
        shown = (mark, Piece(name, tone), dim(" x "), how_many, dim(" ="), made)
    used = sum(len(piece.text) for piece in shown)
    return (*shown, Piece(" " * max(0, _BLOCK - used)))


def _foot(drawer: CashView) -> tuple[Item, ...]:
    result = drawer.result
    if result is None:
        words = (
            text(dim("Type how many, then Enter for the next.")),
            text(dim("- goes back, 3*20 counts three of 20.00.")),
            text(dim("You see the difference after all.")),
        )
        return (BLANK, _title("COUNTED SO FAR"), *big_lines(money(drawer.counted), "accent", words))
    off = number(result.difference)
    tone: Tone = "good" if off == 0 else "stop" if result.off else "ask"
    word = "EXACT" if off == 0 else "SHORT" if off < 0 else "OVER"
    figure = money(result.difference.removeprefix("-"))
    words = (
        facts(("expected", money(result.expected)), ("counted", strong(money(result.counted)))),
        _cards(result),
        facts(
            ("because", result.reason), ("kept", money(result.kept)), ("to the safe", money(result.banked))
        ),
    )
    again = f"counted {drawer.counts} times" if drawer.counts > 1 else ""
    return (BLANK, _title(word, again), *big_lines(figure, tone, words))


def _title(word: str, left: str = "") -> Line:
    return Line((Piece(left, "ask"),), (dim(word), Piece(" ")))


def _cards(result: CashResult) -> Pieces:
    if result.card_taken is None:
        return ()
    if result.card_said is None:
        return facts(("cards", money(result.card_taken)), ("terminal", "not asked"))
    off = result.card_difference or "0"
    tone: Tone = "good" if number(off) == 0 else "ask"
    return facts(
        ("cards", money(result.card_taken)),
        ("terminal", money(result.card_said)),
        ("", Piece("exact" if number(off) == 0 else money(off), tone, bold=True)),
    )


def _at_rest(drawer: CashView, width: int) -> list[Item]:
    lines: list[Item] = [BLANK]
    if drawer.stage == "shut":
        lines.append(Line((filled("NOT OPEN", "dim"), Piece(f"  {drawer.till}", "strong")), indent=4))
        lines += [BLANK, Line((strong("How much lies in the drawer before the first sale?"),), indent=4)]
        said = f"The last closing kept {money(drawer.kept)}." if drawer.kept else "Type it, as 200 or 200.00."
        lines.append(Line((dim(said),), indent=4))
    else:
        opened = facts(
            ("opened", moment(drawer.opened_at)), ("by", drawer.opened_by), ("float", money(drawer.float))
        )
        lines.append(Line((filled("OPEN", "good"), Piece(f"  session {drawer.session}", "strong")), indent=4))
        lines += [BLANK, Line(opened, indent=4)]
    done = facts(("sales", str(drawer.sales)), ("refunds", str(drawer.refunds)), ("voids", str(drawer.voids)))
    lines += [BLANK, Line(done, indent=4)]
    if drawer.moves:
        lines += [BLANK, Line((dim("IN AND OUT"),), indent=4)]
        lines += [_move(move, width) for move in drawer.moves]
    if drawer.waiting:
        lines.append(BLANK)
        lines += [Line((Piece(said, "ask"),), sign="!", indent=4) for said in drawer.waiting]
    return lines


def _move(move: CashMove, width: int) -> Line:
    way: Tone = "good" if move.what == "in" else "ask"
    head = text(
        dim(moment(move.at)), "  ", Piece(move.what.ljust(4), way, bold=True), money(move.amount).rjust(12)
    )
    return Line((*head, Piece(f"  {cut(move.reason or '', width - 48)}")), (dim(move.staff),), indent=4)
