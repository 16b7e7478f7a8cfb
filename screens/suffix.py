"""When is an empty Enter a person's, and when the tail of a scan?

Scanners end a code with CR, LF, CRLF, CR CR or Tab, and each must end exactly one entry. A person's
`Enter Enter` (finish) must work all the same, and so must keys typed ahead in one burst. The rule:

- An empty Enter that comes within 30 ms of the end of an entry is the scanner's second CR: a hand needs more
  than twice that. Times are the events' own, not those of a busy program.
- A scanner is set up once. If the last code typed at a machine's pace had a second CR, this one has it too,
  and may take 150 ms on a slow line.
- Otherwise three Enters in one go are the end of a code and a typed-ahead `Enter Enter`: the one held back is
  given back. Two in one go stay one entry: nothing here is worth a sale that nobody confirmed.
"""

from __future__ import annotations

QUICK = 0.030
SLOW_LINE = 0.150
MACHINE_PACE = 0.025
MACHINE_LENGTH = 4


class Suffix:
    """Follows the keys of the field; times in seconds."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._keys = 0
        self._ended: float | None = None
        self._machine = False
        self._tails = 0
        self._doubles: bool | None = None

    def key(self, at: float) -> None:
        """A character came."""
        self._learn()
        if self._began is None:
            self._began, self._keys = at, 0
        self._keys += 1

    def other(self) -> None:
        """A key that is no character and no Enter: what follows is a person's."""
        self._learn()
        self._began = None

    def entry(self, at: float) -> None:
        """An Enter, Tab or line feed ended an entry that had text."""
        took = at - self._began if self._began is not None else 0.0
        self._machine = self._keys >= MACHINE_LENGTH and took / self._keys <= MACHINE_PACE
        self._ended, self._tails, self._began = at, 0, None

    def empties(self, at: float) -> int:
        """An Enter with an empty field: as how many empty entries does it count (0, 1 or 2)?"""
        if self._ended is None:
            return 1
        gap = at - self._ended
        if self._tails == 0 and gap <= (SLOW_LINE if self._machine and self._doubles else QUICK):
            self._tails, self._ended = 1, at
            return 0
        typed_ahead = self._tails == 1 and gap <= QUICK and not self._doubles
        self._ended = None
        return 2 if typed_ahead else 1

    def _learn(self) -> None:
        if self._ended is not None and self._machine:
            self._doubles = self._tails > 0
        self._ended = None
