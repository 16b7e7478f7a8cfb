"""The command line. It opens the terminal lazily, so that `plain` and `import` never load Textual."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from shopstock import cli_export, cli_labels
from shopstock.cli_parser import SHOP_NAME, SHOP_VARIABLE, make_parser
from shopstock.refusal import Refusal, WrongUse

if TYPE_CHECKING:
    from shopstock.jobs.session import Session
    from shopstock.store.address import Address


def default_shop() -> Path:
    """Where the user's own shop is when nothing else is said."""
    from platformdirs import user_data_path

    return user_data_path("shopstock", appauthor=False) / SHOP_NAME


def shop_address(given: str | None) -> Address:
    """`--shop`, then SHOPSTOCK_SHOP, then the user's data folder."""
    from shopstock.store.address import address_of

    named = given or os.environ.get(SHOP_VARIABLE)
    return address_of(named) if named else default_shop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0, 1 for bad rows or findings, 2 for a wrong use."""
    _write_utf8()
    try:
        options = make_parser().parse_args(arguments)
        return _COMMANDS[options.command](options)
    except Refusal as refusal:
        _complain(refusal.text)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away: nobody is left to tell, and Python must not try again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _write_utf8() -> None:
    """Names are written as they are, wherever the output goes: no terminal's own encoding ends a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _complain(text: str) -> None:
    sys.stderr.write(f"shopstock: {text}\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _session(options: argparse.Namespace) -> Session:
    from shopstock.jobs.setup import open_session, open_store

    store = open_store(shop_address(options.shop))
    try:
        return open_session(store, options.staff, options.till)
    except Refusal:
        store.close()
        raise


def _proven(options: argparse.Namespace, session: Session) -> Session:
    """The session with its person proven by a PIN, where people have one: typed unseen, or a line of the input."""
    from shopstock.jobs.signing import sign_on_with_pin
    from shopstock.jobs.staff import shop_has_pins

    if not shop_has_pins(session):
        return session
    if not options.staff:
        raise WrongUse("this shop has PINs. Say who you are with --staff NAME, the PIN is asked for")
    return sign_on_with_pin(session, _asked_pin(session.staff.name))


def _asked_pin(name: str) -> str:
    from getpass import getpass

    return getpass(f"PIN of {name}: ") if sys.stdin.isatty() else sys.stdin.readline().strip()


def _open(options: argparse.Namespace) -> int:
    shop = shop_address(options.shop)
    named = options.shop or os.environ.get(SHOP_VARIABLE)
    if isinstance(shop, Path) and not shop.exists() and not named and sys.stdin.isatty():
        return _first_run(shop)
    session = _session(options)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        session.store.close()
        raise WrongUse("this needs a terminal. Without one: shopstock plain")
    if options.command == "demo":
        from shopstock.desk.desk import Desk

        return _on_terminal(Desk(session))
    from shopstock.desk.upkeep import own_desk

    return _on_terminal(own_desk(session))


def _on_terminal(conversation: object) -> int:
    from screens.app import run

    return run(conversation)  # type: ignore[arg-type]


def _first_run(path: Path) -> int:
    import tempfile

    from shopstock.desk.welcome import Welcome
    from shopstock.jobs.setup import local_zone

    _make_data_folder(path)
    with tempfile.TemporaryDirectory(prefix="shopstock-demo-") as folder:
        return _on_terminal(
            Welcome(path, local_zone(), lambda trade: _make_demo(trade, Path(folder) / "demo.shop"))
        )


def _make_demo(trade: str, path: Path) -> Path:
    from shopstock.jobs.demo import build_demo
    from shopstock.jobs.setup import TRADES
    from shopstock.store.engine import create

    if trade not in TRADES:
        raise WrongUse(f'there is no demo "{trade[:20]}". There are: {", ".join(TRADES)}')
    store = create(path)
    try:
        build_demo(store, trade)
    finally:
        store.close()
    return path


def _demo(options: argparse.Namespace) -> int:
    import tempfile

    if options.keep:
        _say(f"a demo shop is at {_make_demo(options.trade, Path(options.keep).expanduser())}")
        return 0
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse("this needs a terminal. Without one: shopstock demo --keep FILE, then plain")
    with tempfile.TemporaryDirectory(prefix="shopstock-demo-") as folder:
        options.shop = str(_make_demo(options.trade, Path(folder) / "demo.shop"))
        return _open(options)


def _new(options: argparse.Namespace) -> int:
    from shopstock.jobs.setup import create_shop, local_zone

    shop = shop_address(options.shop)
    if isinstance(shop, Path) and shop.exists():
        raise WrongUse(f"{shop} exists already. Choose another with --shop, or open it")
    name = options.name or _asked("The shop's name", None)
    currency = options.currency or _asked("Its currency", "EUR")
    zone = options.zone or _asked("Its time zone", local_zone())
    is_default = shop == default_shop()
    if isinstance(shop, Path) and is_default:
        _make_data_folder(shop)
    create_shop(shop, name, currency, zone, options.trade or "mixed", options.owner or "Owner")
    named = "" if is_default else f" --shop {_quoted(str(shop))}"
    _say(f"{name} is ready at {shop}. Open it with: shopstock{named}")
    return 0


def _make_data_folder(path: Path) -> None:
    """The folder of the shop that nobody named; any other folder is its owner's to make."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"{path.parent} cannot be made: {error.strerror}") from None


def _quoted(text: str) -> str:
    """A path or URL as one types it in a shell."""
    import shlex
    import subprocess

    return subprocess.list2cmdline([text]) if sys.platform == "win32" else shlex.quote(text)


def _asked(question: str, default: str | None) -> str:
    """An answer typed at the terminal, or the default where nobody is there to ask."""
    if not sys.stdin.isatty():
        if default is None:
            raise WrongUse("a new shop needs its name: shopstock new --name NAME --currency EUR")
        return default
    typed = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
    return typed or default or ""


def _plain(options: argparse.Namespace) -> int:
    from shopstock.desk.desk import Desk
    from shopstock.desk.plain import run_plain

    desk = Desk(_session(options), backs_up=True)
    said = run_plain(desk, sys.stdin.buffer, sys.stdout, json_lines=options.json)
    # Standard output holds one answer for each entry and nothing else; scripts hear of trouble only.
    if said.text and (said.trouble or sys.stderr.isatty()):
        _complain(said.text)
    return 0


def _import(options: argparse.Namespace) -> int:
    from shopstock.jobs.imports import import_rows

    session = _session(options)
    try:
        try:
            content = Path(options.file).read_bytes()
        except OSError as error:
            raise WrongUse(f"{options.file} cannot be read: {error.strerror}") from None
        done = import_rows(_proven(options, session), content, skip_bad=options.skip_bad)
    finally:
        session.store.close()
    for line in (*done.problems, *done.cut):
        _say(line)
    if done.problems and not options.skip_bad:
        rows = f"{done.bad} bad row{'s' * (done.bad != 1)}"
        _complain(f"nothing was imported, {rows}. With --skip-bad the good ones are taken")
        return 1
    _say(f"{done.summary()}, read as {done.encoding}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    import json

    from shopstock.jobs.verify import as_json, heads_on, lines_of, read_head, verify_at

    seen = [read_head(typed) for typed in options.head]
    if options.report:
        seen += heads_on(Path(options.report).expanduser())
    report = verify_at(shop_address(options.shop), seen)
    lines = [json.dumps(as_json(report), ensure_ascii=True)] if options.json else lines_of(report)
    for line in lines:
        _say(line)
    return 1 if report.findings else 0


def _backup(options: argparse.Namespace) -> int:
    from shopstock.jobs.backups import back_up
    from shopstock.jobs.setup import open_store

    store = open_store(shop_address(options.shop))
    try:
        made = back_up(store, Path(options.to).expanduser() if options.to else None, options.keep)
    finally:
        store.close()
    for finding in made.findings:
        _say(str(finding))
    checked = f"{len(made.findings)} findings, no older one was removed" if made.findings else "checked"
    _say(f"{made.path}, {made.size_bytes:,} bytes, {checked}; {made.kept} kept, {len(made.removed)} removed")
    return 1 if made.findings else 0


def _restore(options: argparse.Namespace) -> int:
    from shopstock.clock import local
    from shopstock.jobs.backups import needs_pin, restore

    shop = shop_address(options.shop)
    by = _proven(options, _session(options)) if needs_pin(shop) else None
    done = restore(shop, Path(options.file).expanduser(), by)
    last = done.look.last_at_us
    until = f"up to {local(last, done.look.zone):%Y-%m-%d %H:%M}" if last else "nothing is booked yet"
    _say(f"{done.look.shop} is back at {done.path}: {done.look.bookings} bookings, {until}")
    if done.aside:
        _say(f"what was there before is kept at {done.aside}")
    if done.schema:
        _say(f"what was there before is kept in the schema {done.schema} of that database")
    return 0


def _copy(options: argparse.Namespace) -> int:
    from shopstock.jobs.copy import copy_shop
    from shopstock.store.address import address_of

    target = address_of(options.target)
    done = copy_shop(address_of(options.source), target)
    _say(f"{done.shop.name} is at {target}, checked: {done.bookings:,} bookings, {done.rows:,} rows in all")
    _say(f"from now on open it with: shopstock --shop {_quoted(str(target))}")
    return 0


def _labels(options: argparse.Namespace) -> int:
    session = _session(options)
    try:
        for line in cli_labels.run(session, options):
            _say(line)
    finally:
        session.store.close()
    return 0


def _export(options: argparse.Namespace) -> int:
    session = _session(options)
    try:
        said = cli_export.run(_proven(options, session), options)
    finally:
        session.store.close()
    if said:
        _say(said)
    return 0


def _read(options: argparse.Namespace) -> int:
    import json

    from shopstock.codes.reading import as_json, read
    from shopstock.desk.plain import entries_of

    for entry in entries_of(sys.stdin.buffer):
        found = as_json(read(entry))
        if options.json:
            _say(json.dumps(found, ensure_ascii=True))
        else:
            _say(found["refusal"] or f"{found['kind']}  {found['normal']}")
    return 0


_COMMANDS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: _open,
    "demo": _demo,
    "new": _new,
    "plain": _plain,
    "import": _import,
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "copy": _copy,
    "labels": _labels,
    "export": _export,
    "read": _read,
}
