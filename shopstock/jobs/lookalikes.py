"""Hints where a code is unknown, or new, and one that only looks like it is here. Nothing is ever changed silently."""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.store.alike import codes_alike, units_alike
from shopstock.text import clean_text, fold

LONGEST = 64
WHOLE = 10


def unknown_but_close(session: Session, text: str) -> str | None:
    """The sentence about a code that is unknown where exactly one known code looks like it; else None."""
    typed = clean_text(text)
    if not typed or len(typed) > LONGEST:
        return None
    near = list(dict.fromkeys(found.code for found in codes_alike(session.store, typed)))
    if len(near) != 1 or fold(near[0]) == fold(typed):
        return None
    first, second = apart(typed, near[0])
    return f"{first} is unknown; {second} is close: type it if meant"


def new_but_close(session: Session, product_id: int, serial: str) -> str | None:
    """What to say once of a new serial where one of the same product looks like it; else None."""
    near = [found.code for found in units_alike(session.store, serial) if found.product_id == product_id]
    near = [code for code in near if fold(code) != fold(serial)]
    if not near:
        return None
    first, second = apart(serial, near[0])
    return f"{first} is new and looks like {second}, which is known here"


def apart(first: str, second: str) -> tuple[str, str]:
    """Both codes, short enough for a sentence, with where they differ."""
    if max(len(first), len(second)) <= WHOLE:
        return first, second
    if first[-4:] != second[-4:] or len(first) != len(second):
        return f"..{first[-4:]}", f"..{second[-4:]}"
    at = next((n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b), 0)
    return _around(first, at), _around(second, at)


def _around(code: str, at: int) -> str:
    start, end = max(0, at - 2), at + 3
    return f"{'..' if start else ''}{code[start:end]}{'..' if end < len(code) else ''}"
