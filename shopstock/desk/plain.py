"""Plain mode: the same desk line by line. It draws nothing, so a screen reader and a script can use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.desk import QUIT, Desk


def entries_of(stream: BinaryIO) -> Iterator[str]:
    """One entry for each line, ended by LF or CRLF; 0x1C to 0x1F pass through. Bytes that are not UTF-8
    come through as replacement characters, which no code has."""
    for raw in stream:
        yield raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def as_json(entry: str, answer: Answer) -> str:
    """One answer as one line of ASCII JSON."""
    return json.dumps(
        {
            "entry": entry,
            "job": answer.job,
            "state": answer.state,
            "id": answer.id,
            "text": answer.text,
            "view": answer.view.as_json(),
        },
        ensure_ascii=True,
    )


def run_plain(desk: Desk, source: BinaryIO, out: TextIO, *, json_lines: bool) -> Parting:
    """Answer every entry of `source` on `out` up to its end or `:quit`, which parks an open basket.

    Returns what the closing leaves behind."""
    first = True
    for entry in entries_of(source):
        text = entry.removeprefix("\ufeff") if first else entry
        first = False
        answer = desk.enter(text)
        print(as_json(text, answer) if json_lines else answer.text, file=out, flush=True)
        if answer.id == QUIT:
            break
    return desk.close(park=True)
