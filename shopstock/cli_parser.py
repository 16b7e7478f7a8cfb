"""What the command line takes: every command with its options, each told once. A test compares it with the manual."""

from __future__ import annotations

import argparse

from shopstock import __version__, cli_export, cli_labels
from shopstock.refusal import WrongUse

SHOP_VARIABLE = "SHOPSTOCK_SHOP"
SHOP_NAME = "my.shop"
GENERATIONS = 14  # as jobs.backups keeps them; said here so that the parser loads no store


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one sentence, with exit code 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise WrongUse(f"{message}. See: shopstock --help")


def make_parser() -> argparse.ArgumentParser:
    """The parser of everything."""
    parser = _Parser(prog="shopstock", description="Serials, batches, warranties and dates for small shops.")
    parser.add_argument("--version", action="version", version=f"shopstock {__version__}")
    parser.add_argument(
        "--shop",
        metavar="FILE-OR-URL",
        help=f"the shop's file, or postgresql://... (else {SHOP_VARIABLE}, else your data folder)",
    )
    parser.add_argument("--staff", metavar="NAME", help="who stands at the till")
    parser.add_argument("--till", metavar="NAME", help="which till this is; a new name adds one")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _open_and_begin(commands)
    _bring_in(commands)
    _look_after(commands)
    _tell(commands)
    return parser


def _open_and_begin(commands: argparse._SubParsersAction[_Parser]) -> None:
    demo = commands.add_parser(
        "demo", help="open a demo shop with 90 days of history; nothing real is touched"
    )
    demo.add_argument(
        "trade", nargs="?", default="mixed", metavar="TRADE", help="electronics, grocery, pharmacy, ..."
    )
    demo.add_argument(
        "--keep", metavar="FILE", help="write the demo shop to this new file and do not open it"
    )

    new = commands.add_parser("new", help="create a shop; asks nothing that it was given")
    for option, what in (
        ("--name", "the shop's name"),
        ("--currency", "three letters, such as EUR"),
        ("--zone", "its time zone, such as Europe/Berlin"),
        ("--trade", "electronics, grocery, pharmacy, fabric, fireworks or mixed"),
        ("--owner", "your name"),
    ):
        new.add_argument(option, help=what)

    plain = commands.add_parser("plain", help="the same desk line by line, for scripts and screen readers")
    plain.add_argument("--json", action="store_true", help="one JSON object for each entry")


def _bring_in(commands: argparse._SubParsersAction[_Parser]) -> None:
    bring = commands.add_parser("import", help="take products or stock from a CSV file")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--skip-bad", action="store_true", help="take the good rows and say how many are bad")


def _look_after(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser("verify", help="go through the books, the rules and the file of a shop")
    check.add_argument("--json", action="store_true", help="one JSON object")
    check.add_argument(
        "--head",
        metavar="TILL:NUMBER:SEAL",
        action="append",
        default=[],
        help="a seal from paper: is it still in its chain? may be given again",
    )
    check.add_argument("--report", metavar="FILE", help="the same for every seal on a printed day report")

    backup = commands.add_parser("backup", help="copy the shop into its backup folder and check the copy")
    backup.add_argument("--to", metavar="FOLDER", help="another folder; it must be there")
    backup.add_argument(
        "--keep", metavar="N", type=int, default=GENERATIONS, help=f"how many to keep, else {GENERATIONS}"
    )

    restore = commands.add_parser(
        "restore", help="put a backup in the place of the shop, which is kept aside"
    )
    restore.add_argument("file", metavar="FILE")

    copy = commands.add_parser("copy", help="move a shop from a file to a server, or back; both are checked")
    copy.add_argument("source", metavar="FROM", help="a file or postgresql://...")
    copy.add_argument("target", metavar="TO", help="a new file, or an empty database on a server")


def _tell(commands: argparse._SubParsersAction[_Parser]) -> None:
    labels = commands.add_parser("labels", help=cli_labels.HELP)
    cli_labels.add_options(labels)
    cli_export.add_options(commands.add_parser("export", help=cli_export.HELP))

    read = commands.add_parser("read", help="what is this code? one code for each input line")
    read.add_argument("--json", action="store_true", help="one JSON object for each code")
