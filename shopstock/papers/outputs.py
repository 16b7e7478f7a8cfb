"""A paper in the form that something can take: text for a file or a screen, PDF, ESC/POS for a receipt printer.

Pure: rows in, bytes out, no shop. A print queue calls `rendered` in its own thread, with rows that it kept as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from shopstock.papers import sheet
from shopstock.papers.sheet import Row
from shopstock.papers.sheet import from_json as rows_from_json
from shopstock.papers.sheet import to_json as rows_to_json

Form = Literal["text", "pdf", "escpos"]
FORMS: tuple[str, ...] = get_args(Form)
SUFFIXES: dict[Form, str] = {"text": ".txt", "pdf": ".pdf", "escpos": ".bin"}

__all__ = ["FORMS", "SUFFIXES", "Form", "rendered", "rows_from_json", "rows_to_json"]


def rendered(
    rows: Sequence[Row],
    form: Form,
    width: int = 42,
    *,
    page: Literal["roll", "a4", "letter"] = "roll",
    code_page: str = "cp858",
) -> bytes:
    """The paper. `width` is in columns (text, ESC/POS), `page` is for PDF, `code_page` for ESC/POS.

    Raises NoPaper for a PDF where the extra `paper` is not installed."""
    if form == "pdf":
        from shopstock.papers import pdf

        return pdf.rendered(rows, page)
    if form == "escpos":
        from shopstock.papers import escpos

        return escpos.rendered(rows, width, code_page)
    return sheet.text(rows, width).encode()
