"""The letters of a line in the order in which they stand on paper: Hebrew and Arabic run from right to left.

For what draws letter by letter from the left, such as a PDF. It is the part of the Unicode bidirectional algorithm
(UAX 9) that names in a line of a paper need: no nested directions. Arabic letters are joined by presentation forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_FORMS = (range(0xFB50, 0xFDFE), range(0xFE70, 0xFEFD))
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_LAM = "\u0644"


class _Forms(NamedTuple):
    """How an Arabic letter looks alone, at the end, at the beginning and within a word; empty where it has no such."""

    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


def visual(text: str, *, joined: bool = True) -> str:
    """The line as it is drawn from left to right; without `joined` each Arabic letter stands alone, for a font that
    has no others."""
    if text.isascii() or not any(_direction(char) == "R" for char in text):
        return text
    clusters = list(_clusters("".join(_joined(text)) if joined else text))
    ways = [_direction(cluster[0]) for cluster in clusters]
    last = ""
    for n, way in enumerate(ways):  # a number belongs to the letters before it
        if way == "N" and last == "R":
            ways[n] = "D"
        last = way if way in "LR" else last
    out: list[str] = []
    at = 0
    while at < len(clusters):
        end = _end_of_run(clusters, ways, at)
        out += _turned(clusters[at:end], ways[at:end]) if end > at else clusters[at : at + 1]
        at = max(end, at + 1)
    return "".join(out)


def _direction(char: str) -> str:
    """R right to left, L left to right, N a figure, and nothing for all that goes with its neighbours."""
    kind = unicodedata.bidirectional(char)
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}.get(kind, " ")


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with its marks."""
    found = ""
    for char in text:
        if found and not unicodedata.combining(char):
            yield found
            found = ""
        found += char
    if found:
        yield found


def _end_of_run(clusters: list[str], ways: list[str], start: int) -> int:
    """Where a run from right to left that begins here ends: after its last letter or number, before a left one. A
    bracket that was opened in it is closed in it."""
    end = start
    if ways[start] != "R":
        return start
    for n in range(start, len(ways)):
        if ways[n] in "LN":
            break
        if ways[n] in "RD":
            end = n + 1
    run = clusters[start:end]
    while end < len(clusters) and clusters[end] in ")]}" and clusters[end] not in run:
        if _MIRRORED[clusters[end]] not in run:
            break
        end += 1
        run = clusters[start:end]
    return end


def _turned(clusters: list[str], ways: list[str]) -> list[str]:
    """A run turned round; its numbers stay as they are, its brackets face the other way."""
    found: list[str] = []
    in_number = False
    for n, (cluster, way) in enumerate(zip(clusters, ways, strict=True)):
        between = cluster in ".,:/-" and 0 < n < len(ways) - 1 and ways[n - 1] == ways[n + 1] == "D"
        if (way == "D" or between) and in_number:
            found[-1] += cluster
        else:
            found.append(_MIRRORED.get(cluster, cluster))
        in_number = way == "D" or between
    return found[::-1]


@cache
def _forms() -> dict[str, _Forms]:
    """The forms of every Arabic letter, and of lam with an alef, from what Unicode says they stand for."""
    found: dict[str, dict[str, str]] = {}
    for block in _FORMS:
        for code in block:
            tag, *parts = unicodedata.decomposition(chr(code)).split()[:4] or [""]
            letters = "".join(chr(int(part, 16)) for part in parts)
            way = tag.strip("<>")
            known = way in _Forms._fields and (
                len(letters) == 1 or (len(letters) == 2 and letters[0] == _LAM)
            )
            if known and all(unicodedata.bidirectional(letter) == "AL" for letter in letters):
                found.setdefault(letters, {}).setdefault(way, chr(code))
    return {
        letters: _Forms(**ways) for letters, ways in found.items() if len(letters) == 1 or _is_alef(letters)
    }


def _is_alef(letters: str) -> bool:
    return letters[1] in "\u0622\u0623\u0625\u0627"


def _joined(text: str) -> Iterator[str]:
    """Arabic letters as they look beside their neighbours; all others as they are."""
    forms = _forms()
    letters = [n for n, char in enumerate(text) if not unicodedata.combining(char)]
    place = {n: i for i, n in enumerate(letters)}
    skipped: set[int] = set()

    def beside(n: int, step: int) -> str:
        i = place[n] + step
        return text[letters[i]] if 0 <= i < len(letters) else ""

    for n, char in enumerate(text):
        if n in skipped:
            continue
        own = forms.get(char)
        if own is None or n not in place:
            yield char
            continue
        before = forms.get(beside(n, -1), _Forms())
        after = beside(n, 1)
        pair = forms.get(char + after) if after and char == _LAM else None
        if pair is not None:
            skipped.add(letters[place[n] + 1])
            yield (pair.final if before.initial else "") or pair.isolated
            continue
        joins_before = bool(before.initial and own.final) and not _was_pair(text, letters, place[n], forms)
        joins_after = bool(own.initial and forms.get(after, _Forms()).final)
        way = (
            (own.medial if joins_after else own.final)
            if joins_before
            else own.initial
            if joins_after
            else own.isolated
        )
        yield way or char


def _was_pair(text: str, letters: list[int], at: int, forms: dict[str, _Forms]) -> bool:
    """Whether the letter before this one went into a lam with an alef, which joins nothing after it."""
    return at >= 2 and text[letters[at - 2]] + text[letters[at - 1]] in forms
