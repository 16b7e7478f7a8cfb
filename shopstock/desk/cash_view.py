"""What the drawer's pane shows: blind until the count is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.desk.views.cash import CashFace, CashMove, CashResult, CashView, ReportRow, ReportView
from shopstock.desk.views.frame import Fact, Section
from shopstock.jobs import cash
from shopstock.jobs.cash import CARD, DrawerNow
from shopstock.papers import day_report
from shopstock.papers.day_report import DayReport

if TYPE_CHECKING:
    from shopstock.desk.cash import CashMode


def cash_view(mode: CashMode) -> CashView:
    """The drawer of this till, and the count as far as it is."""
    session, state = mode.session, mode.state
    now = cash.drawer(session)
    busy = cash.busy(session, now)
    opened = now.steps[0] if now.steps else None
    known = mode.faces()
    return CashView(
        stage=state.stage or ("open" if now.open else "shut"),
        till=session.till.name,
        session=now.session,
        opened_at=_iso(mode, opened.at_us) if opened else None,
        opened_by=opened.staff if opened else None,
        float=session.money(opened.amount_minor) if opened else None,
        kept=None if now.kept_minor is None else session.money(now.kept_minor),
        faces=[_face(mode, n) for n in range(len(known))],
        current=state.at if state.stage == "count" and state.at < len(known) else None,
        counted=session.money(state.counted_minor),
        counts=state.counts,
        moves=moves(mode, now),
        sales=busy.sales,
        refunds=busy.refunds,
        voids=busy.voids,
        parked=busy.parked,
        waiting=mode.waiting(),
        result=_result(mode, now),
    )


def _iso(mode: CashMode, at_us: int) -> str:
    return clock.local(at_us, mode.session.shop.zone).isoformat(timespec="seconds")


def _face(mode: CashMode, n: int) -> CashFace:
    face = mode.faces()[n]
    number = mode.state.number_of(face)
    amount = None if number is None else mode.session.money(face.minor * number)
    return CashFace(mode.face(face.minor), face.note, number, amount)


def moves(mode: CashMode, now: DrawerNow) -> list[CashMove]:
    """What was put in and taken out in this session."""
    return [
        CashMove(
            _iso(mode, step.at_us), step.what, mode.session.money(step.amount_minor), step.reason, step.staff
        )
        for step in now.steps
        if step.what in ("in", "out")
    ]


def _result(mode: CashMode, now: DrawerNow) -> CashResult | None:
    """What may be seen once the count is finished, and not before."""
    session, state = mode.session, mode.state
    if state.expected_minor is None or state.stage in ("", "count", "card"):
        return None
    money = session.money
    taken = cash.other_tenders(session, now).get(CARD)
    said, kept = state.card_minor, state.kept_minor
    return CashResult(
        expected=money(state.expected_minor),
        counted=money(state.counted_minor),
        difference=money(state.counted_minor - state.expected_minor),
        off=cash.needs_reason(session, now, state.as_count()),
        card_taken=None if taken is None else money(taken),
        card_said=None if said is None else money(said),
        card_difference=None if said is None or taken is None else money(said - taken),
        reason=state.reason or None,
        kept=None if kept is None else money(kept),
        banked=None if kept is None else money(state.counted_minor - kept),
    )


def report_view(report: DayReport, written: str | None = None) -> ReportView:
    """A report as its paper."""
    shown = [ReportRow(row.left, row.right, row.kind) for row in day_report.rows(report)]
    return ReportView(report.kind, report.paper, shown, written)


def blind_aside(mode: CashMode) -> tuple[Section, ...]:
    """The side pane while the drawer is open here: nothing that tells what was taken."""
    session, now = mode.session, cash.drawer(mode.session)
    facts = [Fact("Till", session.till.name, "strong")]
    if now.steps:
        opened = now.steps[0]
        at = clock.local(opened.at_us, session.shop.zone)
        facts.append(Fact("Opened", f"{at:%H:%M}  {opened.staff}"))
        facts.append(Fact("Float", session.money(opened.amount_minor)))
    elif now.kept_minor is not None:
        facts.append(Fact("Kept", session.money(now.kept_minor)))
    sections = [Section(f"SESSION {now.session}", tuple(facts))]
    if now.before:
        last = clock.local(now.before.at_us, session.shop.zone)
        closed = (Fact("When", f"{session.day(last.date())} {last:%H:%M}"), Fact("Who", now.before.staff))
        sections.append(Section("LAST CLOSED", closed))
    went = tuple(
        Fact(f"{move.what} {move.at[11:16]}", f"{move.amount}  {move.reason or ''}")
        for move in moves(mode, now)[-6:]
    )
    if went:
        sections.append(Section("IN AND OUT", went))
    if mode.waiting():
        sections.append(Section("BEFORE YOU CLOSE", tuple(Fact("", said, "ask") for said in mode.waiting())))
    return tuple(sections)
