"""Products and stock from CSV: whole or not at all, and every bad row named."""

from __future__ import annotations

import pytest

from shopstock.jobs import receive, setup
from shopstock.jobs.imports import BadFile, import_rows
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import engine
from shopstock.store.catalogue import all_products, attributes_of, barcodes_of, product_with_sku
from shopstock.store.lots import lot_coded, units_like
from shopstock.store.people import parties
from shopstock.store.stock import lot_places, standing
from shopstock.store.stock_sums import stock_sums
from shopstock.store.stories import story_of_unit
from tests.store.tracing import everything

PRODUCTS = """sku,name,tracking,price,serial_kind,date_kind,shelf_life_days,measure,warranty
ARX2,Aria X2 phone,serial,399.00,imei,,,,24 months
OAT,Oat milk 1 l,lot,2.15,,best_before,200,,
CAB,USB-C cable,none,9.90,,,,,
CLOTH,Blue linen,lot,18.50,,,,m,
"""
IMEI = "356938035643809"
OTHER_IMEI = "356938035641209"


@pytest.fixture
def session() -> Session:
    store = engine.in_memory()
    setup.new_shop(store, "Corner", "EUR", "Europe/Berlin")
    return setup.open_session(store)


@pytest.fixture
def stocked(session: Session) -> Session:
    assert import_rows(session, PRODUCTS).taken == 4
    return session


def problems(session: Session, text: str | bytes) -> list[str]:
    """What is wrong with a file; nothing of it may be in the shop then."""
    before = _everything(session)
    done = import_rows(session, text)
    assert done.taken == 0
    assert done.bad == len(done.problems) > 0
    assert _everything(session) == before
    return list(done.problems)


def _everything(session: Session) -> list[str]:
    return everything(session.store)


def refused(session: Session, text: str | bytes) -> str:
    before = _everything(session)
    for skip_bad in (False, True):
        with pytest.raises(BadFile) as caught:
            import_rows(session, text, skip_bad=skip_bad)
    assert _everything(session) == before
    assert "\n" not in caught.value.text
    return caught.value.text


# Products


def test_products_with_every_column(session: Session) -> None:
    done = import_rows(
        session,
        "sku,name,tracking,price,barcode,cost,tax_rate,warranty,date_kind,shelf_life_days,measure,decimals,"
        "reorder_at,reorder_quantity,supplier,category,return_days,min_age,serial_kind,attributes\n"
        "H1,Smoked ham,lot,24.90,5901234123457;40170725,13.00,7,,use_by,21,kg,3,"
        "1.5,5,Hof Nord,Meat,0,,,cut=thin;size=M\n",
    )
    assert (done.kind, done.taken, done.bad, done.encoding) == ("products", 1, 0, "text")
    assert done.summary() == "1 item imported"
    found = product_with_sku(session.store, "H1")
    assert found
    assert (found.price_minor, found.cost_minor, found.tax_ppm) == (2490, 1300, 70_000)
    assert (found.measure, found.decimals, found.reorder_at, found.reorder_quantity) == ("kg", 3, 1500, 5000)
    assert attributes_of(found) == {"cut": "thin", "size": "M"}
    assert barcodes_of(session.store, found.id) == ["5901234123457", "40170725"]
    assert [p.id for p in parties(session.store, "supplier", "Hof Nord")] == [found.supplier_id]


def test_every_bad_row_is_listed_with_all_its_faults(session: Session) -> None:
    text = (
        "sku,name,tracking,price,warranty\n"
        "A,Good one,none,1.00,\n"
        "B,Two faults,often,abc,\n"
        "\n"
        ",No code,none,1.00,\n"
        "D,,none,1.00,\n"
        "E,Term,none,1.00,soon\n"
    )
    assert problems(session, text) == [
        'line 3: tracking: "often" is none of none, serial, lot; price: "abc" is no amount',
        "line 5: sku: is missing",
        "line 6: name: is missing",
        'line 7: warranty: "soon" is no term: 24 months, 2 years, 90 days',
    ]
    done = import_rows(session, text, skip_bad=True)
    assert (done.taken, done.bad) == (1, 4)
    assert done.summary() == "1 item imported, 4 bad rows left out"
    assert [p.sku for p in all_products(session.store)] == ["A"]


def test_a_refused_row_leaves_not_even_its_supplier(session: Session) -> None:
    text = "sku,name,tracking,price,date_kind,supplier\nA,Cup,none,1.00,use_by,Volta\nB,Mug,none,2.00,,\n"
    assert problems(session, text)[0].startswith("line 2: date_kind: goods with a date")
    import_rows(session, text, skip_bad=True)
    assert parties(session.store, "supplier", "Volta") == []


def test_a_sku_twice_in_the_file(session: Session) -> None:
    text = "sku,name,tracking,price\nA,Cup,none,1.00\nA,Mug,none,2.00\n"
    assert problems(session, text) == ['line 3: sku: "A" is in line 2 already']


@pytest.mark.parametrize("price", ["1.00", "abc"])
def test_a_fault_does_not_depend_on_other_bad_rows(session: Session, price: str) -> None:
    text = f"sku,name,tracking,price\nA,Cup,none,{price}\nA,Mug,none,2.00\n"
    assert problems(session, text)[-1] == 'line 3: sku: "A" is in line 2 already'


def test_a_known_product_is_changed_and_keeps_what_is_not_in_the_file(stocked: Session) -> None:
    import_rows(stocked, "sku,name,tracking,price\nARX2,Aria X2 phone,serial,379.00\n")
    found = product_with_sku(stocked.store, "ARX2")
    assert found
    assert (found.price_minor, found.warranty_number, found.serial_kind) == (37900, 24, "imei")


def test_a_known_product_needs_its_required_cells_too(stocked: Session) -> None:
    assert problems(stocked, "sku,name,tracking,price\nARX2,,serial\n") == [
        "line 2: name: is missing; price: is missing"
    ]


def test_tracking_is_frozen_once_goods_have_moved(stocked: Session) -> None:
    import_rows(stocked, "sku,quantity\nCAB,5\n")
    found = problems(stocked, "sku,name,tracking,price\nCAB,USB-C cable,lot,9.90\n")
    assert found == ["line 2: tracking, measure and decimals stand still: goods of this item have moved"]


def test_long_names_are_cut_and_said(session: Session) -> None:
    done = import_rows(
        session, f"sku,name,tracking,price\nA,{'n' * 201},none,1.00\nB,{'n' * 200},none,1.00\n"
    )
    assert done.cut == ("line 2: name: cut to 200 characters",)
    assert [len(p.name) for p in all_products(session.store)] == [200, 200]


def test_ten_thousand_characters_in_every_cell(session: Session) -> None:
    long = "9" * 10_000
    columns = (
        "sku,name,tracking,price,barcode,cost,tax_rate,warranty,date_kind,shelf_life_days,measure,"
        "decimals,reorder_at,reorder_quantity,supplier,category,return_days,min_age,serial_kind,attributes"
    )
    row = ",".join([long] * 20)
    found = problems(session, f"{columns}\n{row}\n")
    assert "sku: the code has 10000 characters, 64 is the most" in found[0]
    assert len(found[0]) < 2000
    stock = "sku,quantity,serial,lot,made_on,expires_on,cost,place,supplier,invoice,received_on,attributes"
    assert len(problems(session, f"{stock}\n{','.join([long] * 12)}\n")[0]) < 2000


@pytest.mark.parametrize("name", ["tin [/] lid", "Bolt [M8]", "[@click=app.quit]x[/]", '5" pipe', "=1+2"])
def test_hostile_names_are_kept_as_text(session: Session, name: str) -> None:
    import_rows(session, f"sku,name,tracking,price\nA,{name},none,1.00\n")
    assert [p.name for p in all_products(session.store)] == [name]


def test_escape_sequences_do_not_reach_a_report(session: Session) -> None:
    (said,) = problems(session, "sku,name,tracking,price\nA,Cup,none,\x1b[31mred\u202e\n")
    assert said == 'line 2: price: "[31mred" is no amount'
    assert "\x1b" not in refused(session, "sku,name,\x1b[2Jtracking,price\n")


# The file as a whole


def test_the_delimiter_is_found_by_the_header(session: Session) -> None:
    for n, sign in enumerate((",", ";", "\t")):
        price = "1,25" if sign == ";" else "1.25"
        header = sign.join(("sku", "name", "tracking", "price"))
        done = import_rows(session, f"{header}\n{sign.join((f'A{n}', 'Cup', 'none', price))}\n")
        assert done.taken == 1
    assert {p.price_minor for p in all_products(session.store)} == {125}


def test_a_header_in_other_dress(session: Session) -> None:
    done = import_rows(session, '"SKU";Name; Tracking ;"Price";Tax Rate\r\nA;Cup;none;1;20\r\n')
    assert done.taken == 1
    found = product_with_sku(session.store, "A")
    assert found
    assert found.tax_ppm == 200_000


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
    ],
)
def test_encodings(session: Session, encoding: str, said: str) -> None:
    done = import_rows(session, "sku,name,tracking,price\nA,Kühlakku 5 €,none,1.00\n".encode(encoding))
    assert done.encoding == said
    assert [p.name for p in all_products(session.store)] == ["Kühlakku 5 €"]


def test_bytes_that_are_no_text(session: Session) -> None:
    header = b"sku,name,tracking,price\n"
    assert refused(session, header + b"A,\x81\xff,none,1\n").startswith("line 2: is neither UTF-8")
    assert refused(session, header + b"A,a\0b,none,1\n").startswith("line 2: holds a NUL byte")
    assert "spreadsheet" in refused(session, b"PK\x03\x04....")
    assert refused(session, "\ufeff".encode("utf-16-le") + b"a").startswith("line 1: is neither")


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n\r\n", "   "])
def test_an_empty_file(session: Session, text: str) -> None:
    assert refused(session, text) == "the file is empty"
    assert refused(session, text.encode()) == "the file is empty"


def test_wrong_headers(session: Session) -> None:
    assert refused(session, ",,,\n").startswith("line 1: is no header.")
    assert refused(session, "hello\n").startswith("line 1: is no header. Products need sku, name, tracking")
    twice = refused(session, "sku,name,tracking,price,Name\n")
    assert twice == 'line 1: the column "name" is there twice'
    unknown = refused(session, "sku,name,tracking,prise,price,colour\n")
    assert unknown.startswith('line 1: "prise", "colour" are no columns of products. Known: sku, name,')
    missing = refused(session, "\n\nsku,name,price\nA,Cup,1\n")
    assert missing.startswith("line 3: the column is missing: tracking. Needed: sku, name")
    assert "is no column of stock" in refused(session, "sku,quantity,price\n")
    assert "missing: sku" in refused(session, "quantity\n5\n")
    both = refused(session, "sku,name,tracking,price,quantity\n")
    assert both.startswith('line 1: "quantity" is no column of products')


def test_a_header_alone_is_nothing_to_do(session: Session) -> None:
    assert import_rows(session, "sku,quantity").summary() == "0 stock lines imported"


def test_line_numbers_are_those_of_the_file(session: Session) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(
            ("sku,name,tracking,price", f'A,"Mug{end}two lines",none,1.00', "", "B,Cup,none,abc", "")
        )
        assert problems(session, text) == ['line 5: price: "abc" is no amount']


def test_a_line_break_in_a_name_is_a_space(session: Session) -> None:
    import_rows(session, 'sku,name,tracking,price\nA,"Mug\r\nlarge",none,1.00\n')
    assert [p.name for p in all_products(session.store)] == ["Mug large"]


def test_broken_quotes(session: Session) -> None:
    open_quote = 'sku,name,tracking,price\nA,Cup,none,1.00\nB,"Mug,none,2.00\nC,Pot,none,3.00\n'
    assert refused(session, open_quote) == "line 3: a quote opens here and is never closed"
    after = 'sku,name,tracking,price\nA,"Mug" blue,none,1.00\nB,Cup,none,2.00\n'
    assert problems(session, after)[0].startswith("line 2: text stands after a closing quote")
    assert import_rows(session, after, skip_bad=True).taken == 1
    assert "never closed" in refused(session, f'sku,name,tracking,price\nA,"{"x" * 200_000}')


def test_cells_without_a_column(session: Session) -> None:
    text = "sku,name,tracking,price,\nA,Cup,none,1.00,,\nB,Mug,none,1,50,\n"
    assert problems(session, text) == ["line 3: cell 5 has no column in the header"]


# Stock


def test_stock_of_every_tracking(stocked: Session) -> None:
    done = import_rows(
        stocked,
        "sku,quantity,serial,lot,expires_on,cost,place,supplier,attributes\n"
        f"ARX2,1,{IMEI},,,268.00,back,Volta,colour=blue\n"
        "OAT,24,,24B07,2027-03,1.10,,Hof Nord,\n"
        "OAT,12,,24B08,,,,,\n"
        "CLOTH,12.5,,81C,,,,,\n"
        "CAB,40,,,,,,,\n",
    )
    assert (done.kind, done.taken, done.problems) == ("stock", 5, ())
    store = stocked.store
    (unit,) = units_like(store, IMEI)
    assert (unit.place_code, unit.attributes) == ("BACK", '{"colour": "blue"}')
    milk = product_with_sku(store, "OAT")
    assert milk
    printed = lot_coded(store, milk.id, "24B07")
    assert printed
    assert printed.expires
    assert (printed.expires.day.isoformat(), printed.expires.precision) == ("2027-03-31", "month")
    by_shelf_life = lot_coded(store, milk.id, "24B08")
    assert by_shelf_life
    assert by_shelf_life.expires
    assert (by_shelf_life.expires.day - stocked.today()).days == 200
    assert {s.sku: s.on_hand for s in stock_sums(store, stocked.today())} == {
        "ARX2": 1,
        "OAT": 36,
        "CLOTH": 1250,
        "CAB": 40,
    }


def test_deliveries_are_booked_on_their_day(stocked: Session) -> None:
    import_rows(
        stocked,
        "sku,quantity,serial,supplier,invoice,received_on\n"
        f"ARX2,1,{IMEI},Volta,V-2,2026-02-10\nCAB,5,,Volta,V-2,2026-02-10\n"
        f"ARX2,1,{OTHER_IMEI},Volta,V-1,2026-01-05\nCAB,1,,,,\n",
    )
    rows = stocked.store.db.execute_sql("SELECT day, note, number FROM booking ORDER BY id").fetchall()
    assert rows[:2] == [("2026-01-05", "V-1", 1), ("2026-02-10", "V-2", 2)]
    assert rows[2][0] == stocked.today().isoformat()
    assert len(rows) == 3
    (unit,) = units_like(stocked.store, IMEI)
    (step,) = story_of_unit(stocked.store, unit.id)
    assert (step.party, stocked.day_at(step.at_us).isoformat()) == ("Volta", "2026-02-10")
    assert len(parties(stocked.store, "supplier", "Volta")) == 1


def test_everything_wrong_with_stock(stocked: Session) -> None:
    found = problems(
        stocked,
        "sku,quantity,serial,lot,made_on,expires_on,place,received_on,attributes,cost\n"
        "NOPE,1,,,,,,,,\n"
        ",x,,,,,,,,\n"
        f"ARX2,2,{IMEI},,,,,,,\n"
        "ARX2,1,,,,,,,,\n"
        "ARX2,1,356938035643800,,,,,,,\n"
        "OAT,5,,,,,,,,\n"
        "OAT,0,,A,,31/01/2026,,,,\n"
        "OAT,1.5,S1,A,2026-02-30,,,,,\n"
        "CAB,1,,A,,2027-01,,,colour=blue,1.234\n"
        "CAB,1,,,,,MOON,2999-01-01,,\n"
        "CAB,1,,,,,CUSTOMER,0001-01-01,,\n"
        f"OAT,1,,{'L' * 65},2027-01-02,2027-01-01,VISITING,soon,blue,\n",
    )
    assert found == [
        'line 2: sku: "NOPE" is no item of this shop. Import products first',
        'line 3: sku: is missing; quantity: "x" is no quantity',
        "line 4: quantity: must be 1, each piece has its own serial and row",
        "line 5: serial: is missing, Aria X2 phone is tracked by serial",
        "line 6: serial: IMEI 356938035643800: the last digit is 0, 9 would be right",
        "line 7: lot: is missing, Oat milk 1 l is tracked by lot",
        'line 8: quantity: is nothing; expires_on: "31/01/2026" is no date: 2027-03-31, 2027-03 or 2027',
        (
            'line 9: quantity: "1.5" is no whole quantity; serial: Oat milk 1 l is not tracked by serial;'
            ' made_on: "2026-02-30" is no day of the calendar'
        ),
        (
            'line 10: lot: USB-C cable is not tracked by lot; cost: "1.234" has more than 2 decimals;'
            " attributes: only pieces with a serial bear their own"
        ),
        "line 11: place: MOON is no place of this shop; received_on: 2999-01-01 is in the future",
        "line 12: place: CUSTOMER is no place of this shop; received_on: 0001-01-01 is before 1970",
        (
            "line 13: lot: it has 65 characters, 64 is the most; made_on: is after expires_on;"
            " place: VISITING is no place of this shop;"
            ' received_on: "soon" is no date: 2027-03-31, 2027-03 or 2027;'
            ' attributes: "blue" is no attribute such as colour=blue'
        ),
    ]


def test_a_serial_twice_in_the_file_and_in_the_shop(stocked: Session) -> None:
    # Fourteen digits of an IMEI are the same serial once they are complete.
    text = f"sku,quantity,serial\nARX2,1,{IMEI}\nARX2,1,{IMEI[:14]}\nARX2,1,{OTHER_IMEI}\n"
    assert problems(stocked, text) == [f'line 3: serial: "{IMEI}" is in line 2 already']
    done = import_rows(stocked, text, skip_bad=True)
    assert (done.taken, done.bad) == (2, 1)
    again = problems(stocked, f"sku,quantity,serial\nARX2,1,{IMEI}\n")
    assert again == ["line 2: serial: ..3809 is in the shop already, at SHELF-1. Not taken in again"]


def test_the_second_of_two_serials_is_at_fault_whatever_the_first_is(stocked: Session) -> None:
    text = f"sku,quantity,serial\nARX2,5,{IMEI}\nARX2,1,{IMEI}\n"
    assert problems(stocked, text)[1] == f'line 3: serial: "{IMEI}" is in line 2 already'


def test_one_lot_one_date(stocked: Session) -> None:
    text = (
        "sku,quantity,lot,expires_on\nOAT,1,A,2027-03-31\nOAT,1,A,2027-03\nOAT,1,A,\n"
        "OAT,1,B,\nOAT,1,B,2027-05-01\n"
    )
    assert problems(stocked, text) == [
        "line 3: expires_on: lot A has 2027-03-31 in line 2. One lot, one date"
    ]
    assert import_rows(stocked, text, skip_bad=True).taken == 4
    milk = product_with_sku(stocked.store, "OAT")
    assert milk
    known = lot_coded(stocked.store, milk.id, "B")
    assert known
    assert known.expires
    assert known.expires.day.isoformat() == "2027-05-01"
    assert sum(s.quantity for s in lot_places(stocked.store, known.id)) == 2
    (later,) = problems(stocked, "sku,quantity,lot,expires_on\nOAT,1,A,2027-04-01\n")
    assert later.startswith("line 2: expires_on: lot A is here with 31 Mar")


def test_a_lot_that_is_here_without_a_date_gets_the_one_that_comes_later(stocked: Session) -> None:
    import_rows(stocked, "sku,quantity,lot\nCLOTH,5,81C\n")
    import_rows(stocked, "sku,quantity,lot,expires_on\nCLOTH,5,81C,2027-04-01\n")
    cloth = product_with_sku(stocked.store, "CLOTH")
    assert cloth
    known = lot_coded(stocked.store, cloth.id, "81C")
    assert known
    assert known.expires
    assert known.expires.day.isoformat() == "2027-04-01"


def test_a_sku_in_other_dress(stocked: Session) -> None:
    import_rows(stocked, "sku,quantity\ncab,5\n")
    cable = product_with_sku(stocked.store, "CAB")
    assert cable
    assert [s.quantity for s in standing(stocked.store, cable.id)] == [5]


def test_serials_and_lots_of_64_characters_pass(stocked: Session) -> None:
    import_rows(stocked, "sku,name,tracking,price\nTOY,Toy,serial,5.00\n")
    text = "sku,quantity,serial\nTOY,1,{}\n"
    assert import_rows(stocked, text.format("S" * 64)).taken == 1
    (said,) = problems(stocked, text.format("S" * 65))
    assert said == "line 2: serial: serial has 65 characters, 64 is the most"


def test_a_long_supplier_is_one_supplier_and_said(stocked: Session) -> None:
    done = import_rows(stocked, f"sku,quantity,supplier\nCAB,1,{'V' * 90}\nCAB,1,{'V' * 90}\n")
    assert done.cut == tuple(f"line {n}: supplier: cut to 80 characters" for n in (2, 3))
    assert stocked.store.db.execute_sql("SELECT count(*) FROM party").fetchone() == (1,)


def test_ten_thousand_rows(stocked: Session) -> None:
    rows = "".join(f"CAB,{n % 9 + 1}\n" for n in range(10_000))
    assert import_rows(stocked, "sku,quantity\n" + rows).taken == 10_000


def test_a_piece_that_was_sent_back_may_come_again(stocked: Session) -> None:
    import_rows(stocked, f"sku,quantity,serial\nARX2,1,{IMEI}\n")
    from shopstock.jobs.move import Shift, move
    from shopstock.store.places import place_coded

    (unit,) = units_like(stocked.store, IMEI)
    shelf = place_coded(stocked.store, "SHELF-1")
    assert shelf
    move(stocked, new_request_id(), (Shift(unit.lot_id, 1, shelf, unit.id),), "sent_back")
    assert import_rows(stocked, f"sku,quantity,serial\nARX2,1,{IMEI}\n").taken == 1
    (unit,) = units_like(stocked.store, IMEI)
    assert unit.place_kind == "shelf"


def test_a_customers_own_place_takes_no_deliveries(session: Session) -> None:
    with pytest.raises(receive.UnknownPlace):
        receive.receiving_place(session, "VISITING")
