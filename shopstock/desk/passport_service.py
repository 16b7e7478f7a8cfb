"""The service book in the passport of a unit: what was done, and when it is due next."""

from __future__ import annotations

from datetime import date

from shopstock.days import show_day
from shopstock.desk.views.find import ServiceBook, ServiceEntry
from shopstock.jobs.session import Session
from shopstock.store.service_book import service_book, service_of


def book_of(session: Session, unit_id: int) -> ServiceBook | None:
    """None for a unit that neither wants service nor ever got one."""
    wanted = service_of(session.store, unit_id)
    done = service_book(session.store, unit_id)
    if not done and (wanted is None or wanted.every is None):
        return None
    due_on = wanted.next_on if wanted else None
    entries = [
        ServiceEntry(
            row.day.isoformat(), "serviced", row.staff, " ".join(filter(None, (row.paper, row.note)))
        )
        for row in done
    ]
    every = str(wanted.every) if wanted and wanted.every else None
    days_left = (due_on - session.today()).days if due_on else None
    return ServiceBook(every, due_on.isoformat() if due_on else None, days_left, entries)


def service_lines(book: ServiceBook | None, today: date) -> tuple[str, ...]:
    """The same for plain mode."""
    if book is None:
        return ()
    head = []
    if book.every:
        when = show_day(date.fromisoformat(book.next_on), today) if book.next_on else "after the sale"
        late = " OVERDUE" if book.days_left is not None and book.days_left < 0 else ""
        head.append(f"  service every {book.every}, next {when}{late}")
    return (
        *head,
        *(
            f"  {show_day(date.fromisoformat(e.on), today)}  {e.what}  {e.by}  {e.note}".rstrip()
            for e in book.entries
        ),
    )
