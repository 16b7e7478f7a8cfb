"""Fixtures for every floor: the corner shop on a Sunday morning whose clock stands still.

The tests of the store, the jobs and the desk run on both engines; one that speaks of the SQLite file itself
is marked `sqlite`, one that only a server can be asked `server`. A desk test over rules that
the floors below prove on both is marked `conversation`: it meets a server with SHOPSTOCK_EVERY_ENGINE=1 only
(`make test-servers`), or the suite would not end in a quarter of an hour. For the same reason a server is
asked for three cases of a test that has many, unless each case is a table of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, settings

os.environ.setdefault("SHOPSTOCK_ENGINE", "stdlib")  # what most shops have; before anything opens a store

from shopstock.jobs import signing
from shopstock.jobs.session import Session
from shopstock.store.postgres import ServerStore
from tests import servers, shops

# A machine that is busy is no fault of a test.
settings.register_profile("busy", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("busy")

SUNDAY_MORNING = datetime(2026, 11, 22, 9, 14, tzinfo=ZoneInfo(shops.ZONE))


@pytest.fixture
def sunday() -> Iterator[time_machine.Traveller]:
    """Sunday 2026-11-22, 09:14 in Berlin; the clock stands until the test moves it."""
    with time_machine.travel(SUNDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="session", autouse=True)
def cheap_pins() -> Iterator[None]:
    """A PIN takes its time on purpose; the tests ask for hundreds. What it costs is tested in test_signing.py."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signing, "SCRYPT_N", 2**4)
        yield


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's data folder of the tests is theirs alone."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


ON_BOTH = tuple(Path(__file__).parent / floor for floor in ("store", "jobs", "desk"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a shop on both engines."""
    if "on_engine" in metafunc.fixturenames:
        sqlite = ["sqlite"]
        if "any_triggers" in metafunc.fixturenames:
            sqlite = ["sqlite", "sqlite without recursive triggers"]
        both = metafunc.definition.path.parent in ON_BOTH
        alone = any(metafunc.definition.iter_markers("sqlite"))
        engines = [*sqlite, "postgres"] if both and not alone else sqlite
        said = any(metafunc.definition.iter_markers("conversation"))
        if said and not os.environ.get("SHOPSTOCK_EVERY_ENGINE"):
            engines = sqlite
        if any(metafunc.definition.iter_markers("server")):
            engines = ["postgres"]
        metafunc.parametrize("on_engine", engines, indirect=True, scope="function")


CASES_ON_A_SERVER = 3
EACH_A_TABLE = "test_attacks_written_once.py"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave a server the first, the middle and the last case of a test that has more."""
    if os.environ.get("SHOPSTOCK_EVERY_ENGINE"):
        return
    cases: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and _asks_a_server(item) and item.path.name != EACH_A_TABLE:
            cases.setdefault((item.path, item.originalname), []).append(item)
    left = {
        item
        for many in cases.values()
        for n, item in enumerate(many)
        if len(many) > CASES_ON_A_SERVER and n not in (0, len(many) // 2, len(many) - 1)
    }
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = [item for item in items if item not in left]


def _asks_a_server(item: pytest.Function) -> bool:
    """Whether a test that also meets SQLite meets a server in this run."""
    asked = hasattr(item, "callspec") and item.callspec.params.get("on_engine") == "postgres"
    return asked and not any(item.iter_markers("server"))


@pytest.fixture
def on_engine(request: pytest.FixtureRequest) -> str:
    """The engine of this run of the test."""
    name: str = request.param
    return name


@pytest.fixture
def session(sunday: time_machine.Traveller, on_engine: str) -> Iterator[Session]:
    """The owner at till 1 of the corner shop: its catalogue, no goods yet; in memory or on the server."""
    made = shops.shop_in_memory() if on_engine != "postgres" else shops.shop_on_server()
    yield made
    made.store.close()
    if isinstance(made.store, ServerStore):
        servers.drop(made.store.server.url)


@pytest.fixture(scope="session")
def new_shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corner shop as a file, made once: every table and every product costs the disk a wait."""
    with time_machine.travel(SUNDAY_MORNING, tick=False):
        return shops.shop_at(tmp_path_factory.mktemp("new") / "corner.shop")


@pytest.fixture
def shop_file(tmp_path: Path, sunday: time_machine.Traveller, new_shop_file: Path) -> Path:
    """The corner shop as a file of this test, closed."""
    return Path(shutil.copy(new_shop_file, tmp_path / "corner.shop"))
