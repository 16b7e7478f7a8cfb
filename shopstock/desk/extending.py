"""Sell: an extension of a warranty is for one piece, that of this basket or one that was sold before."""

from __future__ import annotations

from dataclasses import replace

from shopstock.days import show_day
from shopstock.desk.answer import Answer
from shopstock.desk.basket import Line
from shopstock.desk.settling import Settling
from shopstock.jobs import extensions, offer
from shopstock.jobs.extensions import Selling, WhichPiece, extension, which_piece
from shopstock.refusal import BadInput
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.lots import UnitRow, unit
from shopstock.text import fit, short_code


class Extending(Settling):
    """The part of Sell that knows which piece an extension is for."""

    def _add_extension(self, row: ProductRow, text: str, piece: UnitRow | None = None) -> Answer:
        """For the newest piece of the basket that has none yet; without one the question stays open as a `!` line."""
        if self._quantity(row) != 1:
            raise BadInput(f"{fit(row.name, 30)} is for one piece. Scan it once for each", extensions.REMOVE)
        piece = piece or self._newest_piece()
        if piece is None:
            raise which_piece(row)
        said = self._term_for(row, piece)
        before = self.state.lines
        self._add(row, offer.offer_product(self.session, row, 1, self.state.taken(row.id)), text)
        index = next(i for i, line in enumerate(self.state.lines) if line not in before)
        line = self.state.lines[index]
        assert line.wanted is not None  # noqa: S101 - it was added just now
        wanted = replace(line.wanted, extends_unit_id=piece.id)
        self.state = self.state.with_line(index, replace(line, wanted=wanted, note=said))
        return self.ok("sell.added", f"{fit(row.name, 24)} added, {said}")

    def _newest_piece(self) -> UnitRow | None:
        extended = {line.wanted.extends_unit_id for line in self.state.lines if line.wanted}
        for line in reversed(self.state.lines):
            unit_id = line.wanted.unit_id if line.wanted and line.state == "ok" else None
            if unit_id is not None and unit_id not in extended:
                return unit(self.session.store, unit_id)
        return None

    def _term_for(self, row: ProductRow, piece: UnitRow) -> str:
        """`for ..3809, 23 Nov 2028 to 22 Nov 2029`; raises NothingToExtend."""
        store = self.session.store
        lines = [
            Selling(product(store, line.wanted.product_id), line.wanted.unit_id, line.wanted.extends_unit_id)
            for line in self.state.lines
            if line.wanted and line.state == "ok"
        ]
        term = extension(
            self.session, [*lines, Selling(row, None, piece.id)], len(lines) + 1, self.session.today()
        )
        serial = short_code(piece.serial)
        if term.starts_on and term.until:
            return f"for {serial}, {show_day(term.starts_on)} to {show_day(term.until)}"
        return f"for {serial}, {term.term} after its warranty"

    def _piece_asked_for(self) -> Line | None:
        """The open question for the piece of an extension."""
        return next((line for line in reversed(self.state.lines) if line.id == WhichPiece.id), None)

    def _extends(self, piece: UnitRow) -> Answer | None:
        """A serial that answers that question; None where nobody asked."""
        asked = self._piece_asked_for()
        if asked is None or asked.product_id is None:
            return None
        return self._add_extension(product(self.session.store, asked.product_id), asked.code, piece)

    def _without_its_extensions(self, taken: Line) -> int:
        """Take the extensions of a piece that left the basket out, too; how many those were."""
        unit_id = taken.wanted.unit_id if taken.wanted else None
        if unit_id is None:
            return 0
        kept = tuple(
            line for line in self.state.lines if not line.wanted or line.wanted.extends_unit_id != unit_id
        )
        out = len(self.state.lines) - len(kept)
        self.state = replace(self.state, lines=kept)
        return out
