"""The story of a demo shop: what happens in it by intent, on its day and at its hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from shopstock.amounts import lowest
from shopstock.jobs import claim_cover, claims, hold, parts, quotes, returns, sell, settings
from shopstock.jobs import claim_steps as steps
from shopstock.jobs.demo.customers import Customers
from shopstock.jobs.demo.plan import Scene
from shopstock.jobs.demo.stage import Stage, seconds
from shopstock.jobs.item import write_item
from shopstock.jobs.move import Shift, move
from shopstock.jobs.receive import receiving_place
from shopstock.jobs.session import Session
from shopstock.jobs.treat import Treat, Treatment, treat
from shopstock.store.lots import LotRow, UnitRow, lot_coded, units_like
from shopstock.store.people import add_party, parties
from shopstock.store.tickets import last_sale_of

Told = Mapping[str, Any]


class Story:
    """Plays the scenes of a plan."""

    def __init__(self, stage: Stage, customers: Customers) -> None:
        self.stage = stage
        self.customers = customers
        self.ways: dict[str, Callable[[date, Session, Told], None]] = {
            "sell": self._sell,
            "back": self._back,
            "move": self._move,
            "waste": partial(self._leave, "wasted"),
            "send_back": partial(self._leave, "sent_back"),
            "hold": self._hold,
            "recall": self._recall,
            "price": self._price,
            "claim": self._claim,
            "chased": partial(self._claimed, steps.chase),
            "repaired": partial(self._claimed, steps.repaired),
            "part": self._part,
            "quote": self._quote,
            "set": self._set,
            "opened": partial(self._treat, "opened"),
            "frozen": partial(self._treat, "frozen"),
        }

    def plan_scenes(self) -> None:
        """Every scene on its day."""
        for scene in self.stage.plan.scenes:
            day = self.stage.open_day(self.stage.today - timedelta(days=scene.ago))
            self.stage.plan_act(day, seconds(scene.at), scene.by, partial(self._play, day, scene))

    def _play(self, day: date, scene: Scene, session: Session) -> None:
        self.ways[scene.do](day, session, scene.what)

    def _unit(self, session: Session, told: Told) -> UnitRow:
        (found,) = units_like(session.store, told["serial"])
        return found

    def _lot(self, session: Session, told: Told) -> LotRow:
        found = lot_coded(session.store, self.stage.rows[told["sku"]].id, told.get("lot", ""))
        if found is None:
            raise LookupError(f"the story has no lot {told.get('lot')} of {told['sku']}")
        return found

    def _sell(self, day: date, session: Session, told: Told) -> None:
        name = told.get("customer")
        customer_id = None
        if name:
            known = parties(session.store, "customer", name)
            customer_id = (known[0] if known else add_party(session.store, "customer", name)).id
        wanted = [self._line(session, line) for line in told["lines"]]
        self.customers.buy(session, day, wanted, customer_id, told.get("tender"))

    def _line(self, session: Session, told: Told) -> sell.Wanted:
        if "serial" in told:
            return self.customers.unit(session, told["serial"])
        row, found = self.stage.rows[told["sku"]], self._lot(session, told)
        if "extends" in told:
            (piece,) = units_like(session.store, told["extends"])
            return sell.Wanted(
                row.id, found.id, None, 1, row.price_minor, scan=told["extends"], extends_unit_id=piece.id
            )
        quantity = self.stage.quantity(row.sku, str(told.get("quantity", 1)))
        price = lowest(row.price_minor, found.price_minor)
        return sell.Wanted(row.id, found.id, None, quantity, price, named=told.get("named"))

    def _back(self, _: date, session: Session, told: Told) -> None:
        sale = last_sale_of(session.store, self._unit(session, told).id)
        if sale is None:
            raise LookupError(f"the story never sold {told['serial']}")
        reason, destination = told["why"]
        back = returns.Back(sale.id, 1, reason, destination)
        returns.give_back(session, self.stage.request_id(), (back,))

    def _claim(self, _: date, session: Session, told: Told) -> None:
        found = self._unit(session, told)
        side, _sale = claims.side_of(session, found)
        supplier = told.get("supplier")
        opening = claims.Opening(
            found.id, told["symptom"], side, claim_cover.payer(session, found).basis,
            takes_in=told.get("takes_in", False), sends=supplier is not None, rma=told.get("rma", ""),
            sends_to=parties(session.store, "supplier", supplier)[0].id if supplier else None,
        )  # fmt: skip
        claims.open_claim(session, self.stage.request_id(), opening)

    def _claim_about(self, session: Session, told: Told) -> int:
        of = claims.open_for(session, self._unit(session, told).id)
        if of is None:
            raise LookupError(f"the story has no claim about {told['serial']}")
        return of.id

    def _claimed(self, act: Callable[..., object], _: date, session: Session, told: Told) -> None:
        act(session, self.stage.request_id(), self._claim_about(session, told), told.get("note", ""))

    def _part(self, _: date, session: Session, told: Told) -> None:
        offers = parts.offered(session, self.stage.rows[told["sku"]], 1)
        parts.use(session, self.stage.request_id(), self._claim_about(session, told), offers)

    def _quote(self, _: date, session: Session, told: Told) -> None:
        rows = (self.stage.rows[sku] for sku in told["parts"])
        lines = [quotes.Quoting(row.id, 1, row.price_minor) for row in rows]
        lines.append(quotes.work_line(session, told["minutes"]))
        quotes.quote(session, self.stage.request_id(), self._claim_about(session, told), tuple(lines))

    def _set(self, _: date, session: Session, told: Told) -> None:
        settings.change(session, self.stage.request_id(), told["name"], told["value"])

    def _shift(self, session: Session, told: Told) -> Shift:
        origin = receiving_place(session, told["from"])
        if "serial" in told:
            found = self._unit(session, told)
            return Shift(found.lot_id, 1, origin, found.id, told.get("because"))
        quantity = self.stage.quantity(told["sku"], str(told["quantity"]))
        return Shift(self._lot(session, told).id, quantity, origin, reason=told.get("because"))

    def _move(self, _: date, session: Session, told: Told) -> None:
        end = receiving_place(session, told["to"])
        move(session, self.stage.request_id(), (self._shift(session, told),), "moved", end)

    def _leave(self, what: str, _: date, session: Session, told: Told) -> None:
        move(session, self.stage.request_id(), (self._shift(session, told),), what)

    def _treat(self, what: Treatment, _: date, session: Session, told: Told) -> None:
        quantity = self.stage.quantity(told["sku"], str(told["quantity"]))
        at = receiving_place(session, told["from"])
        treat(session, self.stage.request_id(), Treat(what, self._lot(session, told).id, quantity, at))

    def _hold(self, _: date, session: Session, told: Told) -> None:
        request_id = self.stage.request_id()
        if "serial" in told:
            hold.hold_unit(session, request_id, self._unit(session, told).id, told["because"])
        else:
            hold.hold_lot(session, request_id, self._lot(session, told).id, told["because"])

    def _recall(self, _: date, session: Session, told: Told) -> None:
        found = self._lot(session, told)
        hold.hold_lot(session, self.stage.request_id(), found.id, told["because"], recalled=True)

    def _price(self, _: date, session: Session, told: Told) -> None:
        given = {"sku": told["sku"], "price": str(told["price"])}
        saved = write_item(session, given, self.stage.request_id())
        self.stage.rows[told["sku"]] = saved.product
