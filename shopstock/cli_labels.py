"""`shopstock labels`: labels of codes or of a delivery into a file, for scripts and for the back room."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopstock.refusal import WrongUse
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.jobs.labels import Wanted
    from shopstock.jobs.session import Session

HELP = "write labels of codes, or of a whole delivery, into a file"
FORMATS = ("pdf", "zpl")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", metavar="FILE", help="the new file, such as labels.pdf")
    parser.add_argument(
        "--codes",
        nargs="+",
        metavar="CODE",
        default=[],
        help="serials, lots, products, =PLACE; 24*CODE for 24",
    )
    parser.add_argument("--delivery", metavar="PAPER", help="all of a delivery, such as GR-000012")
    parser.add_argument(
        "--format", choices=FORMATS, help="pdf for sheets, zpl for a roll; else by the file's name"
    )
    parser.add_argument("--stock", metavar="NAME", help="the label sheet, such as A4-24")
    parser.add_argument(
        "--from", dest="start", metavar="N", type=int, default=1, help="the first free position"
    )
    parser.add_argument("--size", metavar="WxH", help="a label of the roll in millimetres, such as 50x30")
    parser.add_argument(
        "--dpi", type=int, choices=(203, 300, 600), help="dots per inch of the roll's printer"
    )


def run(session: Session, options: argparse.Namespace) -> tuple[str, ...]:
    """Write the file; what is to be said of it. Raises WrongUse and what making the labels raises."""
    from shopstock.jobs import labels
    from shopstock.papers.label_output import made

    if bool(options.codes) == bool(options.delivery):
        raise WrongUse("labels of what? --codes CODE ... or --delivery GR-000012")
    wanted = [each for code in options.codes or [f"#{options.delivery}"] for each in _wanted(session, code)]
    spec = labels.spec_of(session, options.stock or "", options.start, _format(options))
    spec = replace(spec, size=options.size or spec.size, dpi=options.dpi or spec.dpi)
    with session.store.reading():
        every = labels.all_labels(session, labels.merged(wanted))
    out = made(every, spec)
    path = Path(options.file).expanduser()
    try:
        with path.open("xb") as file:
            file.write(out.content)
    except FileExistsError:
        raise WrongUse(f"{path} exists already. Choose another name") from None
    except OSError as error:
        raise WrongUse(f"{path} cannot be written: {error.strerror}") from None
    sheets = f" on {out.pages} sheet{'s' * (out.pages != 1)} of {spec.stock}"
    said = f"{labels.counted(len(every))}{sheets if out.pages else f' of {spec.size} mm'}: {path}"
    return (said, f"no font here has {out.missing}: a box stands there") if out.missing else (said,)


def _format(options: argparse.Namespace) -> str:
    ending = Path(options.file).suffix.lower().removeprefix(".")
    chosen = options.format or ending
    if chosen not in FORMATS:
        raise WrongUse(f"{fit(options.file, 40)}: a name that ends in .pdf or .zpl, or --format")
    return "sheet" if chosen == "pdf" else "zpl"


def _wanted(session: Session, typed: str) -> tuple[Wanted, ...]:
    """The labels of one code, which has to mean one thing."""
    from shopstock.desk.entries import parse
    from shopstock.jobs import labels

    entry = parse(typed)
    copies, code = (entry.arg, entry.rest) if entry.kind == "times" and entry.rest else ("1", typed)
    if not copies.isdigit() or int(copies) < 1:
        raise WrongUse(f"{fit(typed, 24)}: {copies} is no number of labels")
    with session.store.reading():
        found = labels.meant(session, code)
        if not found:
            raise WrongUse(f"{fit(code, 40)} is nothing in this shop that has a label")
        if len(found) > 1:
            raise WrongUse(
                f"{fit(code, 30)} means {len(found)} things: {'; '.join(m.label for m in found[:4])}"
            )
        wanted = labels.wanted_of(session, found[0])
    return tuple(each._replace(copies=each.copies * int(copies)) for each in wanted)
