"""Letters on a PDF: Helvetica for western names, a TrueType font of this machine for all others.

What no font here has is drawn as a box sign, and that is said: a name is never printed wrong in silence. All
lengths are millimetres. reportlab is imported at the first paper (extra `paper`).
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shopstock.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
MISSING = "□"
_LAST_RESORT = "?"
# Free fonts first; those of the desktops after them. One with most of the world's letters comes before others.
_FILES = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "FreeSans.ttf",
    "LiberationSans-Regular.ttf",
    "Arial Unicode.ttf",
    "segoeui.ttf",
    "arial.ttf",
    "Arial.ttf",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "NotoSansSC-Regular.ttf",
    "NotoSansJP-Regular.ttf",
    "NotoSansKR-Regular.ttf",
    "msyh.ttc",
    "msgothic.ttc",
    "malgun.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
)
_BOLD = {"DejaVuSans.ttf": "DejaVuSans-Bold.ttf", "NotoSans-Regular.ttf": "NotoSans-Bold.ttf"}


class NoPaper(Refusal):
    """The extra that makes PDF files is not installed."""

    id = "paper.not_installed"


class Written(NamedTuple):
    """A text as it is drawn: in which font, and what it became where letters are missing."""

    font: str
    text: str


def need_reportlab() -> None:
    """Refuse where the extra `paper` is not installed."""
    try:
        import reportlab  # noqa: F401 - whether it is there
    except ImportError:
        raise NoPaper("PDF files need the extra: pip install 'shopstock[paper]'") from None


def written(text: str, *, bold: bool = False) -> Written:
    """The font that has all letters of a text; with the font that has most of them, a box for each it lacks."""
    if _is_western(text):
        return Written("Helvetica-Bold" if bold else "Helvetica", text)
    best: tuple[int, str, str] = (-1, "Helvetica", text)
    for file in _FILES:
        found = _font(_BOLD.get(file, file) if bold else file) or _font(file)
        if found is None:
            continue
        name, letters = found
        count = sum(1 for letter in text if ord(letter) in letters)
        if count == len(text):
            return Written(name, text)
        if count > best[0]:
            shown = "".join(c if ord(c) in letters else _box(letters) for c in text)
            best = (count, name, shown)
    if best[0] >= 0:
        return Written(best[1], best[2])
    return Written(
        "Helvetica-Bold" if bold else "Helvetica",
        "".join(c if _is_western(c) else _LAST_RESORT for c in text),
    )


def pieces(text: str, *, bold: bool = False) -> tuple[Written, ...]:
    """The text as it is drawn, in one font where one has all of its letters, otherwise each alphabet in its own."""
    visible = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf"))
    whole = written(visible, bold=bold)
    if whole.text == visible:
        return (whole,)
    found: list[Written] = []
    for letter in visible:
        font, shown = _letter(letter, bold)
        if found and found[-1].font == font:
            found[-1] = Written(font, found[-1].text + shown)
        else:
            found.append(Written(font, shown))
    return tuple(found)


@lru_cache(maxsize=4096)
def _letter(letter: str, bold: bool) -> Written:
    return written(letter, bold=bold)


def missing(text: str) -> str:
    """The letters of a text that no font here has, each once."""
    drawn = written(text).text
    return "".join(dict.fromkeys(was for was, now in zip(text, drawn, strict=True) if was != now))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at that letter size, both in millimetres."""
    return size * _width_of_one(text, bold)


@lru_cache(maxsize=16_384)
def _width_of_one(text: str, bold: bool) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font, shown = written(text, bold=bold)
    return float(stringWidth(shown, font, 1))


def _is_western(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _box(letters: Any) -> str:
    return MISSING if ord(MISSING) in letters else _LAST_RESORT


@lru_cache(maxsize=64)
def _font(file: str) -> tuple[str, Any] | None:
    """The name and the letters of a font file, registered; None where it is not here or cannot be embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    path = _here().get(file)
    if path is None:
        return None
    try:
        font = TTFont(path.stem, str(path))
    except (TTFError, OSError):
        return None
    pdfmetrics.registerFont(font)
    return path.stem, font.face.charToGlyph


@lru_cache(maxsize=1)
def _here() -> dict[str, Path]:
    """The font files of this machine that could be used, by their names."""
    wanted = {*_FILES, *_BOLD.values()}
    found: dict[str, Path] = {}
    for folder in _folders():
        for root, _, names in os.walk(folder):
            for name in wanted.intersection(names):
                found.setdefault(name, Path(root) / name)
    return found


def _folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/Library/Fonts"), Path("/System/Library/Fonts"), Path.home() / "Library" / "Fonts")
    else:
        yield from (
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            Path.home() / ".local/share/fonts",
        )
