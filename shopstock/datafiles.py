"""Where the data a person may read and edit is found: beside the package or, in a checkout, above it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from shopstock.refusal import WrongUse

_HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder with the data files: `shopstock/data` once installed, `data` in a checkout.

    Raises `WrongUse` where an installation lost it."""
    for folder in (_HERE / "data", _HERE.parent / "data"):
        if (folder / "demo").is_dir():
            return folder
    raise WrongUse(f"the data of Shopstock is not beside {_HERE}. Install it again")


def data_file(*parts: str) -> Path:
    """One data file by its path inside the folder: `data_file("demo", "grocery.toml")`."""
    return data_folder().joinpath(*parts)
