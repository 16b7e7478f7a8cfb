"""The head of a till's chain as it is printed, compared by eye and read back from a printed paper."""

from __future__ import annotations

import re
from typing import NamedTuple

from shopstock.papers.sheet import Row

GROUP = 8
DIGITS = 64
_PRINTED = re.compile(
    r"^(?P<till>[A-Z0-9]+):(?P<number>[0-9]{1,12})\b[^\n]*\n"
    r"(?P<hash>(?:[ \t]+[0-9a-f]{8}(?:[ \t]+[0-9a-f]{8})*[ \t]*\n?)+)",
    re.ASCII | re.MULTILINE,
)


class Head(NamedTuple):
    """The newest booking of a till: the till's name and the prefix of its receipts, the booking's number at that
    till, its day (ISO) and its SHA-256 in 64 figures."""

    till: str
    prefix: str
    number: int
    day: str
    hash: str


class Printed(NamedTuple):
    """A head as it was printed: the prefix or the name of its till, the number, the 64 figures."""

    till: str
    number: int
    hash: str


def rows_of(head: Head) -> tuple[Row, Row]:
    """Two rows: `R1:214  22 Nov` with its till's name, and the seal in groups of eight figures."""
    groups = " ".join(head.hash[at : at + GROUP] for at in range(0, DIGITS, GROUP))
    return Row(f"{head.prefix}:{head.number}  {head.till}", head.day), Row(groups, kind="seal")


def read_back(paper: str) -> list[Printed]:
    """Every head on a printed paper, in order; nothing where it has none."""
    return [
        Printed(found["till"], int(found["number"]), "".join(found["hash"].split()))
        for found in _PRINTED.finditer(paper)
    ]
