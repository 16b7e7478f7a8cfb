"""What a scanner sends, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class KeySeen:
    """One key as the terminal told it: its name, the character it makes (None for an Enter), when in seconds."""

    name: str
    character: str | None
    at: float


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test code: what it finds out, how it went (waiting, good, wrong), and what is wrong."""

    n: int
    name: str
    symbol: str
    finds: str
    state: str
    faults: list[str]


@dataclass(frozen=True, slots=True)
class ScannerView(View):
    """The last scan key by key, what it is, and the test codes.

    `keys` are readable names, in order; `suffix` is how the entry ended (CR, LF, CR LF, CR CR, Tab), empty where no
    terminal told the keys; `pace_ms` is the time of a key; `aim` the AIM prefix; `separators` how many 0x1D came;
    `kind`, `normal`, `elements` and `refusal` as `shopstock read` says them; `picture` is the code on the screen."""

    keys: list[str]
    suffix: str
    pace_ms: str | None
    aim: str | None
    separators: int
    kind: str | None
    normal: str | None
    elements: dict[str, str]
    refusal: str | None
    tests: list[TestRow]
    showing: int | None
    picture: list[str]
    paper: str | None
