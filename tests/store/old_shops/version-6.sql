-- A shop as schema version 6 made it. See __init__.py; never edit this.
PRAGMA foreign_keys = 0;
PRAGMA application_id = 1397247824;
BEGIN;
CREATE TABLE migration (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, at_us INTEGER NOT NULL) STRICT;
INSERT INTO migration (version, name, at_us) VALUES (1, 'the ledger', 1795335240000000);
INSERT INTO migration (version, name, at_us) VALUES (2, 'people, PINs and rights', 1795335240000000);
INSERT INTO migration (version, name, at_us) VALUES (3, 'the drawer', 1795335240000000);
INSERT INTO migration (version, name, at_us) VALUES (4, 'printing', 1795335240000000);
INSERT INTO migration (version, name, at_us) VALUES (5, 'own numbers', 1795335240000000);
INSERT INTO migration (version, name, at_us) VALUES (6, 'after the sale', 1795335240000000);
CREATE TABLE shop (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL CHECK (name <> ''),
        currency TEXT NOT NULL CHECK (length(currency) = 3),
        digits INTEGER NOT NULL CHECK (digits BETWEEN 0 AND 4),
        zone TEXT NOT NULL,
        trade TEXT NOT NULL,
        created_at_us INTEGER NOT NULL) STRICT;
INSERT INTO shop (id, name, currency, digits, zone, trade, created_at_us) VALUES (1, 'Corner', 'EUR', 2, 'Europe/Berlin', 'mixed', 1795335240000000);
CREATE TABLE setting (
        name TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL) STRICT;
CREATE TABLE staff (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'clerk', 'auditor')),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
INSERT INTO staff (id, name, name_key, role, active) VALUES (1, 'Owner', 'owner', 'owner', 1);
CREATE TABLE till (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL UNIQUE,
        prefix TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO till (id, name, name_key, prefix) VALUES (1, 'Till 1', 'till1', 'R1');
INSERT INTO till (id, name, name_key, prefix) VALUES (2, 'Till 2', 'till2', 'R2');
CREATE TABLE party (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('supplier', 'customer')),
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL,
        phone TEXT,
        phone_key TEXT,
        created_at_us INTEGER NOT NULL, email TEXT CHECK (email <> ''), email_key TEXT CHECK ((email IS NULL) = (email_key IS NULL)), street TEXT CHECK (street <> ''), postcode TEXT CHECK (postcode <> ''), town TEXT CHECK (town <> ''), country TEXT CHECK (country <> ''), note TEXT CHECK (note <> ''), erased_at_us INTEGER CHECK (erased_at_us IS NULL OR kind = 'customer'), merged_into INTEGER REFERENCES party (id)) STRICT;
INSERT INTO party (id, kind, name, name_key, phone, phone_key, created_at_us, email, email_key, street, postcode, town, country, note, erased_at_us, merged_into) VALUES (1, 'customer', 'Mia', 'mia', NULL, NULL, 1795367640000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE place_kind (
        kind TEXT PRIMARY KEY NOT NULL,
        physical INTEGER NOT NULL CHECK (physical IN (0, 1)),
        sellable INTEGER NOT NULL CHECK (sellable IN (0, physical)),
        ours INTEGER NOT NULL CHECK (ours IN (0, 1)),
        UNIQUE (kind, physical, sellable, ours)) STRICT;
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('shelf', 1, 1, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('back', 1, 1, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('consignment', 1, 1, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('quarantine', 1, 0, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('bench', 1, 0, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('visiting', 1, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('loan', 0, 0, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('repairer', 0, 0, 1);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('supplier', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('customer', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('bin', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('charity', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('loss', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('labour', 0, 0, 0);
INSERT INTO place_kind (kind, physical, sellable, ours) VALUES ('fitted', 1, 0, 1);
CREATE TABLE place (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL CHECK (code <> ''),
        code_key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        physical INTEGER NOT NULL,
        sellable INTEGER NOT NULL,
        ours INTEGER NOT NULL,
        walk INTEGER NOT NULL,
        FOREIGN KEY (kind, physical, sellable, ours) REFERENCES place_kind (kind, physical, sellable, ours),
        UNIQUE (id, kind, physical)) STRICT;
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (1, 'SHELF-1', 'shelf1', 'Shelf 1', 'shelf', 1, 1, 1, 10);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (2, 'SHELF-2', 'shelf2', 'Shelf 2', 'shelf', 1, 1, 1, 20);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (3, 'BACK', 'back', 'Back room', 'back', 1, 1, 1, 30);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (4, 'QUARANTINE', 'quarantine', 'Quarantine', 'quarantine', 1, 0, 1, 40);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (5, 'BENCH', 'bench', 'Repair bench', 'bench', 1, 0, 1, 50);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (6, 'VISITING', 'visiting', 'Customers'' goods', 'visiting', 1, 0, 0, 60);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (7, 'LOAN', 'loan', 'On loan', 'loan', 0, 0, 1, 70);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (8, 'REPAIRER', 'repairer', 'At the repairer', 'repairer', 0, 0, 1, 80);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (9, 'SUPPLIER', 'supplier', 'Supplier', 'supplier', 0, 0, 0, 90);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (10, 'CUSTOMER', 'customer', 'Customer', 'customer', 0, 0, 0, 100);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (11, 'BIN', 'bin', 'Bin', 'bin', 0, 0, 0, 110);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (12, 'CHARITY', 'charity', 'Charity', 'charity', 0, 0, 0, 120);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (13, 'LOSS', 'loss', 'Lost and found', 'loss', 0, 0, 0, 130);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (14, 'OUR-WORK', 'ourwork', 'Work and services', 'labour', 0, 0, 0, 140);
INSERT INTO place (id, code, code_key, name, kind, physical, sellable, ours, walk) VALUES (15, 'IN-REPAIR', 'inrepair', 'Parts in goods on the bench', 'fitted', 1, 0, 1, 150);
CREATE TABLE product (
        id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL UNIQUE CHECK (sku <> ''),
        sku_key TEXT NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        words TEXT NOT NULL,
        tracking TEXT NOT NULL CHECK (tracking IN ('none', 'serial', 'lot')),
        price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
        cost_minor INTEGER CHECK (cost_minor >= 0),
        tax_ppm INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
        warranty_number INTEGER CHECK (warranty_number > 0),
        warranty_unit TEXT CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
        date_kind TEXT CHECK (date_kind IN ('best_before', 'use_by')),
        shelf_life_days INTEGER CHECK (shelf_life_days > 0),
        measure TEXT NOT NULL CHECK (measure IN ('each', 'kg', 'g', 'm', 'l')),
        decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
        reorder_at INTEGER CHECK (reorder_at >= 0),
        reorder_quantity INTEGER CHECK (reorder_quantity > 0),
        supplier_id INTEGER REFERENCES party (id),
        category TEXT,
        return_days INTEGER CHECK (return_days >= 0),
        min_age INTEGER CHECK (min_age >= 0),
        serial_kind TEXT NOT NULL CHECK (serial_kind IN ('any', 'imei', 'vin', 'mac')),
        attributes TEXT NOT NULL,
        changed_at_us INTEGER NOT NULL, serial_rule TEXT CHECK (serial_rule IS NULL OR (serial_rule IN ('meid', 'pattern') AND serial_kind = 'any')), serial_pattern TEXT CHECK ((serial_pattern IS NOT NULL) = (serial_rule IS NOT NULL AND serial_rule = 'pattern')) CHECK (length(serial_pattern) BETWEEN 1 AND 200), serial_example TEXT CHECK ((serial_example IS NULL) = (serial_pattern IS NULL)) CHECK (length(serial_example) BETWEEN 1 AND 64), lot_template TEXT CHECK (lot_template IS NULL OR (lot_template <> '' AND tracking <> 'none')), serial_template TEXT CHECK (serial_template IS NULL OR (serial_template <> '' AND tracking = 'serial')), serial_when TEXT CHECK (serial_when IS NULL OR (serial_when = 'sale' AND tracking = 'serial')), warranty_start TEXT CHECK (warranty_start IN ('sale', 'delivery', 'activation')), warranty_lifetime INTEGER CHECK (warranty_lifetime IN (0, 1)), supplier_warranty_number INTEGER CHECK (supplier_warranty_number > 0), supplier_warranty_unit TEXT CHECK (supplier_warranty_unit IN ('days', 'weeks', 'months', 'years')), legal_number INTEGER CHECK (legal_number >= 0), legal_unit TEXT CHECK (legal_unit IN ('days', 'weeks', 'months', 'years')), extends_number INTEGER CHECK (extends_number > 0), extends_unit TEXT CHECK (extends_unit IN ('days', 'weeks', 'months', 'years')), service INTEGER NOT NULL DEFAULT 0 CHECK (service IN (0, 1)) CHECK (service = 0 OR (tracking = 'none' AND date_kind IS NULL AND measure = 'each')), service_number INTEGER CHECK (service_number > 0), service_unit TEXT CHECK (service_unit IN ('days', 'weeks', 'months', 'years')) CHECK ((service_number IS NULL) = (service_unit IS NULL)) CHECK (service_unit IS NULL OR tracking = 'serial'),
        CHECK (tracking <> 'serial' OR (decimals = 0 AND measure = 'each')),
        CHECK (date_kind IS NULL OR tracking <> 'none'),
        CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
        UNIQUE (id, tracking)) STRICT;
INSERT INTO product (id, sku, sku_key, name, words, tracking, price_minor, cost_minor, tax_ppm, warranty_number, warranty_unit, date_kind, shelf_life_days, measure, decimals, reorder_at, reorder_quantity, supplier_id, category, return_days, min_age, serial_kind, attributes, changed_at_us, serial_rule, serial_pattern, serial_example, lot_template, serial_template, serial_when, warranty_start, warranty_lifetime, supplier_warranty_number, supplier_warranty_unit, legal_number, legal_unit, extends_number, extends_unit, service, service_number, service_unit) VALUES (1, 'ARX2', 'arx2', 'Aria X2', 'aria x2 arx2', 'serial', 39900, 26800, 190000, 24, 'months', NULL, NULL, 'each', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'imei', '{}', 1795335240000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO product (id, sku, sku_key, name, words, tracking, price_minor, cost_minor, tax_ppm, warranty_number, warranty_unit, date_kind, shelf_life_days, measure, decimals, reorder_at, reorder_quantity, supplier_id, category, return_days, min_age, serial_kind, attributes, changed_at_us, serial_rule, serial_pattern, serial_example, lot_template, serial_template, serial_when, warranty_start, warranty_lifetime, supplier_warranty_number, supplier_warranty_unit, legal_number, legal_unit, extends_number, extends_unit, service, service_number, service_unit) VALUES (2, 'OAT', 'oat', 'Oat milk 1 l', 'oat milk 1 l oat', 'lot', 215, 110, 70000, NULL, NULL, 'best_before', NULL, 'each', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'any', '{}', 1795335240000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO product (id, sku, sku_key, name, words, tracking, price_minor, cost_minor, tax_ppm, warranty_number, warranty_unit, date_kind, shelf_life_days, measure, decimals, reorder_at, reorder_quantity, supplier_id, category, return_days, min_age, serial_kind, attributes, changed_at_us, serial_rule, serial_pattern, serial_example, lot_template, serial_template, serial_when, warranty_start, warranty_lifetime, supplier_warranty_number, supplier_warranty_unit, legal_number, legal_unit, extends_number, extends_unit, service, service_number, service_unit) VALUES (3, 'SALMON', 'salmon', 'Smoked salmon', 'smoked salmon salmon', 'lot', 550, 320, 70000, NULL, NULL, 'use_by', NULL, 'each', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'any', '{}', 1795335240000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO product (id, sku, sku_key, name, words, tracking, price_minor, cost_minor, tax_ppm, warranty_number, warranty_unit, date_kind, shelf_life_days, measure, decimals, reorder_at, reorder_quantity, supplier_id, category, return_days, min_age, serial_kind, attributes, changed_at_us, serial_rule, serial_pattern, serial_example, lot_template, serial_template, serial_when, warranty_start, warranty_lifetime, supplier_warranty_number, supplier_warranty_unit, legal_number, legal_unit, extends_number, extends_unit, service, service_number, service_unit) VALUES (4, 'CAB', 'cab', 'Cable USB-C', 'cable usb-c cab', 'none', 990, 240, 190000, NULL, NULL, NULL, NULL, 'each', 0, 3, NULL, NULL, NULL, NULL, NULL, 'any', '{}', 1795335240000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO product (id, sku, sku_key, name, words, tracking, price_minor, cost_minor, tax_ppm, warranty_number, warranty_unit, date_kind, shelf_life_days, measure, decimals, reorder_at, reorder_quantity, supplier_id, category, return_days, min_age, serial_kind, attributes, changed_at_us, serial_rule, serial_pattern, serial_example, lot_template, serial_template, serial_when, warranty_start, warranty_lifetime, supplier_warranty_number, supplier_warranty_unit, legal_number, legal_unit, extends_number, extends_unit, service, service_number, service_unit) VALUES (5, 'GOUDA', 'gouda', 'Gouda, young', 'gouda, young gouda', 'none', 1280, 700, 70000, NULL, NULL, NULL, NULL, 'kg', 3, NULL, NULL, NULL, NULL, NULL, NULL, 'any', '{}', 1795335240000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL);
CREATE TABLE barcode (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL CHECK (code <> ''),
        printed TEXT NOT NULL,
        product_id INTEGER NOT NULL REFERENCES product (id),
        UNIQUE (code, product_id)) STRICT;
INSERT INTO barcode (id, code, printed, product_id) VALUES (1, '05901234123457', '5901234123457', 1);
INSERT INTO barcode (id, code, printed, product_id) VALUES (2, '04006381333931', '4006381333931', 2);
CREATE TABLE lot (
        id INTEGER PRIMARY KEY,
        product_id INTEGER NOT NULL REFERENCES product (id),
        code TEXT NOT NULL,
        code_key TEXT NOT NULL,
        plain INTEGER NOT NULL,
        made_on TEXT,
        expires_on TEXT,
        precision TEXT NOT NULL DEFAULT 'day' CHECK (precision IN ('day', 'month', 'year')),
        price_minor INTEGER CHECK (price_minor >= 0),
        held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
        held_because TEXT,
        recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, held)),
        CHECK (plain = (code = '')),
        CHECK (plain = 0 OR expires_on IS NULL),
        UNIQUE (product_id, code),
        UNIQUE (id, product_id, plain),
        UNIQUE (id, product_id)) STRICT;
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (1, 1, '', '', 1, NULL, NULL, 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (2, 2, '', '', 1, NULL, NULL, 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (3, 3, '', '', 1, NULL, NULL, 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (4, 4, '', '', 1, NULL, NULL, 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (5, 5, '', '', 1, NULL, NULL, 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (6, 2, 'A', 'a', 0, NULL, '2026-11-24', 'day', 107, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (7, 2, 'B', 'b', 0, NULL, '2027-03-31', 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (8, 3, 'S1', 's1', 0, NULL, '2026-11-23', 'day', NULL, 0, NULL, 0);
INSERT INTO lot (id, product_id, code, code_key, plain, made_on, expires_on, precision, price_minor, held, held_because, recalled) VALUES (9, 3, 'HELD', 'held', 0, NULL, '2027-01-31', 'day', NULL, 1, 'a smell', 0);
CREATE TABLE unit (
        id INTEGER PRIMARY KEY,
        product_id INTEGER NOT NULL,
        tracking TEXT NOT NULL DEFAULT 'serial' CHECK (tracking = 'serial'),
        lot_id INTEGER NOT NULL,
        serial TEXT NOT NULL CHECK (serial <> ''),
        serial_key TEXT NOT NULL,
        held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
        held_because TEXT,
        stolen INTEGER NOT NULL DEFAULT 0 CHECK (stolen IN (0, 1)),
        attributes TEXT NOT NULL DEFAULT '{}', nameless INTEGER CHECK (nameless IN (0, 1)) CHECK ((coalesce(nameless, 0) = 1) = (substr(serial, 1, 1) = '№')) CHECK (coalesce(nameless, 0) <> 1 OR serial_key = ''),
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
        UNIQUE (product_id, serial),
        UNIQUE (id, product_id, lot_id)) STRICT;
INSERT INTO unit (id, product_id, tracking, lot_id, serial, serial_key, held, held_because, stolen, attributes, nameless) VALUES (1, 1, 'serial', 1, '356938035643809', '356938035643809', 0, NULL, 0, '{}', NULL);
INSERT INTO unit (id, product_id, tracking, lot_id, serial, serial_key, held, held_because, stolen, attributes, nameless) VALUES (2, 1, 'serial', 1, '356938035641209', '356938035641209', 0, NULL, 0, '{}', NULL);
INSERT INTO unit (id, product_id, tracking, lot_id, serial, serial_key, held, held_because, stolen, attributes, nameless) VALUES (3, 1, 'serial', 1, '350000000000001', '350000000000001', 0, NULL, 0, '{}', NULL);
CREATE TABLE open_job (
        till_id INTEGER NOT NULL REFERENCES till (id),
        job TEXT NOT NULL,
        body TEXT NOT NULL,
        at_us INTEGER NOT NULL,
        PRIMARY KEY (till_id, job)) STRICT;
INSERT INTO open_job (till_id, job, body, at_us) VALUES (1, 'sell', '{"lines":[{"code":"CAB","name":"Cable USB-C","state":"ok","wanted":{"product_id":4,"lot_id":4,"unit_id":null,"quantity":2,"price_minor":990,"discount_ppm":0,"found":0,"past_best_before":false,"scan":"CAB","allowed":[],"labelled_minor":null,"marked_down":false,"named":null,"extends_unit_id":null,"repair":null},"sku":"CAB","serial":null,"lot":null,"date":null,"date_kind":null,"decimals":0,"amount_minor":1980,"quantity":2,"warranty_until":null,"note":null,"id":"","text":"","keys":[],"choices":[],"product_id":4,"lot_id":4,"unit_id":null,"meant":[],"dated":"","times":null},{"code":"GOUDA","name":"Gouda, young","state":"ok","wanted":{"product_id":5,"lot_id":5,"unit_id":null,"quantity":1000,"price_minor":1280,"discount_ppm":0,"found":0,"past_best_before":false,"scan":"GOUDA","allowed":[],"labelled_minor":null,"marked_down":false,"named":null,"extends_unit_id":null,"repair":null},"sku":"GOUDA","serial":null,"lot":null,"date":null,"date_kind":null,"decimals":3,"amount_minor":1280,"quantity":1000,"warranty_until":null,"note":null,"id":"","text":"","keys":[],"choices":[],"product_id":5,"lot_id":5,"unit_id":null,"meant":[],"dated":"","times":null}],"request_id":"2b7f6853e27e0ea1adf615507d36ff31","customer_id":null,"customer":null,"times":null,"tenders":[],"listing":[],"listed":[],"back_minor":0}', 1795367640000000);
CREATE TABLE parked (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        till_id INTEGER NOT NULL REFERENCES till (id),
        staff_id INTEGER NOT NULL REFERENCES staff (id),
        at_us INTEGER NOT NULL,
        label TEXT NOT NULL,
        body TEXT NOT NULL) STRICT;
INSERT INTO parked (id, till_id, staff_id, at_us, label, body) VALUES (1, 1, 1, 1795367640000000, 'Cable USB-C  1 line  9.90', '{"lines":[{"code":"CAB","name":"Cable USB-C","state":"ok","wanted":{"product_id":4,"lot_id":4,"unit_id":null,"quantity":1,"price_minor":990,"discount_ppm":0,"found":0,"past_best_before":false,"scan":"CAB","allowed":[],"labelled_minor":null,"marked_down":false,"named":null,"extends_unit_id":null,"repair":null},"sku":"CAB","serial":null,"lot":null,"date":null,"date_kind":null,"decimals":0,"amount_minor":990,"quantity":1,"warranty_until":null,"note":null,"id":"","text":"","keys":[],"choices":[],"product_id":4,"lot_id":4,"unit_id":null,"meant":[],"dated":"","times":null}],"request_id":"23ece8bdcfb08415906dff5902fd4420","customer_id":null,"customer":null,"times":null,"tenders":[],"listing":[],"listed":[],"back_minor":0}');
CREATE TABLE route (
        what TEXT NOT NULL,
        from_kind TEXT NOT NULL REFERENCES place_kind (kind),
        to_kind TEXT NOT NULL REFERENCES place_kind (kind),
        PRIMARY KEY (what, from_kind, to_kind)) STRICT;
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sold', 'shelf', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sold', 'back', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sold', 'consignment', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('replaced', 'shelf', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('replaced', 'back', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('replaced', 'consignment', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'back', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'back', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'back', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'back', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'back', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'consignment', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'consignment', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'consignment', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'consignment', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'consignment', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'quarantine', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'quarantine', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'quarantine', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'quarantine', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'quarantine', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'bench', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'bench', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'bench', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'bench', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'bench', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('wasted', 'shelf', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('wasted', 'back', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('wasted', 'consignment', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('wasted', 'quarantine', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('wasted', 'bench', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'shelf', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'back', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'consignment', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'quarantine', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'bench', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('given_away', 'shelf', 'charity');
INSERT INTO route (what, from_kind, to_kind) VALUES ('given_away', 'back', 'charity');
INSERT INTO route (what, from_kind, to_kind) VALUES ('given_away', 'consignment', 'charity');
INSERT INTO route (what, from_kind, to_kind) VALUES ('given_away', 'quarantine', 'charity');
INSERT INTO route (what, from_kind, to_kind) VALUES ('given_away', 'bench', 'charity');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lost', 'shelf', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lost', 'back', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lost', 'consignment', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lost', 'quarantine', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lost', 'bench', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('stolen', 'shelf', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('stolen', 'back', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('stolen', 'consignment', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('stolen', 'quarantine', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('stolen', 'bench', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('found', 'loss', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('found', 'loss', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('found', 'loss', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('found', 'loss', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('found', 'loss', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_in', 'customer', 'visiting');
INSERT INTO route (what, from_kind, to_kind) VALUES ('handed_back', 'visiting', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'visiting', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'shelf', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'back', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'consignment', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'quarantine', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('to_repair', 'bench', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'visiting');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('from_repair', 'repairer', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent', 'shelf', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent', 'back', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent', 'consignment', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent', 'quarantine', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent', 'bench', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent_back', 'loan', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent_back', 'loan', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent_back', 'loan', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent_back', 'loan', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('lent_back', 'loan', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'shelf', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'shelf', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'back', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'back', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'consignment', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'consignment', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'quarantine', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'quarantine', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'bench', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'bench', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'charity', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'charity', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'charity', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'charity', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'charity', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'consignment', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'visiting');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loan', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loan', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loan', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loan', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loan', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loss', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loss', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loss', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loss', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'loss', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'repairer', 'visiting');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'loan');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'loss');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'visiting', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'visiting', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sent_back', 'repairer', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('received', 'supplier', 'visiting');
INSERT INTO route (what, from_kind, to_kind) VALUES ('handed_back', 'repairer', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('handed_back', 'supplier', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'repairer', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'supplier', 'repairer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'visiting', 'supplier');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sold', 'labour', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('returned', 'customer', 'labour');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'labour');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'labour', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('fitted', 'shelf', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('fitted', 'back', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('fitted', 'consignment', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'fitted', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'fitted', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'fitted', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'fitted', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'fitted', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'customer', 'quarantine');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'customer', 'bench');
INSERT INTO route (what, from_kind, to_kind) VALUES ('taken_out', 'customer', 'bin');
INSERT INTO route (what, from_kind, to_kind) VALUES ('sold', 'fitted', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('used_up', 'fitted', 'customer');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'back', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bench', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'bin', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'customer', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'fitted', 'back');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'fitted', 'consignment');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'fitted', 'shelf');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'quarantine', 'fitted');
INSERT INTO route (what, from_kind, to_kind) VALUES ('voided', 'shelf', 'fitted');
CREATE TABLE booking (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        kind TEXT NOT NULL CHECK (kind IN ('delivery', 'sale', 'return', 'void', 'move', 'waste', 'check',
                                             'adjustment', 'event', 'claim', 'recall', 'count', 'cash')),
        request_id TEXT NOT NULL UNIQUE CHECK (length(request_id) >= 8),
        till_id INTEGER NOT NULL REFERENCES till (id),
        till_number INTEGER NOT NULL CHECK (till_number >= 1),
        prev_number INTEGER,
        prev_hash BLOB,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        at_us INTEGER NOT NULL,
        day TEXT NOT NULL,
        staff_id INTEGER NOT NULL REFERENCES staff (id),
        approver_id INTEGER REFERENCES staff (id),
        party_id INTEGER REFERENCES party (id),
        series TEXT,
        number INTEGER CHECK (number >= 1),
        reverses_id INTEGER UNIQUE CHECK (reverses_id < id) REFERENCES booking (id),
        note TEXT,
        CHECK ((till_number = 1) = (prev_number IS NULL)),
        CHECK ((prev_number IS NULL) = (prev_hash IS NULL)),
        CHECK (prev_number IS NULL OR prev_number = till_number - 1),
        CHECK ((series IS NULL) = (number IS NULL)),
        CHECK ((kind = 'void') = (reverses_id IS NOT NULL)),
        UNIQUE (till_id, till_number),
        UNIQUE (till_id, till_number, hash),
        UNIQUE (series, number),
        FOREIGN KEY (till_id, prev_number, prev_hash) REFERENCES booking (till_id, till_number, hash)) STRICT;
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (1, 'delivery', '603459884e740010d922fce0ea834073', 1, 1, NULL, NULL, X'45E7874056E5B49241BC678EA457A08D3614EEA2825A46DBE014DB0E4B820C46', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (2, 'delivery', '24db300a0646ebd8d59bf40bf6ac82cc', 1, 2, 1, X'45E7874056E5B49241BC678EA457A08D3614EEA2825A46DBE014DB0E4B820C46', X'36EDDF0F4B7EFABF8959E9FB14539ABB62001A2C54AD41E25DFA323B2C8C7001', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (3, 'delivery', '54daa4c74fa6b948887c28a5ab75d8ee', 1, 3, 2, X'36EDDF0F4B7EFABF8959E9FB14539ABB62001A2C54AD41E25DFA323B2C8C7001', X'50938714271AA5FE9E7DF607555F85224FCC8FEA3F2839DA4D5A4495C1A89FCC', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 3, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (4, 'delivery', 'f34cd607d60636d94ab4903a9168d023', 1, 4, 3, X'50938714271AA5FE9E7DF607555F85224FCC8FEA3F2839DA4D5A4495C1A89FCC', X'9B8E5E2EDB2B124DEED876DF413D2F7929F56788363695331F305D2AC63A296B', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 4, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (5, 'delivery', '6b30cc5526ed8977b6029b46be449adc', 1, 5, 4, X'9B8E5E2EDB2B124DEED876DF413D2F7929F56788363695331F305D2AC63A296B', X'71CA50100D54944953ED6739029B6C9CBDEDC5AC9421E06306E58C3D82045CE3', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 5, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (6, 'delivery', '28050a5a3a0276d839534d1b716fd4ae', 1, 6, 5, X'71CA50100D54944953ED6739029B6C9CBDEDC5AC9421E06306E58C3D82045CE3', X'F1200E79E4EF34FF831DEF7FDA3DAED6628B240AC2D013F4ADBAAB1446AE8D88', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 6, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (7, 'check', 'e83353b567a827f3d33ebb523acee790', 1, 7, 6, X'F1200E79E4EF34FF831DEF7FDA3DAED6628B240AC2D013F4ADBAAB1446AE8D88', X'C26B119D858D94E80B9781E6F9C55FF728CC8620F1DA4644D8AB3F5F49AA1EF9', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'CK', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (8, 'check', '8e4f7e1f52e2c3bb957fb0fba66b0316', 1, 8, 7, X'C26B119D858D94E80B9781E6F9C55FF728CC8620F1DA4644D8AB3F5F49AA1EF9', X'D17442956D44ED12AE5A5708CA3CBC7F2A68DFC466E00A172EDF6E5BA04A0C1D', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'CK', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (9, 'sale', '92c1c34a93dfc2723ec3353dddaf0e09', 1, 9, 8, X'D17442956D44ED12AE5A5708CA3CBC7F2A68DFC466E00A172EDF6E5BA04A0C1D', X'5DD1265D5F3EAE83B3AADCD2769EFB973D9DF623C6ABF32FFFC7FB7DA12D36B3', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R1', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (10, 'sale', '5198643126eed87e6164f137c1a719ca', 1, 10, 9, X'5DD1265D5F3EAE83B3AADCD2769EFB973D9DF623C6ABF32FFFC7FB7DA12D36B3', X'BEDF2E51490D6E42E95D3FC9479A5B949944B3A36FCBEDA468FE1FE08A9B1A9C', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R1', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (11, 'sale', '2af098116859a81523769cc4b007063c', 1, 11, 10, X'BEDF2E51490D6E42E95D3FC9479A5B949944B3A36FCBEDA468FE1FE08A9B1A9C', X'94C533698D8AE75E2A426488B56F26E7EB8213EB0841186D2B775947E2843AE0', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R1', 3, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (12, 'sale', '3e63700b0cdad59bdb60e2583e84ca78', 1, 12, 11, X'94C533698D8AE75E2A426488B56F26E7EB8213EB0841186D2B775947E2843AE0', X'26098FC985C4C3F7FA6C7D44B6DCE7F8E776707604FBD50274A6CE62B7356770', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R1', 4, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (13, 'return', 'ed0d7eaf82481994ac683f31f2901327', 1, 13, 12, X'26098FC985C4C3F7FA6C7D44B6DCE7F8E776707604FBD50274A6CE62B7356770', X'0AC0E0B21A143CD2011368CB95553509DAFD631441A7DE87F473E0E10B030B43', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'RT', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (14, 'return', 'ebb4624f4e50223f59c4c1367d2c1bbd', 1, 14, 13, X'0AC0E0B21A143CD2011368CB95553509DAFD631441A7DE87F473E0E10B030B43', X'546E03DA708BFD244A921174E65466182DACBE7CB21F38CD5105D9EC2063DFB9', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'RT', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (15, 'return', '4a7caf2a4d507e3fa99c094a3748a781', 1, 15, 14, X'546E03DA708BFD244A921174E65466182DACBE7CB21F38CD5105D9EC2063DFB9', X'EADADAB69C68CF94A191E7D2E1A7FD5064EDD4B8AEF496CA93F092270D374DE8', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'RT', 3, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (16, 'sale', 'b7afada48337a287f27e0d2c43320ea8', 1, 16, 15, X'EADADAB69C68CF94A191E7D2E1A7FD5064EDD4B8AEF496CA93F092270D374DE8', X'90D26C799FA04456FE4AF328E2B7983C805F3D0126101DBC0719B74DC088178D', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R1', 5, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (17, 'void', 'ae69d1749915beb800304e8192df11d1', 1, 17, 16, X'90D26C799FA04456FE4AF328E2B7983C805F3D0126101DBC0719B74DC088178D', X'40F44D575AEFED9FA61370BA56D93CF4E52CB1CAB840A3F4C56974D021E15F3D', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'VD', 1, 16, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (18, 'move', '0115b147e66de0c689e2e638bf9764d8', 1, 18, 17, X'40F44D575AEFED9FA61370BA56D93CF4E52CB1CAB840A3F4C56974D021E15F3D', X'5647191DBCA1428A77E58E350029C37BC9B340C3BA2BF1658F186DB8427E72BE', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'MV', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (19, 'move', '6af53aa638d356a90ccad7c4e33fb86c', 1, 19, 18, X'5647191DBCA1428A77E58E350029C37BC9B340C3BA2BF1658F186DB8427E72BE', X'1FD0DD2B73E319FEC19E30E9DCABD7172BCB49FAB5D34A1B41287CBC8924DC11', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'MV', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (20, 'delivery', 'f37addc2ff5e3705df96e5b550e2971f', 2, 1, NULL, NULL, X'6077A24C21E7BE049010CD984C7BBACBE719E3F0013267A03040AD5755D73C85', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'GR', 7, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (21, 'sale', '72e6789c5e4d699a7203e6108f3314c1', 2, 2, 1, X'6077A24C21E7BE049010CD984C7BBACBE719E3F0013267A03040AD5755D73C85', X'23B23E95D734A8FA61BB0E47A370D84AED13A9A9A2ACBC1C99FA9B7B4B359A04', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R2', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (22, 'sale', '6485086a67560ecf124e95c16aae1fb8', 2, 3, 2, X'23B23E95D734A8FA61BB0E47A370D84AED13A9A9A2ACBC1C99FA9B7B4B359A04', X'FD56C50CC7181383EFA1FC4C9904FD03E65A96D8EE646E75B1D1E1155C9F4636', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R2', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (23, 'void', 'c9dde71ae785d94c04ab09181143ed5b', 2, 4, 3, X'FD56C50CC7181383EFA1FC4C9904FD03E65A96D8EE646E75B1D1E1155C9F4636', X'3A1B09272120181BB386D6ACF3C43F23E05DD84CF7BB7C4BCB144C879D33F64B', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'VD', 2, 22, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (24, 'cash', '4161ec5c129904b4e2b604f800c08c25', 2, 5, 4, X'3A1B09272120181BB386D6ACF3C43F23E05DD84CF7BB7C4BCB144C879D33F64B', X'BC3A7EAC39EC5867A9A3141AF5F7C472EAFB6B6BD475BC98762F85E5ACDFE7CC', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'D2', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (25, 'cash', 'ed295c223ece5af16729e7b8ad5cad92', 2, 6, 5, X'BC3A7EAC39EC5867A9A3141AF5F7C472EAFB6B6BD475BC98762F85E5ACDFE7CC', X'8976AC7F85DA0E15E23BFB6DEC7F0F59299B61F723B434BC8431B9DE24805351', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'D2', 2, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (26, 'sale', '5c71656dff774b507acaa451abafb864', 2, 7, 6, X'8976AC7F85DA0E15E23BFB6DEC7F0F59299B61F723B434BC8431B9DE24805351', X'853146FC8ED51CEA7EBC57A90D4C5E0814DA241166C73FD8F0C5B8F2C0FD200E', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R2', 3, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (27, 'cash', 'a570b20682f8520a81b3c09d5af9c615', 2, 8, 7, X'853146FC8ED51CEA7EBC57A90D4C5E0814DA241166C73FD8F0C5B8F2C0FD200E', X'EDAFC74F8B4BA396405B041FD8D4D1FE62972BD51B069DB3AF8E8526C75E7BF6', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'Z2', 1, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (28, 'sale', 'b306438c7f75f5233e4c3863502fcbe1', 2, 9, 8, X'EDAFC74F8B4BA396405B041FD8D4D1FE62972BD51B069DB3AF8E8526C75E7BF6', X'680B65A7B4F714041DB155057ACCF9686F8396A1975F43695E892B4C35413347', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R2', 4, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (29, 'return', '3fc32e3566d7e301613709880a5dc27c', 2, 10, 9, X'680B65A7B4F714041DB155057ACCF9686F8396A1975F43695E892B4C35413347', X'FE17ACB6E6542DC9F2B63858F8C614EEABF388379E9E823B583E4B89DB61A267', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'RT', 4, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (30, 'sale', '61eace17f59e07a6af21de6bb9734f0b', 2, 11, 10, X'FE17ACB6E6542DC9F2B63858F8C614EEABF388379E9E823B583E4B89DB61A267', X'F354386A2C21F3240B00B2D75EFD9D9A01F44C70DF84C839E4B1E1A3A38F5054', 1795335240000000, '2026-11-22', 1, NULL, NULL, 'R2', 5, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (31, 'delivery', '695b53d4dd4206865671b0226f6d98f9', 1, 20, 19, X'1FD0DD2B73E319FEC19E30E9DCABD7172BCB49FAB5D34A1B41287CBC8924DC11', X'4DB5B4FFB3B3655CD03A8B45B42D8B26124C5657008C90ACC311656B129AFEB2', 1795367640000000, '2026-11-22', 1, NULL, NULL, 'GR', 8, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (32, 'delivery', '1b10dfe97891f39133cb5dcdd34b30e6', 1, 21, 20, X'4DB5B4FFB3B3655CD03A8B45B42D8B26124C5657008C90ACC311656B129AFEB2', X'ACBD5423AAC0BE2A5B8A3E446F2760B1B521BE3ACF1B487D739C5D555A980350', 1795367640000000, '2026-11-22', 1, NULL, NULL, 'GR', 9, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (33, 'event', '331bca0cd6fd9ad5e6113985f748c726', 1, 22, 21, X'ACBD5423AAC0BE2A5B8A3E446F2760B1B521BE3ACF1B487D739C5D555A980350', X'D9890EC617CB089721DEBB0FE93650FEFB320ACD15E99E3F23A79F918CE612CA', 1795367640000000, '2026-11-22', 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO booking (id, kind, request_id, till_id, till_number, prev_number, prev_hash, hash, at_us, day, staff_id, approver_id, party_id, series, number, reverses_id, note) VALUES (34, 'sale', '9e8d46325a7642ddeba5bc53e274603d', 1, 23, 22, X'D9890EC617CB089721DEBB0FE93650FEFB320ACD15E99E3F23A79F918CE612CA', X'51F90090E45AC33A6D959AAA344873F021730B75771547D2DA8D9108BE65B13E', 1795367640000000, '2026-11-22', 1, NULL, 1, 'R1', 6, NULL, NULL);
CREATE TABLE sale_line (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        product_id INTEGER NOT NULL,
        tracking TEXT NOT NULL,
        lot_id INTEGER NOT NULL,
        unit_id INTEGER,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
        discount_ppm INTEGER NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
        amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
        tax_ppm INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
        tax_minor INTEGER NOT NULL CHECK (tax_minor BETWEEN 0 AND amount_minor),
        cost_minor INTEGER CHECK (cost_minor >= 0),
        warranty_number INTEGER CHECK (warranty_number > 0),
        warranty_unit TEXT CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
        warranty_until TEXT,
        return_until TEXT,
        CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
        CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
        CHECK (unit_id IS NULL OR quantity = 1),
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
        FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
        UNIQUE (booking_id, n),
        UNIQUE (id, product_id, lot_id),
        UNIQUE (id, quantity, amount_minor)) STRICT;
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (1, 9, 1, 1, 'serial', 1, 1, 1, 39900, 0, 39900, 190000, 6371, 26800, 24, 'months', '2028-11-22', '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (2, 10, 1, 1, 'serial', 1, 2, 1, 39900, 0, 39900, 190000, 6371, 26800, 24, 'months', '2028-11-22', '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (3, 11, 1, 2, 'lot', 6, NULL, 10, 107, 0, 1070, 70000, 70, 110, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (4, 11, 2, 2, 'lot', 7, NULL, 2, 215, 0, 430, 70000, 28, 110, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (5, 12, 1, 4, 'none', 4, NULL, 9, 990, 0, 8910, 190000, 1423, 240, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (6, 16, 1, 3, 'lot', 8, NULL, 1, 550, 0, 550, 70000, 36, 320, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (7, 21, 1, 4, 'none', 4, NULL, 2, 990, 0, 1980, 190000, 316, 240, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (8, 22, 1, 5, 'none', 5, NULL, 500, 1280, 0, 640, 70000, 42, 700, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (9, 26, 1, 4, 'none', 4, NULL, 1, 990, 0, 990, 190000, 158, 240, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (10, 28, 1, 4, 'none', 4, NULL, 2, 990, 0, 1980, 190000, 316, 240, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (11, 30, 1, 4, 'none', 4, NULL, 1, 990, 0, 990, 190000, 158, 240, NULL, NULL, NULL, '2026-12-22');
INSERT INTO sale_line (id, booking_id, n, product_id, tracking, lot_id, unit_id, quantity, price_minor, discount_ppm, amount_minor, tax_ppm, tax_minor, cost_minor, warranty_number, warranty_unit, warranty_until, return_until) VALUES (12, 34, 1, 4, 'none', 4, NULL, 3, 990, 0, 2970, 190000, 474, 240, NULL, NULL, NULL, '2026-12-22');
CREATE TABLE movement (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        what TEXT NOT NULL,
        product_id INTEGER NOT NULL,
        tracking TEXT NOT NULL,
        lot_id INTEGER NOT NULL,
        plain INTEGER NOT NULL,
        unit_id INTEGER,
        unit_seq INTEGER,
        prev_seq INTEGER,
        from_place_id INTEGER NOT NULL,
        from_kind TEXT NOT NULL,
        from_physical INTEGER NOT NULL,
        to_place_id INTEGER NOT NULL,
        to_kind TEXT NOT NULL,
        to_physical INTEGER NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        cost_minor INTEGER CHECK (cost_minor >= 0),
        sale_line_id INTEGER,
        reason TEXT,
        scan TEXT,
        CHECK (from_place_id <> to_place_id),
        CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
        CHECK ((unit_id IS NULL) = (unit_seq IS NULL)),
        CHECK (unit_id IS NULL OR quantity = 1),
        CHECK (unit_seq IS NULL OR unit_seq >= 1),
        CHECK (unit_seq IS NULL OR (unit_seq = 1) = (prev_seq IS NULL)),
        CHECK (prev_seq IS NULL OR (unit_seq IS NOT NULL AND prev_seq = unit_seq - 1)),
        CHECK (unit_seq IS NULL OR unit_seq > 1 OR from_physical = 0),
        CHECK (tracking <> 'lot' OR plain = 0),
        CHECK (tracking <> 'none' OR plain = 1),
        CHECK (what NOT IN ('sold', 'returned') OR sale_line_id IS NOT NULL),
        CHECK (what <> 'returned' OR unit_seq IS NULL OR unit_seq > 1),
        FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
        FOREIGN KEY (lot_id, product_id, plain) REFERENCES lot (id, product_id, plain),
        FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
        FOREIGN KEY (from_place_id, from_kind, from_physical) REFERENCES place (id, kind, physical),
        FOREIGN KEY (to_place_id, to_kind, to_physical) REFERENCES place (id, kind, physical),
        FOREIGN KEY (what, from_kind, to_kind) REFERENCES route (what, from_kind, to_kind),
        FOREIGN KEY (unit_id, prev_seq, from_place_id) REFERENCES movement (unit_id, unit_seq, to_place_id),
        FOREIGN KEY (sale_line_id, product_id, lot_id) REFERENCES sale_line (id, product_id, lot_id),
        UNIQUE (booking_id, n),
        UNIQUE (unit_id, unit_seq),
        UNIQUE (unit_id, unit_seq, to_place_id)) STRICT;
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (1, 1, 1, 'received', 1, 'serial', 1, 1, 1, 1, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 1, 26800, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (2, 1, 2, 'received', 1, 'serial', 1, 1, 2, 1, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 1, 26800, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (3, 1, 3, 'received', 1, 'serial', 1, 1, 3, 1, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 1, 26800, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (4, 2, 1, 'received', 2, 'lot', 6, 0, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 10, 110, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (5, 3, 1, 'received', 2, 'lot', 7, 0, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 20, 110, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (6, 4, 1, 'received', 3, 'lot', 8, 0, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 5, 320, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (7, 5, 1, 'received', 4, 'none', 4, 1, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 8, 240, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (8, 6, 1, 'received', 5, 'none', 5, 1, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 4000, 700, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (9, 7, 1, 'wasted', 3, 'lot', 8, 0, NULL, NULL, NULL, 1, 'shelf', 1, 11, 'bin', 0, 2, 320, NULL, 'morning check', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (10, 9, 1, 'sold', 1, 'serial', 1, 1, 1, 2, 1, 1, 'shelf', 1, 10, 'customer', 0, 1, 26800, 1, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (11, 10, 1, 'sold', 1, 'serial', 1, 1, 2, 2, 1, 1, 'shelf', 1, 10, 'customer', 0, 1, 26800, 2, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (12, 11, 1, 'sold', 2, 'lot', 6, 0, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 10, 110, 3, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (13, 11, 2, 'sold', 2, 'lot', 7, 0, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 2, 110, 4, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (14, 12, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 8, 240, 5, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (15, 12, 2, 'found', 4, 'none', 4, 1, NULL, NULL, NULL, 13, 'loss', 0, 1, 'shelf', 1, 1, NULL, NULL, 'sold, not in the books', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (16, 12, 3, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 1, 240, 5, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (17, 13, 1, 'returned', 1, 'serial', 1, 1, 1, 3, 2, 10, 'customer', 0, 4, 'quarantine', 1, 1, 26800, 1, 'faulty', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (18, 14, 1, 'returned', 2, 'lot', 6, 0, NULL, NULL, NULL, 10, 'customer', 0, 1, 'shelf', 1, 3, 110, 3, 'changed mind', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (19, 15, 1, 'returned', 2, 'lot', 6, 0, NULL, NULL, NULL, 10, 'customer', 0, 1, 'shelf', 1, 1, 110, 3, 'changed mind', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (20, 16, 1, 'sold', 3, 'lot', 8, 0, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 1, 320, 6, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (21, 17, 1, 'voided', 3, 'lot', 8, 0, NULL, NULL, NULL, 10, 'customer', 0, 1, 'shelf', 1, 1, 320, 6, 'undoes sold', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (22, 18, 1, 'moved', 1, 'serial', 1, 1, 3, 2, 1, 1, 'shelf', 1, 3, 'back', 1, 1, 26800, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (23, 19, 1, 'moved', 1, 'serial', 1, 1, 3, 3, 2, 3, 'back', 1, 1, 'shelf', 1, 1, 26800, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (24, 20, 1, 'received', 4, 'none', 4, 1, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 8, 240, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (25, 21, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 2, 240, 7, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (26, 22, 1, 'sold', 5, 'none', 5, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 500, 700, 8, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (27, 23, 1, 'voided', 5, 'none', 5, 1, NULL, NULL, NULL, 10, 'customer', 0, 1, 'shelf', 1, 500, 700, 8, 'undoes sold', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (28, 26, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 1, 240, 9, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (29, 28, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 2, 240, 10, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (30, 29, 1, 'returned', 4, 'none', 4, 1, NULL, NULL, NULL, 10, 'customer', 0, 1, 'shelf', 1, 2, 240, 10, 'changed mind', NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (31, 30, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 1, 240, 11, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (32, 31, 1, 'received', 4, 'none', 4, 1, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 30, 240, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (33, 32, 1, 'received', 3, 'lot', 9, 0, NULL, NULL, NULL, 9, 'supplier', 0, 1, 'shelf', 1, 5, 320, NULL, NULL, NULL);
INSERT INTO movement (id, booking_id, n, what, product_id, tracking, lot_id, plain, unit_id, unit_seq, prev_seq, from_place_id, from_kind, from_physical, to_place_id, to_kind, to_physical, quantity, cost_minor, sale_line_id, reason, scan) VALUES (34, 34, 1, 'sold', 4, 'none', 4, 1, NULL, NULL, NULL, 1, 'shelf', 1, 10, 'customer', 0, 3, 240, 12, NULL, 'CAB');
CREATE TABLE return_line (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        sale_line_id INTEGER NOT NULL,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        prev_seq INTEGER,
        quantity INTEGER NOT NULL CHECK (quantity <> 0),
        quantity_before INTEGER NOT NULL,
        quantity_after INTEGER NOT NULL,
        quantity_sold INTEGER NOT NULL,
        refund_minor INTEGER NOT NULL,
        refund_before INTEGER NOT NULL,
        refund_after INTEGER NOT NULL,
        amount_minor INTEGER NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        destination TEXT NOT NULL CHECK (destination <> ''),
        outcome TEXT NOT NULL CHECK (outcome <> ''),
        CHECK ((seq = 1) = (prev_seq IS NULL)),
        CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
        CHECK (seq > 1 OR (quantity_before = 0 AND refund_before = 0)),
        CHECK (quantity_after = quantity_before + quantity),
        CHECK (quantity_after BETWEEN 0 AND quantity_sold),
        CHECK (refund_after = refund_before + refund_minor),
        CHECK (refund_after BETWEEN 0 AND amount_minor),
        FOREIGN KEY (sale_line_id, quantity_sold, amount_minor) REFERENCES sale_line (id, quantity, amount_minor),
        FOREIGN KEY (sale_line_id, prev_seq, quantity_before, refund_before)
            REFERENCES return_line (sale_line_id, seq, quantity_after, refund_after),
        UNIQUE (booking_id, n),
        UNIQUE (sale_line_id, seq),
        UNIQUE (sale_line_id, seq, quantity_after, refund_after)) STRICT;
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (1, 13, 1, 1, 1, NULL, 1, 0, 1, 1, 39900, 0, 39900, 39900, 'faulty', 'quarantine', 'money');
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (2, 14, 1, 3, 1, NULL, 3, 0, 3, 10, 321, 0, 321, 1070, 'changed mind', 'shelf', 'money');
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (3, 15, 1, 3, 2, 1, 1, 3, 4, 10, 107, 321, 428, 1070, 'changed mind', 'shelf', 'money');
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (4, 17, 1, 6, 1, NULL, 1, 0, 1, 1, 550, 0, 550, 550, 'voided', 'voided', 'voided');
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (5, 23, 1, 8, 1, NULL, 500, 0, 500, 500, 640, 0, 640, 640, 'voided', 'voided', 'voided');
INSERT INTO return_line (id, booking_id, n, sale_line_id, seq, prev_seq, quantity, quantity_before, quantity_after, quantity_sold, refund_minor, refund_before, refund_after, amount_minor, reason, destination, outcome) VALUES (6, 29, 1, 10, 1, NULL, 2, 0, 2, 2, 1980, 0, 1980, 1980, 'changed mind', 'shelf', 'credit note');
CREATE TABLE payment (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        tender TEXT NOT NULL CHECK (tender <> ''),
        amount_minor INTEGER NOT NULL,
        tendered_minor INTEGER NOT NULL,
        UNIQUE (booking_id, n)) STRICT;
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (1, 9, 1, 'cash', 39900, 39900);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (2, 10, 1, 'cash', 39900, 39900);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (3, 11, 1, 'cash', 1500, 1500);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (4, 12, 1, 'cash', 8910, 8910);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (5, 13, 1, 'cash', -39900, -39900);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (6, 14, 1, 'cash', -321, -321);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (7, 15, 1, 'cash', -107, -107);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (8, 16, 1, 'cash', 550, 550);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (9, 17, 1, 'cash', -550, -550);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (10, 21, 1, 'cash', 1980, 1980);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (11, 22, 1, 'cash', 640, 640);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (12, 23, 1, 'cash', -640, -640);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (13, 26, 1, 'card', 990, 990);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (14, 28, 1, 'cash', 1980, 1980);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (15, 29, 1, 'credit', -1980, -1980);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (16, 30, 1, 'credit', 990, 990);
INSERT INTO payment (id, booking_id, n, tender, amount_minor, tendered_minor) VALUES (17, 34, 1, 'cash', 2970, 2970);
CREATE TABLE event (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        what TEXT NOT NULL CHECK (what <> ''),
        product_id INTEGER REFERENCES product (id),
        lot_id INTEGER REFERENCES lot (id),
        unit_id INTEGER REFERENCES unit (id),
        was TEXT,
        became TEXT,
        note TEXT,
        UNIQUE (booking_id, n)) STRICT;
INSERT INTO event (id, booking_id, n, what, product_id, lot_id, unit_id, was, became, note) VALUES (1, 7, 1, 'marked_down', 2, 6, NULL, '2.15', '1.07', NULL);
INSERT INTO event (id, booking_id, n, what, product_id, lot_id, unit_id, was, became, note) VALUES (2, 8, 1, 'dates_signed', NULL, NULL, NULL, NULL, '2026-11-22', NULL);
INSERT INTO event (id, booking_id, n, what, product_id, lot_id, unit_id, was, became, note) VALUES (3, 12, 1, 'recount_due', 4, NULL, NULL, NULL, NULL, 'sold 1 more');
INSERT INTO event (id, booking_id, n, what, product_id, lot_id, unit_id, was, became, note) VALUES (4, 27, 1, 'head_seen', NULL, NULL, NULL, '19', '1fd0dd2b73e319fec19e30e9dcabd7172bcb49fab5d34a1b41287cbc8924dc11', '1');
INSERT INTO event (id, booking_id, n, what, product_id, lot_id, unit_id, was, became, note) VALUES (5, 33, 1, 'held', 3, 9, NULL, NULL, NULL, 'a smell');
CREATE TABLE check_row (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL,
        day TEXT NOT NULL,
        lot_id INTEGER NOT NULL REFERENCES lot (id),
        place_id INTEGER NOT NULL REFERENCES place (id),
        action TEXT NOT NULL CHECK (action <> ''),
        quantity INTEGER NOT NULL CHECK (quantity >= 0),
        late INTEGER NOT NULL CHECK (late IN (0, 1)),
        UNIQUE (booking_id, n)) STRICT;
INSERT INTO check_row (id, booking_id, n, day, lot_id, place_id, action, quantity, late) VALUES (1, 7, 1, '2026-11-22', 6, 1, 'mark_down', 10, 0);
INSERT INTO check_row (id, booking_id, n, day, lot_id, place_id, action, quantity, late) VALUES (2, 7, 2, '2026-11-22', 8, 1, 'waste', 2, 0);
CREATE TABLE balance (
        product_id INTEGER NOT NULL REFERENCES product (id),
        lot_id INTEGER NOT NULL REFERENCES lot (id),
        place_id INTEGER NOT NULL REFERENCES place (id),
        physical INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        movement_id INTEGER NOT NULL REFERENCES movement (id),
        PRIMARY KEY (product_id, lot_id, place_id),
        CHECK (physical = 0 OR quantity >= 0)) STRICT;
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (1, 1, 9, 0, -3, 3);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (1, 1, 1, 1, 1, 23);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 6, 9, 0, -10, 4);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 6, 1, 1, 4, 19);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 7, 9, 0, -20, 5);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 7, 1, 1, 18, 13);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 8, 9, 0, -5, 6);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 8, 1, 1, 3, 21);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (4, 4, 9, 0, -46, 32);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (4, 4, 1, 1, 31, 34);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (5, 5, 9, 0, -4000, 8);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (5, 5, 1, 1, 4000, 27);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 8, 11, 0, 2, 9);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (1, 1, 10, 0, 1, 17);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 6, 10, 0, 6, 19);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (2, 7, 10, 0, 2, 13);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (4, 4, 10, 0, 16, 34);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (4, 4, 13, 0, -1, 15);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (1, 1, 4, 1, 1, 17);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 8, 10, 0, 0, 21);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (1, 1, 3, 1, 0, 23);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (5, 5, 10, 0, 0, 27);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 9, 9, 0, -5, 33);
INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) VALUES (3, 9, 1, 1, 5, 33);
CREATE TABLE unit_at (
        unit_id INTEGER PRIMARY KEY NOT NULL REFERENCES unit (id),
        product_id INTEGER NOT NULL,
        lot_id INTEGER NOT NULL,
        place_id INTEGER NOT NULL REFERENCES place (id),
        seq INTEGER NOT NULL,
        movement_id INTEGER NOT NULL REFERENCES movement (id)) STRICT;
INSERT INTO unit_at (unit_id, product_id, lot_id, place_id, seq, movement_id) VALUES (1, 1, 1, 4, 3, 17);
INSERT INTO unit_at (unit_id, product_id, lot_id, place_id, seq, movement_id) VALUES (2, 1, 1, 10, 2, 11);
INSERT INTO unit_at (unit_id, product_id, lot_id, place_id, seq, movement_id) VALUES (3, 1, 1, 1, 3, 23);
CREATE TABLE credential (
        staff_id INTEGER PRIMARY KEY NOT NULL REFERENCES staff (id),
        salt BLOB NOT NULL CHECK (length(salt) >= 16),
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
        locks INTEGER NOT NULL DEFAULT 0 CHECK (locks >= 0),
        locked_until_us INTEGER) STRICT;
CREATE TABLE badge (
        staff_id INTEGER PRIMARY KEY NOT NULL REFERENCES staff (id),
        code_hash BLOB NOT NULL UNIQUE CHECK (length(code_hash) = 32),
        given_at_us INTEGER NOT NULL) STRICT;
CREATE TABLE role_right (
        role TEXT NOT NULL CHECK (role IN ('manager', 'clerk')),
        action TEXT NOT NULL CHECK (action <> ''),
        granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
        PRIMARY KEY (role, action)) STRICT;
CREATE TABLE drawer (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL UNIQUE REFERENCES booking (id),
        n INTEGER NOT NULL CHECK (n = 1),
        till_id INTEGER NOT NULL REFERENCES till (id),
        session INTEGER NOT NULL CHECK (session >= 1),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        prev_seq INTEGER,
        prev_session INTEGER,
        prev_open INTEGER,
        what TEXT NOT NULL CHECK (what IN ('opened', 'in', 'out', 'closed')),
        is_open INTEGER NOT NULL CHECK (is_open = CASE what WHEN 'closed' THEN 0 ELSE 1 END),
        amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
        expected_minor INTEGER,
        kept_minor INTEGER,
        reason TEXT CHECK (reason <> ''),
        CHECK ((seq = 1) = (prev_seq IS NULL)),
        CHECK ((prev_seq IS NULL) = (prev_session IS NULL)),
        CHECK ((prev_seq IS NULL) = (prev_open IS NULL)),
        CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
        CHECK (prev_seq IS NOT NULL OR (what = 'opened' AND session = 1)),
        CHECK (prev_seq IS NULL OR what <> 'opened' OR (prev_open = 0 AND session = prev_session + 1)),
        CHECK (prev_seq IS NULL OR what = 'opened' OR (prev_open = 1 AND session = prev_session)),
        CHECK (what NOT IN ('in', 'out') OR amount_minor > 0),
        CHECK (what <> 'out' OR reason IS NOT NULL),
        CHECK ((what = 'closed') = (expected_minor IS NOT NULL)),
        CHECK ((what = 'closed') = (kept_minor IS NOT NULL)),
        CHECK (kept_minor IS NULL OR kept_minor BETWEEN 0 AND amount_minor),
        FOREIGN KEY (till_id, prev_seq, prev_session, prev_open) REFERENCES drawer (till_id, seq, session, is_open),
        UNIQUE (till_id, seq),
        UNIQUE (till_id, seq, session, is_open)) STRICT;
INSERT INTO drawer (id, booking_id, n, till_id, session, seq, prev_seq, prev_session, prev_open, what, is_open, amount_minor, expected_minor, kept_minor, reason) VALUES (1, 24, 1, 2, 1, 1, NULL, NULL, NULL, 'opened', 1, 10000, NULL, NULL, NULL);
INSERT INTO drawer (id, booking_id, n, till_id, session, seq, prev_seq, prev_session, prev_open, what, is_open, amount_minor, expected_minor, kept_minor, reason) VALUES (2, 25, 1, 2, 1, 2, 1, 1, 1, 'out', 1, 1500, NULL, NULL, 'window cleaner');
INSERT INTO drawer (id, booking_id, n, till_id, session, seq, prev_seq, prev_session, prev_open, what, is_open, amount_minor, expected_minor, kept_minor, reason) VALUES (3, 27, 1, 2, 1, 3, 2, 1, 1, 'closed', 0, 10450, 10480, 5000, NULL);
CREATE TABLE drawer_piece (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL CHECK (n >= 1),
        face_minor INTEGER NOT NULL CHECK (face_minor > 0),
        number INTEGER NOT NULL CHECK (number > 0),
        UNIQUE (booking_id, n),
        UNIQUE (booking_id, face_minor)) STRICT;
INSERT INTO drawer_piece (id, booking_id, n, face_minor, number) VALUES (1, 27, 1, 5000, 2);
INSERT INTO drawer_piece (id, booking_id, n, face_minor, number) VALUES (2, 27, 2, 200, 2);
INSERT INTO drawer_piece (id, booking_id, n, face_minor, number) VALUES (3, 27, 3, 50, 1);
CREATE TABLE drawer_tender (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        booking_id INTEGER NOT NULL REFERENCES booking (id),
        n INTEGER NOT NULL CHECK (n >= 1),
        tender TEXT NOT NULL CHECK (tender <> '' AND tender <> 'cash'),
        booked_minor INTEGER NOT NULL,
        said_minor INTEGER,
        UNIQUE (booking_id, n),
        UNIQUE (booking_id, tender)) STRICT;
INSERT INTO drawer_tender (id, booking_id, n, tender, booked_minor, said_minor) VALUES (1, 27, 1, 'card', 990, 990);
CREATE TABLE print_job (
        id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
        till_id INTEGER NOT NULL REFERENCES till (id),
        made_at_us INTEGER NOT NULL,
        day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
        kind TEXT NOT NULL CHECK (kind <> ''),
        title TEXT NOT NULL CHECK (title <> ''),
        booking_id INTEGER REFERENCES booking (id),
        body TEXT CHECK (body IS NULL OR (json_valid(body) AND json_type(body) = 'object')),
        printer TEXT NOT NULL CHECK (printer IN ('receipt', 'labels')),
        copies INTEGER NOT NULL CHECK (copies >= 1),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unsure', 'done', 'dropped')),
        tries INTEGER NOT NULL CHECK (tries >= 0),
        trouble TEXT CHECK (trouble <> ''),
        changed_at_us INTEGER NOT NULL,
        CHECK (body IS NOT NULL OR booking_id IS NOT NULL)) STRICT;
CREATE TABLE printed_paper (
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    at_us INTEGER NOT NULL,
    PRIMARY KEY (booking_id, kind)) STRICT;
CREATE TABLE own_number (
    kind TEXT NOT NULL CHECK (kind IN ('lot', 'serial')),
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    last_run INTEGER NOT NULL CHECK (last_run >= 0),
    PRIMARY KEY (kind, head, tail)) STRICT;
CREATE TABLE party_word (
    word TEXT NOT NULL CHECK (word <> ''),
    party_id INTEGER NOT NULL REFERENCES party (id),
    PRIMARY KEY (word, party_id)) STRICT;
INSERT INTO party_word (word, party_id) VALUES ('mia', 1);
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    party_id INTEGER NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('safety', 'other')),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_seq INTEGER,
    given INTEGER NOT NULL CHECK (given IN (0, 1)),
    at_us INTEGER NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    FOREIGN KEY (party_id, kind, prev_seq) REFERENCES consent (party_id, kind, seq),
    UNIQUE (party_id, kind, seq)) STRICT;
CREATE TABLE sale_customer (
    id INTEGER PRIMARY KEY,
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL,
    sale_id INTEGER NOT NULL REFERENCES booking (id),
    party_id INTEGER REFERENCES party (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_seq INTEGER,
    CHECK (sale_id < booking_id),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    FOREIGN KEY (sale_id, prev_seq) REFERENCES sale_customer (sale_id, seq),
    UNIQUE (booking_id, n),
    UNIQUE (sale_id, seq)) STRICT;
CREATE TABLE cover (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('shop', 'legal', 'supplier', 'extension', 'goodwill')),
    sale_line_id INTEGER REFERENCES sale_line (id),
    unit_id INTEGER REFERENCES unit (id),
    product_id INTEGER REFERENCES product (id),
    paid_line_id INTEGER REFERENCES sale_line (id),
    runs_from TEXT NOT NULL CHECK (runs_from IN ('sale', 'delivery', 'activation', 'receiving', 'day')),
    starts_on TEXT,
    number INTEGER CHECK (number > 0),
    unit TEXT CHECK (unit IN ('days', 'weeks', 'months', 'years')),
    lifetime INTEGER NOT NULL CHECK (lifetime IN (0, 1)),
    extra_number INTEGER CHECK (extra_number > 0),
    extra_unit TEXT CHECK (extra_unit IN ('days', 'weeks', 'months', 'years')),
    extra_days INTEGER NOT NULL CHECK (extra_days >= 0),
    until TEXT,
    note TEXT CHECK (note <> ''),
    CHECK (CASE WHEN sale_line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END
           + CASE WHEN product_id IS NULL THEN 0 ELSE 1 END = 1),
    CHECK (sale_line_id IS NULL OR kind <> 'supplier'),
    CHECK (unit_id IS NULL OR kind IN ('shop', 'legal', 'supplier')),
    CHECK (product_id IS NULL OR kind = 'supplier'),
    CHECK ((kind = 'extension') = (paid_line_id IS NOT NULL)),
    CHECK ((number IS NULL) = (unit IS NULL)),
    CHECK (lifetime = 0 OR number IS NULL),
    CHECK ((extra_number IS NULL) = (extra_unit IS NULL)),
    CHECK (number IS NOT NULL OR (extra_number IS NULL AND extra_days = 0 AND until IS NULL)),
    CHECK (number IS NULL OR (starts_on IS NULL) = (until IS NULL)),
    CHECK (starts_on IS NOT NULL OR extra_days = 0),
    CHECK (until IS NULL OR until >= starts_on),
    UNIQUE (booking_id, n)) STRICT;
INSERT INTO cover (id, booking_id, n, kind, sale_line_id, unit_id, product_id, paid_line_id, runs_from, starts_on, number, unit, lifetime, extra_number, extra_unit, extra_days, until, note) VALUES (1, 9, 1, 'shop', 1, NULL, NULL, NULL, 'sale', '2026-11-22', 24, 'months', 0, NULL, NULL, 0, '2028-11-22', NULL);
INSERT INTO cover (id, booking_id, n, kind, sale_line_id, unit_id, product_id, paid_line_id, runs_from, starts_on, number, unit, lifetime, extra_number, extra_unit, extra_days, until, note) VALUES (2, 9, 2, 'legal', 1, NULL, NULL, NULL, 'sale', '2026-11-22', 24, 'months', 0, NULL, NULL, 0, '2028-11-22', NULL);
INSERT INTO cover (id, booking_id, n, kind, sale_line_id, unit_id, product_id, paid_line_id, runs_from, starts_on, number, unit, lifetime, extra_number, extra_unit, extra_days, until, note) VALUES (3, 10, 1, 'shop', 2, NULL, NULL, NULL, 'sale', '2026-11-22', 24, 'months', 0, NULL, NULL, 0, '2028-11-22', NULL);
INSERT INTO cover (id, booking_id, n, kind, sale_line_id, unit_id, product_id, paid_line_id, runs_from, starts_on, number, unit, lifetime, extra_number, extra_unit, extra_days, until, note) VALUES (4, 10, 2, 'legal', 2, NULL, NULL, NULL, 'sale', '2026-11-22', 24, 'months', 0, NULL, NULL, 0, '2028-11-22', NULL);
CREATE TABLE credit (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    code TEXT NOT NULL UNIQUE CHECK (length(code) = 12 AND substr(code, 1, 3) = 'SC-'),
    face_minor INTEGER NOT NULL CHECK (face_minor > 0),
    expires_on TEXT,
    UNIQUE (booking_id, n),
    UNIQUE (code, face_minor),
    UNIQUE (booking_id, code)) STRICT;
INSERT INTO credit (id, booking_id, n, code, face_minor, expires_on) VALUES (1, 29, 1, 'SC-DNM8-GYQJ', 1980, NULL);
CREATE TABLE credit_step (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    code TEXT NOT NULL,
    face_minor INTEGER NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_seq INTEGER,
    what TEXT NOT NULL CHECK (what IN ('issued', 'spent', 'given_back', 'withdrawn')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    before_minor INTEGER NOT NULL,
    after_minor INTEGER NOT NULL CHECK (after_minor >= 0),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK ((seq = 1) = (what = 'issued')),
    CHECK (seq > 1 OR before_minor = 0),
    CHECK ((amount_minor > 0) = (what IN ('issued', 'given_back'))),
    CHECK (what <> 'issued' OR amount_minor = face_minor),
    CHECK (what <> 'withdrawn' OR amount_minor = -face_minor),
    CHECK (after_minor = before_minor + amount_minor),
    CHECK (after_minor <= face_minor),
    FOREIGN KEY (code, face_minor) REFERENCES credit (code, face_minor),
    FOREIGN KEY (code, prev_seq, before_minor) REFERENCES credit_step (code, seq, after_minor),
    UNIQUE (booking_id, n),
    UNIQUE (booking_id, code),
    UNIQUE (code, seq),
    UNIQUE (code, seq, after_minor)) STRICT;
INSERT INTO credit_step (id, booking_id, n, code, face_minor, seq, prev_seq, what, amount_minor, before_minor, after_minor) VALUES (1, 29, 1, 'SC-DNM8-GYQJ', 1980, 1, NULL, 'issued', 1980, 0, 1980);
INSERT INTO credit_step (id, booking_id, n, code, face_minor, seq, prev_seq, what, amount_minor, before_minor, after_minor) VALUES (2, 30, 1, 'SC-DNM8-GYQJ', 1980, 2, 1, 'spent', -990, 1980, 990);
CREATE TABLE claim_route (
        what TEXT NOT NULL,
        prev_state TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (what, prev_state, state)) STRICT;
INSERT INTO claim_route (what, prev_state, state) VALUES ('waits', 'open', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('waits', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('part_came', 'waiting_part', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('sent', 'open', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('sent', 'waiting_part', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('sent', 'repaired', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('sent', 'refused', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('came_back', 'at_supplier', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('repaired', 'open', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('repaired', 'waiting_part', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('repaired', 'at_supplier', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'open', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'waiting_part', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'at_supplier', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'repaired', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'refused', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('replaced', 'credited', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('refused', 'open', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('refused', 'waiting_part', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('refused', 'at_supplier', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('credited', 'open', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('credited', 'waiting_part', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('credited', 'at_supplier', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('credited', 'repaired', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('credited', 'refused', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('handed_back', 'repaired', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('handed_back', 'replaced', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('handed_back', 'refused', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('handed_back', 'credited', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('handed_back', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'open', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'waiting_part', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'at_supplier', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'repaired', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'replaced', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'refused', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('closed', 'credited', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'replaced', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('taken_in', 'credited', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('rma', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('chased', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('chased', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('quoted', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('quoted', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('agreed', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('agreed', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('worked', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('worked', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('worked', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('worked', 'waiting_part', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'replaced', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent', 'credited', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'replaced', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'credited', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('lent_back', 'closed', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'replaced', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'credited', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('note', 'closed', 'closed');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'open', 'open');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'waiting_part', 'waiting_part');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'at_supplier', 'at_supplier');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'repaired', 'repaired');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'replaced', 'replaced');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'refused', 'refused');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'credited', 'credited');
INSERT INTO claim_route (what, prev_state, state) VALUES ('file', 'closed', 'closed');
CREATE TABLE claim (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n = 1),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    sale_line_id INTEGER REFERENCES sale_line (id),
    side TEXT NOT NULL CHECK (side IN ('customer', 'supplier')),
    symptom TEXT NOT NULL CHECK (symptom <> ''),
    note TEXT CHECK (note <> ''),
    basis TEXT NOT NULL CHECK (basis IN ('shop', 'legal', 'supplier', 'extension', 'goodwill', 'paid', 'none')),
    CHECK (side = 'customer' OR sale_line_id IS NULL)) STRICT;
CREATE TABLE claim_step (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    claim_id INTEGER NOT NULL REFERENCES claim (booking_id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_seq INTEGER,
    prev_state TEXT,
    what TEXT NOT NULL CHECK (what <> ''),
    state TEXT NOT NULL CHECK (state IN ('open', 'waiting_part', 'at_supplier', 'repaired', 'replaced', 'refused', 'credited', 'closed')),
    party_id INTEGER REFERENCES party (id),
    rma TEXT CHECK (rma <> ''),
    waits_for TEXT CHECK (waits_for <> ''),
    due_on TEXT,
    other_unit_id INTEGER REFERENCES unit (id),
    amount_minor INTEGER CHECK (amount_minor >= 0),
    note TEXT CHECK (note <> ''),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK ((seq = 1) = (prev_state IS NULL)),
    CHECK ((seq = 1) = (what = 'opened')),
    CHECK (seq > 1 OR state IN ('open', 'at_supplier')),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK (what <> 'waits' OR waits_for IS NOT NULL),
    CHECK (what <> 'rma' OR rma IS NOT NULL),
    CHECK (what NOT IN ('refused', 'note', 'file') OR note IS NOT NULL),
    CHECK (what NOT IN ('lent', 'lent_back') OR other_unit_id IS NOT NULL),
    CHECK (amount_minor IS NULL OR what IN ('credited', 'quoted', 'agreed')),
    FOREIGN KEY (what, prev_state, state) REFERENCES claim_route (what, prev_state, state),
    FOREIGN KEY (claim_id, prev_seq, prev_state) REFERENCES claim_step (claim_id, seq, state),
    UNIQUE (booking_id, n),
    UNIQUE (claim_id, seq),
    UNIQUE (claim_id, seq, state)) STRICT;
CREATE TABLE claim_file (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    claim_id INTEGER NOT NULL REFERENCES claim (booking_id),
    path TEXT NOT NULL CHECK (path <> ''),
    size INTEGER NOT NULL CHECK (size >= 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (booking_id, n)) STRICT;
CREATE TABLE proof (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    unit_id INTEGER NOT NULL UNIQUE REFERENCES unit (id),
    bought_on TEXT NOT NULL,
    seller TEXT NOT NULL CHECK (seller <> ''),
    receipt TEXT CHECK (receipt <> ''),
    warranty_number INTEGER CHECK (warranty_number > 0),
    warranty_unit TEXT CHECK (warranty_unit IN ('days', 'weeks', 'months', 'years')),
    warranty_until TEXT,
    CHECK ((warranty_number IS NULL) = (warranty_unit IS NULL)),
    CHECK ((warranty_number IS NULL) = (warranty_until IS NULL)),
    UNIQUE (booking_id, n)) STRICT;
CREATE TABLE fit (
    id INTEGER PRIMARY KEY,
    part_id INTEGER NOT NULL REFERENCES product (id),
    model_id INTEGER NOT NULL REFERENCES product (id),
    version TEXT NOT NULL,
    note TEXT NOT NULL,
    CHECK (part_id <> model_id),
    UNIQUE (part_id, model_id, version)) STRICT;
CREATE TABLE fitted (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    claim_id INTEGER NOT NULL REFERENCES claim (booking_id),
    host_id INTEGER NOT NULL REFERENCES unit (id),
    line INTEGER NOT NULL CHECK (line >= 1),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_seq INTEGER,
    what TEXT NOT NULL CHECK (what IN ('in', 'out', 'sold', 'given')),
    product_id INTEGER NOT NULL,
    tracking TEXT NOT NULL,
    lot_id INTEGER NOT NULL,
    unit_id INTEGER,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    inside_before INTEGER NOT NULL,
    inside_after INTEGER NOT NULL,
    here_before INTEGER NOT NULL,
    here_after INTEGER NOT NULL,
    note TEXT CHECK (note <> ''),
    CHECK ((seq = 1) = (prev_seq IS NULL)),
    CHECK (prev_seq IS NULL OR prev_seq = seq - 1),
    CHECK ((seq = 1) = (what = 'in')),
    CHECK (seq > 1 OR (inside_before = 0 AND here_before = 0)),
    CHECK (what <> 'in' OR (inside_after = quantity AND here_after = quantity)),
    CHECK (what <> 'out' OR (inside_after = inside_before - quantity
                             AND here_after = CASE here_before WHEN 0 THEN 0 ELSE here_before - quantity END)),
    CHECK (what NOT IN ('sold', 'given') OR (inside_after = inside_before AND here_after = here_before - quantity)),
    CHECK (here_after >= 0 AND inside_after >= here_after),
    CHECK ((tracking = 'serial') = (unit_id IS NOT NULL)),
    CHECK (unit_id IS NULL OR quantity = 1),
    CHECK (unit_id IS NULL OR unit_id <> host_id),
    FOREIGN KEY (product_id, tracking) REFERENCES product (id, tracking),
    FOREIGN KEY (lot_id, product_id) REFERENCES lot (id, product_id),
    FOREIGN KEY (unit_id, product_id, lot_id) REFERENCES unit (id, product_id, lot_id),
    FOREIGN KEY (claim_id, line, prev_seq, host_id, product_id, lot_id, inside_before, here_before)
        REFERENCES fitted (claim_id, line, seq, host_id, product_id, lot_id, inside_after, here_after),
    UNIQUE (booking_id, n),
    UNIQUE (claim_id, line, seq),
    UNIQUE (claim_id, line, seq, host_id, product_id, lot_id, inside_after, here_after)) STRICT;
CREATE TABLE quote_line (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    product_id INTEGER NOT NULL REFERENCES product (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    tax_ppm INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
    said TEXT CHECK (said <> ''),
    UNIQUE (booking_id, n)) STRICT;
CREATE TABLE quote (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n = 1),
    claim_id INTEGER NOT NULL REFERENCES claim (booking_id),
    valid_until TEXT NOT NULL,
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    UNIQUE (booking_id, claim_id)) STRICT;
CREATE TABLE claim_sale (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL UNIQUE REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n = 1),
    claim_id INTEGER NOT NULL UNIQUE REFERENCES claim (booking_id),
    quote_id INTEGER NOT NULL,
    FOREIGN KEY (quote_id, claim_id) REFERENCES quote (booking_id, claim_id)) STRICT;
CREATE TABLE service_plan (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    number INTEGER CHECK (number > 0),
    term_unit TEXT CHECK (term_unit IN ('days', 'weeks', 'months', 'years')),
    CHECK ((number IS NULL) = (term_unit IS NULL)),
    UNIQUE (booking_id, n)) STRICT;
CREATE TABLE service_done (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    n INTEGER NOT NULL CHECK (n >= 1),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    note TEXT CHECK (note <> ''),
    UNIQUE (booking_id, n)) STRICT;
CREATE VIRTUAL TABLE product_words USING fts5 (words, tokenize = 'unicode61', prefix = '1 2 3');
INSERT INTO product_words (rowid, words) SELECT id, words FROM product ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'parked';
INSERT INTO sqlite_sequence (name, seq) VALUES ('parked', 1);
CREATE INDEX party_name ON party (kind, name_key);
CREATE INDEX party_phone ON party (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX product_sku_key ON product (sku_key);
CREATE INDEX barcode_product ON barcode (product_id);
CREATE INDEX lot_code_key ON lot (code_key);
CREATE INDEX lot_expires ON lot (expires_on) WHERE expires_on IS NOT NULL;
CREATE INDEX unit_serial_key ON unit (serial_key);
CREATE INDEX unit_lot ON unit (lot_id);
CREATE TRIGGER place_kind_updated BEFORE UPDATE ON place_kind FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER place_kind_deleted BEFORE DELETE ON place_kind FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER lot_days_insert BEFORE INSERT ON lot FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE (NEW.made_on IS NOT NULL AND NOT (NEW.made_on IS date(NEW.made_on, '+0 days'))) OR (NEW.expires_on IS NOT NULL AND NOT (NEW.expires_on IS date(NEW.expires_on, '+0 days'))); END;
CREATE TRIGGER lot_days_update BEFORE UPDATE ON lot FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE (NEW.made_on IS NOT NULL AND NOT (NEW.made_on IS date(NEW.made_on, '+0 days'))) OR (NEW.expires_on IS NOT NULL AND NOT (NEW.expires_on IS date(NEW.expires_on, '+0 days'))); END;
CREATE TRIGGER product_attributes_insert BEFORE INSERT ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:attributes') WHERE NOT (json_valid(NEW.attributes) AND json_type(NEW.attributes) = 'object'); END;
CREATE TRIGGER product_attributes_update BEFORE UPDATE ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:attributes') WHERE NOT (json_valid(NEW.attributes) AND json_type(NEW.attributes) = 'object'); END;
CREATE TRIGGER unit_attributes_insert BEFORE INSERT ON unit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:attributes') WHERE NOT (json_valid(NEW.attributes) AND json_type(NEW.attributes) = 'object'); END;
CREATE TRIGGER unit_attributes_update BEFORE UPDATE ON unit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:attributes') WHERE NOT (json_valid(NEW.attributes) AND json_type(NEW.attributes) = 'object'); END;
CREATE TRIGGER product_words_added AFTER INSERT ON product FOR EACH ROW BEGIN INSERT INTO product_words (rowid, words) VALUES (NEW.id, NEW.words); END;
CREATE TRIGGER product_words_changed AFTER UPDATE OF words ON product FOR EACH ROW BEGIN UPDATE product_words SET words = NEW.words WHERE rowid = NEW.id; END;
CREATE INDEX booking_day ON booking (day);
CREATE INDEX booking_party ON booking (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX sale_line_product ON sale_line (product_id);
CREATE INDEX sale_line_lot ON sale_line (lot_id);
CREATE INDEX sale_line_unit ON sale_line (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX movement_lot ON movement (lot_id);
CREATE INDEX movement_sale_line ON movement (sale_line_id) WHERE sale_line_id IS NOT NULL;
CREATE INDEX return_line_sale ON return_line (sale_line_id);
CREATE INDEX event_unit ON event (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX event_lot ON event (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX event_product ON event (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX check_row_day ON check_row (day, lot_id, place_id);
CREATE INDEX balance_lot ON balance (lot_id, place_id) WHERE quantity > 0;
CREATE INDEX balance_place ON balance (place_id) WHERE quantity > 0;
CREATE INDEX unit_at_stock ON unit_at (product_id, place_id);
CREATE TRIGGER booking_unchanged BEFORE UPDATE ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER booking_undeleted BEFORE DELETE ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER booking_unreplaced BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM booking x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM booking x WHERE x.request_id = NEW.request_id) OR EXISTS (SELECT 1 FROM booking x WHERE x.till_id = NEW.till_id AND x.till_number = NEW.till_number) OR EXISTS (SELECT 1 FROM booking x WHERE x.series = NEW.series AND x.number = NEW.number) OR EXISTS (SELECT 1 FROM booking x WHERE x.reverses_id = NEW.reverses_id); END;
CREATE TRIGGER sale_line_unchanged BEFORE UPDATE ON sale_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER sale_line_undeleted BEFORE DELETE ON sale_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER sale_line_unreplaced BEFORE INSERT ON sale_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM sale_line x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM sale_line x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER movement_unchanged BEFORE UPDATE ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER movement_undeleted BEFORE DELETE ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER movement_unreplaced BEFORE INSERT ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM movement x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM movement x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM movement x WHERE x.unit_id = NEW.unit_id AND x.unit_seq = NEW.unit_seq); END;
CREATE TRIGGER return_line_unchanged BEFORE UPDATE ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER return_line_undeleted BEFORE DELETE ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER return_line_unreplaced BEFORE INSERT ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM return_line x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM return_line x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM return_line x WHERE x.sale_line_id = NEW.sale_line_id AND x.seq = NEW.seq); END;
CREATE TRIGGER payment_unchanged BEFORE UPDATE ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER payment_undeleted BEFORE DELETE ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER payment_unreplaced BEFORE INSERT ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM payment x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM payment x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER event_undeleted BEFORE DELETE ON event FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER event_unreplaced BEFORE INSERT ON event FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM event x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM event x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER check_row_unchanged BEFORE UPDATE ON check_row FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER check_row_undeleted BEFORE DELETE ON check_row FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER check_row_unreplaced BEFORE INSERT ON check_row FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM check_row x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM check_row x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER route_no_update BEFORE UPDATE ON route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER route_no_delete BEFORE DELETE ON route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER balance_no_delete BEFORE DELETE ON balance FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:balance') WHERE 1; END;
CREATE TRIGGER unit_at_no_delete BEFORE DELETE ON unit_at FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:chain') WHERE 1; END;
CREATE TRIGGER balance_step BEFORE UPDATE ON balance FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:balance') WHERE NOT (NEW.product_id = OLD.product_id AND NEW.lot_id = OLD.lot_id AND NEW.place_id = OLD.place_id AND EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.product_id = NEW.product_id AND m.lot_id = NEW.lot_id AND m.id > OLD.movement_id AND ((m.from_place_id = NEW.place_id AND m.from_physical = NEW.physical AND NEW.quantity = OLD.quantity - m.quantity) OR (m.to_place_id = NEW.place_id AND m.to_physical = NEW.physical AND NEW.quantity = OLD.quantity + m.quantity)))); END;
CREATE TRIGGER balance_first BEFORE INSERT ON balance FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:balance') WHERE NOT EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.product_id = NEW.product_id AND m.lot_id = NEW.lot_id AND 1 AND ((m.from_place_id = NEW.place_id AND m.from_physical = NEW.physical AND NEW.quantity = 0 - m.quantity) OR (m.to_place_id = NEW.place_id AND m.to_physical = NEW.physical AND NEW.quantity = 0 + m.quantity))) OR EXISTS (SELECT 1 FROM balance x WHERE x.product_id = NEW.product_id AND x.lot_id = NEW.lot_id AND x.place_id = NEW.place_id); END;
CREATE TRIGGER unit_at_step BEFORE UPDATE ON unit_at FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:chain') WHERE NOT (EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.unit_id = NEW.unit_id AND m.unit_seq = NEW.seq AND m.to_place_id = NEW.place_id AND m.product_id = NEW.product_id AND m.lot_id = NEW.lot_id AND NEW.unit_id = OLD.unit_id AND NEW.seq = OLD.seq + 1 AND m.from_place_id = OLD.place_id)); END;
CREATE TRIGGER unit_at_first BEFORE INSERT ON unit_at FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:chain') WHERE NOT (EXISTS (SELECT 1 FROM movement m WHERE m.id = NEW.movement_id AND m.unit_id = NEW.unit_id AND m.unit_seq = NEW.seq AND m.to_place_id = NEW.place_id AND m.product_id = NEW.product_id AND m.lot_id = NEW.lot_id AND NEW.seq = 1)) OR EXISTS (SELECT 1 FROM unit_at x WHERE x.unit_id = NEW.unit_id); END;
CREATE TRIGGER sale_line_of_now BEFORE INSERT ON sale_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER movement_of_now BEFORE INSERT ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER return_line_of_now BEFORE INSERT ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER payment_of_now BEFORE INSERT ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER event_of_now BEFORE INSERT ON event FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER check_row_of_now BEFORE INSERT ON check_row FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER booking_day BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.day IS date(NEW.day, '+0 days') AND NEW.day BETWEEN date(NEW.at_us / 1000000 - 50400, 'unixepoch') AND date(NEW.at_us / 1000000 + 50400, 'unixepoch')); END;
CREATE TRIGGER booking_series BEFORE INSERT ON booking FOR EACH ROW WHEN NEW.number > 1 BEGIN SELECT RAISE(ABORT, 'rule:series') WHERE NOT EXISTS (SELECT 1 FROM booking WHERE series = NEW.series AND number = NEW.number - 1); END;
CREATE TRIGGER booking_void BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'void'); END;
CREATE TRIGGER booking_party BEFORE INSERT ON booking FOR EACH ROW WHEN NEW.party_id IS NOT NULL AND NEW.kind IN ('delivery', 'sale', 'return') BEGIN SELECT RAISE(ABORT, 'rule:party') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND kind <> CASE NEW.kind WHEN 'delivery' THEN 'supplier' ELSE 'customer' END); END;
CREATE TRIGGER product_supplier_insert BEFORE INSERT ON product FOR EACH ROW WHEN NEW.supplier_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:party') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.supplier_id AND kind <> 'supplier'); END;
CREATE TRIGGER product_supplier_update BEFORE UPDATE ON product FOR EACH ROW WHEN NEW.supplier_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:party') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.supplier_id AND kind <> 'supplier'); END;
CREATE TRIGGER movement_enough BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.from_physical <> 0 BEGIN SELECT RAISE(ABORT, 'rule:balance') WHERE NOT EXISTS (SELECT 1 FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.from_place_id AND quantity >= NEW.quantity); END;
CREATE TRIGGER movement_held BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what IN ('sold', 'replaced', 'given_away', 'lent') OR (NEW.what = 'used_up' AND NEW.to_kind = 'customer') BEGIN SELECT RAISE(ABORT, 'rule:held') WHERE EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1) OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.unit_id AND (held = 1 OR stolen = 1)); END;
CREATE TRIGGER movement_use_by BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what IN ('sold', 'replaced', 'given_away', 'lent') OR (NEW.what = 'used_up' AND NEW.to_kind = 'customer') BEGIN SELECT RAISE(ABORT, 'rule:use_by') WHERE EXISTS (SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id JOIN booking b ON b.id = NEW.booking_id WHERE l.id = NEW.lot_id AND p.date_kind = 'use_by' AND l.expires_on < b.day); END;
CREATE TRIGGER movement_sold BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what = 'sold' BEGIN SELECT RAISE(ABORT, 'rule:sale_line') WHERE NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id AND l.booking_id = NEW.booking_id AND coalesce(l.unit_id, 0) = coalesce(NEW.unit_id, 0) AND l.quantity >= NEW.quantity + (SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE m.booking_id = NEW.booking_id AND m.sale_line_id = NEW.sale_line_id AND m.what = NEW.what)); END;
CREATE TRIGGER movement_returned BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what = 'returned' BEGIN SELECT RAISE(ABORT, 'rule:return') WHERE NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id AND coalesce(l.unit_id, 0) = coalesce(NEW.unit_id, 0)) OR NEW.quantity + (SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE m.booking_id = NEW.booking_id AND m.sale_line_id = NEW.sale_line_id AND m.what = NEW.what) > (SELECT coalesce(sum(r.quantity), 0) FROM return_line r WHERE r.booking_id = NEW.booking_id AND r.sale_line_id = NEW.sale_line_id); END;
CREATE TRIGGER return_line_left BEFORE INSERT ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:return') WHERE NEW.quantity_sold > (SELECT coalesce(sum(quantity), 0) FROM movement WHERE sale_line_id = NEW.sale_line_id AND what = 'sold'); END;
CREATE TRIGGER payment_out BEFORE INSERT ON payment FOR EACH ROW WHEN NEW.amount_minor < 0 BEGIN SELECT RAISE(ABORT, 'rule:payment') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind IN ('sale', 'return')) AND NEW.amount_minor + (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE booking_id = NEW.booking_id) < -(SELECT coalesce(sum(refund_minor), 0) FROM return_line WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER movement_mirror BEFORE INSERT ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE ((NEW.what = 'voided') <> EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'void')) OR (NEW.what = 'voided' AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id) AND m.n = 1 - NEW.n + (SELECT max(n) FROM movement WHERE booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id)) AND m.lot_id = NEW.lot_id AND coalesce(m.unit_id, 0) = coalesce(NEW.unit_id, 0) AND m.quantity = NEW.quantity AND m.from_place_id = NEW.to_place_id AND m.to_place_id = NEW.from_place_id AND coalesce(m.sale_line_id, 0) = coalesce(NEW.sale_line_id, 0))); END;
CREATE TRIGGER payment_mirror BEFORE INSERT ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'void') AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id) AND p.n = NEW.n AND p.tender = NEW.tender AND p.amount_minor = -NEW.amount_minor); END;
CREATE TRIGGER return_line_mirror BEFORE INSERT ON return_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE (NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'void') AND (NEW.quantity < 0 OR NEW.refund_minor < 0)) OR (EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'void') AND NOT EXISTS (SELECT 1 FROM return_line r WHERE r.booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id) AND r.sale_line_id = NEW.sale_line_id AND r.n = NEW.n AND r.quantity = -NEW.quantity AND r.refund_minor = -NEW.refund_minor) AND NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id) AND l.id = NEW.sale_line_id AND l.n = NEW.n - (SELECT count(*) FROM return_line WHERE booking_id = (SELECT reverses_id FROM booking WHERE id = NEW.booking_id)) AND l.quantity = NEW.quantity AND l.amount_minor = NEW.refund_minor)); END;
CREATE TRIGGER sale_line_warranty_until_day BEFORE INSERT ON sale_line FOR EACH ROW WHEN NEW.warranty_until IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.warranty_until IS date(NEW.warranty_until, '+0 days')); END;
CREATE TRIGGER sale_line_return_until_day BEFORE INSERT ON sale_line FOR EACH ROW WHEN NEW.return_until IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.return_until IS date(NEW.return_until, '+0 days')); END;
CREATE TRIGGER check_row_day_day BEFORE INSERT ON check_row FOR EACH ROW WHEN NEW.day IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.day IS date(NEW.day, '+0 days')); END;
CREATE TRIGGER product_frozen BEFORE UPDATE ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE (OLD.tracking <> NEW.tracking OR OLD.decimals <> NEW.decimals OR OLD.measure <> NEW.measure) AND EXISTS (SELECT 1 FROM balance WHERE product_id = OLD.id); END;
CREATE TRIGGER lot_frozen BEFORE UPDATE ON lot FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE OLD.code <> NEW.code AND EXISTS (SELECT 1 FROM balance WHERE lot_id = OLD.id); END;
CREATE TRIGGER party_frozen BEFORE UPDATE ON party FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE OLD.kind <> NEW.kind; END;
CREATE TRIGGER shop_frozen BEFORE UPDATE ON shop FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE (OLD.digits <> NEW.digits OR OLD.currency <> NEW.currency) AND EXISTS (SELECT 1 FROM booking); END;
CREATE TRIGGER product_unreplaced BEFORE INSERT ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE EXISTS (SELECT 1 FROM product WHERE id = NEW.id); END;
CREATE TRIGGER lot_unreplaced BEFORE INSERT ON lot FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE EXISTS (SELECT 1 FROM lot WHERE id = NEW.id); END;
CREATE TRIGGER unit_unreplaced BEFORE INSERT ON unit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE EXISTS (SELECT 1 FROM unit WHERE id = NEW.id); END;
CREATE TRIGGER party_unreplaced BEFORE INSERT ON party FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.id); END;
CREATE TRIGGER shop_unreplaced BEFORE INSERT ON shop FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE EXISTS (SELECT 1 FROM shop WHERE id = NEW.id); END;
CREATE TRIGGER shop_undeleted BEFORE DELETE ON shop FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE 1; END;
CREATE TRIGGER movement_counted AFTER INSERT ON movement FOR EACH ROW BEGIN UPDATE balance SET quantity = quantity - NEW.quantity, movement_id = NEW.id WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.from_place_id; INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) SELECT NEW.product_id, NEW.lot_id, NEW.from_place_id, NEW.from_physical, -NEW.quantity, NEW.id WHERE NOT EXISTS (SELECT 1 FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.from_place_id); UPDATE balance SET quantity = quantity + NEW.quantity, movement_id = NEW.id WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.to_place_id; INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) SELECT NEW.product_id, NEW.lot_id, NEW.to_place_id, NEW.to_physical, +NEW.quantity, NEW.id WHERE NOT EXISTS (SELECT 1 FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.to_place_id); UPDATE unit_at SET place_id = NEW.to_place_id, seq = NEW.unit_seq, movement_id = NEW.id WHERE unit_id = NEW.unit_id; INSERT INTO unit_at (unit_id, product_id, lot_id, place_id, seq, movement_id) SELECT NEW.unit_id, NEW.product_id, NEW.lot_id, NEW.to_place_id, NEW.unit_seq, NEW.id WHERE NEW.unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit_at WHERE unit_id = NEW.unit_id); SELECT RAISE(ABORT, 'rule:balance') WHERE (SELECT count(*) FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND movement_id = NEW.id AND place_id IN (NEW.from_place_id, NEW.to_place_id)) <> 2; SELECT RAISE(ABORT, 'rule:chain') WHERE NEW.unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit_at WHERE unit_id = NEW.unit_id AND movement_id = NEW.id); END;
CREATE TRIGGER booking_staff BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:staff') WHERE EXISTS (SELECT 1 FROM staff WHERE id = NEW.staff_id AND (active = 0 OR role = 'auditor')); END;
CREATE TRIGGER booking_approver BEFORE INSERT ON booking FOR EACH ROW WHEN NEW.approver_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:staff') WHERE NEW.approver_id = NEW.staff_id OR EXISTS (SELECT 1 FROM staff WHERE id = NEW.approver_id AND (active = 0 OR role = 'auditor')); END;
CREATE TRIGGER staff_owner BEFORE UPDATE ON staff FOR EACH ROW WHEN OLD.role = 'owner' AND OLD.active = 1 AND (NEW.role <> 'owner' OR NEW.active = 0) BEGIN SELECT RAISE(ABORT, 'rule:owner') WHERE (NOT EXISTS (SELECT 1 FROM staff o WHERE o.id <> OLD.id AND o.role = 'owner' AND o.active = 1)) OR (EXISTS (SELECT 1 FROM credential c WHERE c.staff_id = OLD.id) AND NOT EXISTS (SELECT 1 FROM staff o JOIN credential c ON c.staff_id = o.id WHERE o.id <> OLD.id AND o.role = 'owner' AND o.active = 1)); END;
CREATE TRIGGER credential_first BEFORE INSERT ON credential FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:owner') WHERE NOT EXISTS (SELECT 1 FROM staff WHERE id = NEW.staff_id AND role = 'owner' AND active = 1) AND NOT EXISTS (SELECT 1 FROM staff o JOIN credential c ON c.staff_id = o.id WHERE o.id <> NEW.staff_id AND o.role = 'owner' AND o.active = 1); END;
CREATE TRIGGER credential_last BEFORE DELETE ON credential FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:owner') WHERE EXISTS (SELECT 1 FROM staff WHERE id = OLD.staff_id AND role = 'owner' AND active = 1) AND NOT EXISTS (SELECT 1 FROM staff o JOIN credential c ON c.staff_id = o.id WHERE o.id <> OLD.staff_id AND o.role = 'owner' AND o.active = 1) AND EXISTS (SELECT 1 FROM credential c WHERE c.staff_id <> OLD.staff_id); END;
CREATE TRIGGER credential_moved BEFORE UPDATE ON credential FOR EACH ROW WHEN NEW.staff_id <> OLD.staff_id BEGIN SELECT RAISE(ABORT, 'rule:owner') WHERE 1; END;
CREATE TRIGGER drawer_unchanged BEFORE UPDATE ON drawer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_undeleted BEFORE DELETE ON drawer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_unreplaced BEFORE INSERT ON drawer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM drawer x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM drawer x WHERE x.booking_id = NEW.booking_id) OR EXISTS (SELECT 1 FROM drawer x WHERE x.till_id = NEW.till_id AND x.seq = NEW.seq); END;
CREATE TRIGGER drawer_piece_unchanged BEFORE UPDATE ON drawer_piece FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_piece_undeleted BEFORE DELETE ON drawer_piece FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_piece_unreplaced BEFORE INSERT ON drawer_piece FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM drawer_piece x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM drawer_piece x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM drawer_piece x WHERE x.booking_id = NEW.booking_id AND x.face_minor = NEW.face_minor); END;
CREATE TRIGGER drawer_tender_unchanged BEFORE UPDATE ON drawer_tender FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_tender_undeleted BEFORE DELETE ON drawer_tender FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER drawer_tender_unreplaced BEFORE INSERT ON drawer_tender FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM drawer_tender x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM drawer_tender x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM drawer_tender x WHERE x.booking_id = NEW.booking_id AND x.tender = NEW.tender); END;
CREATE TRIGGER drawer_of_now BEFORE INSERT ON drawer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND b.kind = 'cash' AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER drawer_piece_of_now BEFORE INSERT ON drawer_piece FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND b.kind = 'cash' AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER drawer_tender_of_now BEFORE INSERT ON drawer_tender FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND b.kind = 'cash' AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER drawer_of_till BEFORE INSERT ON drawer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND till_id = NEW.till_id); END;
CREATE TRIGGER drawer_piece_first BEFORE INSERT ON drawer_piece FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE EXISTS (SELECT 1 FROM drawer WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER drawer_tender_first BEFORE INSERT ON drawer_tender FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE EXISTS (SELECT 1 FROM drawer WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER drawer_uncounted BEFORE INSERT ON drawer FOR EACH ROW WHEN NEW.what <> 'closed' BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE EXISTS (SELECT 1 FROM drawer_piece WHERE booking_id = NEW.booking_id) OR EXISTS (SELECT 1 FROM drawer_tender WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER drawer_counted BEFORE INSERT ON drawer FOR EACH ROW WHEN NEW.what = 'closed' BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE NEW.amount_minor <> (SELECT coalesce(sum(face_minor * number), 0) FROM drawer_piece WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER drawer_expected BEFORE INSERT ON drawer FOR EACH ROW WHEN NEW.what = 'closed' BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE NEW.expected_minor <> (SELECT coalesce(sum(CASE what WHEN 'out' THEN -amount_minor ELSE amount_minor END), 0) FROM drawer WHERE till_id = NEW.till_id AND session = NEW.session) + (SELECT coalesce(sum(p.amount_minor), 0) FROM payment p JOIN booking b ON b.id = p.booking_id WHERE b.till_id = NEW.till_id AND b.till_number > (SELECT coalesce(max(c.till_number), 0) FROM drawer d JOIN booking c ON c.id = d.booking_id WHERE d.till_id = NEW.till_id AND d.what = 'closed' AND d.session = NEW.session - 1) AND p.tender = 'cash'); END;
CREATE TRIGGER drawer_tenders BEFORE INSERT ON drawer FOR EACH ROW WHEN NEW.what = 'closed' BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE EXISTS (SELECT 1 FROM drawer_tender t WHERE t.booking_id = NEW.booking_id AND t.booked_minor <> (SELECT coalesce(sum(p.amount_minor), 0) FROM payment p JOIN booking b ON b.id = p.booking_id WHERE b.till_id = NEW.till_id AND b.till_number > (SELECT coalesce(max(c.till_number), 0) FROM drawer d JOIN booking c ON c.id = d.booking_id WHERE d.till_id = NEW.till_id AND d.what = 'closed' AND d.session = NEW.session - 1) AND p.tender = t.tender)) OR EXISTS (SELECT 1 FROM payment p JOIN booking b ON b.id = p.booking_id WHERE b.till_id = NEW.till_id AND b.till_number > (SELECT coalesce(max(c.till_number), 0) FROM drawer d JOIN booking c ON c.id = d.booking_id WHERE d.till_id = NEW.till_id AND d.what = 'closed' AND d.session = NEW.session - 1) AND p.tender <> 'cash' AND NOT EXISTS (SELECT 1 FROM drawer_tender t WHERE t.booking_id = NEW.booking_id AND t.tender = p.tender)); END;
CREATE TRIGGER payment_drawer BEFORE INSERT ON payment FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:drawer') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'cash'); END;
CREATE TRIGGER booking_void_drawer BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'cash'); END;
CREATE INDEX print_job_state ON print_job (till_id, state, changed_at_us);
CREATE TRIGGER print_job_begins BEFORE INSERT ON print_job FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:print') WHERE NEW.state <> 'waiting' OR NEW.tries <> 0 OR EXISTS (SELECT 1 FROM print_job x WHERE x.id = NEW.id); END;
CREATE TRIGGER print_job_steps BEFORE UPDATE ON print_job FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:print') WHERE (OLD.state || ' ' || NEW.state) NOT IN ('waiting waiting', 'waiting sending', 'waiting unsure', 'waiting dropped', 'sending waiting', 'sending done', 'sending unsure', 'unsure waiting', 'unsure done', 'unsure dropped') OR NEW.id <> OLD.id OR NEW.till_id <> OLD.till_id OR NEW.made_at_us <> OLD.made_at_us OR NEW.kind <> OLD.kind OR NEW.title <> OLD.title OR coalesce(NEW.booking_id, 0) <> coalesce(OLD.booking_id, 0) OR coalesce(NEW.body, '') <> coalesce(OLD.body, '') OR NEW.tries < OLD.tries; END;
CREATE TRIGGER print_job_stays BEFORE DELETE ON print_job FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:print') WHERE OLD.state NOT IN ('done', 'dropped'); END;
CREATE TRIGGER printed_paper_unchanged BEFORE UPDATE ON printed_paper FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER printed_paper_undeleted BEFORE DELETE ON printed_paper FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER own_number_forward BEFORE UPDATE ON own_number FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:numbers') WHERE NEW.last_run < OLD.last_run OR NEW.kind <> OLD.kind OR NEW.head <> OLD.head OR NEW.tail <> OLD.tail; END;
CREATE TRIGGER own_number_begins BEFORE INSERT ON own_number FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:numbers') WHERE NEW.last_run <> 0; END;
CREATE TRIGGER own_number_undeleted BEFORE DELETE ON own_number FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:numbers') WHERE 1; END;
CREATE INDEX unit_alike ON unit (replace(replace(replace(replace(replace(replace(serial_key, 'o', '0'), 'i', '1'), 'l', '1'), 'b', '8'), 's', '5'), 'z', '2'));
CREATE INDEX lot_alike ON lot (replace(replace(replace(replace(replace(replace(code_key, 'o', '0'), 'i', '1'), 'l', '1'), 'b', '8'), 's', '5'), 'z', '2'));
CREATE INDEX product_alike ON product (replace(replace(replace(replace(replace(replace(sku_key, 'o', '0'), 'i', '1'), 'l', '1'), 'b', '8'), 's', '5'), 'z', '2'));
CREATE TRIGGER consent_unchanged BEFORE UPDATE ON consent FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER consent_undeleted BEFORE DELETE ON consent FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER consent_unreplaced BEFORE INSERT ON consent FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM consent x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM consent x WHERE x.party_id = NEW.party_id AND x.kind = NEW.kind AND x.seq = NEW.seq); END;
CREATE TRIGGER sale_customer_unchanged BEFORE UPDATE ON sale_customer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER sale_customer_undeleted BEFORE DELETE ON sale_customer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER sale_customer_unreplaced BEFORE INSERT ON sale_customer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM sale_customer x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM sale_customer x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM sale_customer x WHERE x.sale_id = NEW.sale_id AND x.seq = NEW.seq); END;
CREATE TRIGGER sale_customer_of_now BEFORE INSERT ON sale_customer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'event') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE INDEX party_email ON party (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX party_merged ON party (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX party_word_party ON party_word (party_id);
CREATE INDEX sale_customer_party ON sale_customer (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX unit_nameless ON unit (nameless, product_id, lot_id) WHERE nameless = 1;
CREATE INDEX sale_line_warranty ON sale_line (warranty_until) WHERE warranty_until IS NOT NULL;
CREATE TRIGGER party_erased BEFORE UPDATE ON party FOR EACH ROW WHEN NEW.erased_at_us IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE NEW.name <> 'erased ' || NEW.id OR NEW.name_key <> 'erased' || NEW.id OR NEW.phone IS NOT NULL OR NEW.phone_key IS NOT NULL OR NEW.email IS NOT NULL OR NEW.email_key IS NOT NULL OR NEW.street IS NOT NULL OR NEW.postcode IS NOT NULL OR NEW.town IS NOT NULL OR NEW.country IS NOT NULL OR NEW.note IS NOT NULL OR EXISTS (SELECT 1 FROM party_word WHERE party_id = NEW.id); END;
CREATE TRIGGER party_born_erased BEFORE INSERT ON party FOR EACH ROW WHEN NEW.erased_at_us IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE NEW.name <> 'erased ' || NEW.id OR NEW.name_key <> 'erased' || NEW.id OR NEW.phone IS NOT NULL OR NEW.phone_key IS NOT NULL OR NEW.email IS NOT NULL OR NEW.email_key IS NOT NULL OR NEW.street IS NOT NULL OR NEW.postcode IS NOT NULL OR NEW.town IS NOT NULL OR NEW.country IS NOT NULL OR NEW.note IS NOT NULL OR EXISTS (SELECT 1 FROM party_word WHERE party_id = NEW.id); END;
CREATE TRIGGER party_stays_erased BEFORE UPDATE ON party FOR EACH ROW WHEN OLD.erased_at_us IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE 1; END;
CREATE TRIGGER party_undeleted BEFORE DELETE ON party FOR EACH ROW WHEN OLD.erased_at_us IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE 1; END;
CREATE TRIGGER party_word_insert BEFORE INSERT ON party_word FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND erased_at_us IS NOT NULL); END;
CREATE TRIGGER party_word_update BEFORE UPDATE ON party_word FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:erased') WHERE EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND erased_at_us IS NOT NULL); END;
CREATE TRIGGER party_merged BEFORE UPDATE ON party FOR EACH ROW WHEN NEW.merged_into IS NOT NULL AND coalesce(OLD.merged_into, 0) <> NEW.merged_into BEGIN SELECT RAISE(ABORT, 'rule:merged') WHERE NEW.kind <> 'customer' OR NOT EXISTS (SELECT 1 FROM party t WHERE t.id = NEW.merged_into AND t.id <> NEW.id AND t.kind = 'customer' AND t.merged_into IS NULL AND t.erased_at_us IS NULL) OR EXISTS (SELECT 1 FROM party a WHERE a.merged_into = NEW.id); END;
CREATE TRIGGER party_born_merged BEFORE INSERT ON party FOR EACH ROW WHEN NEW.merged_into IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:merged') WHERE 1; END;
CREATE TRIGGER consent_party BEFORE INSERT ON consent FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:party') WHERE NOT EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND kind = 'customer' AND (erased_at_us IS NULL OR NEW.given = 0)); END;
CREATE TRIGGER sale_customer_party BEFORE INSERT ON sale_customer FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:party') WHERE NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.sale_id AND kind = 'sale') OR (NEW.party_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM party WHERE id = NEW.party_id AND kind = 'customer' AND (erased_at_us IS NULL))); END;
CREATE TRIGGER unit_frozen BEFORE UPDATE ON unit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE (OLD.serial <> NEW.serial OR coalesce(OLD.nameless, 2) <> coalesce(NEW.nameless, 2)) AND NOT (coalesce(OLD.nameless, 2) = 1 AND coalesce(NEW.nameless, 2) = 0 AND OLD.serial <> NEW.serial) AND EXISTS (SELECT 1 FROM unit_at WHERE unit_id = OLD.id); END;
CREATE TRIGGER cover_unchanged BEFORE UPDATE ON cover FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER cover_undeleted BEFORE DELETE ON cover FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER cover_unreplaced BEFORE INSERT ON cover FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM cover x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM cover x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER cover_of_now BEFORE INSERT ON cover FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind IN ('sale', 'delivery', 'return', 'event', 'claim')) AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE INDEX cover_line ON cover (sale_line_id) WHERE sale_line_id IS NOT NULL;
CREATE INDEX cover_unit ON cover (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX cover_product ON cover (product_id, booking_id) WHERE product_id IS NOT NULL;
CREATE INDEX cover_until ON cover (until) WHERE until IS NOT NULL;
CREATE TRIGGER cover_starts_on_day BEFORE INSERT ON cover FOR EACH ROW WHEN NEW.starts_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.starts_on IS date(NEW.starts_on, '+0 days')); END;
CREATE TRIGGER cover_until_day BEFORE INSERT ON cover FOR EACH ROW WHEN NEW.until IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.until IS date(NEW.until, '+0 days')); END;
CREATE TRIGGER cover_brought BEFORE INSERT ON cover FOR EACH ROW WHEN NEW.product_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:cover') WHERE NOT EXISTS (SELECT 1 FROM movement m WHERE m.booking_id = NEW.booking_id AND m.product_id = NEW.product_id AND m.what IN ('received', 'found')); END;
CREATE TRIGGER cover_paid BEFORE INSERT ON cover FOR EACH ROW WHEN NEW.paid_line_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:cover') WHERE NEW.paid_line_id = NEW.sale_line_id; END;
CREATE TRIGGER product_terms_insert BEFORE INSERT ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:cover') WHERE (NEW.supplier_warranty_number IS NULL) <> (NEW.supplier_warranty_unit IS NULL) OR (NEW.legal_number IS NULL) <> (NEW.legal_unit IS NULL) OR (NEW.extends_number IS NULL) <> (NEW.extends_unit IS NULL) OR (NEW.warranty_lifetime = 1 AND NEW.warranty_number IS NOT NULL); END;
CREATE TRIGGER product_terms_update BEFORE UPDATE ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:cover') WHERE (NEW.supplier_warranty_number IS NULL) <> (NEW.supplier_warranty_unit IS NULL) OR (NEW.legal_number IS NULL) <> (NEW.legal_unit IS NULL) OR (NEW.extends_number IS NULL) <> (NEW.extends_unit IS NULL) OR (NEW.warranty_lifetime = 1 AND NEW.warranty_number IS NOT NULL); END;
CREATE TRIGGER credit_unchanged BEFORE UPDATE ON credit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER credit_undeleted BEFORE DELETE ON credit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER credit_unreplaced BEFORE INSERT ON credit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM credit x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM credit x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM credit x WHERE x.code = NEW.code); END;
CREATE TRIGGER credit_of_now BEFORE INSERT ON credit FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind IN ('return', 'sale')) AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER credit_step_unchanged BEFORE UPDATE ON credit_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER credit_step_undeleted BEFORE DELETE ON credit_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER credit_step_unreplaced BEFORE INSERT ON credit_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM credit_step x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM credit_step x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM credit_step x WHERE x.booking_id = NEW.booking_id AND x.code = NEW.code) OR EXISTS (SELECT 1 FROM credit_step x WHERE x.code = NEW.code AND x.seq = NEW.seq); END;
CREATE TRIGGER credit_step_of_now BEFORE INSERT ON credit_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND ((NEW.what = 'issued' AND b.kind IN ('return', 'sale') AND EXISTS (SELECT 1 FROM credit c WHERE c.code = NEW.code AND c.booking_id = b.id)) OR (NEW.what = 'spent' AND b.kind = 'sale' AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.code = NEW.code AND c.expires_on < b.day)) OR (NEW.what IN ('given_back', 'withdrawn') AND b.kind = 'void' AND EXISTS (SELECT 1 FROM credit_step s WHERE s.booking_id = b.reverses_id AND s.code = NEW.code AND s.n = NEW.n AND s.amount_minor = -NEW.amount_minor))) AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER credit_day BEFORE INSERT ON credit FOR EACH ROW WHEN NEW.expires_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.expires_on IS date(NEW.expires_on, '+0 days')); END;
CREATE TRIGGER credit_step_paid BEFORE INSERT ON credit_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:payment') WHERE (NEW.amount_minor > 0 AND (NEW.amount_minor + (SELECT coalesce(sum(s.amount_minor), 0) FROM credit_step s WHERE s.booking_id = NEW.booking_id)) > -(SELECT coalesce(sum(p.amount_minor), 0) FROM payment p WHERE p.booking_id = NEW.booking_id AND p.tender = 'credit')) OR (NEW.amount_minor < 0 AND (NEW.amount_minor + (SELECT coalesce(sum(s.amount_minor), 0) FROM credit_step s WHERE s.booking_id = NEW.booking_id)) < -(SELECT coalesce(sum(p.amount_minor), 0) FROM payment p WHERE p.booking_id = NEW.booking_id AND p.tender = 'credit')); END;
CREATE TRIGGER credit_step_kept BEFORE INSERT ON credit_step FOR EACH ROW WHEN NEW.what = 'spent' BEGIN SELECT RAISE(ABORT, 'rule:payment') WHERE EXISTS (SELECT 1 FROM payment p WHERE p.booking_id = NEW.booking_id AND p.amount_minor < 0); END;
CREATE TRIGGER payment_credit_kept BEFORE INSERT ON payment FOR EACH ROW WHEN NEW.amount_minor < 0 BEGIN SELECT RAISE(ABORT, 'rule:payment') WHERE EXISTS (SELECT 1 FROM credit_step s WHERE s.booking_id = NEW.booking_id AND s.what = 'spent'); END;
CREATE TRIGGER claim_route_no_insert BEFORE INSERT ON claim_route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_route_no_update BEFORE UPDATE ON claim_route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_route_no_delete BEFORE DELETE ON claim_route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_unchanged BEFORE UPDATE ON claim FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_undeleted BEFORE DELETE ON claim FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_unreplaced BEFORE INSERT ON claim FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM claim x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM claim x WHERE x.booking_id = NEW.booking_id); END;
CREATE TRIGGER claim_of_now BEFORE INSERT ON claim FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER claim_step_unchanged BEFORE UPDATE ON claim_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_step_undeleted BEFORE DELETE ON claim_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_step_unreplaced BEFORE INSERT ON claim_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM claim_step x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM claim_step x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM claim_step x WHERE x.claim_id = NEW.claim_id AND x.seq = NEW.seq); END;
CREATE TRIGGER claim_step_of_now BEFORE INSERT ON claim_step FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER claim_file_unchanged BEFORE UPDATE ON claim_file FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_file_undeleted BEFORE DELETE ON claim_file FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_file_unreplaced BEFORE INSERT ON claim_file FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM claim_file x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM claim_file x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER claim_file_of_now BEFORE INSERT ON claim_file FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER proof_unchanged BEFORE UPDATE ON proof FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER proof_undeleted BEFORE DELETE ON proof FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER proof_unreplaced BEFORE INSERT ON proof FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM proof x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM proof x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM proof x WHERE x.unit_id = NEW.unit_id); END;
CREATE TRIGGER proof_of_now BEFORE INSERT ON proof FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE INDEX claim_unit ON claim (unit_id);
CREATE INDEX claim_sale_line ON claim (sale_line_id) WHERE sale_line_id IS NOT NULL;
CREATE INDEX claim_step_other ON claim_step (other_unit_id) WHERE other_unit_id IS NOT NULL;
CREATE INDEX claim_file_claim ON claim_file (claim_id);
CREATE TRIGGER claim_one_open BEFORE INSERT ON claim FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM claim c JOIN claim_step s ON s.claim_id = c.booking_id AND NOT EXISTS (SELECT 1 FROM claim_step later WHERE later.claim_id = s.claim_id AND later.seq > s.seq) WHERE c.unit_id = NEW.unit_id AND c.side = NEW.side AND s.state <> 'closed') OR EXISTS (SELECT 1 FROM claim c WHERE c.unit_id = NEW.unit_id AND NOT EXISTS (SELECT 1 FROM claim_step s WHERE s.claim_id = c.booking_id)); END;
CREATE TRIGGER claim_of_line BEFORE INSERT ON claim FOR EACH ROW WHEN NEW.sale_line_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.id = NEW.sale_line_id AND l.unit_id = NEW.unit_id); END;
CREATE TRIGGER claim_of_owner BEFORE INSERT ON claim FOR EACH ROW WHEN NEW.side = 'supplier' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM sale_line l WHERE l.unit_id = NEW.unit_id AND l.quantity > (SELECT coalesce(sum(r.quantity), 0) FROM return_line r WHERE r.sale_line_id = l.id)); END;
CREATE TRIGGER booking_void_claim BEFORE INSERT ON booking FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:mirror') WHERE EXISTS (SELECT 1 FROM booking WHERE id = NEW.reverses_id AND kind = 'claim'); END;
CREATE TRIGGER booking_void_claimed BEFORE INSERT ON booking FOR EACH ROW WHEN NEW.kind = 'void' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM sale_line l JOIN claim c ON c.unit_id = l.unit_id JOIN claim_step s ON s.claim_id = c.booking_id AND NOT EXISTS (SELECT 1 FROM claim_step later WHERE later.claim_id = s.claim_id AND later.seq > s.seq) WHERE l.booking_id = NEW.reverses_id AND s.state <> 'closed') OR EXISTS (SELECT 1 FROM sale_line l JOIN claim_step s ON s.other_unit_id = l.unit_id AND s.what = 'replaced' JOIN claim c ON c.booking_id = s.claim_id JOIN return_line r ON r.booking_id = l.booking_id JOIN sale_line o ON o.id = r.sale_line_id AND o.unit_id = c.unit_id WHERE l.booking_id = NEW.reverses_id); END;
CREATE TRIGGER claim_step_away BEFORE INSERT ON claim_step FOR EACH ROW WHEN NEW.prev_state IS NULL OR NEW.prev_state <> 'closed' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE (NEW.state = 'at_supplier') <> (EXISTS (SELECT 1 FROM claim c JOIN unit_at u ON u.unit_id = c.unit_id JOIN place p ON p.id = u.place_id WHERE c.booking_id = NEW.claim_id AND p.kind = 'repairer')); END;
CREATE TRIGGER claim_step_closed BEFORE INSERT ON claim_step FOR EACH ROW WHEN NEW.state = 'closed' AND NEW.prev_state <> 'closed' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM claim c JOIN unit_at u ON u.unit_id = c.unit_id JOIN place p ON p.id = u.place_id WHERE c.booking_id = NEW.claim_id AND p.kind = 'visiting') OR EXISTS (SELECT 1 FROM claim_step s JOIN unit_at u ON u.unit_id = s.other_unit_id JOIN place p ON p.id = u.place_id WHERE s.claim_id = NEW.claim_id AND s.what = 'replaced' AND p.kind = 'visiting'); END;
CREATE TRIGGER movement_claimed BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.unit_id IS NOT NULL AND NEW.what NOT IN ('moved', 'lost', 'found', 'stolen') BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM claim c JOIN claim_step s ON s.claim_id = c.booking_id AND NOT EXISTS (SELECT 1 FROM claim_step later WHERE later.claim_id = s.claim_id AND later.seq > s.seq) WHERE c.unit_id = NEW.unit_id AND s.state IN ('open', 'waiting_part', 'at_supplier', 'repaired', 'refused') AND NOT (c.side = 'supplier' AND NEW.what = 'voided') AND NOT (NEW.what = 'returned' AND NEW.from_kind = 'repairer')) AND NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind = 'claim'); END;
CREATE TRIGGER claim_step_due_on_day BEFORE INSERT ON claim_step FOR EACH ROW WHEN NEW.due_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.due_on IS date(NEW.due_on, '+0 days')); END;
CREATE TRIGGER proof_bought_on_day BEFORE INSERT ON proof FOR EACH ROW WHEN NEW.bought_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.bought_on IS date(NEW.bought_on, '+0 days')); END;
CREATE TRIGGER proof_warranty_until_day BEFORE INSERT ON proof FOR EACH ROW WHEN NEW.warranty_until IS NOT NULL BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.warranty_until IS date(NEW.warranty_until, '+0 days')); END;
CREATE TRIGGER place_kind_insertd BEFORE INSERT ON place_kind FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER product_service_frozen BEFORE UPDATE ON product FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:frozen') WHERE OLD.service <> NEW.service AND EXISTS (SELECT 1 FROM balance WHERE product_id = OLD.id); END;
CREATE TRIGGER movement_service BEFORE INSERT ON movement FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:service') WHERE EXISTS (SELECT 1 FROM product WHERE id = NEW.product_id AND ((service = 1 AND NOT (NEW.from_kind = 'labour' OR NEW.to_kind = 'labour')) OR (service = 0 AND (NEW.from_kind = 'labour' OR NEW.to_kind = 'labour')))); END;
CREATE TRIGGER fitted_unchanged BEFORE UPDATE ON fitted FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER fitted_undeleted BEFORE DELETE ON fitted FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER fitted_unreplaced BEFORE INSERT ON fitted FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM fitted x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM fitted x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n) OR EXISTS (SELECT 1 FROM fitted x WHERE x.claim_id = NEW.claim_id AND x.line = NEW.line AND x.seq = NEW.seq); END;
CREATE TRIGGER fitted_of_now BEFORE INSERT ON fitted FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind IN ('claim', 'sale')) AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER quote_line_unchanged BEFORE UPDATE ON quote_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER quote_line_undeleted BEFORE DELETE ON quote_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER quote_line_unreplaced BEFORE INSERT ON quote_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM quote_line x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM quote_line x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER quote_line_of_now BEFORE INSERT ON quote_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER quote_unchanged BEFORE UPDATE ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER quote_undeleted BEFORE DELETE ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER quote_unreplaced BEFORE INSERT ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM quote x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM quote x WHERE x.booking_id = NEW.booking_id); END;
CREATE TRIGGER quote_of_now BEFORE INSERT ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'claim') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER claim_sale_unchanged BEFORE UPDATE ON claim_sale FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_sale_undeleted BEFORE DELETE ON claim_sale FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER claim_sale_unreplaced BEFORE INSERT ON claim_sale FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM claim_sale x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM claim_sale x WHERE x.booking_id = NEW.booking_id) OR EXISTS (SELECT 1 FROM claim_sale x WHERE x.claim_id = NEW.claim_id); END;
CREATE TRIGGER claim_sale_of_now BEFORE INSERT ON claim_sale FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'sale') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE INDEX fit_model ON fit (model_id);
CREATE INDEX fitted_host ON fitted (host_id);
CREATE INDEX fitted_unit ON fitted (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX fitted_lot ON fitted (lot_id);
CREATE INDEX quote_claim ON quote (claim_id);
CREATE TRIGGER route_no_insert BEFORE INSERT ON route FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER fitted_moved BEFORE INSERT ON fitted FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:fitted') WHERE NOT EXISTS (SELECT 1 FROM claim WHERE booking_id = NEW.claim_id AND unit_id = NEW.host_id) OR EXISTS (SELECT 1 FROM fitted f WHERE f.claim_id = NEW.claim_id AND f.line = NEW.line AND coalesce(f.unit_id, 0) <> coalesce(NEW.unit_id, 0)) OR (SELECT coalesce(sum(m.quantity), 0) FROM movement m WHERE m.booking_id = NEW.booking_id AND m.lot_id = NEW.lot_id AND coalesce(m.unit_id, 0) = coalesce(NEW.unit_id, 0) AND m.what = CASE NEW.what WHEN 'in' THEN 'fitted' WHEN 'out' THEN 'taken_out' WHEN 'sold' THEN 'sold' ELSE 'used_up' END AND (NEW.what = 'in' OR m.from_kind = CASE WHEN NEW.here_before > 0 THEN 'fitted' ELSE 'customer' END)) < (SELECT coalesce(sum(f.quantity), 0) FROM fitted f WHERE f.booking_id = NEW.booking_id AND f.lot_id = NEW.lot_id AND coalesce(f.unit_id, 0) = coalesce(NEW.unit_id, 0) AND f.what = NEW.what) + NEW.quantity; END;
CREATE TRIGGER movement_fitted BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.from_kind = 'fitted' OR NEW.to_kind = 'fitted' OR NEW.what = 'taken_out' BEGIN SELECT RAISE(ABORT, 'rule:fitted') WHERE NOT EXISTS (SELECT 1 FROM booking WHERE id = NEW.booking_id AND kind IN ('claim', 'sale')); END;
CREATE TRIGGER movement_fitted_held BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what = 'fitted' BEGIN SELECT RAISE(ABORT, 'rule:held') WHERE EXISTS (SELECT 1 FROM lot WHERE id = NEW.lot_id AND held = 1) OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.unit_id AND (held = 1 OR stolen = 1)); END;
CREATE TRIGGER movement_fitted_use_by BEFORE INSERT ON movement FOR EACH ROW WHEN NEW.what = 'fitted' BEGIN SELECT RAISE(ABORT, 'rule:use_by') WHERE EXISTS (SELECT 1 FROM lot l JOIN product p ON p.id = l.product_id JOIN booking b ON b.id = NEW.booking_id WHERE l.id = NEW.lot_id AND p.date_kind = 'use_by' AND l.expires_on < b.day); END;
CREATE TRIGGER claim_step_parts BEFORE INSERT ON claim_step FOR EACH ROW WHEN NEW.state = 'closed' AND NEW.prev_state <> 'closed' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM claim c JOIN fitted f ON f.claim_id = c.booking_id WHERE c.booking_id = NEW.claim_id AND c.side = 'customer' AND f.here_after > 0 AND NOT EXISTS (SELECT 1 FROM fitted later WHERE later.claim_id = f.claim_id AND later.line = f.line AND later.seq > f.seq)); END;
CREATE TRIGGER quote_whole BEFORE INSERT ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:quote') WHERE NOT EXISTS (SELECT 1 FROM quote_line l WHERE l.booking_id = NEW.booking_id) OR NEW.total_minor <> (SELECT coalesce(sum(l.amount_minor), 0) FROM quote_line l WHERE l.booking_id = NEW.booking_id); END;
CREATE TRIGGER quote_day BEFORE INSERT ON quote FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.valid_until IS date(NEW.valid_until, '+0 days')); END;
CREATE TRIGGER quote_line_late BEFORE INSERT ON quote_line FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:quote') WHERE EXISTS (SELECT 1 FROM quote WHERE booking_id = NEW.booking_id); END;
CREATE TRIGGER booking_void_repair BEFORE INSERT ON booking FOR EACH ROW WHEN NEW.kind = 'void' BEGIN SELECT RAISE(ABORT, 'rule:claim') WHERE EXISTS (SELECT 1 FROM fitted WHERE booking_id = NEW.reverses_id) OR EXISTS (SELECT 1 FROM claim_sale WHERE booking_id = NEW.reverses_id); END;
CREATE TRIGGER service_plan_unchanged BEFORE UPDATE ON service_plan FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER service_plan_undeleted BEFORE DELETE ON service_plan FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER service_plan_unreplaced BEFORE INSERT ON service_plan FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM service_plan x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM service_plan x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER service_plan_of_now BEFORE INSERT ON service_plan FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind = 'event') AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE TRIGGER service_done_unchanged BEFORE UPDATE ON service_done FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER service_done_undeleted BEFORE DELETE ON service_done FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE 1; END;
CREATE TRIGGER service_done_unreplaced BEFORE INSERT ON service_done FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:written_once') WHERE EXISTS (SELECT 1 FROM service_done x WHERE x.id = NEW.id) OR EXISTS (SELECT 1 FROM service_done x WHERE x.booking_id = NEW.booking_id AND x.n = NEW.n); END;
CREATE TRIGGER service_done_of_now BEFORE INSERT ON service_done FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:booking') WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND (b.kind IN ('event', 'claim')) AND NOT EXISTS (SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number)); END;
CREATE INDEX service_plan_unit ON service_plan (unit_id);
CREATE INDEX service_done_unit ON service_done (unit_id);
CREATE TRIGGER service_done_day BEFORE INSERT ON service_done FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'rule:day') WHERE NOT (NEW.day IS date(NEW.day, '+0 days')); END;
COMMIT;
