"""Label sheets, from `data/label_stocks.toml`, which a person may read and edit. All lengths are millimetres."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shopstock.datafiles import data_file
from shopstock.papers.drawing import PAPERS
from shopstock.refusal import BadInput, Key, WrongUse
from shopstock.text import clean_text, fit

FILE = "label_stocks.toml"
INNER = 1.5
_SLACK = 0.1  # makers round


class UnknownStock(BadInput):
    """No label sheet bears that name."""

    id = "labels.unknown_stock"


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of labels: the first begins at `left` and `top`, the next one `across` and `down` from it; `inner`
    stays blank inside each."""

    name: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    inner: float = INNER

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def size(self) -> str:
        """For people: `63.5 x 33.9 mm`."""
        return f"{self.width:g} x {self.height:g} mm"

    def corner(self, position: int) -> tuple[float, float]:
        """The upper left corner of the label at that position, row by row from 0."""
        row, column = divmod(position, self.columns)
        return self.left + column * self.across, self.top + row * self.down


@lru_cache(maxsize=1)
def stocks() -> dict[str, Stock]:
    """Every label sheet by its name, in the order of the file.

    Raises WrongUse with the file where someone edited it into something that is none."""
    path = data_file(FILE)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise WrongUse(f"{path} cannot be read: {wrong}") from wrong
    return {name: _stock(name, values) for name, values in told.items()}


def stock(name: str) -> Stock:
    """The label sheet of that name in any case; raises UnknownStock."""
    wanted = clean_text(name).casefold()
    found = next((each for each in stocks().values() if each.name.casefold() == wanted), None)
    if found is None:
        raise UnknownStock(
            f'"{fit(clean_text(name), 20)}" is no label sheet here, such as A4-24', Key(":sheet", "lists all")
        )
    return found


def _stock(name: str, values: Any) -> Stock:
    try:
        made = Stock(name=name, **values)
        right = made.left + (made.columns - 1) * made.across + made.width
        bottom = made.top + (made.rows - 1) * made.down + made.height
        width, height = PAPERS[made.paper]
        numbers = (made.columns, made.rows, made.width, made.height, made.across, made.down)
        fits = (
            right <= width + _SLACK
            and bottom <= height + _SLACK
            and min(made.left, made.top, made.inner) >= 0
        )
        whole = all(isinstance(values[name], int) for name in ("columns", "rows"))
        apart = made.across >= made.width - _SLACK and made.down >= made.height - _SLACK
        if not (fits and whole and apart and min(numbers) > 0):
            raise ValueError("it does not fit on its paper")
    except (TypeError, KeyError, ValueError) as wrong:
        raise WrongUse(f"{FILE}: the sheet {name} cannot be used: {wrong}") from wrong
    return made
