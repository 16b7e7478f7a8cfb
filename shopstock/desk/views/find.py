"""Passports: what Find shows of a unit, lot, product, receipt, place or customer."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.base import Paid, Warranty
from shopstock.desk.views.choices import FindView
from shopstock.desk.views.sell import SellLine


@dataclass(frozen=True, slots=True)
class UnitSale:
    """The sale a unit is out on."""

    receipt: str
    sold_on: str
    customer: str | None
    price: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step in the story of a unit or lot; `from` in JSON is `from_`'s name without the underscore."""

    at: str
    what: str
    from_: str | None
    to: str | None
    paper: str | None
    by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PlaceQuantity:
    """How much is at one place."""

    place: str
    quantity: str


@dataclass(frozen=True, slots=True)
class VinSays:
    """What a vehicle's number tells of it; null for what it does not say."""

    maker: str | None
    country: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One entry of a service book; `note` is its paper and what was said."""

    on: str
    what: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ServiceBook:
    """How often a unit wants service, when it is due next, and what was done, oldest first."""

    every: str | None
    next_on: str | None
    days_left: int | None
    entries: list[ServiceEntry]


@dataclass(frozen=True, slots=True)
class CoverView:
    """One warranty term: its kind (shop, legal, extension, goodwill, supplier), who pays under it (us, supplier, or
    `extension`: we do and the customer has paid for it), its first and last day, and what it is today.

    `status` is in, over, none, not_started or lifetime; `waits_for` what starts it where nothing has."""

    kind: str
    who: str
    starts: str | None
    until: str | None
    days_left: int | None
    status: str
    term: str
    waits_for: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class UnitClaim:
    """A claim about a unit; `days` from its opening to today, or to its last step once it is closed."""

    paper: str
    opened: str
    symptom: str
    state: str
    days: int


@dataclass(frozen=True, slots=True)
class BoughtElsewhere:
    """The proof with which a unit came in that was not sold here; `warranty_until` is the maker's last day."""

    bought_on: str
    seller: str
    receipt: str | None
    warranty_until: str | None


@dataclass(frozen=True, slots=True)
class FittedPart:
    """A part in a unit, or the unit that a part is in: since when, and on which claim."""

    name: str
    sku: str | None
    serial: str | None
    lot: str | None
    quantity: str
    since: str
    paper: str


@dataclass(frozen=True, slots=True)
class UnitParts:
    """The parts that a unit holds, and what it is in itself."""

    holds: list[FittedPart]
    inside_of: FittedPart | None


@dataclass(frozen=True, slots=True)
class Owner:
    """One who bought a unit: the name (null: known by the receipt alone), and when it came back on which paper."""

    customer: str | None
    receipt: str
    since: str
    returned_on: str | None
    returned_paper: str | None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One piece of a chain of replacements: the paper and the day on which it replaced the one before it."""

    n: int
    serial: str
    sku: str
    name: str
    paper: str | None
    replaced_on: str | None
    this: bool


@dataclass(frozen=True, slots=True)
class UnitView(FindView):
    """The passport of one serial; `pays` is who pays today: us, extension or customer, and the supplier who pays us."""

    serial: str
    sku: str
    name: str
    attributes: dict[str, str]
    state: str
    place: str | None
    lot: str | None
    warranty: Warranty
    sale: UnitSale | None
    history: list[HistoryRow]
    price: str | None = None
    cost: str | None = None
    hold_reason: str | None = None
    vin: VinSays | None = None
    service: ServiceBook | None = None
    covers: list[CoverView] = field(default_factory=list)
    pays: list[str] = field(default_factory=list)
    claims: list[UnitClaim] = field(default_factory=list)
    proof: BoughtElsewhere | None = None
    parts: UnitParts | None = None
    owners: list[Owner] = field(default_factory=list)
    chain: list[ChainLink] = field(default_factory=list)
    kind: str = field(default="unit", kw_only=True)


@dataclass(frozen=True, slots=True)
class LotPart:
    """A lot that came out of another by being opened, frozen or thawed."""

    code: str
    treated: str
    date: str | None
    on_hand: str
    state: str
    date_precision: str = "day"


@dataclass(frozen=True, slots=True)
class LotView(FindView):
    """One lot: where it is and what became of it. `treated` is what was done to it here, `parent` the lot it came out
    of, `made` how much of it came so, `parts` what came out of it."""

    code: str
    sku: str
    name: str
    date: str | None
    date_kind: str | None
    state: str
    on_hand: str
    sold: str
    returned: str
    wasted: str
    places: list[PlaceQuantity]
    days_left: int | None = None
    received: str | None = None
    history: list[HistoryRow] = field(default_factory=list)
    date_precision: str = "day"
    treated: str | None = None
    parent: str | None = None
    made: str | None = None
    parts: list[LotPart] = field(default_factory=list)
    kind: str = field(default="lot", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProductLot:
    """One lot of a product that is on hand; `state` is ok, expired or held."""

    lot: str
    date: str | None
    quantity: str
    place: str
    date_precision: str = "day"
    state: str = "ok"


@dataclass(frozen=True, slots=True)
class ProductUnit:
    """One unit of a product that is on hand."""

    serial: str
    place: str
    since: str
    state: str


@dataclass(frozen=True, slots=True)
class ProductView(FindView):
    """One product of the catalogue with what is on hand; `date_rules` are the days that hold for its dates."""

    sku: str
    name: str
    price: str
    on_hand: str
    places: list[PlaceQuantity]
    lots: list[ProductLot]
    units: list[ProductUnit]
    tracking: str = "none"
    measure: str = "each"
    barcodes: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    cost: str | None = None
    tax_rate: str | None = None
    warranty: str | None = None
    date_kind: str | None = None
    category: str | None = None
    supplier: str | None = None
    reorder_at: str | None = None
    sold_weeks: list[int] = field(default_factory=list)
    sold: str = "0"
    returned: str = "0"
    service: bool = False
    date_rules: dict[str, str] = field(default_factory=dict)
    kind: str = field(default="product", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReceiptView(FindView):
    """A paper by its number: a receipt, a delivery, a return. `whom` says what `customer` is on it."""

    number: str
    at: str
    by: str | None
    customer: str | None
    lines: list[SellLine]
    total: str
    payments: list[Paid]
    voided_by: str | None = None
    whom: str = "customer"
    kind: str = field(default="receipt", kw_only=True)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What stands at a place, one row for each product and lot."""

    sku: str
    name: str
    lot: str | None
    quantity: str


@dataclass(frozen=True, slots=True)
class PlaceView(FindView):
    """A place and what stands there."""

    code: str
    name: str
    place_kind: str
    rows: list[PlaceRow]
    kind: str = field(default="place", kw_only=True)


@dataclass(frozen=True, slots=True)
class Owned:
    """Something a customer bought."""

    sku: str
    name: str
    serial: str | None
    receipt: str
    sold_on: str
    quantity: str
    warranty_until: str | None


@dataclass(frozen=True, slots=True)
class CustomerView(FindView):
    """A customer and what they bought, newest first."""

    name: str
    phone: str | None
    owned: list[Owned]
    kind: str = field(default="customer", kw_only=True)
