"""The places of the shop that goods stand at: adding one. Places outside, such as the bin, are there from the start."""

from __future__ import annotations

from dataclasses import replace

from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key
from shopstock.store import places as stored
from shopstock.store.ledger import EventDraft, post
from shopstock.store.places import PlaceRow, place_coded
from shopstock.text import clean_code, clean_name, fit

# what a person says -> what it is good for
KINDS = {
    "shelf": "goods are sold from there",
    "back": "a store room; goods are sold from there, too",
    "consignment": "goods of others, sold from there",
    "quarantine": "goods that nobody sells",
    "bench": "goods that are repaired",
}


class KnownPlace(BadInput):
    """A place with that code is there already."""

    id = "place.known"


def add_place(session: Session, request_id: str, code: str, kind: str, name: str) -> PlaceRow:
    """A new place, walked after all others; booked, so that it is known who added it.

    Raises KnownPlace, BadInput for a kind that is none, and NeedsApproval."""
    store, printed = session.store, clean_code(code, "a place")
    if kind not in KINDS:
        raise BadInput(f'"{fit(kind, 16)}" is no kind of place: {", ".join(KINDS)}')
    with store.transaction():
        known = place_coded(store, printed)
        if known is not None:
            raise KnownPlace(
                f"{known.code} is there already: {fit(known.name, 40)}", Key(f"={known.code}", "it")
            )
        require(session, Right.SETTINGS)
        stored.add_place(store, printed, clean_name(name)[0] or printed, kind, stored.last_walk(store) + 1)
        event = EventDraft("place_added", became=printed, note=kind)
        post(store, replace(session.draft("event", request_id), events=(event,)))
    found = place_coded(store, printed)
    assert found is not None  # noqa: S101 - it was added just now
    return found
