r"""Labels for roll printers that speak ZPL II: one text in UTF-8, a `^XA ... ^XZ` for each label.

Everything a person typed goes through `escaped`: of it only ASCII letters, digits and a few harmless signs stay as
they are, each other byte is a `\hh` (command ^FH), so nothing typed can begin a command. Lengths are millimetres
outside and dots inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from shopstock.codes import gs1
from shopstock.codes.writing import DOMAIN
from shopstock.papers.label import Label
from shopstock.papers.label_layout import Laid, Spot, SymbolAt, TextAt, laid_out
from shopstock.papers.symbols import QR_LEVEL, Kind, Preference, Symbol
from shopstock.refusal import BadInput

DOTS_PER_MM = {203: 8, 300: 12, 600: 24}
_INNER = 1.5
_SAFE = re.compile(rb"[^A-Za-z0-9 .,:;/()+*=%&?!#$@<>\[\]-]")
_NARROW = frozenset(" .,:;il|!'()I[]-")
_WIDE = frozenset("MW@%mw")
_PAIRS = re.compile(r"(?:[0-9]{2}){2,}", re.ASCII)
_MODULE_MOST = 10  # of ^BY and ^BQ


def zpl(
    labels: Sequence[Label],
    size: tuple[float, float],
    dpi: int = 203,
    wanted: Preference = "auto",
    domain: str = DOMAIN,
) -> bytes:
    """The labels in their order on labels of that size (width, height); equal neighbours are one with a count.

    Raises BadInput for another resolution than 203, 300 and 600 dots an inch, DoesNotFit for a label without room.
    """
    spot = spot_of(size, dpi)
    if not labels:
        raise BadInput("there are no labels to print")
    dots = DOTS_PER_MM[dpi]
    made = []
    for label, equal in groupby(labels):
        laid = laid_out(label, spot, wanted, domain)
        made.append("\n".join(_commands(laid, size, dots, len(list(equal)))))
    return ("\n".join(made) + "\n").encode("ascii")


def spot_of(size: tuple[float, float], dpi: int) -> Spot:
    """The room on a label of that size; raises BadInput for a resolution that no printer has."""
    if dpi not in DOTS_PER_MM:
        raise BadInput(f"{dpi} dots per inch: a label printer has 203, 300 or 600")
    return Spot(*size, _INNER, _width, 1 / DOTS_PER_MM[dpi])


def escaped(text: str) -> str:
    r"""A text as the data of a field after `^FH\`; ASCII, whatever was typed."""
    return _SAFE.sub(lambda found: b"\\%02X" % found[0][0], text.encode("utf-8")).decode("ascii")


def _commands(laid: Laid, size: tuple[float, float], dots: int, count: int) -> Iterator[str]:
    yield "^XA"
    yield "^CI28"
    yield f"^PW{round(size[0] * dots)}^LL{round(size[1] * dots)}^LH0,0"
    yield _symbol(laid.symbol, dots)
    for text in laid.texts:
        yield from _text(text, dots)
    if count > 1:
        yield f"^PQ{count}"
    yield "^XZ"


def _text(at: TextAt, dots: int) -> Iterator[str]:
    x, y, high = round(at.x * dots), round(at.y * dots), round(at.size * dots)
    yield f"^FO{x},{y}^A0N,{high}^FH\\^FD{escaped(at.text)}^FS"
    if at.struck:
        yield f"^FO{x},{y + high // 2}^GB{round(_width(at.text, at.size, at.bold) * dots)},2,2^FS"


def _symbol(at: SymbolAt, dots: int) -> str:
    symbol, module = at.symbol, max(1, round(at.module * dots))
    x = round(at.x * dots) + symbol.quiet[0] * module
    y = round(at.y * dots) + (0 if symbol.linear else symbol.quiet[0] * module)
    command, data = _COMMANDS[symbol.kind](symbol, module, round(at.bar_height * dots))
    return f"^FO{x},{y}{command}^FH\\^FD{data}^FS"


def _matrix(symbol: Symbol, module: int, _high: int) -> tuple[str, str]:
    r"""^BX: `_` is the sign for FNC1 (`_1`), so one that was typed is doubled."""
    typed = symbol.payload.replace("_", "__")
    starts = "_1" if symbol.kind == "gs1_datamatrix" else ""
    data = starts + typed.replace(gs1.GS, "_1")
    return f"^BXN,{module},200,,,,_", "".join(
        escaped(part) if part != "_" else "_" for part in re.split("(_)", data)
    )


def _qr(symbol: Symbol, module: int, _high: int) -> tuple[str, str]:
    return f"^BQN,2,{min(module, _MODULE_MOST)}", f"{QR_LEVEL}A,{escaped(symbol.payload)}"


def _bars(symbol: Symbol, module: int, high: int) -> tuple[str, str]:
    """^BC: digits in pairs where there are four or more, all else as it is; FNC1 is `>8`."""
    is_gs1 = symbol.kind == "gs1_128"
    return f"^BY{module},2,{high}^BCN,{high},N,N,N,N", "".join(_code128(symbol.payload, is_gs1))


def _code128(text: str, is_gs1: bool) -> Iterator[str]:
    pairs = bool(_PAIRS.match(text))
    yield ">;" if pairs else ">:"
    if is_gs1:
        yield ">8"
    at = 0
    while at < len(text):
        found = _PAIRS.match(text, at)
        if bool(found) != pairs:
            pairs = not pairs
            yield ">5" if pairs else ">6"
        if found:
            yield found[0]
            at = found.end()
        else:
            yield _SIGNS.get(text[at]) or escaped(text[at])
            at += 1


def _retail(command: str, digits: int) -> Callable[[Symbol, int, int], tuple[str, str]]:
    """EAN and UPC: the printer adds the check digit itself."""

    def made(symbol: Symbol, module: int, high: int) -> tuple[str, str]:
        return f"^BY{module},2,{high}^{command}N,{high},N,N", symbol.payload[:digits]

    return made


_SIGNS = {gs1.GS: ">8", ">": ">0", "~": ">="}
_COMMANDS: dict[Kind, Callable[[Symbol, int, int], tuple[str, str]]] = {
    "gs1_datamatrix": _matrix,
    "datamatrix": _matrix,
    "qr_link": _qr,
    "gs1_128": _bars,
    "code128": _bars,
    "ean13": _retail("BE", 12),
    "ean8": _retail("B8", 7),
    "upca": _retail("BU", 11),
}


def _width(text: str, size: float, bold: bool) -> float:  # noqa: ARG001 - a printer's font 0 is bold as it is
    """How wide font 0 is at most: letters of the scalable font are narrower than these."""
    return size * sum(_part(sign) for sign in text)


def _part(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.35 if sign in _NARROW else 0.85 if sign in _WIDE else 0.6
