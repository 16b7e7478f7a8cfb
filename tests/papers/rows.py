"""A paper with every kind of row in it, for the outputs."""

from __future__ import annotations

from typing import Any

import pypdfium2

from shopstock.papers.sheet import GAP, RULE, Row

SEAL = " ".join(["0123abcd"] * 8)
ALL_KINDS = (
    Row("", kind="drawer"),
    Row("COPY", kind="big"),
    Row("Corner Electronics", kind="title"),
    Row("Hauptstr. 12, 10115 Berlin", kind="centre"),
    GAP,
    Row("Aria X2", "399.00", "strong"),
    Row("  Serial 356938035643809"),
    Row("Cable USB-C", "9.90"),
    Row("Total EUR", "408.90", "total"),
    Row("Tax", "net\ttax\tgross", "figures"),
    Row("19 %", "343.61\t65.29\t408.90", "figures"),
    Row("Seals", kind="head"),
    Row(SEAL, kind="seal"),
    RULE,
    Row("Return by 23 Dec 2026 with this receipt.", kind="note"),
    Row("R1-000123", kind="code"),
)


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def words_of(pdf: bytes) -> str:
    """All of its text with single blanks."""
    return " ".join(" ".join(pages_of(pdf)).split())


def picture(pdf: bytes, page: int = 0, scale: float = 3) -> Any:
    """A page as a picture in grey."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil().convert("L")
