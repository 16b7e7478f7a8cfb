"""`:staff`, `:rights` and signing off: who works here, what each role may do, and their PINs and badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.views.staff import RightRow, RightsView, StaffRow, StaffView
from shopstock.jobs import rights as jobs_rights
from shopstock.jobs import signing
from shopstock.jobs import staff as jobs_staff
from shopstock.jobs.rights import LABELS, ROLES, Change, Right
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key
from shopstock.store import people as rows
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

LIST = Key(":staff", "list")
VERBS = ("pin", "badge", "leave", *ROLES)


def staff(desk: Desk, rest: str) -> Answer:
    """`:staff`, `:staff NAME`, `:staff off`, `:staff add NAME ROLE`, `:staff NAME pin|badge|leave|ROLE`."""
    words = rest.split()
    if not words:
        return _listed(desk)
    if words[0].casefold() == "off" and len(words) == 1:
        return sign_off(desk)
    if words[0].casefold() == "add" and len(words) > 1:
        return _add(desk, words[1:])
    if len(words) > 1 and words[-1].isdigit():
        raise BadInput("a PIN is asked for on its own, where nobody reads it", LIST)
    off = len(words) > 2 and words[-1].casefold() == "off" and words[-2].casefold() in ("pin", "badge")
    verb = words[-2 if off else -1].casefold()
    if len(words) > 1 and verb in VERBS:
        who = jobs_staff.named(desk.session, " ".join(words[: -2 if off else -1]))
        return _change(desk, who, verb, off=off)
    who = jobs_staff.named(desk.session, rest)
    if jobs_staff.shop_has_pins(desk.session):
        return desk.door.sign_on(who)
    desk.session = jobs_staff.stand_in(desk.session, rest)
    return desk.mode.ok("staff.signed_on", f"{who.name} is at {desk.session.till.name} now")


def sign_off(desk: Desk) -> Answer:
    """Nobody is at this till any more, where people sign on; without PINs there is nothing to leave."""
    if jobs_staff.shop_has_pins(desk.session):
        return desk.door.sign_off()
    name = desk.session.staff.name
    return desk.mode.ok("staff.known", f"{name} stays: nobody has a PIN here. :staff NAME changes", LIST)


def _listed(desk: Desk) -> Answer:
    known = ", ".join(person.name for person in jobs_staff.everyone(desk.session))
    view = _view(desk)
    more = (
        *(
            f"  {r.name}  {r.role}{'  PIN' if r.pin else ''}{'  badge' if r.badge else ''}"
            f"{f'  locked until {r.locked_until}' if r.locked_until else ''}"
            for r in view.rows
        ),
        *(f"  {line}" for line in view.locks),
    )
    said = f"{desk.session.staff.name} is here. :staff NAME changes to: {known}"
    return desk.mode.ok("staff.known", said, more=more, view=view)


def _view(desk: Desk, badge: str | None = None) -> StaffView:
    here = desk.session.staff.id
    return StaffView(
        [
            StaffRow(clean_text(p.row.name), p.row.role, p.pin, p.badge, p.locked_until, p.row.id == here)
            for p in jobs_staff.people(desk.session)
        ],
        [
            f"PIN of {clean_text(x.whose)} locked {x.when}, {x.note}"
            for x in jobs_staff.lock_outs(desk.session)
        ],
        badge,
    )


def _add(desk: Desk, words: list[str]) -> Answer:
    if len(words) < 2:
        raise BadInput(f"which role? {', '.join(ROLES)}: :staff add Mia clerk", LIST)
    person = jobs_staff.add(desk.session, " ".join(words[:-1]), words[-1].casefold())
    said = f"{fit(person.name, 30)} works here now, {person.role}"
    keys = (Key(f":staff {fit(person.name, 12)} pin", "PIN"),) if desk.session.proven else ()
    return desk.mode.say("SAVED", "staff.added", said, *keys, view=_view(desk))


def _change(desk: Desk, who: rows.StaffRow, verb: str, *, off: bool) -> Answer:
    name, session = fit(who.name, 30), desk.session
    if verb == "pin":
        return _unpin(desk, who) if off else _pin(desk, who)
    if verb == "badge" and off:
        signing.take_badge(session, who)
        return desk.mode.say("SAVED", "staff.badge_taken", f"the badge of {name} opens nothing now", LIST)
    if verb == "badge":
        code = signing.give_badge(session, who)
        said = f"badge of {name}, shown this once: print it as Code 128"
        return desk.mode.say("SAVED", "staff.badge_given", said, more=(f"  {code}",), view=_view(desk, code))
    if verb == "leave":
        jobs_staff.leave(session, who)
        return desk.mode.say("SAVED", "staff.left", f"{name} works here no more", LIST, view=_view(desk))
    jobs_staff.change_role(session, who, verb)
    return desk.mode.say("SAVED", "staff.role", f"{name} is {verb} now", LIST, view=_view(desk))


def _pin(desk: Desk, who: rows.StaffRow) -> Answer:
    """A new PIN: one's own after the old one, another's with the right to; the first must be an owner's."""
    session = desk.session
    own = who.id == session.staff.id
    if not own:
        jobs_rights.require_over(session, who.role)
    if not session.proven:
        session.must_be_proven()
        if who.role != "owner":
            raise signing.FirstIsOwners("the first PIN must be an owner's, who gives the others theirs", LIST)
    had = next(p.pin for p in jobs_staff.people(session) if p.row.id == who.id)
    return desk.door.new_pin(who, own=own and had)


def _unpin(desk: Desk, who: rows.StaffRow) -> Answer:
    signing.remove_pin(desk.session, who)
    said = f"{fit(who.name, 30)} has no PIN any more"
    if not jobs_staff.shop_has_pins(desk.session):
        said += ". Nobody has one: nothing is asked now"
        desk.session = signing.signed_off_for_good(desk.session)
    return desk.mode.say("SAVED", "staff.pin_removed", said, LIST)


def rights(desk: Desk, rest: str) -> Answer:
    """`:rights` lists; `:rights clerk +refund -void` changes what a role may do."""
    words = rest.casefold().split()
    if not words:
        return _rights_listed(desk)
    role, *changes = words
    jobs_staff.check_role(role)
    jobs_rights.change_rights(
        desk.session, new_request_id(), role, tuple(_read_change(word) for word in changes)
    )
    said = ", ".join(word for word in changes[:4])
    return desk.mode.say("SAVED", "staff.rights", f"{role}: {said}", view=_rights_view(desk))


def _read_change(word: str) -> Change:
    known = {right.value: right for right in Right}
    right = known.get(word[1:].replace("-", "_"))
    if word[0] not in "+-" or right is None:
        named = ", ".join(known)
        raise BadInput(
            f'"{fit(clean_text(word), 14)}" is no +right or -right: {named}', Key(":rights", "list")
        )
    return Change(right, word[0] == "+")


def _rights_view(desk: Desk) -> RightsView:
    may = {role: jobs_rights.rights_of(desk.session, role) for role in ROLES}
    return RightsView(
        [RightRow(right.value, *LABELS[right], *(right in may[role] for role in ROLES)) for right in Right]
    )


def _rights_listed(desk: Desk) -> Answer:
    view = _rights_view(desk)
    more = tuple(
        f"  {row.right:<12} {' '.join(role for role in ROLES if getattr(row, role)):<24} {row.what}"
        for row in view.rows
    )
    return desk.mode.ok("staff.rights", "an owner changes them: :rights clerk +refund", more=more, view=view)
