"""No names in words that are booked: what is sealed stays, and a person who asks for it must be erasable.

The words of a claim or of a refusal are part of the ledger for good (GDPR, article 17, is kept by never writing such
data there). Looked for are the full name, the phone number, the e-mail and the street of the customer it is about; a
name of one word is too often a word of the language.
"""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.refusal import Refusal
from shopstock.store.customers import own_row, rows_of
from shopstock.store.erasing import needles


class NameInWords(Refusal):
    """The words name the customer, and would do so for ever."""

    id = "customers.name_in_words"


def no_names(session: Session, party_id: int | None, *texts: str | None) -> None:
    """Raise NameInWords where one of the texts says who that customer is."""
    if party_id is None or not any(texts):
        return
    rows = [own_row(session.store, each) for each in rows_of(session.store, party_id)]
    known = [
        row._replace(name=row.name if " " in row.name else "", note=None)
        for row in rows
        if row.erased_at_us is None
    ]
    wanted = needles(known)
    if wanted and any(wanted.search(text) for text in texts if text):
        raise NameInWords("that names the customer, and is in the books for good. Say it without")
