r"""A label printer for tests: the few ZPL commands that `papers.zpl` writes, taken apart by their own rules.

It knows nothing of how they were made: `^` begins a command wherever it stands, `~` too, `\hh` is a byte.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Field(NamedTuple):
    """One field: where it stands, its command with parameters, and its data as bytes after ^FH."""

    x: int
    y: int
    command: str
    data: bytes


class Printed(NamedTuple):
    """A label that comes out: its size in dots, how many, and its fields."""

    width: int
    height: int
    copies: int
    fields: tuple[Field, ...]

    @property
    def words(self) -> list[str]:
        """Its lines of text."""
        return [field.data.decode() for field in self.fields if field.command.startswith("A0")]

    @property
    def code(self) -> Field:
        """Its symbol."""
        (found,) = (
            field for field in self.fields if field.command[:2] in ("BX", "BQ", "BC", "BE", "B8", "BU")
        )
        return found


def printed(file: bytes) -> list[Printed]:
    """The labels of a file; fails on a command that it does not know."""
    text = file.decode("ascii")
    assert "~" not in text
    labels: list[Printed] = []
    parts = re.findall(r"\^([A-Z][A-Z0-9])([^^]*)", text)
    assert "".join(f"^{name}{rest}" for name, rest in parts) == text
    width = height = x = y = 0
    count, command, data = 1, "", b""
    hexed = False
    fields: list[Field] = []
    for name, parameters in parts:
        rest = parameters.rstrip("\n")
        if name == "XA":
            fields, count = [], 1
        elif name == "XZ":
            labels.append(Printed(width, height, count, tuple(fields)))
        elif name in ("PW", "LL", "PQ"):
            width, height, count = (
                int(rest) if name == mine else was
                for mine, was in (("PW", width), ("LL", height), ("PQ", count))
            )
        elif name == "FO":
            x, y = map(int, rest.split(","))
            command, hexed = "", False
        elif name in ("A0", "BX", "BQ", "BC", "BE", "B8", "BU", "GB"):
            command, data = name + rest, b""
        elif name == "FH":
            assert rest == "\\"
            hexed = True
        elif name == "FD":
            assert hexed, "data that is not escaped"
            data = re.sub(rb"\\([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), rest.encode("ascii"))
        elif name == "FS":
            fields.append(Field(x, y, command, data))
        else:
            assert (name, rest) in (("CI", "28"), ("LH", "0,0")) or name == "BY", (name, rest)
    assert not text.rpartition("^XZ")[2].strip()
    return labels


def sent(field: Field) -> str:
    """What a scanner sends for a printed symbol, AIM prefix and payload."""
    data = field.data.decode()
    kind = field.command[:2]
    if kind == "BX":
        return _matrix(field.command, data)
    if kind == "BQ":
        assert data.startswith("MA,")
        return "]Q1" + data[3:]
    if kind == "BC":
        return _bars(data)
    from shopstock.codes.gtin import check_digit

    return ("]E4" if kind == "B8" else "]E0") + ("0" if kind == "BU" else "") + data + check_digit(data)


def _matrix(command: str, data: str) -> str:
    sign = command.split(",")[6]
    out = ""
    at = 0
    while at < len(data):
        if data[at] != sign:
            out += data[at]
            at += 1
            continue
        out += {"1": "\x1d", sign: sign}[data[at + 1]]
        at += 2
    return "]d2" + out[1:] if out.startswith("\x1d") else "]d1" + out


def codes_in(data: str) -> int:
    """How many symbol characters the data of a Code 128 makes, its start among them."""
    count, at, pairs = 0, 0, False
    while at < len(data):
        two = data[at : at + 2]
        pairs = {">;": True, ">5": True, ">:": False, ">6": False}.get(two, pairs)
        at += 2 if data[at] == ">" or pairs else 1
        count += 1
    return count


def _bars(data: str) -> str:
    """Code 128 by its invocation codes: `>;` and `>5` pairs of digits, `>:` and `>6` signs, `>8` FNC1."""
    out, pairs = "", {">;": True, ">:": False}[data[:2]]
    at = 2
    while at < len(data):
        two = data[at : at + 2]
        if data[at] == ">":
            pairs = {">5": True, ">6": False}.get(two, pairs)
            out += {">8": "\x1d", ">0": ">", ">=": "~", ">5": "", ">6": ""}[two]
            at += 2
        elif pairs:
            assert two.isdigit()
            assert len(two) == 2
            out += two
            at += 2
        else:
            out += data[at]
            at += 1
    return "]C1" + out[1:] if out.startswith("\x1d") else "]C0" + out
