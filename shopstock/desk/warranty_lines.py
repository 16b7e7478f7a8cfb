"""Warranty terms in words: one line for each, and who pays today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shopstock.days import show_day
from shopstock.desk.views.find import CoverView

WHO = {"us": "we pay", "supplier": "supplier", "extension": "we, paid for"}
_WAITS = {"sale": "its sale", "delivery": "its delivery", "activation": "its activation"}
_PAYS = {"us": "we pay", "extension": "we pay, by its extension", "customer": "the customer pays"}


def pays_words(pays: Sequence[str], *, out: bool) -> str:
    """Who pays today, in a sentence: `we pay, and the supplier pays us`."""
    if not out:
        theirs = ", the supplier pays us" if "supplier" in pays else ""
        return f"not with a customer{theirs}"
    if not pays:
        return "nobody owes anything"
    first = _PAYS.get(pays[0], pays[0])
    if "supplier" not in pays:
        return f"{first} today"
    return f"{first} today, and the supplier {'still ' if pays[0] == 'customer' else ''}pays us"


def left_words(cover: CoverView, today: date) -> str:
    """`731 days left`, `last day today`, `ended 10 days ago`, `from 23 Nov 2028`, `with its delivery`."""
    if cover.status == "none":
        return "none"
    if cover.status == "lifetime":
        return "no end"
    if cover.status == "not_started":
        if cover.starts:
            days = (date.fromisoformat(cover.starts) - today).days
            return f"begins in {days} day{'s' if days != 1 else ''}"
        return f"begins with {_WAITS.get(cover.waits_for or 'sale', 'its sale')}"
    left = cover.days_left or 0
    if left < 0:
        return f"ended {-left} day{'s' if left != -1 else ''} ago"
    return {0: "last day today", 1: "1 day left"}.get(left, f"{left} days left")


def span_words(cover: CoverView) -> str:
    """`22 Nov 2026 to 22 Nov 2028`, `from 22 Nov 2026`, or the length of what has no days yet."""
    if not cover.starts:
        return cover.term
    starts = show_day(date.fromisoformat(cover.starts))
    return f"{starts} to {show_day(date.fromisoformat(cover.until))}" if cover.until else f"from {starts}"


def cover_line(cover: CoverView, today: date) -> str:
    """One term in at most 76 columns: its kind, who pays, its days, and what is left."""
    said = f"{cover.kind:<10} {WHO[cover.who]:<13} {span_words(cover):<26} {left_words(cover, today)}"
    return f"{said}  {cover.note}" if cover.note and len(said) + len(cover.note) < 72 else said.rstrip()


def lines_of_covers(covers: Sequence[CoverView], today: date) -> tuple[str, ...]:
    """Every term, one a line."""
    return tuple(f"  {cover_line(each, today)}" for each in covers)
