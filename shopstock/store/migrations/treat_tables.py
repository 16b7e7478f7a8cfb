"""Goods that were opened, frozen or thawed: a lot of their own that came out of another.

They go from the old lot to the new one through the place of the kind `treated`, where nothing stands: one booking takes
a quantity of the old lot there and brings the same quantity of the new lot back, so every sum and every list agrees by
itself. In the ancestry of a lot each treatment is there once, and only what was frozen is thawed: so nothing is frozen
again, and no lot has more than three above it.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations.sealed import more_routes, place_added, place_kinds

TREATMENTS = ("opened", "frozen", "thawed")
FROM = ("shelf", "back", "consignment")
_FLAGS = (0, 0, 0)
_WORDS = ", ".join(f"'{word}'" for word in TREATMENTS)
_ROUTES = tuple(
    route
    for word in TREATMENTS
    for kind in FROM
    for route in ((word, kind, "treated"), (word, "treated", kind))
)
# The lots above a new one, three at the most.
_ABOVE = (
    "EXISTS (SELECT 1 FROM lot a LEFT JOIN lot b ON b.id = a.parent_id LEFT JOIN lot c ON c.id = b.parent_id "
    "WHERE a.id = NEW.parent_id AND {condition})"
)


def statements(dialect: Dialect) -> list[str]:
    """Two columns of `lot`, the place, its routes, and the rules that keep them what they are."""
    return [
        dialect.added(
            "lot",
            "parent_id",
            "{int} REFERENCES lot (id) CHECK (parent_id < id) CHECK (parent_id IS NULL OR plain = 0)",
        ),
        dialect.added(
            "lot",
            "treated",
            f"{{text}} CHECK (treated IN ({_WORDS})) CHECK ((treated IS NULL) = (parent_id IS NULL))",
        ),
        "CREATE INDEX lot_parent ON lot (parent_id) WHERE parent_id IS NOT NULL",
        *place_kinds(dialect, {"treated": _FLAGS}),
        place_added("treated", _FLAGS, "TREATED", "Opened, frozen, thawed"),
        *more_routes(dialect, _ROUTES),
        *_lots(dialect),
        *_movements(dialect),
    ]


def _lots(dialect: Dialect) -> list[str]:
    """What came out of what stands still, is of one product, and is held while the lot above it is."""
    other = "EXISTS (SELECT 1 FROM lot a WHERE a.id = NEW.parent_id AND (a.product_id <> NEW.product_id OR a.plain = 1))"
    twice = _ABOVE.format(
        condition="(coalesce(a.treated, '') = NEW.treated OR coalesce(b.treated, '') = NEW.treated "
        "OR coalesce(c.treated, '') = NEW.treated)"
    )
    was_frozen = _ABOVE.format(
        condition="(coalesce(a.treated, '') = 'frozen' OR coalesce(b.treated, '') = 'frozen')"
    )
    changed = (
        "coalesce(OLD.parent_id, 0) <> coalesce(NEW.parent_id, 0) "
        "OR coalesce(OLD.treated, '') <> coalesce(NEW.treated, '')"
    )
    above_held = "EXISTS (SELECT 1 FROM lot a WHERE a.id = NEW.parent_id AND a.held = 1)"
    return [
        dialect.trigger(
            "lot_treated",
            "BEFORE INSERT",
            "lot",
            "treated",
            f"{other} OR {twice} OR (NEW.treated = 'thawed' AND NOT {was_frozen})",
            only_if="NEW.parent_id IS NOT NULL",
        ),
        dialect.trigger("lot_treated_frozen", "BEFORE UPDATE", "lot", "frozen", changed),
        *(
            dialect.trigger(
                f"lot_treated_held_{verb.lower()}",
                f"BEFORE {verb}",
                "lot",
                "treated",
                above_held,
                only_if="NEW.parent_id IS NOT NULL AND NEW.held = 0",
            )
            for verb in ("INSERT", "UPDATE")
        ),
    ]


def _movements(dialect: Dialect) -> list[str]:
    """What comes out of a treatment went in by the row before it: the same goods, quantity and cost, of the lot above.

    Nothing held is treated, and nothing is frozen once its date has passed."""
    pair = (
        "NOT EXISTS (SELECT 1 FROM movement m JOIN lot l ON l.id = NEW.lot_id WHERE m.booking_id = NEW.booking_id "
        "AND m.n = NEW.n - 1 AND m.what = NEW.what AND m.to_kind = 'treated' AND m.lot_id = l.parent_id "
        "AND m.product_id = NEW.product_id AND m.quantity = NEW.quantity AND m.from_place_id = NEW.to_place_id "
        "AND coalesce(m.cost_minor, -1) = coalesce(NEW.cost_minor, -1) AND l.treated = NEW.what)"
    )
    held = "EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1)"
    over = (
        "EXISTS (SELECT 1 FROM lot l JOIN booking b ON b.id = NEW.booking_id "
        "WHERE l.id = NEW.lot_id AND l.expires_on < b.day)"
    )
    treated = f"NEW.what IN ({_WORDS})"
    return [
        dialect.trigger(
            "movement_treated",
            "BEFORE INSERT",
            "movement",
            "treated",
            f"{pair} OR NEW.tracking <> 'lot'",
            only_if=f"{treated} AND NEW.from_kind = 'treated'",
        ),
        dialect.trigger(
            "movement_treated_held",
            "BEFORE INSERT",
            "movement",
            "held",
            held,
            only_if=f"{treated} AND NEW.to_kind = 'treated'",
        ),
        dialect.trigger(
            "movement_frozen_over",
            "BEFORE INSERT",
            "movement",
            "use_by",
            over,
            only_if="NEW.what = 'frozen' AND NEW.to_kind = 'treated'",
        ),
    ]
