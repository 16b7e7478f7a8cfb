"""Labels as the bytes that a printer or a file takes: one pure function from what is wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from shopstock.codes.writing import DOMAIN, Coded
from shopstock.days import PrintedDate
from shopstock.papers.label import Label
from shopstock.papers.symbols import Preference
from shopstock.refusal import BadInput

Format = Literal["pdf", "zpl"]
FORMATS: tuple[str, ...] = get_args(Format)
SIZE = "50x30"
_SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9])?) ?[x*] ?([0-9]{1,3}(?:\.[0-9])?)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spec:
    """How labels are to be made: `pdf` on sheets of a stock from position `start` on, or `zpl` for labels of `size`
    at so many dots per inch."""

    format: Format = "pdf"
    stock: str = "A4-24"
    start: int = 1
    size: str = SIZE
    dpi: int = 203
    symbol: Preference = "auto"
    domain: str = DOMAIN


class Rendered(NamedTuple):
    """What was made, on how many sheets (0 on a roll), and the letters that no font had."""

    content: bytes
    pages: int
    missing: str


def rendered(labels: Sequence[Label], spec: Spec) -> bytes:
    """The labels as bytes; the same labels and spec give the same bytes. Raises what `made` raises."""
    return made(labels, spec).content


def made(labels: Sequence[Label], spec: Spec) -> Rendered:
    """The labels as bytes with what is to be said of them. Raises DoesNotFit, UnknownStock, NoPaper and BadInput."""
    if spec.format == "zpl":
        from shopstock.papers.zpl import zpl

        return Rendered(zpl(labels, size_of(spec.size), spec.dpi, spec.symbol, spec.domain), 0, "")
    from shopstock.papers.label_sheet import sheets
    from shopstock.papers.label_stocks import stock

    return Rendered(*sheets(labels, stock(spec.stock), spec.start, spec.symbol, spec.domain))


def check_fits(labels: Sequence[Label], spec: Spec) -> None:
    """Refuse labels that could not be made, without making them; raises what `made` raises."""
    if spec.format == "zpl":
        from shopstock.papers.zpl import spot_of

        spot = spot_of(size_of(spec.size), spec.dpi)
    else:
        from shopstock.papers.label_sheet import spot_on
        from shopstock.papers.label_stocks import stock

        spot = spot_on(stock(spec.stock))
    from shopstock.papers.label_layout import laid_out

    for label in dict.fromkeys(labels):
        laid_out(label, spot, spec.symbol, spec.domain)


def size_of(text: str) -> tuple[float, float]:
    """`50x30` as width and height in millimetres; raises BadInput."""
    found = _SIZE.fullmatch(text.strip().removesuffix("mm").rstrip())
    if not found or not (10 <= float(found[1]) <= 220 and 5 <= float(found[2]) <= 300):
        raise BadInput(f'"{text.strip()[:12]}" is no size of a label in millimetres, such as {SIZE}')
    return float(found[1]), float(found[2])


def check_size(text: str) -> str:
    """A size in its normal form: `50 X 30 mm` is `50x30`."""
    width, height = size_of(text)
    return f"{width:g}x{height:g}"


def to_json(labels: Sequence[Label], spec: Spec) -> str:
    """Labels and spec as text, for a queue that makes the bytes later with `from_json` and `rendered`."""
    return json.dumps(
        {"labels": [asdict(label) for label in labels], "spec": asdict(spec)}, default=date.isoformat
    )


def from_json(text: str) -> tuple[tuple[Label, ...], Spec]:
    """What `to_json` wrote."""
    told = json.loads(text)
    return tuple(_label(values) for values in told["labels"]), Spec(**told["spec"])


def _label(values: dict[str, Any]) -> Label:
    coded = values["coded"]
    expires, made_on = coded["expires"], coded["made_on"]
    dates = {
        "expires": PrintedDate(date.fromisoformat(expires["day"]), expires["precision"]) if expires else None,
        "made_on": date.fromisoformat(made_on) if made_on else None,
    }
    return Label(**{**values, "coded": Coded(**{**coded, **dates})})
