"""Rights: what needs someone who may, who may, and the owner's changes of both.

A job that does such a thing calls `require`, and a person without the right gets past it by no entry. A shop
without PINs works as one owner: nothing is asked there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Passing, State
from shopstock.store.credentials import held_by_staff, role_rights, set_role_right
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.people import StaffRow, all_staff, staff_with_id

ROLES = ("owner", "manager", "clerk", "auditor")
CHANGEABLE = ("manager", "clerk")


class Right(Enum):
    """An action that not everyone may do. The value is its word at the desk and in the ledger."""

    REFUND = "refund"
    PRICE = "price"
    BELOW_COST = "below_cost"
    BEST_BEFORE = "best_before"
    RELEASE = "release"
    RECALL = "recall"
    VOID = "void"
    STOCK = "stock"
    SETTINGS = "settings"
    PERSONAL = "personal"
    RIGHTS = "rights"
    RESTORE = "restore"


# How an action is called at the desk, and what it is; the manual has the same table.
LABELS: dict[Right, tuple[str, str]] = {
    Right.REFUND: ("Refund", "money back for a return; goodwill after the warranty"),
    Right.PRICE: (
        "Price override",
        "a price below the list price; a changed price, tax or barcode of an item",
    ),
    Right.BELOW_COST: ("Below cost", "such a price below what the goods cost; a changed cost"),
    Right.BEST_BEFORE: (
        "Past best-before",
        "selling after its date, past its best or short-dated; changing an item's kind of date",
    ),
    Right.RELEASE: ("Release", "ending a hold; goods out of quarantine onto a shelf"),
    Right.RECALL: ("Recall", "opening and closing a recall"),
    Right.VOID: ("Void", "undoing what is booked"),
    Right.STOCK: ("Stock correction", "goods lost or found, not there at the check; import of stock"),
    Right.SETTINGS: ("Settings", "the shop's settings: papers, printers, codes, numbers, tolerances"),
    Right.PERSONAL: ("Personal data", "erasing a customer; lists of customers as a file"),
    Right.RIGHTS: ("People and rights", "people, roles, rights, PINs and badges of others"),
    Right.RESTORE: ("Restore", "putting a backup in the place of the shop"),
}

DEFAULTS: dict[str, frozenset[Right]] = {
    "owner": frozenset(Right),
    "manager": frozenset(Right) - {Right.RIGHTS, Right.RESTORE},
    "clerk": frozenset(),
    "auditor": frozenset(),
}


class NeedsApproval(Passing):
    """The person at the till may not do this alone. `people` are those who may, and can show it."""

    id = "staff.needs_approval"
    state: ClassVar[State] = "ASK"

    def __init__(self, rights: tuple[Right, ...], people: tuple[StaffRow, ...]) -> None:
        self.rights = rights
        self.people = people
        self.what = LABELS[rights[0]][0]
        names = ", ".join(person.name for person in people[:4]) or "nobody here"
        super().__init__(f"{self.what} needs someone who may: {names}", Key(":staff", "who"))


class OwnersOwn(BadInput):
    """A right that cannot be given or taken: an owner may everything, an auditor nothing."""

    id = "staff.fixed_role"


def rights_of(session: Session, role: str) -> frozenset[Right]:
    """What a role may do in this shop."""
    return _rights(role, role_rights(session.store))


def _rights(role: str, changed: dict[tuple[str, str], bool]) -> frozenset[Right]:
    default = DEFAULTS.get(role, frozenset())
    if role not in CHANGEABLE:
        return default
    return frozenset(right for right in Right if changed.get((role, right.value), right in default))


def may(session: Session, staff_id: int, rights: Iterable[Right], *, owner: bool = False) -> bool:
    """Whether that person works here now and may do all of this; `owner` asks for an owner besides."""
    person = staff_with_id(session.store, staff_id)
    if person is None or (owner and person.role != "owner"):
        return False
    return rights_of(session, person.role).issuperset(rights)


def who_may(session: Session, rights: Iterable[Right], *, owner: bool = False) -> tuple[StaffRow, ...]:
    """Everyone else who may do all of this and has a PIN or a badge to show it, in the order they came."""
    wanted, changed, held = frozenset(rights), role_rights(session.store), held_by_staff(session.store)
    return tuple(
        person
        for person in all_staff(session.store)
        if person.id != session.staff.id
        and (held[person.id].pin or held[person.id].badge)
        and (not owner or person.role == "owner")
        and _rights(person.role, changed) >= wanted
    )


def require(session: Session, *rights: Right, owner: bool = False) -> int | None:
    """Go on only if the person at the till, or who approves this one act, may do all of it.

    Both are looked up anew: a role that changed at another till counts at once. Returns whose right it was, None
    in a shop without PINs. Raises NeedsApproval, NotSignedOn or ReadsOnly."""
    if not rights:
        return None
    session.must_write()
    if not session.proven:
        session.must_be_proven()
        return None
    for person in (session.staff, session.approver):
        if person is not None and may(session, person.id, rights, owner=owner):
            return person.id
    raise NeedsApproval(rights, who_may(session, rights, owner=owner))


def require_over(session: Session, *roles: str) -> None:
    """The right to change people of these roles: whoever touches an owner, or makes one, is an owner."""
    require(session, Right.RIGHTS, owner="owner" in roles)


@dataclass(frozen=True, slots=True)
class Change:
    """A right that a role gets or loses."""

    right: Right
    granted: bool


def change_rights(session: Session, request_id: str, role: str, changes: tuple[Change, ...]) -> Posted:
    """Give a role rights or take them, in one transaction and as one event of the ledger."""
    if role not in CHANGEABLE:
        raise OwnersOwn(
            "an owner may everything and an auditor changes nothing: that stands", Key(":rights", "list")
        )
    if not changes:
        raise BadInput("which right? For example :rights clerk +refund", Key(":rights", "list"))
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        require(session, Right.RIGHTS, owner=True)
        was = rights_of(session, role)
        for change in changes:
            set_role_right(store, role, change.right.value, granted=change.granted)
        event = EventDraft("rights", was=_words(was), became=_words(rights_of(session, role)), note=role)
        return post(store, replace(session.draft("event", request_id), events=(event,)))


def _words(rights: frozenset[Right]) -> str:
    return " ".join(right.value for right in Right if right in rights) or "none"
