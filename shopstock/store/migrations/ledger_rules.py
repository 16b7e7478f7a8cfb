"""Rules of the ledger that look at more than one row: what a key or a CHECK cannot say.

Each is a list of triggers that break off with `rule:NAME`. They stand before the insert, because INSERT OR
FAIL keeps a row whose CHECK fails later, inside a trigger.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect

_PARTS = ("sale_line", "movement", "return_line", "payment", "event", "check_row")
_REVERSED = "(SELECT reverses_id FROM booking WHERE id = NEW.booking_id)"
_VOIDS = "EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'void')"


def statements(dialect: Dialect) -> list[str]:
    """All of them."""
    return [
        *_one_act(dialect),
        *_sound_bookings(dialect),
        *_right_parties(dialect),
        *_enough(dialect),
        *_leaves_the_shop(dialect),
        *_tied_to_lines(dialect),
        *_exact_mirrors(dialect),
        *_real_days(dialect),
        *_frozen(dialect),
    ]


def _one_act(dialect: Dialect) -> list[str]:
    """Rows join the newest booking of a till and no older one: nothing is slipped in later."""
    newest = (
        "NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS "
        "(SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number))"
    )
    return [dialect.trigger(f"{t}_of_now", "BEFORE INSERT", t, "booking", newest) for t in _PARTS]


def _sound_bookings(dialect: Dialect) -> list[str]:
    """A booking's day is a day at its instant somewhere on earth; papers have no gaps; a void voids no void."""
    gap = "NOT EXISTS (SELECT 1 FROM booking WHERE series = NEW.series AND number = NEW.number - 1)"
    day = f"NOT ({dialect.is_day('NEW.day')} AND {dialect.is_day_at('NEW.day', 'NEW.at_us')})"
    voided = "EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'void')"
    return [
        dialect.trigger("booking_day", "BEFORE INSERT", "booking", "day", day),
        dialect.trigger(
            "booking_series", "BEFORE INSERT", "booking", "series", gap, only_if="NEW.number > 1"
        ),
        dialect.trigger("booking_void", "BEFORE INSERT", "booking", "mirror", voided),
    ]


def _right_parties(dialect: Dialect) -> list[str]:
    """Goods are sold to customers and come from suppliers; what a person or firm is stands still."""
    of_booking = (
        "EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND kind <> "
        "CASE NEW.kind WHEN 'delivery' THEN 'supplier' ELSE 'customer' END)"
    )
    of_product = "EXISTS (SELECT 1 FROM party WHERE id = NEW.supplier_id AND kind <> 'supplier')"
    return [
        dialect.trigger(
            "booking_party",
            "BEFORE INSERT",
            "booking",
            "party",
            of_booking,
            only_if="NEW.party_id IS NOT NULL AND NEW.kind IN ('delivery', 'sale', 'return')",
        ),
        *(
            dialect.trigger(
                f"product_supplier_{verb.lower()}",
                f"BEFORE {verb}",
                "product",
                "party",
                of_product,
                only_if="NEW.supplier_id IS NOT NULL",
            )
            for verb in ("INSERT", "UPDATE")
        ),
    ]


def _enough(dialect: Dialect) -> list[str]:
    """What leaves a physical place stands there."""
    short = (
        "NOT EXISTS (SELECT 1 FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id "
        "AND place_id = NEW.from_place_id AND quantity >= NEW.quantity)"
    )
    physical = "NEW.from_physical <> 0"
    return [
        dialect.trigger("movement_enough", "BEFORE INSERT", "movement", "balance", short, only_if=physical)
    ]


def _leaves_the_shop(dialect: Dialect) -> list[str]:
    """What people are given is not held and not past its use-by, whether they pay for it or not."""
    given = (
        "NEW.what IN ('sold', 'replaced', 'given_away', 'lent') "
        "OR (NEW.what = 'used_up' AND NEW.to_kind = 'customer')"
    )
    held = (
        "EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1) "
        "OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.unit_id AND (held = 1 OR stolen = 1))"
    )
    passed = (
        "EXISTS (SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id JOIN booking b ON b.id = NEW.booking_id "
        "WHERE l.id = NEW.lot_id AND p.date_kind = 'use_by' AND l.expires_on < b.day)"
    )
    return [
        dialect.trigger("movement_held", "BEFORE INSERT", "movement", "held", held, only_if=given),
        dialect.trigger("movement_use_by", "BEFORE INSERT", "movement", "use_by", passed, only_if=given),
    ]


def _tied_to_lines(dialect: Dialect) -> list[str]:
    """Goods are sold and come back by a line of the same booking, no more of them than the line says; what
    never left cannot come back; no more money goes out than the refunds of the booking."""
    moved = (
        "NEW.quantity + (SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE m.booking_id = NEW.booking_id "
        "AND m.sale_line_id = NEW.sale_line_id AND m.what = NEW.what)"
    )
    sold = (
        f"NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id AND l.booking_id = NEW.booking_id "
        f"AND coalesce(l.unit_id, 0) = coalesce(NEW.unit_id, 0) AND l.quantity >= {moved})"
    )
    returned = (
        "NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id "
        "AND coalesce(l.unit_id, 0) = coalesce(NEW.unit_id, 0)) "
        f"OR {moved} > (SELECT coalesce(sum(r.quantity), 0) FROM return_line r "
        "WHERE r.booking_id = NEW.booking_id AND r.sale_line_id = NEW.sale_line_id)"
    )
    never_left = (
        "NEW.quantity_sold > (SELECT coalesce(sum(quantity), 0) FROM movement "
        "WHERE sale_line_id = NEW.sale_line_id AND what = 'sold')"
    )
    paid_out = (
        "EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind IN ('sale', 'return')) AND "
        "NEW.amount_minor + (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE booking_id = NEW.booking_id) "
        "< -(SELECT coalesce(sum(refund_minor), 0) FROM return_line WHERE booking_id = NEW.booking_id)"
    )
    return [
        dialect.trigger(
            "movement_sold", "BEFORE INSERT", "movement", "sale_line", sold, only_if="NEW.what = 'sold'"
        ),
        dialect.trigger(
            "movement_returned",
            "BEFORE INSERT",
            "movement",
            "return",
            returned,
            only_if="NEW.what = 'returned'",
        ),
        dialect.trigger("return_line_left", "BEFORE INSERT", "return_line", "return", never_left),
        dialect.trigger(
            "payment_out", "BEFORE INSERT", "payment", "payment", paid_out, only_if="NEW.amount_minor < 0"
        ),
    ]


def _exact_mirrors(dialect: Dialect) -> list[str]:
    """A void holds the mirror of what it voids, row by row, and nothing else does."""
    movement = (
        f"SELECT 1 FROM movement m WHERE m.booking_id = {_REVERSED} "
        f"AND m.n = 1 - NEW.n + (SELECT max(n) FROM movement WHERE booking_id = {_REVERSED}) "
        "AND m.lot_id = NEW.lot_id AND coalesce(m.unit_id, 0) = coalesce(NEW.unit_id, 0) "
        "AND m.quantity = NEW.quantity AND m.from_place_id = NEW.to_place_id AND m.to_place_id = NEW.from_place_id "
        "AND coalesce(m.sale_line_id, 0) = coalesce(NEW.sale_line_id, 0)"
    )
    payment = (
        f"SELECT 1 FROM payment p WHERE p.booking_id = {_REVERSED} AND p.n = NEW.n "
        "AND p.tender = NEW.tender AND p.amount_minor = -NEW.amount_minor"
    )
    came_back = (
        f"SELECT 1 FROM return_line r WHERE r.booking_id = {_REVERSED} AND r.sale_line_id = NEW.sale_line_id "
        "AND r.n = NEW.n AND r.quantity = -NEW.quantity AND r.refund_minor = -NEW.refund_minor"
    )
    went_out = (
        f"SELECT 1 FROM sale_line l WHERE l.booking_id = {_REVERSED} AND l.id = NEW.sale_line_id "
        f"AND l.n = NEW.n - (SELECT count(*) FROM return_line WHERE booking_id = {_REVERSED}) "
        "AND l.quantity = NEW.quantity AND l.amount_minor = NEW.refund_minor"
    )
    steps_back = "NEW.quantity < 0 OR NEW.refund_minor < 0"
    return [
        dialect.trigger(
            "movement_mirror",
            "BEFORE INSERT",
            "movement",
            "mirror",
            f"((NEW.what = 'voided') <> {_VOIDS}) OR (NEW.what = 'voided' AND NOT EXISTS ({movement}))",
        ),
        dialect.trigger(
            "payment_mirror", "BEFORE INSERT", "payment", "mirror", f"{_VOIDS} AND NOT EXISTS ({payment})"
        ),
        dialect.trigger(
            "return_line_mirror",
            "BEFORE INSERT",
            "return_line",
            "mirror",
            f"(NOT {_VOIDS} AND ({steps_back})) "
            f"OR ({_VOIDS} AND NOT EXISTS ({came_back}) AND NOT EXISTS ({went_out}))",
        ),
    ]


def _real_days(dialect: Dialect) -> list[str]:
    columns = (("sale_line", "warranty_until"), ("sale_line", "return_until"), ("check_row", "day"))
    return [
        dialect.trigger(
            f"{table}_{column}_day",
            "BEFORE INSERT",
            table,
            "day",
            f"NOT ({dialect.is_day(f'NEW.{column}')})",
            only_if=f"NEW.{column} IS NOT NULL",
        )
        for table, column in columns
    ]


def _frozen(dialect: Dialect) -> list[str]:
    """What gives the rows of the ledger their meaning stands still once there are any, and is never replaced:
    tracking, measure and decimals of a product, a serial, a lot's code, customer or supplier, the digits of the currency."""
    moved = "EXISTS (SELECT 1 FROM balance WHERE {column} = OLD.id)"
    product = "OLD.tracking <> NEW.tracking OR OLD.decimals <> NEW.decimals OR OLD.measure <> NEW.measure"
    frozen = {
        "product": f"({product}) AND {moved.format(column='product_id')}",
        "lot": f"OLD.code <> NEW.code AND {moved.format(column='lot_id')}",
        "unit": "OLD.serial <> NEW.serial AND EXISTS (SELECT 1 FROM unit_at WHERE unit_id = OLD.id)",
        "party": "OLD.kind <> NEW.kind",
        "shop": "(OLD.digits <> NEW.digits OR OLD.currency <> NEW.currency) AND EXISTS (SELECT 1 FROM booking)",
    }
    return [
        *(
            dialect.trigger(f"{table}_frozen", "BEFORE UPDATE", table, "frozen", condition)
            for table, condition in frozen.items()
        ),
        *(
            dialect.trigger(
                f"{table}_unreplaced",
                "BEFORE INSERT",
                table,
                "frozen",
                f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
            )
            for table in frozen
        ),
        dialect.trigger("shop_undeleted", "BEFORE DELETE", "shop", "frozen", "1"),
    ]
