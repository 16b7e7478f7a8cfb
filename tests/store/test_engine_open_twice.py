"""One process opens a shop twice, as a check in the background does: the first must stay protected."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from shopstock.store import engine
from tests import shops

LOOK = """
import sys
from pathlib import Path
from tests import shops
with shops.opened(Path(sys.argv[1]), wait_seconds=5) as session:
    print(shops.on_hand(session, shops.CABLE))
"""


def seen_elsewhere(shop: Path) -> str:
    """How many cables another process sees."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(shop)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_opening_a_shop_again_leaves_the_first_connection_its_locks(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "3")
        engine.open_existing(shop_file).close()
        assert seen_elsewhere(shop_file) == "3"
        shops.take_in(session, shops.CABLE, "5")
        assert seen_elsewhere(shop_file) == "8"
