"""What the import contracts cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = sorted([*(ROOT / "shopstock").rglob("*.py"), *(ROOT / "screens").rglob("*.py")])


@cache
def _tree(file: Path) -> ast.Module:
    """A file as its syntax; read once for all tests of this module."""
    return ast.parse(file.read_text())


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_desk_and_plain_mode_never_load_the_terminal() -> None:
    loaded = _loaded_by("import shopstock.desk.desk, shopstock.desk.plain, shopstock.cli")
    assert not loaded & {"textual", "rich", "screens"}


def test_the_desk_loads_no_slow_library_before_it_needs_it() -> None:
    loaded = _loaded_by("import shopstock.desk.desk")
    assert not loaded & {"biip", "dateutil", "stdnum", "zxingcpp", "reportlab", "escpos", "vininfo"}


def test_a_shop_that_never_meets_gs1_never_loads_its_parser() -> None:
    day = """
from tests import shops
from tests.desk.counter import Counter
with shops.on("2026-11-22"):
    session = shops.shop_in_memory()
    counter = Counter(session)
    counter(":receive", shops.PHONE_BARCODE, shops.SERIAL, shops.OAT_BARCODE, "24B07", "3.12.2026", ":finish")
    counter(":sell", shops.SERIAL, shops.OAT_BARCODE, ":finish", "?" + shops.SERIAL, ":return", shops.SERIAL, "CSM")
    counter(":count SHELF-1", shops.SERIAL, ":finish")
"""
    loaded = _loaded_by(f"exec({day!r})")
    assert "shopstock.desk.count" in loaded
    assert not loaded & {"biip", "zxingcpp", "reportlab", "escpos", "vininfo", "textual"}


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "date.today", "datetime.today"}
    for file in CODE:
        if file.name == "clock.py":
            continue
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert ast.unparse(node.func) not in asking, f"{file}:{node.lineno}"


def test_one_crash_handler_and_no_other_broad_except() -> None:
    broad = []
    for file in CODE:
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                if caught in ("", "Exception", "BaseException"):
                    broad.append(file.name)
    assert broad == ["workspace.py"]


def test_a_job_has_one_name_on_every_floor() -> None:
    for job in ("sell", "find", "receive", "returns", "dates", "stock", "item", "cash", "count", "labels"):
        for floor in ("screens", "shopstock/desk", "shopstock/jobs"):
            assert (ROOT / floor / f"{job}.py").exists(), (floor, job)
        assert (ROOT / "shopstock" / "desk" / "views" / f"{job}.py").exists()


def _named_files(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_][A-Za-z0-9_./]*\.py\b", text))


def test_every_file_that_is_named_is_there() -> None:
    """A path in a docstring or a document is one from the root, from `shopstock/`, or a file's bare name."""
    there = [file.relative_to(ROOT).as_posix() for file in [*CODE, *(ROOT / "tests").rglob("*.py")]]
    named = {
        (file.relative_to(ROOT).as_posix(), name)
        for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
        for name in _named_files(file.read_text())
    }
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    for file in [*CODE, *(ROOT / "tests").rglob("*.py")]:
        for node in ast.walk(_tree(file)):
            said = ast.get_docstring(node) if isinstance(node, kinds) else None
            named |= {(file.relative_to(ROOT).as_posix(), name) for name in _named_files(said or "")}
    assert named, "the search finds nothing any more"
    missing = [(by, name) for by, name in named if not any(f"/{path}".endswith(f"/{name}") for path in there)]
    assert sorted(missing) == []


def test_no_file_names_a_package_registry() -> None:
    hosts = (
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "deb.debian" + ".org",
    )
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    for name in listed.splitlines():
        file = ROOT / name
        if file.is_file():
            text = file.read_bytes()
            assert not any(host.encode() in text for host in hosts), name
