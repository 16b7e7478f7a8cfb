"""What the README and the manual promise exists, and what exists is in the manual."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from shopstock.cli_parser import SHOP_NAME, SHOP_VARIABLE, make_parser
from shopstock.desk.commands import BY_KEY, BY_WORD, COMMANDS
from shopstock.desk.people import VERBS
from shopstock.jobs.demo import tour
from shopstock.jobs.item import COLUMN_NAMES
from shopstock.jobs.rights import DEFAULTS, LABELS, ROLES, Right
from shopstock.jobs.settings import SETTINGS
from shopstock.jobs.setup import TRADES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
MANUAL = (ROOT / "docs" / "manual.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()

# Words after a colon in the manual that belong to one job.
OF_A_JOB = {"cost", "invoice", "new", "made", "sheet", "from", "markdowns", "rma", "chased", "note", "file"}


def _words(text: str) -> set[str]:
    return set(re.findall(r"`:([a-z]+)", text))


def _keys(text: str) -> set[str]:
    return set(re.findall(r"\bF1?[0-9]\b|\bCtrl\+[A-Z]\b", text))


def _subcommands() -> dict[str, argparse.ArgumentParser]:
    found = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


@pytest.mark.parametrize("text", [README, MANUAL], ids=["README", "manual"])
def test_every_command_and_key_named_exists(text: str) -> None:
    assert _words(text) <= set(BY_WORD) | OF_A_JOB
    assert _keys(text) <= set(BY_KEY)


def test_every_command_and_key_that_exists_is_in_the_manual() -> None:
    assert {command.word for command in COMMANDS} <= _words(MANUAL)
    assert set(BY_KEY) <= _keys(MANUAL)


def test_a_key_stands_beside_its_own_command() -> None:
    for line in MANUAL.splitlines():
        row = re.match(r"\| (F[0-9]+) \| `:([a-z]+)`", line)
        if row:
            assert BY_KEY[row[1]] is BY_WORD[row[2]]


def test_every_command_of_the_command_line_is_in_the_manual_with_its_options() -> None:
    for name, parser in _subcommands().items():
        assert f"`shopstock {name}" in MANUAL, name
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in MANUAL or f"{option} " in MANUAL, (name, option)


def test_the_command_lines_of_the_readme_parse() -> None:
    lines = re.findall(r"(?m)^(?:\.venv/bin/|\.venv\\Scripts\\)?shopstock(.*)$", README)
    inline = re.findall(r"`shopstock ([^`]*)`", README)
    said = [line for line in [*lines, *inline] if "FILE" not in line]
    assert len(said) >= 5
    for line in said:
        words = re.findall(r'"[^"]*"|\S+', line)
        make_parser().parse_args([word.strip('"') for word in words])


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"(?m)^{target}:", MAKEFILE)


def test_the_codes_to_try_are_on_the_tour_of_the_demo() -> None:
    known = {step.entry for step in tour("mixed")}
    listed = set(re.findall(r"(?m)^\| `([0-9A-Z]+)` \|", README))
    assert len(listed) == 5
    assert listed <= known


def test_trades_and_places_of_the_data_are_as_said() -> None:
    for trade in TRADES:
        assert trade in README
        assert trade in MANUAL
    assert SHOP_VARIABLE in README
    assert SHOP_NAME in README


def test_every_column_of_an_import_is_in_the_manual() -> None:
    missing = [name for name in COLUMN_NAMES if f"`{name}`" not in MANUAL and f"{name}," not in MANUAL]
    assert missing in ([], ["price"])


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#]+)", document.read_text()):
            assert (document.parent / link).exists(), (document.name, link)


def test_the_rights_of_the_manual_are_those_of_the_program() -> None:
    rows = re.findall(
        r"(?m)^\| `([a-z_]+)` \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \| (.+) \|$", MANUAL
    )
    said = {row[0]: (row[1:5], row[5]) for row in rows}
    assert said == {
        right.value: (tuple("yes" if right in DEFAULTS[role] else "no" for role in ROLES), LABELS[right][1])
        for right in Right
    }


def test_every_word_about_people_is_in_the_manual() -> None:
    chapter = MANUAL.partition("## People, PINs and rights")[2].partition("\n## ")[0]
    rows = {row[1] for row in re.finditer(r"(?m)^\| (`:(?:staff|rights|signoff).*?) \|", chapter)}
    assert len(rows) >= 10
    assert all(
        any(re.search(rf"\b{verb}\b", row) for row in rows) for verb in ("add", "pin", "badge", "leave")
    )
    assert all(role in chapter for role in ROLES)
    assert set(VERBS) == {"pin", "badge", "leave", *ROLES}


def test_every_setting_is_in_the_manual_as_it_is_made() -> None:
    chapter = MANUAL.partition("## Settings")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| `([a-z_]+\.[a-z_]+)`( till)? \|(?: `([^`|]+)`)? \| .+ \|$", chapter)
    assert {(name, default, bool(till)) for name, till, default in rows} == {
        (known.name, known.default, known.of_till) for known in SETTINGS
    }
