"""Papers as files in a folder of their own: where no printer takes them, and for keeping."""

from __future__ import annotations

from pathlib import Path

from shopstock.jobs.session import Session
from shopstock.refusal import Refusal

WIDTH = 48


class NotPrinted(Refusal):
    """The paper could not be written; nothing in the shop depends on it."""

    id = "paper.not_printed"


def paper_folder(session: Session) -> Path:
    """Where papers go: beside the shop file, or in the user's data folder for a shop on a server."""
    shop = session.store.path
    if shop is not None:
        return shop.with_name(f"{shop.stem}-papers")
    from platformdirs import user_data_path

    name = "".join(c if c.isalnum() else "-" for c in session.shop.name)
    return user_data_path("shopstock", appauthor=False) / f"{name}-papers"


def print_paper(session: Session, name: str, text: str) -> Path:
    """Write a paper under that name, such as `Z1-000012`; one that is there and says something else is kept."""
    return keep_file(session, name, "txt", text.encode())


def keep_file(session: Session, name: str, ending: str, data: bytes) -> Path:
    """Write a file under that name and ending into the folder of papers; one that holds something else is kept.

    Raises NotPrinted."""
    folder = paper_folder(session)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for n in range(1, 1000):
            path = folder / (f"{name}.{ending}" if n == 1 else f"{name}.{n}.{ending}")
            if not path.exists():
                path.write_bytes(data)
            if path.read_bytes() == data:
                return path
    except OSError as error:
        raise NotPrinted(f"not printed: {folder.name} cannot be written, {error.strerror}") from error
    raise NotPrinted(f"{folder.name} is full of {name}. Tidy it up, then print again")
