"""What the import contracts cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = sorted([*(ROOT / "shopstock").rglob("*.py"), *(ROOT / "screens").rglob("*.py")])


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_desk_and_plain_mode_never_load_the_terminal() -> None:
    loaded = _loaded_by("import shopstock.desk.desk, shopstock.desk.plain, shopstock.cli")
    assert not loaded & {"textual", "rich", "screens"}


def test_the_desk_loads_no_slow_library_before_it_needs_it() -> None:
    loaded = _loaded_by("import shopstock.desk.desk")
    assert not loaded & {"biip", "dateutil", "stdnum"}


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "date.today", "datetime.today"}
    for file in CODE:
        if file.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert ast.unparse(node.func) not in asking, f"{file}:{node.lineno}"


def test_one_crash_handler_and_no_other_broad_except() -> None:
    broad = []
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                reraises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(node))
                if caught in ("", "Exception", "BaseException") and not reraises:
                    broad.append(file.name)
    assert broad == ["workspace.py"]


def test_a_job_has_one_name_on_every_floor() -> None:
    for job in ("sell", "find", "receive", "returns", "dates", "stock", "item"):
        for floor in ("screens", "shopstock/desk", "shopstock/jobs"):
            assert (ROOT / floor / f"{job}.py").exists(), (floor, job)
        assert (ROOT / "shopstock" / "desk" / "views" / f"{job}.py").exists()


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
