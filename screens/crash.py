"""Where a fault of the program goes: a log file for whoever mends it, never the counter."""

from __future__ import annotations

import traceback
from pathlib import Path

from shopstock.clock import now_us

LOG_NAME = "shopstock.log"
_LOG_MAX = 1_000_000


def log_file() -> Path:
    """The log in the user's folder for logs."""
    from platformdirs import user_log_path

    return user_log_path("shopstock", appauthor=False) / LOG_NAME


def note(fault: BaseException, doing: str) -> Path | None:
    """Write a fault down; None when even that is impossible, as on a full disk. Never raises OSError."""
    path = log_file()
    lines = "".join(traceback.format_exception(fault))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LOG_MAX:
            path.replace(path.with_suffix(".log.1"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"--- {now_us()} {doing[:200]!r}\n{lines}\n")
    except OSError:
        return None
    return path
