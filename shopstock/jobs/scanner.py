"""The scanner page's one paper: a sheet of known codes to scan."""

from __future__ import annotations

from pathlib import Path

from shopstock.jobs.paper_files import keep_file
from shopstock.jobs.session import Session

SHEET = "scanner-test"


def print_sheet(session: Session, paper: str) -> Path:
    """Write the test sheet as PDF into the folder of papers; `paper` is A4 or Letter."""
    from shopstock.papers.drawing import PAPERS
    from shopstock.papers.scanner_sheet import sheet

    wanted = {name.casefold(): name for name in PAPERS}.get(paper.casefold(), paper)
    return keep_file(session, f"{SHEET}-{wanted}", "pdf", sheet(wanted))
