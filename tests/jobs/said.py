"""How a job says no: one kind of refusal, one short sentence, nothing booked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shopstock.jobs.session import Session
from shopstock.refusal import Refusal
from tests.store.hand import dump


@contextmanager
def refuses(session: Session, kind: type[Refusal], *words: str) -> Iterator[None]:
    """Refused with that kind, in one short sentence with those words; the ledger stays as it was."""
    before = dump(session)
    with pytest.raises(kind) as caught:
        yield
    assert type(caught.value) is kind
    for word in words:
        assert word in caught.value.text
    assert len(caught.value.text.splitlines()[0]) <= 76
    assert dump(session) == before
