"""A shop with a day behind it, and a hand that damages its file behind every rule.

The hand opens the file as any SQLite tool could: no foreign keys, no CHECKs, triggers dropped and made again
as they were. `recount` and `reseal` are a forger who knows the program: balances and seals fit the edited rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shopstock.jobs import cash, dates, move, offer, sell, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.credits import credit_steps_on
from shopstock.store.ledger import link
from shopstock.store.places import place_of_kind
from tests import shops
from tests.shops import CABLE, CHEESE, OAT, OTHER_SERIAL, PHONE, SALMON, SERIAL

# the parts of a booking as they are sealed, and what is left out of the seal
_SEALED = {
    "lines": ("sale_line", ("booking_id",)),
    "movements": ("movement", ("id", "booking_id")),
    "payments": ("payment", ("id", "booking_id")),
    "returns": ("return_line", ("id", "booking_id")),
    "events": ("event", ("id", "booking_id")),
    "checks": ("check_row", ("id", "booking_id")),
    "drawer": ("drawer", ("id", "booking_id")),
    "pieces": ("drawer_piece", ("id", "booking_id")),
    "tenders": ("drawer_tender", ("id", "booking_id")),
    "covers": ("cover", ("id", "booking_id")),
    "claims": ("claim", ("id", "booking_id")),
    "claim_steps": ("claim_step", ("id", "booking_id")),
    "claim_files": ("claim_file", ("id", "booking_id")),
    "proofs": ("proof", ("id", "booking_id")),
    "credits": ("credit", ("id", "booking_id")),
    "credit_steps": ("credit_step", ("id", "booking_id")),
    "markdowns": ("markdown", ("id", "booking_id")),
    "sale_customers": ("sale_customer", ("id", "booking_id")),
}


def live_a_day(path: Path) -> Path:
    """The corner shop as a file after a day with everything in it: each kind of goods came in, was sold, came
    back, was moved, thrown away and undone, at two tills."""
    with shops.on("2026-11-22"):
        shops.shop_at(path)
        with shops.opened(path) as session:
            _deliveries(session)
            _morning(session)
            _counter(session)
        with shops.opened(path, till="Till 2") as second:
            shops.take_in(second, CABLE, "8")
            shops.sell_some(second, CABLE, "2")
            _undo(second, shops.sell_some(second, CHEESE, "0.500").booking_id)
            _cash_up(second)
            _credit(second)
    return path


def _deliveries(session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL, "350000000000001")
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11-24")
    shops.take_in(session, OAT, "20", lot="B", expires="2027-03-31")
    shops.take_in(session, SALMON, "5", lot="S1", expires="2026-11-23")
    shops.take_in(session, CABLE, "8")
    shops.take_in(session, CHEESE, "4.000")


def _morning(session: Session) -> None:
    due = {d.row.code: d for d in dates.list_due(session)}
    acts = (dates.Act(due["A"], "M", due["A"].row.quantity), dates.Act(due["S1"], "W", 2))
    dates.act(session, new_request_id(), acts)
    dates.sign(session, new_request_id())


def _counter(session: Session) -> None:
    phone = shops.sell_serial(session, SERIAL)
    shops.sell_serial(session, OTHER_SERIAL)
    oat = shops.sell_some(session, OAT, "12")
    shops.sell_some(session, CABLE, "9", anyway=True)
    shops.bring_back(session, shops.sold_line(session, phone).id, reason="F", destination="Q")
    shops.bring_back(session, shops.sold_line(session, oat).id, 3)
    shops.bring_back(session, shops.sold_line(session, oat).id, 1)
    _undo(session, shops.sell_some(session, SALMON, "1").booking_id)
    back, shelf = place_of_kind(session.store, "back"), place_of_kind(session.store, "shelf")
    unit = shops.unit(session, "350000000000001")
    for origin, end in ((shelf, back), (back, shelf)):
        shift = move.Shift(unit.lot_id, 1, origin, unit.id)
        move.move(session, new_request_id(), (shift,), "moved", end)
    assert shops.on_hand(session, PHONE) == 2


def _cash_up(session: Session) -> None:
    """A float of 100.00, some of it spent, a sale by card, and a count that is 0.30 short."""
    cash.open_drawer(session, new_request_id(), 10_000)
    cash.take_out(session, new_request_id(), 1_500, "window cleaner")
    shops.sell_some(session, CABLE, "1", tender="card")
    count = cash.Count(((5_000, 2), (200, 2), (50, 1), (10, 0)), 10_480, 5_000, said=(("card", 990),))
    cash.close(session, new_request_id(), count)


def _credit(session: Session) -> None:
    """Two cables back for a store credit, one bought with it."""
    sale = shops.sold_line(session, shops.sell_some(session, CABLE, "2"))
    posted = shops.bring_back(session, sale.id, 2, outcome="C")
    code = credit_steps_on(session.store, posted.booking_id)[0].code
    lines = tuple(shops.wanted(o) for o in offer.offer_product(session, shops.goods(session, CABLE), 1, {}))
    sell.sell(session, new_request_id(), lines, (sell.Tender("credit", 990, 990, code),))


def _undo(session: Session, booking_id: int) -> None:
    void.void(session, new_request_id(), booking_id)


class Hand:
    """A hand in the file that no rule stops."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA ignore_check_constraints = 1")

    def close(self) -> None:
        """Leave the file."""
        self.db.close()

    def run(self, sql: str, *values: Any) -> None:
        """A statement that must change something, with all triggers away and back as they were."""
        with self._behind_triggers():
            assert self.db.execute(sql, values).rowcount, f"nothing was changed by {sql}"

    @contextmanager
    def _behind_triggers(self) -> Iterator[None]:
        made = self.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self.db.execute("BEGIN")
        for name, _ in made:
            self.db.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in made:
            self.db.execute(sql)
        self.db.execute("COMMIT")

    def rewrite(self, name: str, was: str, became: str) -> None:
        """Edit the text of a table, index or trigger in the schema itself."""
        self.db.execute("PRAGMA writable_schema = 1")
        edited = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ? AND instr(sql, ?)"
        assert self.db.execute(edited, (was, became, name, was)).rowcount == 1
        self.db.execute("PRAGMA writable_schema = 0")

    def recount(self) -> None:
        """Balances and whereabouts that fit the movements."""
        key = "product_id, lot_id, place_id, physical"
        both = (
            "SELECT product_id, lot_id, from_place_id AS place_id, from_physical AS physical, "
            "-quantity AS quantity, id FROM movement "
            "UNION ALL SELECT product_id, lot_id, to_place_id, to_physical, quantity, id FROM movement"
        )
        ends = f"SELECT {key}, sum(quantity), max(id) FROM ({both}) GROUP BY {key}"
        with self._behind_triggers():
            self.db.execute("DELETE FROM balance")
            self.db.execute(f"INSERT INTO balance {ends}")
            self.db.execute("DELETE FROM unit_at")
            self.db.execute(
                "INSERT INTO unit_at SELECT unit_id, product_id, lot_id, to_place_id, max(unit_seq), id "
                "FROM movement WHERE unit_id IS NOT NULL GROUP BY unit_id"
            )

    def reseal(self) -> None:
        """Every seal of every till made again over the rows as they are now."""
        heads: dict[int, bytes] = {}
        with self._behind_triggers():
            for row in self._rows("booking", "1", "id"):
                booking_id = row.pop("id")
                row.pop("hash")
                row["prev_hash"] = heads.get(row["till_id"])
                self._see_again(booking_id, heads)
                parts = {part: self._sealed(table, out, booking_id) for part, (table, out) in _SEALED.items()}
                heads[row["till_id"]] = seal = link(row, parts)
                self.db.execute(
                    "UPDATE booking SET prev_hash = ?, hash = ? WHERE id = ?",
                    (row["prev_hash"], seal, booking_id),
                )

    def _see_again(self, booking_id: int, heads: dict[int, bytes]) -> None:
        """What a closing noted of other tills, as if their chains had always been so."""
        for till_id, seal in heads.items():
            self.db.execute(
                "UPDATE event SET became = ? WHERE booking_id = ? AND what = 'head_seen' AND note = ?",
                (seal.hex(), booking_id, str(till_id)),
            )

    def _sealed(self, table: str, without: Sequence[str], booking_id: int) -> list[dict[str, Any]]:
        found = self._rows(table, f"booking_id = {booking_id}", "n")
        return [{name: value for name, value in row.items() if name not in without} for row in found]

    def _rows(self, table: str, where: str, order: str) -> list[dict[str, Any]]:
        cursor = self.db.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY {order}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
