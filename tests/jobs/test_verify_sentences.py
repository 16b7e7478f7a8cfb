"""Every sentence that `verify` can say is said of a copy that was damaged in just that way."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.jobs.verify import verify
from shopstock.store import audit, engine
from tests.jobs.test_verify import DAMAGES, EDITS, MOVED_PHONE, SHELF
from tests.jobs.verify_damage import Hand, live_a_day


class Way(NamedTuple):
    """What the hand runs, whether it covers its tracks, the check that finds it and what it says."""

    sql: str
    check: str
    says: str
    covered: bool = False


RETURNED = "(SELECT sale_line_id FROM return_line WHERE seq = 2 AND reason = 'changed mind')"
WAYS = {
    "the first step of a unit starts on a shelf": Way(
        f"UPDATE movement SET from_place_id = {SHELF}, from_kind = 'shelf', from_physical = 1, what = 'moved' "
        f"WHERE unit_id = {MOVED_PHONE} AND unit_seq = 1",
        "units",
        "its first step starts inside the shop",
        covered=True,
    ),
    "a line that sold fewer than came back": Way(
        f"UPDATE return_line SET quantity_before = quantity_sold, quantity_after = quantity_sold + quantity "
        f"WHERE sale_line_id = {RETURNED} AND seq = 2",
        "returns",
        "more came back than was sold",
        covered=True,
    ),
    "a lot balance of phones that counts one too many": Way(
        "UPDATE balance SET quantity = quantity + 1 WHERE physical = 1 AND quantity > 0 "
        "AND product_id = (SELECT id FROM product WHERE sku = 'ARX2')",
        "whereabouts",
        "units are there",
    ),
    "a barcode of no product, twice": Way(
        "INSERT INTO barcode (code, printed, product_id) VALUES ('1', '1', 999), ('2', '2', 999)",
        "foreign_keys",
        "it names no product",
    ),
    "a row with two orphans": Way(
        "UPDATE movement SET from_place_id = 999, to_place_id = 998 WHERE id = 3", "foreign_keys", "2 times"
    ),
    "an allowed move is gone": Way(
        "DELETE FROM route WHERE what = 'sold' AND from_kind = 'shelf'", "rules", "it is missing"
    ),
    "a step of a void is gone": Way(
        "UPDATE movement SET quantity = quantity + 1 WHERE what = 'voided' AND unit_id IS NULL",
        "voids",
        "it does not bring every piece back",
        covered=True,
    ),
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound shop with a day behind it."""
    return live_a_day(tmp_path_factory.mktemp("sentences") / "corner.shop")


def said_of(day: Path, folder: Path, sql: str, *, covered: bool) -> list[tuple[str, str]]:
    """Check and sentence of each finding after that damage."""
    path = Path(shutil.copy(day, folder / "corner.shop"))
    hand = Hand(path)
    hand.db.execute("INSERT INTO lot (product_id, code, code_key, plain) VALUES (2, 'NEW', 'new', 0)")
    hand.db.execute(
        "INSERT INTO unit (product_id, lot_id, serial, serial_key) SELECT product_id, id, 'NEVER', 'never' "
        "FROM lot WHERE plain = 1 AND product_id = 1"
    )
    hand.run(sql)
    if covered:
        hand.recount()
        hand.reseal()
    hand.close()
    store = engine.open_existing(path)
    try:
        return [(finding.check, finding.what) for finding in verify(store)]
    finally:
        store.close()


@pytest.mark.parametrize("name", WAYS)
def test_the_check_says_what_is_wrong(name: str, day: Path, tmp_path: Path) -> None:
    way = WAYS[name]
    said = said_of(day, tmp_path, way.sql, covered=way.covered)
    assert any(check == way.check and way.says in what for check, what in said), said


def _sentences() -> Iterator[tuple[str, str]]:
    """Every text that is given to a Finding of the books, as a pattern, with the function it stands in."""
    for module in ("stock", "tickets", "chain", "file"):
        tree = ast.parse((Path(audit.__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            given = [
                call.args[1]
                for call in ast.walk(function)
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Finding"
            ]
            named = {node.id for text in given for node in ast.walk(text) if isinstance(node, ast.Name)}
            texts = [
                *given,
                *(
                    node.value
                    for node in ast.walk(function)
                    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in named
                ),
            ]
            for text in texts:
                yield from ((function.name, pattern) for pattern in _patterns(text))


def _patterns(text: ast.expr) -> Iterator[str]:
    if isinstance(text, ast.IfExp):
        yield from (*_patterns(text.body), *_patterns(text.orelse))
    elif isinstance(text, ast.Constant) and isinstance(text.value, str):
        yield re.escape(text.value)
    elif isinstance(text, ast.JoinedStr):
        parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in text.values)
        yield "".join(parts)


def test_no_sentence_is_left_without_its_damage(day: Path, tmp_path: Path) -> None:
    """A new sentence needs a damage that makes `verify` say it, in DAMAGES, EDITS or WAYS. Those of the schema
    are shown by test_verify.py, which edits the schema itself."""
    runs = [(damage.sql, damage.covered) for damage in DAMAGES.values()]
    runs += [(way.sql, way.covered) for way in WAYS.values()]
    runs += [(sql, False) for sql in EDITS.values()]
    texts = {what for sql, covered in runs for _, what in said_of(day, tmp_path, sql, covered=covered)}
    patterns = {p for p in _sentences() if p[0] != "_compared"}
    assert len(patterns) > 20
    silent = {p for p in patterns if not any(re.search(p[1], text) for text in texts)}
    assert silent == set()
