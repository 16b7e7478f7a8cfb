"""Writing into the ledger by hand, past every job: what an attacker or a bug would try.

`Hand` writes rows as raw SQL or through the Peewee models. `refused` is the measure of all attacks: the row is
refused by the named rule and not one row of the ledger is different afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest

from shopstock import clock
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.engine import RuleBroken
from shopstock.store.fields import DayField
from shopstock.store.models import TABLES, Table
from tests import shops

Row = dict[str, Any]
How = Literal["sql", "peewee"]
MODELS: dict[str, type[Table]] = {model._meta.table_name: model for model in TABLES}
LEDGER = (
    "booking", "sale_line", "movement", "return_line", "payment", "event", "check_row", "drawer",
    "drawer_piece", "drawer_tender", "cover", "credit", "credit_step", "claim", "claim_step", "claim_file", "proof",
    "markdown", "balance", "unit_at",
)  # fmt: skip
KEYS = {
    "booking": "request_id",
    "movement": "booking_id, n",
    "sale_line": "booking_id, n",
    "return_line": "booking_id, n",
    "payment": "booking_id, n",
    "event": "booking_id, n",
    "check_row": "booking_id, n",
    "drawer": "till_id, seq",
    "drawer_piece": "booking_id, n",
    "drawer_tender": "booking_id, n",
    "cover": "booking_id, n",
    "credit": "code",
    "claim": "booking_id",
    "claim_step": "claim_id, seq",
    "claim_file": "booking_id, n",
    "proof": "unit_id",
    "credit_step": "code, seq",
    "markdown": "lot_id, seq",
    "product": "sku",
    "lot": "product_id, code",
    "unit": "product_id, serial",
}  # by which else a row is known than by its id


def dump(session: Session, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the ledger (or of those tables)."""
    db = session.store.db
    found = {}
    for name in tables or LEDGER:
        width = len(db.execute_sql(f"SELECT * FROM {name} LIMIT 0").description)
        order = ", ".join(str(n) for n in range(1, min(width, 3) + 1))
        found[name] = db.execute_sql(f"SELECT * FROM {name} ORDER BY {order}").fetchall()
    return found


@contextmanager
def refused(session: Session, *rules: str) -> Iterator[None]:
    """The block is refused by one of those rules and leaves the ledger as it was."""
    before = dump(session)
    with pytest.raises(RuleBroken) as caught:
        yield
    assert caught.value.rule in rules, caught.value.detail
    assert dump(session) == before


@dataclass(frozen=True)
class Hand:
    """A hand that writes at a session's till; `how` says in which way."""

    session: Session
    how: How = "sql"

    def write(self, table: str, row: Mapping[str, Any], conflict: str = "") -> None:
        """One row in one transaction of its own or of the caller; `conflict` is IGNORE, REPLACE, FAIL ..."""
        db = self.session.store.db
        with self.session.store.transaction():
            if self.how == "sql":
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                insert = self._or(f"INSERT INTO {table} ({names}) VALUES ({marks})", conflict)
                db.execute_sql(insert, tuple(row.values()))
            else:
                model = MODELS[table]
                query = model.insert(
                    {name: _as_model_value(model, name, value) for name, value in row.items()}
                )
                (query.on_conflict(conflict) if self._takes(conflict) else query).execute(db)

    def change(self, table: str, where: str, conflict: str = "", **values: Any) -> None:
        """UPDATE in a transaction; `where` is SQL."""
        parts = ", ".join(f"{name} = ?" for name in values)
        update = self._or(f"UPDATE {table} SET {parts} WHERE {where}", conflict)
        with self.session.store.transaction():
            self.session.store.db.execute_sql(update, tuple(values.values()))

    @property
    def on_server(self) -> bool:
        """Whether the shop is on a server, whose SQL has other ways to attack."""
        return self.session.store.dialect.name == "postgres"

    def _or(self, statement: str, conflict: str) -> str:
        """The statement asking to be let off; a server knows that for an INSERT only, by ON CONFLICT."""
        verb, _, rest = statement.partition(" ")
        if not conflict:
            return statement
        if not self.on_server:
            return f"{verb} OR {conflict} {rest}"
        if verb != "INSERT" or conflict not in ("IGNORE", "REPLACE"):
            return statement
        if conflict == "IGNORE":
            return f"{statement} ON CONFLICT DO NOTHING"
        table, _, names = rest.removeprefix("INTO ").partition(" ")
        columns = names[1 : names.index(")")].split(", ")
        return f"{statement} {self.upsert(table, columns)}"

    def upsert(self, table: str, columns: Iterable[str]) -> str:
        """The clause by which an INSERT of those columns overwrites the row whose key is there already."""
        keys = {
            "balance": "product_id, lot_id, place_id",
            "unit_at": "unit_id",
            "place_kind": "kind",
            "route": "what, from_kind, to_kind",
        }
        key = keys.get(table) or ("id" if "id" in columns else KEYS.get(table, ""))
        over = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns)
        return f"ON CONFLICT ({key}) DO UPDATE SET {over}" if key else ""

    def _takes(self, conflict: str) -> bool:
        """Whether Peewee can say that in the engine's words."""
        return bool(conflict) and (not self.on_server or conflict == "IGNORE")

    def defer_keys(self) -> None:
        """Ask that foreign keys be looked at when the transaction ends."""
        ask = "SET CONSTRAINTS ALL DEFERRED" if self.on_server else "PRAGMA defer_foreign_keys = 1"
        self.session.store.db.execute_sql(ask)

    def run(self, sql: str, *values: Any) -> None:
        """Any statement in a transaction."""
        with self.session.store.transaction():
            self.session.store.db.execute_sql(sql, values)

    def one(self, sql: str, *values: Any) -> Any:
        """The first column of the first row."""
        found = self.session.store.db.execute_sql(sql, values).fetchone()
        return None if found is None else found[0]

    def last(self, table: str) -> Row:
        """The newest row of a table."""
        order = "movement_id" if table in ("balance", "unit_at") else "id"
        cursor = self.session.store.db.execute_sql(f"SELECT * FROM {table} ORDER BY {order} DESC LIMIT 1")
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))

    def next_booking(self, kind: str = "sale", **changes: Any) -> Row:
        """A sound booking row of this till, the next link of its chain."""
        till = changes.get("till_id", self.session.till.id)
        head = self.session.store.db.execute_sql(
            "SELECT till_number, hash FROM booking WHERE till_id = ? ORDER BY till_number DESC LIMIT 1",
            (till,),
        ).fetchone()
        number = head[0] + 1 if head else 1
        row: Row = {
            "id": self.session.store.dialect.new_ids(self.session.store.db, "booking", 1)[0],
            "kind": kind,
            "request_id": new_request_id(),
            "till_id": till,
            "till_number": number,
            "prev_number": number - 1 if head else None,
            "prev_hash": head[1] if head else None,
            "hash": hashlib.sha256(f"{till}/{number}".encode()).digest(),
            "at_us": clock.now_us(),
            "day": self.session.today().isoformat(),
            "staff_id": self.session.staff.id,
        }
        return row | changes

    def book(self, kind: str = "sale", **changes: Any) -> int:
        """Write a sound booking and give its id."""
        row = self.next_booking(kind, **changes)
        self.write("booking", row)
        return int(row["id"])

    def sale_line(
        self, booking_id: int, sku: str, quantity: int = 1, lot: str = "", serial: str = "", **changes: Any
    ) -> Row:
        """A sound sale line for 10.00; `n` is the next of its booking."""
        session = self.session
        product = shops.goods(session, sku)
        unit = shops.unit(session, serial, sku) if serial else None
        row: Row = {
            "booking_id": booking_id,
            "n": self._next_n("sale_line", booking_id),
            "product_id": product.id,
            "tracking": product.tracking,
            "lot_id": unit.lot_id if unit else shops.batch(session, sku, lot).id,
            "unit_id": unit and unit.id,
            "quantity": quantity,
            "price_minor": 1000,
            "discount_ppm": 0,
            "amount_minor": 1000,
            "tax_ppm": 0,
            "tax_minor": 0,
        }
        return row | changes

    def movement(
        self,
        booking_id: int,
        what: str,
        sku: str,
        origin: str,
        end: str,
        quantity: int = 1,
        lot: str = "",
        serial: str = "",
        **changes: Any,
    ) -> Row:
        """A movement between two places as a sound job would write it; what it says may still be wrong."""
        session = self.session
        product = shops.goods(session, sku)
        unit = shops.unit(session, serial, sku) if serial else None
        of_lot = unit.lot_id if unit else shops.batch(session, sku, lot).id
        seq = (self.one("SELECT seq FROM unit_at WHERE unit_id = ?", unit.id) or 0) + 1 if unit else None
        a, b = shops.place(session, origin), shops.place(session, end)
        row: Row = {
            "booking_id": booking_id,
            "n": self._next_n("movement", booking_id),
            "what": what,
            "product_id": product.id,
            "tracking": product.tracking,
            "lot_id": of_lot,
            "plain": self.one("SELECT plain FROM lot WHERE id = ?", of_lot),
            "unit_id": unit and unit.id,
            "unit_seq": seq,
            "prev_seq": seq - 1 if seq and seq > 1 else None,
            "from_place_id": a.id,
            "from_kind": a.kind,
            "from_physical": a.physical,
            "to_place_id": b.id,
            "to_kind": b.kind,
            "to_physical": b.physical,
            "quantity": quantity,
        }
        return row | changes

    def sold(self, sku: str, quantity: int = 1, lot: str = "", serial: str = "", **changes: Any) -> Row:
        """A sale all but its movement, which is given back ready to be written: shelf 1 to the customer."""
        booking_id = self.book("sale")
        self.write("sale_line", self.sale_line(booking_id, sku, quantity, lot, serial))
        row = self.movement(booking_id, "sold", sku, "SHELF-1", "CUSTOMER", quantity, lot, serial)
        return row | {"sale_line_id": self.last("sale_line")["id"]} | changes

    def came_back(
        self, booking_id: int, sale_line_id: int, quantity: int, refund: int, **changes: Any
    ) -> Row:
        """A sound next return line of a sale line."""
        line = self.session.store.db.execute_sql(
            "SELECT quantity, amount_minor FROM sale_line WHERE id = ?", (sale_line_id,)
        ).fetchone()
        last = self.session.store.db.execute_sql(
            "SELECT seq, quantity_after, refund_after FROM return_line WHERE sale_line_id = ? ORDER BY seq DESC",
            (sale_line_id,),
        ).fetchone() or (0, 0, 0)
        row: Row = {
            "booking_id": booking_id,
            "n": self._next_n("return_line", booking_id),
            "sale_line_id": sale_line_id,
            "seq": last[0] + 1,
            "prev_seq": last[0] or None,
            "quantity": quantity,
            "quantity_before": last[1],
            "quantity_after": last[1] + quantity,
            "quantity_sold": line[0],
            "refund_minor": refund,
            "refund_before": last[2],
            "refund_after": last[2] + refund,
            "amount_minor": line[1],
            "reason": "changed mind",
            "destination": "shelf",
            "outcome": "money",
        }
        return row | changes

    def _next_n(self, table: str, booking_id: int) -> int:
        return int(self.one(f"SELECT coalesce(max(n), 0) + 1 FROM {table} WHERE booking_id = ?", booking_id))


def _as_model_value(model: type[Table], name: str, value: Any) -> Any:
    """A Peewee day field takes a date; the other fields take what raw SQL takes."""
    if value is not None and isinstance(getattr(model, name), DayField):
        return date.fromisoformat(value)
    return value
