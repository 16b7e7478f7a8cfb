"""Symbols: a code as bars or a matrix of modules, and which symbol a label gets.

Drawn by zxing-cpp, imported at the first symbol. It draws what it is given, wrong check digits and thirteenth
months too, so everything goes through `codes.writing` first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from shopstock.codes import gtin as gtins
from shopstock.codes.in_store import is_in_store
from shopstock.codes.writing import DOMAIN, Coded, bracketed, digital_link, element_string, elements_of
from shopstock.refusal import BadInput

Kind = Literal[
    "gs1_datamatrix", "qr_link", "gs1_128", "code128", "datamatrix", "ean13", "ean8", "upca"
]  # fmt: skip
Preference = Literal["auto", "datamatrix", "qr", "gs1-128", "code128", "ean13"]
PREFERENCES: tuple[str, ...] = get_args(Preference)
NAMES: dict[Kind, str] = {
    "gs1_datamatrix": "GS1 DataMatrix",
    "qr_link": "QR Code",
    "gs1_128": "GS1-128",
    "code128": "Code 128",
    "datamatrix": "DataMatrix",
    "ean13": "EAN-13",
    "ean8": "EAN-8",
    "upca": "UPC-A",
}
LINEAR: frozenset[Kind] = frozenset({"gs1_128", "code128", "ean13", "ean8", "upca"})
# The quiet zone in modules: left and right of bars, on every side of a matrix (GS1 General Specifications, 5.2, 5.4
# and 5.6; ISO/IEC 18004 for QR). DataMatrix asks for one; two are safe on a torn edge.
_QUIET: dict[Kind, tuple[int, int]] = {
    "gs1_datamatrix": (2, 2), "datamatrix": (2, 2), "qr_link": (4, 4), "gs1_128": (10, 10), "code128": (10, 10),
    "ean13": (11, 7), "ean8": (7, 7), "upca": (9, 9),
}  # fmt: skip
_LONGEST_128 = 80
QR_LEVEL = "M"  # 15 percent of it may be damaged


class Unsaid(BadInput):
    """No code says a thing: its own word means something else at the counter, and it has no product number."""

    id = "labels.unsaid"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn symbol. `rows` are its modules as text, `1` dark and `0` light, without the quiet zone: one row for
    bars. `payload` is what a scanner sends after its AIM prefix, `text` what stands beneath it for people."""

    kind: Kind
    payload: str
    text: str
    rows: tuple[str, ...]

    @property
    def linear(self) -> bool:
        """Whether it is bars."""
        return self.kind in LINEAR

    @property
    def quiet(self) -> tuple[int, int]:
        """The light modules it needs before and after it; above and below, too, when it is a matrix."""
        return _QUIET[self.kind]

    @property
    def width(self) -> int:
        """Its width in modules with the quiet zone."""
        return len(self.rows[0]) + sum(self.quiet)

    @property
    def height(self) -> int:
        """The height of a matrix in modules with the quiet zone; 1 for bars, which are as high as there is room."""
        return 1 if self.linear else len(self.rows) + sum(self.quiet)

    def padded(self, bar_rows: int = 1) -> tuple[str, ...]:
        """All modules with the quiet zone; bars as so many equal rows."""
        before, after = self.quiet
        if self.linear:
            return tuple("0" * before + self.rows[0] + "0" * after for _ in range(bar_rows))
        blank = "0" * self.width
        middle = tuple("0" * before + row + "0" * after for row in self.rows)
        return (blank,) * before + middle + (blank,) * after


def candidates(coded: Coded, wanted: Preference = "auto", domain: str = DOMAIN) -> Iterator[tuple[Kind, str]]:
    """The symbols that can say it as (kind, content for `drawn`), the best first. This is where it is decided
    which symbol a label gets: the first that has room on it.

    What GS1 cannot hold is said by the shop's own word for it. Raises Unsaid where that word means something else at
    the counter and there is no product number.
    """
    elements = elements_of(coded)
    own = coded.own
    retail = _retail(coded)
    matrix: list[tuple[Kind, str]] = [("gs1_datamatrix", bracketed(elements))] if elements else []
    bars: list[tuple[Kind, str]] = [("gs1_128", bracketed(elements))] if elements else []
    link: list[tuple[Kind, str]] = [("qr_link", digital_link(elements, domain))] if elements else []
    plain: list[tuple[Kind, str]] = [("code128", own)] if own and _fits_128(own) else []
    last: list[tuple[Kind, str]] = [("datamatrix", own)] if own else []
    by_preference: dict[Preference, list[list[tuple[Kind, str]]]] = {
        "datamatrix": [matrix, last],
        "qr": [link, matrix, last],
        "gs1-128": [bars, plain, matrix, last],
        "code128": [plain, last] if own else [bars, matrix],
        "ean13": [retail, bars, plain, matrix, last],
        "auto": [matrix, last] if coded.lot_or_serial else [retail, plain, matrix, last],
    }
    found = [each for group in by_preference[wanted] for each in group]
    if not found:
        raise Unsaid("its own number is another entry at the counter: no code can say it")
    yield from found


@lru_cache(maxsize=4096)
def drawn(kind: Kind, content: str) -> Symbol:
    """The symbol with that content: the printed form `(01)...` for GS1, a link, digits, or plain text.

    Raises BadInput where the symbol cannot hold it.
    """
    import zxingcpp

    formats = {
        "gs1_datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
        "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
        "qr_link": zxingcpp.BarcodeFormat.QRCode,
        "gs1_128": zxingcpp.BarcodeFormat.Code128,
        "code128": zxingcpp.BarcodeFormat.Code128,
        "ean13": zxingcpp.BarcodeFormat.EAN13,
        "ean8": zxingcpp.BarcodeFormat.EAN8,
        "upca": zxingcpp.BarcodeFormat.UPCA,
    }
    payload = _payload(kind, content)
    options: dict[str, object] = {"gs1": True} if kind.startswith("gs1") else {}
    if "datamatrix" in kind:
        options["forceSquare"] = True
    if kind == "qr_link":
        options["ecLevel"] = QR_LEVEL
    try:
        made = zxingcpp.create_barcode(content, formats[kind], **options)
    except ValueError as wrong:
        raise BadInput(f"{NAMES[kind]} cannot hold {content[:24]}: {str(wrong)[:60]}") from wrong
    image = memoryview(made.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    wide, dots = (image.shape or (0, 0))[1], image.tobytes()
    rows = tuple(
        "".join("0" if dot else "1" for dot in dots[at : at + wide]) for at in range(0, len(dots), wide)
    )
    return Symbol(kind, payload, content, rows[:1] if kind in LINEAR else rows)


def _payload(kind: Kind, content: str) -> str:
    """What a scanner sends for that content, checked."""
    if kind.startswith("gs1"):
        from shopstock.codes import gs1

        return element_string(gs1.bracketed(content, 1))
    if kind in ("ean13", "ean8", "upca") and not gtins.is_gtin(content):
        raise BadInput(f"{content[:20]} is no product number that a {NAMES[kind]} could hold")
    return content


def _fits_128(text: str) -> bool:
    return text.isascii() and text.isprintable() and len(text) <= _LONGEST_128


def _retail(coded: Coded) -> list[tuple[Kind, str]]:
    """The symbol of the till for a product alone. A number of the shop's own scales carries a weight inside, so it
    is none for a shelf."""
    if not coded.product_only or coded.gtin is None or not gtins.is_gtin(coded.gtin):
        return []
    whole = gtins.pad(coded.gtin)
    if is_in_store(whole) or whole[0] != "0":
        return []
    if whole.startswith("000000") and gtins.is_gtin(whole[6:]):
        return [("ean8", whole[6:])]
    return [("upca", whole[2:])] if whole.startswith("00") else [("ean13", whole[1:])]
