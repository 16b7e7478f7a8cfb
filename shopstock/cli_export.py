"""`shopstock export KIND FILE`: a list of the shop as CSV, for a spreadsheet or another program."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shopstock.refusal import WrongUse

if TYPE_CHECKING:
    from shopstock.jobs.session import Session

HELP = "write a list as CSV: products, stock, customers, ending ..."


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("kind", metavar="KIND", help="which list; a wrong name is answered with all of them")
    parser.add_argument("file", metavar="FILE", help="the new file, or - for standard output")
    parser.add_argument(
        "--days", type=int, default=90, metavar="N", help="ending, ahead: how many days ahead, else 90"
    )
    parser.add_argument("--who", default="", metavar="NAME", help="customer: whose, by name, phone or e-mail")


def run(session: Session, options: argparse.Namespace) -> str:
    """Write the file; what is to be said of it, nothing where it went to standard output."""
    from shopstock.jobs.exports import Asked, as_csv, listing

    if options.file != "-" and Path(options.file).suffix.casefold() in (".xlsx", ".xls", ".ods"):
        raise WrongUse("lists are written as CSV, which a spreadsheet opens: name it .csv")
    with session.store.reading():
        text, rows = as_csv(listing(session, options.kind, Asked(options.days, options.who)))
    if options.file == "-":
        sys.stdout.write(text.replace("\r\n", "\n"))
        return ""
    path = Path(options.file).expanduser()
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise WrongUse(f"{path} exists already. Choose another name") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be written: {error.strerror}") from None
    return f"{rows:,} row{'s' * (rows != 1)}: {path}"
