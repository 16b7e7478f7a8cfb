"""A CSV file as rows of named cells: its encoding, its delimiter, its header.

Whatever the file says about itself is settled here. What one row says is settled row by row, so that a
report names all bad rows at once; a line number is the line of the file on which the row starts.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit

DELIMITERS = (",", ";", "\t")
_ZIP = b"PK\x03\x04"
NUL = "\0"


class BadFile(BadInput):
    """The file as a whole cannot be read: its bytes, its quotes or its header."""

    id = "import.bad_file"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line it starts on, its cells by column, and what is wrong with its shape, if anything."""

    line: int
    cells: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file: the line and names of its header, its rows, and how its bytes were read."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str


def read_table(source: str | bytes, known: Collection[str]) -> Table:
    """The rows of a CSV file; the delimiter is the one that finds most of the `known` columns.

    Raises `BadFile` when there is no header, a column is named twice, or the text is no CSV."""
    text, encoding = decode(source)
    if not clean_text(text):
        raise BadFile("the file is empty")
    if NUL in text:
        raise BadFile(f"line {_line_of(text, NUL)}: holds a NUL byte, so this is no CSV text")
    records = _records(text, _delimiter(text, known))
    line, header, fault = next(records, (1, [], "is no header"))
    if fault:
        raise BadFile(f"line {line}: {fault}")
    columns = tuple(_column(cell) for cell in header)
    named = [column for column in columns if column]
    for column in named:
        if named.count(column) > 1:
            raise BadFile(f'line {line}: the column "{fit(column, 30)}" is there twice')
    return Table(line, tuple(named), tuple(_rows(records, columns)), encoding)


def decode(source: str | bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-16 by its mark, UTF-8, else Windows-1252."""
    if isinstance(source, str):
        return source.removeprefix("\ufeff"), "text"
    if source.startswith(_ZIP):
        raise BadFile("this is a spreadsheet, no CSV. Save it as CSV first")
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(source, "utf-16"), "UTF-16"
    try:
        return source.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(source, "cp1252"), "Windows-1252"


def _strictly(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise BadFile(f"line {line}: is neither UTF-8, UTF-16 nor Windows-1252 text") from None


def _line_of(text: str, character: str) -> int:
    before = text[: text.index(character)].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1


def _column(cell: str) -> str:
    return clean_text(cell).casefold().replace(" ", "_").replace("-", "_")


def _delimiter(text: str, known: Collection[str]) -> str:
    def fitting(delimiter: str) -> tuple[int, int]:
        try:
            _, header, _ = next(_records(text, delimiter), (1, [], None))
        except BadFile:
            return -1, 0
        return sum(_column(cell) in known for cell in header), len(header)

    return max(DELIMITERS, key=fitting)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Every record that holds something: the line it starts on, its cells, and what is wrong with it.

    Raises `BadFile` for an open quote, which swallows all that follows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise BadFile(f"line {line}: a cell has no end. Is a quote never closed?") from None
            if "expected after" not in str(error):
                raise BadFile(f"line {line}: a quote opens here and is never closed") from None
            yield line, [], "text stands after a closing quote. Inside a cell a quote is written twice"
            continue
        if any(clean_text(cell) for cell in cells):
            yield line, cells, None


def _cell(text: str) -> str:
    """A cell on one line: a line break inside it separates words."""
    return clean_text(re.sub(r"[\r\n\t]+", " ", text))


def _rows(
    records: Iterator[tuple[int, list[str], str | None]], columns: tuple[str, ...]
) -> Iterator[TableRow]:
    for line, cells, broken in records:
        # A cell that is not there leaves what a product has, an empty one takes it away.
        given = {name: _cell(cell) for name, cell in zip(columns, cells, strict=False) if name}
        yield TableRow(line, given, broken or _beyond(cells, columns))


def _beyond(cells: list[str], columns: tuple[str, ...]) -> str | None:
    for n, cell in enumerate(cells, 1):
        if (n > len(columns) or not columns[n - 1]) and clean_text(cell):
            return f"cell {n} has no column in the header"
    return None
