"""Tables a person may change: the shop, people, places, the catalogue, lots, units and what is open."""

from __future__ import annotations

from shopstock.store.dialect import Dialect

# kind: physical (goods can stand there), sellable, ours
PLACE_KINDS = {
    "shelf": (1, 1, 1),
    "back": (1, 1, 1),
    "consignment": (1, 1, 0),
    "quarantine": (1, 0, 1),
    "bench": (1, 0, 1),
    "visiting": (1, 0, 0),
    "loan": (0, 0, 1),
    "repairer": (0, 0, 1),
    "supplier": (0, 0, 0),
    "customer": (0, 0, 0),
    "bin": (0, 0, 0),
    "charity": (0, 0, 0),
    "loss": (0, 0, 0),
}

_TABLES = {
    "shop": """
        id {id} CHECK (id = 1),
        name {text} NOT NULL CHECK (name <> ''),
        currency {text} NOT NULL CHECK (length(currency) = 3),
        digits {int} NOT NULL CHECK (digits BETWEEN 0 AND 4),
        zone {text} NOT NULL,
        trade {text} NOT NULL,
        created_at_us {int} NOT NULL""",
    "setting": """
        name {text} PRIMARY KEY NOT NULL,
        value {text} NOT NULL""",
    "staff": """
        id {id},
        name {text} NOT NULL CHECK (name <> ''),
        name_key {text} NOT NULL UNIQUE,
        role {text} NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'auditor')),
        active {int} NOT NULL DEFAULT 1 CHECK (active IN (0, 1))""",
    "till": """
        id {id},
        name {text} NOT NULL CHECK (name <> ''),
        name_key {text} NOT NULL UNIQUE,
        prefix {text} NOT NULL UNIQUE""",
    "party": """
        id {id},
        kind {text} NOT NULL CHECK (kind IN ('supplier', 'customer')),
        name {text} NOT NULL CHECK (name <> ''),
        name_key {text} NOT NULL,
        phone {text},
        phone_key {text},
        created_at_us {int} NOT NULL""",
    "place_kind": """
        kind {text} PRIMARY KEY NOT NULL,
        physical {int} NOT NULL CHECK (physical IN (0, 1)),
        sellable {int} NOT NULL CHECK (sellable IN (0, physical)),
        ours {int} NOT NULL CHECK (ours IN (0, 1)),
        UNIQUE (kind, physical, sellable, ours)""",
    "place": """
        id {id},
        code {text} NOT NULL CHECK (code <> ''),
        code_key {text} NOT NULL UNIQUE,
        name {text} NOT NULL,
        kind {text} NOT NULL,
        physical {int} NOT NULL,
        sellable {int} NOT NULL,
        ours {int} NOT NULL,
        walk {int} NOT NULL,
        FOREIGN KEY (kind, physical, sellable, ours) REFERENCES place_kind (kind, physical, sellable, ours),
        UNIQUE (id, kind, physical)""",
    "product": """
        id {id},
        sku {text} NOT NULL UNIQUE CHECK (sku <> ''),
        sku_key {text} NOT NULL,
        name {text} NOT NULL CHECK (name <> ''),
        words {text} NOT NULL,
        tracking {text} NOT NULL CHECK (tracking IN ('none', 'serial', 'lot')),
        price_minor {int} NOT NULL CHECK (price_minor >= 0),
        cost_minor {int} CHECK (cost_minor >= 0),
        tax_ppm {int} NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
        warranty_number {int} CHECK (warranty_number > 0),
        warranty_unit {text} CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
        date_kind {text} CHECK (date_kind IN ('best_before', 'use_by')),
        shelf_life_days {int} CHECK (shelf_life_days > 0),
        measure {text} NOT NULL CHECK (measure IN ('each', 'kg', 'g', 'm', 'l')),
        decimals {int} NOT NULL CHECK (decimals BETWEEN 0 AND 6),
        reorder_at {int} CHECK (reorder_at >= 0),
        reorder_quantity {int} CHECK (reorder_quantity > 0),
        supplier_id {int} REFERENCES party (id),
        category {text},
        return_days {int} CHECK (return_days >= 0),
        min_age {int} CHECK (min_age >= 0),
        serial_kind {text} NOT NULL CHECK (serial_kind IN ('any', 'imei', 'vin', 'mac')),
        attributes {text} NOT NULL,
        changed_at_us {int} NOT NULL,
        CHECK (tracking <> 'serial' OR (decimals = 0 AND measure = 'each')),
        CHECK (date_kind IS NULL OR tracking <> 'none'),
        CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
        UNIQUE (id, tracking)""",
    "barcode": """
        id {id},
        code {text} NOT NULL CHECK (code <> ''),
        printed {text} NOT NULL,
        product_id {int} NOT NULL REFERENCES product (id),
        UNIQUE (code, product_id)""",
    "lot": """
        id {id},
        product_id {int} NOT NULL REFERENCES product (id),
        code {text} NOT NULL,
        code_key {text} NOT NULL,
        plain {int} NOT NULL,
        made_on {text},
        expires_on {text},
        precision {text} NOT NULL DEFAULT 'day' CHECK (precision IN ('day', 'month', 'year')),
        price_minor {int} CHECK (price_minor >= 0),
        held {int} NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
        held_because {text},
        recalled {int} NOT NULL DEFAULT 0 CHECK (recalled IN (0, held)),
        CHECK (plain = (code = '')),
        CHECK (plain = 0 OR expires_on IS NULL),
        UNIQUE (product_id, code),
        UNIQUE (id, product_id, plain),
        UNIQUE (id, product_id)""",
    "unit": """
        id {id},
        product_id {int} NOT NULL,
        tracking {text} NOT NULL DEFAULT 'serial' CHECK (tracking = 'serial'),
        lot_id {int} NOT NULL,
        serial {text} NOT NULL CHECK (serial <> ''),
        serial_key {text} NOT NULL,
        held {int} NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
        held_because {text},
        stolen {int} NOT NULL DEFAULT 0 CHECK (stolen IN (0, 1)),
        attributes {text} NOT NULL DEFAULT '{{}}',
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
        UNIQUE (product_id, serial),
        UNIQUE (id, product_id, lot_id)""",
    "open_job": """
        till_id {int} NOT NULL REFERENCES till (id),
        job {text} NOT NULL,
        body {text} NOT NULL,
        at_us {int} NOT NULL,
        PRIMARY KEY (till_id, job)""",
    "parked": """
        id {id_once},
        till_id {int} NOT NULL REFERENCES till (id),
        staff_id {int} NOT NULL REFERENCES staff (id),
        at_us {int} NOT NULL,
        label {text} NOT NULL,
        body {text} NOT NULL""",
}

_INDEXES = (
    "CREATE INDEX party_name ON party (kind, name_key)",
    "CREATE INDEX party_phone ON party (phone_key) WHERE phone_key IS NOT NULL",
    "CREATE INDEX product_sku_key ON product (sku_key)",
    "CREATE INDEX barcode_product ON barcode (product_id)",
    "CREATE INDEX lot_code_key ON lot (code_key)",
    "CREATE INDEX lot_expires ON lot (expires_on) WHERE expires_on IS NOT NULL",
    "CREATE INDEX unit_serial_key ON unit (serial_key)",
    "CREATE INDEX unit_lot ON unit (lot_id)",
)


def statements(dialect: Dialect) -> list[str]:
    """Tables, their indexes, the kinds of places, and the rules for columns that stand still."""
    made = [dialect.table(name, body) for name, body in _TABLES.items()]
    kinds = ", ".join(f"('{kind}', {p}, {s}, {o})" for kind, (p, s, o) in PLACE_KINDS.items())
    return [
        *made,
        *_INDEXES,
        f"INSERT INTO place_kind (kind, physical, sellable, ours) VALUES {kinds}",
        *_frozen_kinds(dialect),
        *_real_days(dialect),
        *_json_objects(dialect),
        *dialect.searched(),
    ]


def _frozen_kinds(dialect: Dialect) -> list[str]:
    return [
        dialect.trigger(f"place_kind_{verb.lower()}d", f"BEFORE {verb}", "place_kind", "written_once", "1")
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]


def _real_days(dialect: Dialect) -> list[str]:
    wrong = " OR ".join(
        f"(NEW.{column} IS NOT NULL AND NOT ({dialect.is_day(f'NEW.{column}')}))"
        for column in ("made_on", "expires_on")
    )
    return [
        dialect.trigger(f"lot_days_{verb.lower()}", f"BEFORE {verb}", "lot", "day", wrong)
        for verb in ("INSERT", "UPDATE")
    ]


def _json_objects(dialect: Dialect) -> list[str]:
    return [
        dialect.trigger(
            f"{table}_attributes_{verb.lower()}",
            f"BEFORE {verb}",
            table,
            "attributes",
            f"NOT ({dialect.is_json_object('NEW.attributes')})",
        )
        for table in ("product", "unit")
        for verb in ("INSERT", "UPDATE")
    ]
