"""The rows of a paper as ESC/POS, the language of receipt printers (Epson, and most others speak it).

The few commands a receipt needs are written here and compared with those of python-escpos in the tests. That library is
not used at the counter: it opens 215 modules in 0.6 s, writes letters in pages nobody chose (its usual printer gets `ü`
as two bytes of GB 18030 without being told so), and hands on control characters, so that a name could open the drawer.

Here a name is letters only. What the chosen code page has not becomes something like it that it has (`é` is `e`),
otherwise `?`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from shopstock.papers.sheet import Row, brought_in, typeset

# The number of each code page for ESC t, as Epson counts them, under the name that Python has for it.
CODE_PAGES: dict[str, int] = {
    "cp437": 0, "cp850": 2, "cp860": 3, "cp863": 4, "cp865": 5, "cp857": 13, "cp737": 14, "cp1252": 16, "cp866": 17,
    "cp852": 18, "cp858": 19, "cp775": 33, "cp855": 34, "cp861": 35, "cp1250": 45, "cp1251": 46, "cp1253": 47,
    "cp1254": 48, "cp1257": 51,
}  # fmt: skip
USUAL = "cp858"

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
_RESET = ESC + b"@"
_NO_KANJI = FS + b"."  # many printers read two bytes as one Chinese sign until they are told not to
_DRAWER = ESC + b"p\x00\x32\x32"  # connector pin 2, 100 ms on, 100 ms off
_CUT = ESC + b"d\x06" + GS + b"V\x00"
_BOLD, _PLAIN = ESC + b"E\x01", ESC + b"E\x00"
_TALL, _DOUBLE, _SINGLE = GS + b"!\x01", GS + b"!\x11", GS + b"!\x00"
_CENTRE, _LEFT = ESC + b"a\x01", ESC + b"a\x00"
_DOTS = 12  # of a letter of the printer's usual font
_LIKE = {
    "€": "EUR", "£": "GBP", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "n", "Ŋ": "N",
    "×": "x", "÷": "/", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'", "‚": ",", "“": '"',
    "”": '"', "„": '"', "«": '"', "»": '"', "‹": "<", "›": ">", "•": "*", "·": ".", "…": "...", "№": "No", "™": "TM",
    "®": "(R)", "©": "(C)", "°": "o",
}  # fmt: skip


def rendered(rows: Sequence[Row], width: int, code_page: str = USUAL) -> bytes:
    """The bytes for a printer of `width` columns; a code page that is not in CODE_PAGES is refused by KeyError."""
    wide = brought_in(width)
    out = [_RESET, _NO_KANJI, ESC + b"t" + bytes([CODE_PAGES[code_page]])]
    if any(row.kind == "drawer" for row in rows):
        out.append(_DRAWER)
    said = [row._replace(left=_left(row, code_page), right=_right(row, code_page)) for row in rows]
    for kind, group in groupby(said, lambda row: row.kind):
        if kind == "code":
            out += [_code(row.left, wide) for row in group if row.left]
        elif kind == "cut":
            out += [_CUT for _ in group]
        elif kind == "big":
            out += [_DOUBLE, _BOLD, *_big(list(group), wide, code_page), _PLAIN, _SINGLE]
        else:
            loud, quiet = _LOUD.get(kind, (b"", b""))
            lines = [line.encode(code_page) + b"\n" for line, _ in typeset(list(group), wide)]
            out += [loud, *lines, quiet]
    return b"".join([*out, _CUT])


_LOUD = {
    "title": (_BOLD + _TALL, _SINGLE + _PLAIN),
    "total": (_BOLD, _PLAIN),
    "strong": (_BOLD, _PLAIN),
    "head": (_BOLD, _PLAIN),
}


def _left(row: Row, code_page: str) -> str:
    """A head is set in capitals: those, too, must be in the code page."""
    return fitting(row.left.upper() if row.kind == "head" else row.left, code_page)


def _right(row: Row, code_page: str) -> str:
    if row.kind != "figures":
        return fitting(row.right, code_page)
    return "\t".join(fitting(cell, code_page) for cell in row.right.split("\t"))


def fitting(text: str, code_page: str) -> str:
    """The text in letters that the code page has, and no control character: `é` as `e` where need be, otherwise `?`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_fitting(char, code_page) for char in unicodedata.normalize("NFC", text))


def _fitting(char: str, code_page: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    if char.isspace():
        return " "
    if _has(char, code_page):
        return char
    split = unicodedata.normalize("NFKD", char)
    like = _LIKE.get(char) or "".join(_LIKE.get(c, c) for c in split if not unicodedata.combining(c))
    return like if like and like.isascii() and like.isprintable() else "?"


def _has(char: str, code_page: str) -> bool:
    try:
        made = char.encode(code_page)
    except UnicodeEncodeError:
        return False
    return len(made) == 1 and made[0] >= 0x20 and made[0] != 0x7F


def _big(rows: list[Row], width: int, code_page: str) -> Iterator[bytes]:
    """Letters twice as wide: half as many on a line, and no stars around them."""
    for line, _ in typeset([row._replace(kind="title") for row in rows], width):
        words = line.strip()
        half = width // 2
        for start in range(0, len(words), half):
            part = words[start : start + half]
            yield (" " * ((half - len(part)) // 2) + part).encode(code_page) + b"\n"


def _code(text: str, width: int) -> bytes:
    """The printer's own Code 128 with the text below it; a QR code where the bars would be wider than the paper."""
    if not text.isascii():  # what a scanner would read from it is not the text
        return b""
    data = text.encode()
    modules = 11 * (len(data) + 2) + 13
    if 2 * modules <= width * _DOTS and len(data) <= 200:
        bars = b"{B" + data.replace(b"{", b"{{")
        settings = GS + b"h\x40" + GS + b"w\x02" + GS + b"f\x00" + GS + b"H\x02"
        return _CENTRE + settings + GS + b"k\x49" + bytes([len(bars)]) + bars + b"\n" + _LEFT
    return _CENTRE + b"".join(_qr(data)) + data + b"\n" + _LEFT


def _qr(data: bytes) -> Iterator[bytes]:
    """GS ( k: model 2, dots of 4, correction M, the data, print."""
    for body in (b"1A2\x00", b"1C\x04", b"1E1", b"1P0" + data, b"1Q0"):
        yield GS + b"(k" + len(body).to_bytes(2, "little") + body
