"""The books gone through from the first row: what must hold after everything that ever happens in the shop.

Each check reads the ledger and gives its findings; an empty list is a clean book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from shopstock.jobs.session import Session
from shopstock.store.ledger import link

Row = dict[str, Any]
Check = Callable[[Session], list[str]]


def rows(session: Session, sql: str, *values: object) -> list[Row]:
    """The rows of a query as dicts."""
    cursor = session.store.db.execute_sql(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]


def balances_are_sums(session: Session) -> list[str]:
    """Each balance is what came less what went; every movement is in two of them."""
    summed: dict[tuple[int, int, int], int] = defaultdict(int)
    for m in rows(session, "SELECT * FROM movement"):
        summed[m["product_id"], m["lot_id"], m["from_place_id"]] -= m["quantity"]
        summed[m["product_id"], m["lot_id"], m["to_place_id"]] += m["quantity"]
    kept = {
        (b["product_id"], b["lot_id"], b["place_id"]): b["quantity"]
        for b in rows(session, "SELECT * FROM balance")
    }
    return [
        f"balance {key}: {kept.get(key)} is not {summed.get(key)}"
        for key in summed.keys() | kept.keys()
        if kept.get(key) != summed.get(key)
    ]


def nothing_real_is_negative(session: Session) -> list[str]:
    """No shelf, no back room, no bench holds less than nothing, and each knows that it is real."""
    found = rows(
        session,
        "SELECT * FROM balance b JOIN place p ON p.id = b.place_id "
        "WHERE b.physical <> p.physical OR (p.physical = 1 AND b.quantity < 0)",
    )
    return [f"{row['code']} holds {row['quantity']}" for row in found]


def everything_is_somewhere(session: Session) -> list[str]:
    """All places together hold nothing of every lot: what is here came from outside."""
    found = rows(
        session,
        "SELECT product_id, lot_id, sum(quantity) AS rest FROM balance GROUP BY product_id, lot_id "
        "HAVING sum(quantity) <> 0",
    )
    return [f"product {row['product_id']} lot {row['lot_id']}: {row['rest']} too many" for row in found]


def units_walk(session: Session) -> list[str]:
    """The steps of a unit are unbroken from outside to where it is, and it counts there once."""
    found: list[str] = []
    steps: dict[int, list[Row]] = defaultdict(list)
    for m in rows(session, "SELECT * FROM movement WHERE unit_id IS NOT NULL ORDER BY id"):
        steps[m["unit_id"]].append(m)
    at = {row["unit_id"]: row for row in rows(session, "SELECT * FROM unit_at")}
    for unit_id, walked in steps.items():
        if [m["unit_seq"] for m in walked] != list(range(1, len(walked) + 1)):
            found.append(f"unit {unit_id}: steps {[m['unit_seq'] for m in walked]}")
        if walked[0]["from_physical"]:
            found.append(f"unit {unit_id} starts inside")
        for before, after in pairwise(walked):
            if before["to_place_id"] != after["from_place_id"]:
                found.append(f"unit {unit_id} jumps before step {after['unit_seq']}")
        if at[unit_id]["place_id"] != walked[-1]["to_place_id"] or at[unit_id]["seq"] != len(walked):
            found.append(f"unit {unit_id} is not where it went")
    if steps.keys() != at.keys():
        found.append("whereabouts without steps")
    counted = rows(
        session,
        "SELECT b.product_id, b.lot_id, b.place_id, b.quantity, "
        "(SELECT count(*) FROM unit_at u WHERE u.product_id = b.product_id AND u.lot_id = b.lot_id "
        "AND u.place_id = b.place_id) AS units "
        "FROM balance b JOIN product p ON p.id = b.product_id WHERE p.tracking = 'serial' AND b.physical = 1",
    )
    return found + [f"{row} counts its units wrong" for row in counted if row["units"] != row["quantity"]]


def returns_stay_within_sales(session: Session) -> list[str]:
    """Of every sale line at most what was sold came back, at most what was paid was paid back, and the goods
    went out and came back with the lines."""
    found: list[str] = []
    for line in rows(session, "SELECT * FROM sale_line"):
        back = rows(session, "SELECT * FROM return_line WHERE sale_line_id = ? ORDER BY seq", line["id"])
        quantity, refund = sum(r["quantity"] for r in back), sum(r["refund_minor"] for r in back)
        if not 0 <= quantity <= line["quantity"] or not 0 <= refund <= line["amount_minor"]:
            found.append(f"line {line['id']}: {quantity} back, {refund} paid back")
        if back and (back[-1]["quantity_after"], back[-1]["refund_after"]) != (quantity, refund):
            found.append(f"line {line['id']}: its returns do not add up")
        if quantity == line["quantity"] and refund != line["amount_minor"]:
            found.append(f"line {line['id']}: all back and {refund} of {line['amount_minor']} paid back")
        moves = rows(
            session,
            "SELECT coalesce(sum(CASE WHEN to_kind = 'customer' THEN quantity ELSE -quantity END), 0) AS out "
            "FROM movement WHERE sale_line_id = ?",
            line["id"],
        )
        if moves[0]["out"] != line["quantity"] - quantity:
            found.append(f"line {line['id']}: {moves[0]['out']} out, {quantity} of {line['quantity']} back")
    return found


def tickets_are_paid(session: Session) -> list[str]:
    """What a ticket sells less what it pays back is what was paid on it; a void pays the opposite."""
    found = rows(
        session,
        "SELECT b.id, b.kind, "
        "(SELECT coalesce(sum(amount_minor), 0) FROM sale_line WHERE booking_id = b.id) "
        "- (SELECT coalesce(sum(refund_minor), 0) FROM return_line WHERE booking_id = b.id) AS due, "
        "(SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE booking_id = b.id) AS paid FROM booking b",
    )
    return [
        f"{row['kind']} {row['id']}: {row['paid']} for {row['due']}"
        for row in found
        if row["due"] != row["paid"]
    ]


def chain_verifies(session: Session) -> list[str]:
    """Every booking's hash is that of its rows and of the booking before it at its till."""
    found: list[str] = []
    heads: dict[int, tuple[int, bytes]] = {}
    for booking in rows(session, "SELECT * FROM booking ORDER BY id"):
        booking_id, kept = booking.pop("id"), booking.pop("hash")
        number, head = heads.get(booking["till_id"], (0, None))
        if booking["till_number"] != number + 1 or booking["prev_hash"] != head:
            found.append(f"booking {booking_id} does not follow {number}")
        if link(booking, _parts(session, booking_id)) != kept:
            found.append(f"booking {booking_id} was changed")
        heads[booking["till_id"]] = (booking["till_number"], kept)
    return found


_PARTS = {
    "lines": "sale_line",
    "movements": "movement",
    "payments": "payment",
    "returns": "return_line",
    "events": "event",
    "checks": "check_row",
    "drawer": "drawer",
    "sale_customers": "sale_customer",
    "pieces": "drawer_piece",
    "tenders": "drawer_tender",
    "claims": "claim",
    "claim_steps": "claim_step",
    "claim_files": "claim_file",
    "proofs": "proof",
    "fitted": "fitted",
    "quote_lines": "quote_line",
    "quotes": "quote",
    "claim_sales": "claim_sale",
    "service_plans": "service_plan",
    "services_done": "service_done",
    "covers": "cover",
    "credits": "credit",
    "credit_steps": "credit_step",
    "markdowns": "markdown",
}


def _parts(session: Session, booking_id: int) -> dict[str, list[Row]]:
    parts = {}
    for name, table in _PARTS.items():
        found = rows(session, f"SELECT * FROM {table} WHERE booking_id = ? ORDER BY n", booking_id)
        dropped = {"booking_id"} if table == "sale_line" else {"id", "booking_id"}
        parts[name] = [{k: v for k, v in row.items() if k not in dropped} for row in found]
    return parts


def file_is_sound(session: Session) -> list[str]:
    """SQLite's own checks: pages, CHECKs, NOT NULLs and foreign keys."""
    db = session.store.db
    said = [row[0] for row in db.execute_sql("PRAGMA integrity_check").fetchall()]
    orphans = db.execute_sql("PRAGMA foreign_key_check").fetchall()
    return [line for line in said if line != "ok"] + [f"orphan {row}" for row in orphans]


CHECKS: tuple[Check, ...] = (
    balances_are_sums,
    nothing_real_is_negative,
    everything_is_somewhere,
    units_walk,
    returns_stay_within_sales,
    tickets_are_paid,
    chain_verifies,
)


def findings(session: Session) -> list[str]:
    """All findings of all checks."""
    return [found for check in CHECKS for found in check(session)]
