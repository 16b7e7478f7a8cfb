"""Fixtures for every floor: the corner shop on a Sunday morning whose clock stands still."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

os.environ.setdefault("SHOPSTOCK_ENGINE", "stdlib")  # what most shops have; before anything opens a store

from shopstock.jobs.session import Session
from tests import shops

SUNDAY_MORNING = datetime(2026, 11, 22, 9, 14, tzinfo=ZoneInfo(shops.ZONE))


@pytest.fixture
def sunday() -> Iterator[time_machine.Traveller]:
    """Sunday 2026-11-22, 09:14 in Berlin; the clock stands until the test moves it."""
    with time_machine.travel(SUNDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(sunday: time_machine.Traveller) -> Iterator[Session]:
    """The owner at till 1 of the corner shop in memory: its catalogue, no goods yet."""
    made = shops.shop_in_memory()
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def new_shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corner shop as a file, made once: every table and every product costs the disk a wait."""
    with time_machine.travel(SUNDAY_MORNING, tick=False):
        return shops.shop_at(tmp_path_factory.mktemp("new") / "corner.shop")


@pytest.fixture
def shop_file(tmp_path: Path, sunday: time_machine.Traveller, new_shop_file: Path) -> Path:
    """The corner shop as a file of this test, closed."""
    return Path(shutil.copy(new_shop_file, tmp_path / "corner.shop"))
