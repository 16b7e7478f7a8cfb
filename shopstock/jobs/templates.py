"""What a template for own numbers may be: of a lot, of a serial, of a paper. Each check gives its normal form."""

from __future__ import annotations

import re

from shopstock.refusal import BadInput
from shopstock.text import clean_text

PAPER_TEMPLATE = "{prefix}-{run:6}"
_PAPER = re.compile(r"\{prefix\}((?:\{(?:year|yy|month|day|week|yday)\})*)-\{run:([3-9])\}", re.ASCII)


def lot_template(text: str) -> str:
    """A template for lot codes, or nothing; without a run there is one lot for each day, week or whatever it names."""
    return template_of(text, must_count=False) if clean_text(text) else ""


def serial_template(text: str) -> str:
    """A template for serials, or nothing; it counts."""
    return template_of(text, must_count=True) if clean_text(text) else ""


def template_of(text: str, *, must_count: bool) -> str:
    """A template for own numbers as it is kept; raises `BadInput` with what is wrong."""
    from shopstock.codes.template import parse_template  # seldom needed: the counter opens without it

    parse_template(text, must_count=must_count)
    return clean_text(text)


def paper_template(text: str) -> str:
    """How receipts are numbered: the till's prefix, parts of the day if wanted, a dash, the run.

    Nothing else, so that a number says which till it is of and is never taken for another paper."""
    typed = clean_text(text)
    if not _PAPER.fullmatch(typed):
        raise BadInput("{prefix}, then {yy}, {year}, {month} .. if you like, then -{run:6}: width 3 to 9")
    return typed


def own_paper_template(text: str) -> str:
    """The same for one till; nothing where the shop's holds."""
    return paper_template(text) if clean_text(text) else ""
