"""Erasing a person from the desk, too: what this till has open and what `:undo` would bring back."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from typing import TYPE_CHECKING, Any

from shopstock.desk.keeping import from_json, to_json
from shopstock.jobs.customers import Gone, erase
from shopstock.jobs.session import new_request_id
from shopstock.store.customers import CustomerRow, own_row, rows_of
from shopstock.store.erasing import cleaned_json, needles, without

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


def forget(desk: Desk, row: CustomerRow) -> Gone:
    """Erase that customer in the shop and in all that this desk remembers."""
    store = desk.session.store
    ids = rows_of(store, row.id)
    wanted = needles([own_row(store, one) for one in ids])
    done = erase(desk.session, new_request_id(), row.id)

    def clean(state: Any) -> Any:
        if not is_dataclass(state):
            return state
        text = to_json(state)
        cleaned = cleaned_json(text, wanted, ids)
        return state if cleaned == text else from_json(type(state), cleaned)

    for _, mode in desk.modes.made():
        mode.state, mode.earlier = clean(mode.state), [clean(state) for state in mode.earlier]
    desk.booked = tuple(replace(each, said=without(each.said, wanted, ids)) for each in desk.booked)
    desk.question = None
    return done
