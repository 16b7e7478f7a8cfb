"""The tables as Peewee models: columns only. Rules, keys and triggers stand in the migrations.

A test compares every column here with the migrated database, so the two cannot drift apart.
"""

from __future__ import annotations

from peewee import AutoField, BlobField, CompositeKey, TextField

from shopstock.store.bench_models import ClaimSale as ClaimSale
from shopstock.store.bench_models import Fit as Fit
from shopstock.store.bench_models import Fitted as Fitted
from shopstock.store.bench_models import Quote as Quote
from shopstock.store.bench_models import QuoteLine as QuoteLine
from shopstock.store.bench_models import ServiceDone as ServiceDone
from shopstock.store.bench_models import ServicePlan as ServicePlan
from shopstock.store.catalogue_models import Barcode as Barcode
from shopstock.store.catalogue_models import Product as Product
from shopstock.store.claim_models import Claim as Claim
from shopstock.store.claim_models import ClaimFile as ClaimFile
from shopstock.store.claim_models import ClaimStep as ClaimStep
from shopstock.store.claim_models import Proof as Proof
from shopstock.store.cover_models import Cover as Cover
from shopstock.store.credit_models import Credit as Credit
from shopstock.store.credit_models import CreditStep as CreditStep
from shopstock.store.drawer_models import Drawer as Drawer
from shopstock.store.drawer_models import DrawerPiece as DrawerPiece
from shopstock.store.drawer_models import DrawerTender as DrawerTender
from shopstock.store.fields import DayField, InstantField, MinorField, PpmField, QuantityField, WholeField
from shopstock.store.markdown_models import Markdown as Markdown
from shopstock.store.number_models import OwnNumber as OwnNumber
from shopstock.store.people_models import Consent as Consent
from shopstock.store.people_models import Party as Party
from shopstock.store.people_models import PartyWord as PartyWord
from shopstock.store.people_models import SaleCustomer as SaleCustomer
from shopstock.store.print_models import PrintedPaper as PrintedPaper
from shopstock.store.print_models import PrintJob as PrintJob
from shopstock.store.table import Table as Table


class Shop(Table):
    """The one row about the shop itself."""

    id = AutoField()
    name = TextField()
    currency = TextField()
    digits = WholeField()
    zone = TextField()
    trade = TextField()
    created_at_us = InstantField()


class Setting(Table):
    """A named setting of the shop."""

    name = TextField(primary_key=True)
    value = TextField()


class Staff(Table):
    """Someone who works here."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    role = TextField()
    active = WholeField(default=1)


class Credential(Table):
    """A person's PIN as its scrypt hash, its wrong tries, and until when it is locked."""

    staff_id = WholeField(primary_key=True)
    salt = BlobField()
    hash = BlobField()
    tries = WholeField(default=0)
    locks = WholeField(default=0)
    locked_until_us = InstantField(null=True)


class Badge(Table):
    """A person's badge as the SHA-256 of its code."""

    staff_id = WholeField(primary_key=True)
    code_hash = BlobField()
    given_at_us = InstantField()


class RoleRight(Table):
    """What a role may do where it differs from the program's defaults."""

    role = TextField()
    action = TextField()
    granted = WholeField()

    class Meta:
        primary_key = CompositeKey("role", "action")


class Till(Table):
    """A place where bookings are made; its prefix starts its receipt numbers."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    prefix = TextField()


class PlaceKind(Table):
    """What a kind of place is: physical, sellable, ours."""

    kind = TextField(primary_key=True)
    physical = WholeField()
    sellable = WholeField()
    ours = WholeField()


class Place(Table):
    """Somewhere: a shelf, the back room, quarantine, or one of the outside places."""

    id = AutoField()
    code = TextField()
    code_key = TextField()
    name = TextField()
    kind = TextField()
    physical = WholeField()
    sellable = WholeField()
    ours = WholeField()
    walk = WholeField()


class Lot(Table):
    """A batch of a product. The plain lot (code '') holds what bears no batch code."""

    id = AutoField()
    product_id = WholeField()
    code = TextField()
    code_key = TextField()
    plain = WholeField()
    made_on = DayField(null=True)
    expires_on = DayField(null=True)
    precision = TextField(default="day")
    price_minor = MinorField(null=True)
    held = WholeField(default=0)
    held_because = TextField(null=True)
    recalled = WholeField(default=0)
    parent_id = WholeField(null=True)
    treated = TextField(null=True)


class Unit(Table):
    """One piece with a serial, or with one that is asked at the sale: `nameless` is 1 until it is known, then 0."""

    id = AutoField()
    product_id = WholeField()
    tracking = TextField(default="serial")
    lot_id = WholeField()
    serial = TextField()
    serial_key = TextField()
    held = WholeField(default=0)
    held_because = TextField(null=True)
    stolen = WholeField(default=0)
    attributes = TextField(default="{}")
    nameless = WholeField(null=True)


class OpenJob(Table):
    """What is open in a job at a till, as JSON: a crash loses none of it."""

    till_id = WholeField()
    job = TextField()
    body = TextField()
    at_us = InstantField()

    class Meta:
        primary_key = CompositeKey("till_id", "job")


class Parked(Table):
    """A parked basket."""

    id = AutoField()
    till_id = WholeField()
    staff_id = WholeField()
    at_us = InstantField()
    label = TextField()
    body = TextField()


class Booking(Table):
    """One committed act: the link of the till's hash chain."""

    id = AutoField()
    kind = TextField()
    request_id = TextField()
    till_id = WholeField()
    till_number = WholeField()
    prev_number = WholeField(null=True)
    prev_hash = BlobField(null=True)
    hash = BlobField()
    at_us = InstantField()
    day = DayField()
    staff_id = WholeField()
    approver_id = WholeField(null=True)
    party_id = WholeField(null=True)
    series = TextField(null=True)
    number = WholeField(null=True)
    reverses_id = WholeField(null=True)
    note = TextField(null=True)


class SaleLine(Table):
    """One sold line with its price, tax, cost and terms as agreed."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    product_id = WholeField()
    tracking = TextField()
    lot_id = WholeField()
    unit_id = WholeField(null=True)
    quantity = QuantityField()
    price_minor = MinorField()
    discount_ppm = PpmField()
    amount_minor = MinorField()
    tax_ppm = PpmField()
    tax_minor = MinorField()
    cost_minor = MinorField(null=True)
    warranty_number = WholeField(null=True)
    warranty_unit = TextField(null=True)
    warranty_until = DayField(null=True)
    return_until = DayField(null=True)


class Movement(Table):
    """One ledger row: a quantity or a unit went from one place to another."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    what = TextField()
    product_id = WholeField()
    tracking = TextField()
    lot_id = WholeField()
    plain = WholeField()
    unit_id = WholeField(null=True)
    unit_seq = WholeField(null=True)
    prev_seq = WholeField(null=True)
    from_place_id = WholeField()
    from_kind = TextField()
    from_physical = WholeField()
    to_place_id = WholeField()
    to_kind = TextField()
    to_physical = WholeField()
    quantity = QuantityField()
    cost_minor = MinorField(null=True)
    sale_line_id = WholeField(null=True)
    reason = TextField(null=True)
    scan = TextField(null=True)


class ReturnLine(Table):
    """A step in what came back of a sale line; a void of a return steps backwards."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    sale_line_id = WholeField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    quantity = QuantityField()
    quantity_before = QuantityField()
    quantity_after = QuantityField()
    quantity_sold = QuantityField()
    refund_minor = MinorField()
    refund_before = MinorField()
    refund_after = MinorField()
    amount_minor = MinorField()
    reason = TextField()
    destination = TextField()
    outcome = TextField()


class Payment(Table):
    """Money in (positive) or out (negative)."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    tender = TextField()
    amount_minor = MinorField()
    tendered_minor = MinorField()


class Event(Table):
    """Something that matters and moves no goods: a price change, a hold, a recount that is due."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    what = TextField()
    product_id = WholeField(null=True)
    lot_id = WholeField(null=True)
    unit_id = WholeField(null=True)
    was = TextField(null=True)
    became = TextField(null=True)
    note = TextField(null=True)


class CheckRow(Table):
    """One row of a morning check, done."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    day = DayField()
    lot_id = WholeField()
    place_id = WholeField()
    action = TextField()
    quantity = QuantityField()
    late = WholeField()


class Balance(Table):
    """How much of a lot is at a place; written by the movement trigger only."""

    product_id = WholeField()
    lot_id = WholeField()
    place_id = WholeField()
    physical = WholeField()
    quantity = QuantityField()
    movement_id = WholeField()

    class Meta:
        primary_key = CompositeKey("product_id", "lot_id", "place_id")


class UnitAt(Table):
    """Where a unit is; written by the movement trigger only."""

    unit_id = WholeField(primary_key=True)
    product_id = WholeField()
    lot_id = WholeField()
    place_id = WholeField()
    seq = WholeField()
    movement_id = WholeField()


TABLES: tuple[type[Table], ...] = (
    Shop,
    Setting,
    Staff,
    Credential,
    Badge,
    RoleRight,
    Till,
    Party,
    PlaceKind,
    Place,
    Product,
    Barcode,
    Lot,
    Unit,
    OpenJob,
    Parked,
    Booking,
    SaleLine,
    Movement,
    ReturnLine,
    Payment,
    Event,
    CheckRow,
    Balance,
    UnitAt,
    Drawer,
    DrawerPiece,
    DrawerTender,
    Credit,
    CreditStep,
    PrintJob,
    PrintedPaper,
    OwnNumber,
    PartyWord,
    Consent,
    SaleCustomer,
    Claim,
    ClaimStep,
    ClaimFile,
    Proof,
    Fit,
    Fitted,
    QuoteLine,
    Quote,
    ClaimSale,
    ServicePlan,
    ServiceDone,
    Cover,
    Markdown,
)
