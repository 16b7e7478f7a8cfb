"""`:place`: the places that goods stand at, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.views.base import Choice
from shopstock.desk.views.choices import ChoicesView
from shopstock.jobs import places as jobs_places
from shopstock.jobs.session import new_request_id
from shopstock.refusal import Key
from shopstock.store.places import places_inside
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


def places(desk: Desk, rest: str) -> Answer:
    """`:place` lists; `:place FRIDGE-1`, `:place DEPOT back The room in the yard` adds one, a shelf unless said."""
    code, _, more = rest.strip().partition(" ")
    if not code:
        return _listed(desk)
    kind, _, name = more.strip().partition(" ")
    if kind.casefold() not in jobs_places.KINDS:
        kind, name = "shelf", more
    added = jobs_places.add_place(desk.session, new_request_id(), code, kind.casefold(), name)
    said = f"{fit(added.code, 24)} is a {added.kind} of this shop now: {fit(added.name, 24)}"
    return desk.mode.say("SAVED", "place.added", said, Key(":labels", "its label"), view=_view(desk))


def _listed(desk: Desk) -> Answer:
    view = _view(desk)
    more = numbered(choice.label for choice in view.choices)
    return desk.mode.ok("place.listed", "a new one: :place FRIDGE-1 shelf The fridge", more=more, view=view)


def _view(desk: Desk) -> ChoicesView:
    rows = places_inside(desk.session.store)
    choices = [Choice(n, f"{p.code}  {p.kind}  {p.name}", f"?={p.code}") for n, p in enumerate(rows, 1)]
    return ChoicesView("places", choices)
