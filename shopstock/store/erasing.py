"""What of a person stands outside their own row: what is open or parked at a till, and what waits to be printed.

Nothing of it belongs to the ledger. A text that has the name, phone number, e-mail or address as whole words loses it;
a paper that waits with one of them in it is dropped, since a paper cannot be changed once it is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from shopstock.store.customers import CustomerRow
from shopstock.store.engine import Store
from shopstock.store.models import Booking, OpenJob, Parked, PrintJob

INSTEAD = "erased"
_PERSONAL = ("name", "phone", "email", "street", "note")


def needles(known: Iterable[CustomerRow]) -> re.Pattern[str] | None:
    """What is looked for: each text of the person as whole words, and the phone's digits; None for nothing."""
    texts = {str(getattr(row, field)) for row in known for field in _PERSONAL if getattr(row, field)}
    texts |= {digits for text in texts if len(digits := "".join(c for c in text if c.isdigit())) >= 7}
    if not texts:
        return None
    either = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def without(value: Any, wanted: re.Pattern[str] | None, ids: Collection[int]) -> Any:
    """The same JSON value without the person: `customer_id` with its `customer`, and every text."""
    if isinstance(value, dict):
        theirs = any(value.get(key) in ids for key in ("customer_id", "party_id"))
        gone = ("customer_id", "party_id", "customer") if theirs else ()
        return {key: None if key in gone else without(each, wanted, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [without(each, wanted, ids) for each in value]
    return wanted.sub(INSTEAD, value) if wanted and isinstance(value, str) else value


def cleaned_json(body: str, wanted: re.Pattern[str] | None, ids: Collection[int]) -> str:
    """JSON text without the person; the very text where they are not in it."""
    try:
        told = json.loads(body)
    except ValueError:
        return "{}"
    clean = without(told, wanted, ids)
    return body if clean == told else json.dumps(clean, separators=(",", ":"))


def clean(store: Store, wanted: re.Pattern[str] | None, ids: Collection[int]) -> int:
    """Take the person out of everything that is open, parked or queued; how many rows were changed or dropped."""
    return _open_jobs(store, wanted, ids) + _parked(store, wanted, ids) + _papers(store, wanted, ids)


def _open_jobs(store: Store, wanted: re.Pattern[str] | None, ids: Collection[int]) -> int:
    done = 0
    for row in OpenJob.select().order_by(OpenJob.till_id, OpenJob.job).execute(store.db):
        body = cleaned_json(row.body, wanted, ids)
        if body != row.body:
            here = (OpenJob.till_id == row.till_id) & (OpenJob.job == row.job)
            done += OpenJob.update(body=body).where(here).execute(store.db)
    return done


def _parked(store: Store, wanted: re.Pattern[str] | None, ids: Collection[int]) -> int:
    done = 0
    for row in Parked.select().order_by(Parked.id).execute(store.db):
        body, label = cleaned_json(row.body, wanted, ids), without(row.label, wanted, ids)
        if (body, label) != (row.body, row.label):
            done += Parked.update(body=body, label=label).where(Parked.id == row.id).execute(store.db)
    return done


def _papers(store: Store, wanted: re.Pattern[str] | None, ids: Collection[int]) -> int:
    """Papers that are kept as text: whoever is in them, or whose booking they are of."""
    theirs = {
        row.id for row in Booking.select(Booking.id).where(Booking.party_id.in_(list(ids))).execute(store.db)
    }
    done = 0
    for job in PrintJob.select().where(PrintJob.body.is_null(False)).order_by(PrintJob.id).execute(store.db):
        named = (
            cleaned_json(job.body, wanted, ids) != job.body or without(job.title, wanted, ids) != job.title
        )
        if named or job.booking_id in theirs:
            done += _drop(store, job.id, job.state)
    return done


def _drop(store: Store, job_id: int, state: str) -> int:
    """A job goes only when it is over: the steps that lead there, then it is gone."""
    steps = {"waiting": ("dropped",), "sending": ("unsure", "dropped"), "unsure": ("dropped",)}
    this = PrintJob.id == job_id
    for to in steps.get(state, ()):
        PrintJob.update(state=to).where(this).execute(store.db)
    gone: int = PrintJob.delete().where(this).execute(store.db)
    return gone
