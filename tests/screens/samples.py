"""Sample views for every pane: an ordinary shop, and the same views with names out to break a terminal."""

from __future__ import annotations

from dataclasses import replace

from shopstock.desk.answer import Answer
from shopstock.refusal import Key, State
from tests.screens import (
    ahead_samples,
    backtest_samples,
    bench_samples,
    claim_samples,
    count_samples,
    credit_samples,
    labels_samples,
    loss_samples,
    people_samples,
    print_samples,
    receipt_samples,
    scanner_samples,
    settings_samples,
    staff_samples,
)
from tests.screens import all_views as v
from tests.screens import cash_samples as cash

PHONE = "Aria X2 phone 128 GB blue"
SERIAL = "356938035643809"

HOSTILE: dict[str, str] = {
    "closing tag": "tin [/] lid",
    "brackets": "Bolt [M8]",
    "click": "[@click=app.quit]x[/]",
    "right to left": "cable \u202e1 m\u2066",
    "escape": "\x1b[2J\x1b]0;title\x07red \x1b[31mname",
    "controls": "a\x00b\x08c\rd\ne\x1d\x7ff\x9b31m",
    "wide": "東京都の携帯電話ケース青色限定版セット",
    "marks": "Zo\u0308e\u0301" + "\u0301" * 300 + " kettle",
    "ten thousand": "x" * 10_000,
    "ten thousand wide": "漢" * 10_000,
    "ten thousand marks": "a" + "\u0300" * 10_000,
    "family": "👨\u200d👩\u200d👧 set 👍🏽",
    "empty": "",
}


def sell_line(n: int, name: str = PHONE, **changes: object) -> v.SellLine:
    """One line of a basket."""
    fields: dict[str, object] = {
        "n": n,
        "sku": f"SKU{n}",
        "name": name,
        "serial": None,
        "lot": None,
        "date": None,
        "date_kind": None,
        "quantity": "1",
        "price": "9.90",
        "amount": "9.90",
        "state": "ok",
    }
    return v.SellLine(**{**fields, **changes})  # type: ignore[arg-type]


def basket(name: str = PHONE) -> v.SellView:
    """Three sold lines, one refused, one that asks."""
    lines = [
        sell_line(1, name, serial=SERIAL, amount="399.00", warranty_until="2028-11-22", note="24 months"),
        sell_line(2, "USB-C cable 1 m", quantity="2", amount="19.80", discount_percent="10"),
        sell_line(3, "Oat milk 1 l", lot="24B07", date="2026-12-03", date_kind="best_before", amount="2.15"),
        sell_line(4, "Salmon fillet 200 g", lot="9F31", date="2026-11-21", date_kind="use_by", state="stop"),
        sell_line(5, "Aria X2 phone", state="ask", amount=None),
    ]
    questions = [
        v.OpenQuestion(
            4, "sell.use_by_passed", "Salmon lot 9F31: use-by was 21 Nov.", [["P", "pull"], ["W", "waste"]]
        ),
        v.OpenQuestion(
            5,
            "sell.which_serial",
            f"{name} needs its serial",
            [],
            [v.Choice(n, f"..37{n:02} at SHELF-1", f"3569380356437{n:02}") for n in range(1, 6)],
        ),
    ]
    return v.SellView(lines, "420.95", None, questions)


def paid() -> v.SellView:
    """The same basket, paid."""
    lines = basket().lines[:3]
    return v.SellView(
        lines,
        "420.95",
        "R. Patel",
        [],
        paid="420.95",
        receipt="R1-000124",
        tendered="450.00",
        change="29.05",
        payments=[v.Paid("cash", "420.95")],
    )


def part_paid() -> v.SellView:
    """Ten given, the rest still due."""
    return v.SellView(basket().lines[:3], "420.95", None, [], paid="10.00", due="410.95")


def nobody() -> v.SellView:
    """An empty basket with two parked ones."""
    parked = [v.Choice(1, "09:02  R. Blue jacket  84.00"), v.Choice(2, "08:41  2 lines  12.40")]
    return v.SellView([], "0.00", None, [], parked=parked)


def history() -> list[v.HistoryRow]:
    """The story of one phone."""
    return [
        v.HistoryRow(
            "2026-10-12T09:02:00+02:00", "received", "Volta", "BACK-03", "GR-000099", "Mia", "V-8790"
        ),
        v.HistoryRow("2026-10-12T09:40:00+02:00", "moved", "BACK-03", "SHELF-1", "MV-000210", "Tom", None),
        v.HistoryRow(
            "2026-11-04T15:21:00+01:00", "sold", "SHELF-1", "R. Patel", "R1-001007", "Mia", "24 months"
        ),
        v.HistoryRow(
            "2026-11-19T11:03:00+01:00", "returned", "R. Patel", "QUAR-1", "RT-000031", "Mia", "no sound"
        ),
        v.HistoryRow(
            "2026-11-19T11:05:00+01:00", "repaired", "QUAR-1", "BENCH", "RP-000031", "Tom", "speaker"
        ),
    ]


def unit(name: str = PHONE) -> v.UnitView:
    """A sold phone."""
    return v.UnitView(
        SERIAL,
        "ARX2-128-B",
        name,
        {"colour": "blue"},
        "sold",
        None,
        None,
        v.Warranty("in", "2028-11-04", 713),
        v.UnitSale("R1-001007", "2026-11-04", name, "399.00"),
        history(),
        "399.00",
        "268.00",
    )


def covered_unit() -> v.UnitView:
    """A phone with terms of every kind."""
    return replace(unit(), covers=covers(), pays=["us", "supplier"])


def covers() -> list[v.CoverView]:
    """Terms of every kind on 22 Nov 2026: over, running, to come, without an end, waiting."""
    return [
        v.CoverView("shop", "us", "2025-11-04", "2026-11-04", -18, "over", "12 months"),
        v.CoverView("legal", "us", "2025-11-04", "2027-11-04", 347, "in", "24 months"),
        v.CoverView("extension", "extension", "2027-11-05", "2028-11-04", 713, "not_started", "12 months"),
        v.CoverView("goodwill", "us", "2026-11-01", None, None, "lifetime", "lifetime"),
        v.CoverView("supplier", "supplier", "2025-09-14", "2026-12-14", 22, "in", "15 months"),
        v.CoverView("shop", "us", None, None, None, "not_started", "24 months", "delivery"),
    ]


def held_unit() -> v.UnitView:
    """A phone in quarantine."""
    return v.UnitView(
        SERIAL,
        "ARX2-128-B",
        PHONE,
        {},
        "held",
        "QUAR-1",
        None,
        v.Warranty("over", "2026-11-12", -10),
        None,
        history()[:2],
        "399.00",
        None,
        "faulty return 03 Oct",
    )


def lot(name: str = "Chocolate bar") -> v.LotView:
    """A recalled lot."""
    return v.LotView(
        "K22",
        "CHOC",
        name,
        "2026-11-30",
        "best_before",
        "recalled",
        "40",
        "158",
        "3",
        "2",
        [v.PlaceQuantity("SHELF-4", "28"), v.PlaceQuantity("BACK-01", "12")],
        8,
        "200",
        history(),
    )


def product(name: str = PHONE) -> v.ProductView:
    """A phone in the catalogue."""
    units = [v.ProductUnit(f"3569380356437{n:02}", "SHELF-1", "2026-11-22", "in_stock") for n in range(6)]
    units.append(v.ProductUnit("356938035642900", "QUAR-1", "2026-10-03", "held"))
    return v.ProductView(
        "ARX2-128-B",
        name,
        "399.00",
        "8",
        [v.PlaceQuantity("SHELF-1", "7"), v.PlaceQuantity("QUAR-1", "1")],
        [v.ProductLot("24B07", "2027-02-14", "12", "SHELF-2")],
        units,
        "serial",
        "each",
        ["5901234123457", "05901234123464"],
        {"colour": "blue"},
        "268.00",
        "20",
        "24 months",
        "best_before",
        "Phones",
        "Volta Wholesale",
        "3",
        [2, 3, 1, 4, 3, 5, 2, 4, 6, 3, 4, 3],
        "41",
        "3",
    )


def receipt(name: str = "R. Patel") -> v.ReceiptView:
    """A paid ticket."""
    return v.ReceiptView(
        "R1-000124",
        "2026-11-22T09:14:00+01:00",
        "Mia",
        name,
        basket(name).lines[:3],
        "420.95",
        [v.Paid("cash", "20.95"), v.Paid("card", "400.00")],
        "R1-000125",
    )


def place(name: str = "Oat milk 1 l") -> v.PlaceView:
    """A shelf."""
    rows = [v.PlaceRow("OAT", name, "24B07", "9"), v.PlaceRow("USBC", "USB-C cable 1 m", None, "31")]
    return v.PlaceView("SHELF-2", "Second shelf", "shelf", rows)


def customer(name: str = "R. Patel") -> v.CustomerView:
    """A customer and what they bought."""
    owned = [
        v.Owned("ARX2", PHONE, SERIAL, "R1-001007", "2026-11-04", "1", "2028-11-04"),
        v.Owned("USBC", name, None, "R1-001007", "2026-11-04", "2", None),
    ]
    return v.CustomerView(name, "555 0102", owned)


def choices(name: str = PHONE) -> v.ChoicesView:
    """Two meanings of one code."""
    return v.ChoicesView(
        "10156 is more than one thing", [v.Choice(1, name, "ARX2"), v.Choice(2, "lot 10156", "10156")]
    )


def delivery(name: str = PHONE) -> v.ReceiveView:
    """Twelve phones, and a lot of oat milk that still needs its date."""
    serials = [f"3569380356{n:05}" for n in range(43700, 43712)]
    lines = [
        v.ReceiveLine(1, "ARX2", name, "serial", "12", serials, None, None, None, "268.00", "ok"),
        v.ReceiveLine(
            2, "OAT", "Oat milk 1 l", "lot", "24", [], "24B07", "2026-12-03", "best_before", "1.10", "ok"
        ),
        v.ReceiveLine(
            3, "RYE", "Rye bread", "lot", "6", [], "B7702", None, None, None, "ask", "needs its date"
        ),
    ]
    troubles = ["..3700 is already in this delivery, counted once", "..1209 was sold 04 Nov, not taken"]
    return v.ReceiveView(lines, "Volta Wholesale", "V-8841", "BACK-03", "42", "3268.80", 1, None, troubles)


def delivery_asks() -> v.ReceiveView:
    """The date of the bread is asked for."""
    open_one = delivery()
    return v.ReceiveView(
        open_one.lines, None, None, "BACK-03", "42", "3268.80", 3, "Best before which day?", []
    )


def delivery_ordered() -> v.ReceiveView:
    """Twelve of twenty phones, and bikes that get the shop's own numbers."""
    phones = replace(delivery().lines[0], ordered="20", missing="8")
    bikes = v.ReceiveLine(2, "BIKE", "City bike", "serial", "3", [], None, None, None, None, "ok",
                          "3 own serials when this is booked", ordered="3", missing="0", own=3)  # fmt: skip
    return replace(delivery(), lines=[phones, bikes], missing="8", troubles=[])


def vehicle() -> v.UnitView:
    """A car with what its VIN says."""
    return replace(held_unit(), serial="5YJ3E1EA7KF317000", vin=v.VinSays("Tesla", "United States", 2019))


def no_delivery() -> v.ReceiveView:
    """Nothing scanned yet."""
    return v.ReceiveView([], None, None, "BACK-03", "0", "0.00", None, None, [])


def returning(name: str = PHONE) -> v.ReturnView:
    """A faulty phone, two of three questions answered."""
    steps = [
        v.ReturnStep(
            "Why?",
            [["C", "changed mind"], ["F", "faulty"], ["W", "wrong item"], ["D", "damaged"], ["O", "other"]],
            "F",
        ),
        v.ReturnStep(
            "It goes",
            [["S", "shelf"], ["Q", "quarantine"], ["R", "repair"], ["V", "supplier"], ["B", "bin"]],
            "Q",
            "QUAR-1, faulty never goes back to the shelf",
        ),
        v.ReturnStep(
            "Customer",
            [["M", "money"], ["X", "another one"], ["C", "credit note"], ["W", "warranty repair"]],
            None,
        ),
    ]
    return v.ReturnView(
        "ARX2",
        name,
        SERIAL,
        None,
        "R1-001007",
        "2026-11-04",
        "R. Patel",
        "399.00",
        "1",
        "1",
        "399.00",
        "2026-12-04",
        True,
        v.Warranty("in", "2028-11-04", 713),
        [v.EarlierReturn("RT-000007", "2026-11-10", "1", "changed mind")],
        steps,
        [],
    )


def return_lines() -> v.ReturnView:
    """A receipt whose line is to be picked."""
    lines = [
        v.ReturnLine(1, "USBC", "USB-C cable 1 m", None, None, "3", "2", "29.70"),
        v.ReturnLine(2, "OAT", "Oat milk 1 l", None, "24B07", "1", "0", "2.15"),
    ]
    return v.ReturnView(
        None,
        None,
        None,
        None,
        "R1-000124",
        "2026-11-22",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        [],
        [],
        lines,
    )


def no_return() -> v.ReturnView:
    """Nothing scanned yet."""
    return v.ReturnView(
        None, None, None, None, None, None, None, None, None, None, None, None, None, None, [], [], []
    )


def dates(name: str = "Oat milk 1 l") -> v.DatesView:
    """Three of seven done."""
    rows = [
        v.DatesRow(
            1,
            "FRIDGE-1",
            "SAL",
            "Salmon fillet 200 g",
            "9F31",
            "2026-11-21",
            "use_by",
            -1,
            "2",
            "6.90",
            "pull",
            False,
        ),
        v.DatesRow(
            2,
            "FRIDGE-1",
            "YOG",
            "Natural yoghurt 4x",
            "Y118",
            "2026-11-22",
            "best_before",
            0,
            "6",
            "2.40",
            "mark_down",
            False,
        ),
        v.DatesRow(
            3, "FRIDGE-1", "BUT", "Butter", "BU7", "2026-11-23", "best_before", 1, "4", "2.60", "ok", False
        ),
        v.DatesRow(
            4, "FRIDGE-1", "OAT", name, "24B06", "2026-11-24", "best_before", 2, "9", "2.15", None, True
        ),
        v.DatesRow(
            5,
            "SHELF-2",
            "RYE",
            "Rye bread",
            "B7702",
            "2026-11-21",
            "best_before",
            -1,
            "3",
            "3.10",
            None,
            False,
        ),
        v.DatesRow(
            6,
            "SHELF-2",
            "COU",
            "Cough syrup 100 ml",
            "CX19",
            "2026-12-31",
            "use_by",
            39,
            "4",
            "5.80",
            None,
            False,
            "month",
        ),
        v.DatesRow(
            7,
            "SHELF-4",
            "CHO",
            "Chocolate bar",
            "K22",
            "2026-11-30",
            "best_before",
            8,
            "40",
            "1.20",
            None,
            False,
            new=True,
            state="past_best",
        ),
    ]
    return v.DatesView(
        rows, "2026-11-22", 7, 3, 4, "71.30", False, ["FRIDGE-1", "SHELF-2", "SHELF-4"], "38.20"
    )


def checks(name: str = "Mia") -> v.ChecksView:
    """Four days of a month."""
    days = [
        v.CheckDayRow(1, "2026-11-22", 14, 2, 0, [name, "Tom"], "signed", name, "08:31"),
        v.CheckDayRow(2, "2026-11-21", 11, 0, 3, [name], "changed", name, "08:20"),
        v.CheckDayRow(3, "2026-11-20", 9, 1, 0, ["Tom"], "open", None, None),
        v.CheckDayRow(4, "2026-11-19", 0, 0, 0, [], "none", None, None),
    ]
    return v.ChecksView(days, "2026-10-24", "2026-11-22")


def check_record(name: str = "Oat milk 1 l") -> v.CheckRecordView:
    """One day of them."""
    rows = [
        v.CheckRecordRow(
            "FRIDGE-1", name, "24B06", "best by 24 Nov", "9", "wasted", "08:12", "Mia", "Mi", True, None
        ),
        v.CheckRecordRow(
            "SHELF-2", "Rye bread", "B7", "best by 21 Nov", "3", "ok", "08:14", "Tom", "To", False,
            "undone 08:15, Tom",
        ),
    ]  # fmt: skip
    shelves = [["FRIDGE-1", "Mi"], ["SHELF-2", "To"]]
    return v.CheckRecordView("2026-11-22", rows, shelves, 1, 1, 1, "signed", "Mia", "08:31", "CK-000012")


def no_dates() -> v.DatesView:
    """Nothing runs out."""
    return v.DatesView([], "2026-11-22", 7, 0, None, "0.00", True, [])


def stock(name: str = PHONE, count: int = 40) -> v.StockView:
    """A shop with low and missing goods."""
    rows = [
        v.StockRow("ARX2", name, "serial", "8", "1", "3", None, "SHELF-1"),
        v.StockRow("ARX2K", "Aria X2 phone 128 GB black", "serial", "1", "0", "3", None, "SHELF-1", True),
        v.StockRow("WIPE", "Phone screen wipes", "lot", "12", "0", "6", "2027-02-14", "SHELF-2"),
        v.StockRow("JACK", "Headphone jack adapter", "none", "0", "0", "5", None, None, True),
    ]
    rows += [
        v.StockRow(f"S{n}", f"Phone case no. {n}", "none", str(n), "0", "10", None, "SHELF-1", n < 10)
        for n in range(4, count)
    ]
    return v.StockView(rows, "phone", "9118.00", count + 3, None)


def item(name: str = PHONE) -> v.ItemView:
    """A new product; the tracking is asked for."""
    fields = [
        v.ItemField("sku", "Code", "ARX2", "short and unique"),
        v.ItemField("name", "Name", name, "as on the receipt"),
        v.ItemField("tracking", "Told apart by", None, "serial, lot or none"),
        v.ItemField("price", "Price", None, "with tax"),
        v.ItemField("warranty", "Warranty", None, "24 months"),
    ]
    ways = [
        v.Choice(1, "each piece has a serial: phones, tools, what is worth stealing", "serial"),
        v.Choice(2, "made in lots with a date or a dye: food, wool", "lot"),
        v.Choice(3, "neither: it is only counted", "none"),
    ]
    return v.ItemView("ARX2", name, fields, "tracking", "How are the pieces told apart?", ways, False)


def menu(name: str = "sell at the counter") -> v.MenuView:
    """Commands, some of a later version."""
    rows = [v.MenuRow(f"F{n}", f":job{n}", f"Job {n}", name) for n in range(1, 11)]
    rows += [v.MenuRow("R", ":recall", "Recall", "hold a batch", "comes with a later version")]
    rows += [v.MenuRow(c, f":word{c}", f"Word {c}", name) for c in "ABCDEFGHIJ"]
    return v.MenuView(rows)


def verified(what: str = "it follows 11", *, found: int = 30) -> v.VerifyView:
    """A check of the books that found something."""
    rows = [v.FoundRow(n, "numbers", f"Till {n}", what) for n in range(1, found + 1)]
    note = "SQLite 3.54.0 (cysqlite) is outside the range of the WAL-reset bug (3.7.0 to 3.51.2)"
    return v.VerifyView(False, "2026-11-22T09:14+01:00", "", 15, rows, "3.54.0", "cysqlite", [note])


def helping(name: str = "adds it, oldest date first") -> v.HelpView:
    """What can be typed in Sell."""
    rows = [
        ["product barcode", name],
        ["serial number / IMEI", "adds that very unit"],
        ["3*", "next line times 3"],
    ]
    rows += [[f"thing {n}", f"what thing {n} does"] for n in range(25)]
    return v.HelpView("Sell", rows)


def welcome() -> v.MenuView:
    """The first run."""
    return v.MenuView(
        [
            v.MenuRow("D", "D", "Try the demo shop", "two minutes, nothing real"),
            v.MenuRow("N", "N", "Start my shop", "name, currency, tax, your PIN"),
            v.MenuRow("I", "I", "Bring my list", "CSV or spreadsheet export"),
            v.MenuRow("Q", "Q", "Leave", ""),
        ]
    )


def trades() -> v.ChoicesView:
    """The first question of all."""
    labels = ("Electronics, phones, repair    serial numbers, warranty", "Grocery    lots, use-by, waste")
    return v.ChoicesView("What do you sell?", [v.Choice(n, label) for n, label in enumerate(labels, 1)])


VIEWS: dict[str, tuple[str, v.View]] = {
    "sell": ("sell", basket()),
    "sell paid": ("sell", paid()),
    "sell part paid": ("sell", part_paid()),
    "sell nobody": ("sell", nobody()),
    "find unit": ("find", unit()),
    "find held": ("find", held_unit()),
    "find lot": ("find", lot()),
    "find product": ("find", product()),
    "find receipt": ("find", receipt()),
    "find place": ("find", place()),
    "find customer": ("find", customer()),
    "find choices": ("find", choices()),
    "find nothing": ("find", v.ChoicesView("", [])),
    "receive": ("receive", delivery()),
    "receive asks": ("receive", delivery_asks()),
    "receive nothing": ("receive", no_delivery()),
    "return": ("return", returning()),
    "return lines": ("return", return_lines()),
    "return nothing": ("return", no_return()),
    "dates": ("dates", dates()),
    "dates none": ("dates", no_dates()),
    "checks": ("checks", checks()),
    "checks day": ("checks", check_record()),
    "checks none": ("checks", v.ChecksView([], "2026-10-24", "2026-11-22")),
    "stock": ("stock", stock()),
    "item": ("item", item()),
    "cash shut": ("cash", cash.shut()),
    "cash open": ("cash", cash.at_rest()),
    "cash counting": ("cash", cash.counting()),
    "cash counted": ("cash", cash.counted()),
    "cash report": ("cash", cash.report()),
    "receipt": ("sell", receipt_samples.paper()),
    "menu": ("menu", menu()),
    "help": ("sell", helping()),
    "verify": ("verify", verified()),
    "verify sound": ("verify", verified(found=0)),
    "staff": ("sell", staff_samples.people()),
    "rights": ("sell", staff_samples.rights()),
    "count": ("count", count_samples.scans()),
    "count compared": ("count", count_samples.compared()),
    "count nothing": ("count", count_samples.nothing()),
    "count saved": ("count", count_samples.saved()),
    "count agreed": ("count", count_samples.agreed()),
    "claims": ("claim", claim_samples.listed()),
    "claims none": ("claim", claim_samples.nothing()),
    "claims lent": ("claim", claim_samples.lent()),
    "claim": ("claim", claim_samples.one()),
    "claim repaired": ("claim", claim_samples.repaired()),
    "claim opening": ("claim", claim_samples.opening()),
    "customers": ("customers", people_samples.listed()),
    "customers card": ("customers", people_samples.card()),
    "customers asked": ("customers", people_samples.card(asked="Phone")),
    "customers nothing": ("customers", people_samples.nothing()),
    "customers stranger": ("customers", people_samples.stranger()),
    "waste": ("waste", loss_samples.waste()),
    "waste reason": ("waste", loss_samples.waste(reason="damaged")),
    "waste nothing": ("waste", loss_samples.waste(scanned=False)),
    "losses": ("losses", loss_samples.losses()),
    "losses none": ("losses", loss_samples.losses(none=True)),
    "mark": ("mark", loss_samples.marked()),
    "mark none": ("mark", loss_samples.marked(none=True)),
    "ending": ("ending", people_samples.ending()),
    "ending none": ("ending", v.EndingView([], 30, 0)),
    "backtest": ("backtest", backtest_samples.found()),
    "backtest none": ("backtest", backtest_samples.nothing()),
    "ahead": ("ahead", ahead_samples.calendar()),
    "reorder": ("reorder", ahead_samples.reorder()),
    "ahead item": ("ahead", ahead_samples.forecast()),
    "reorder none": ("reorder", v.ReorderView([], 0, "0.00")),
    "ahead far": ("ahead", ahead_samples.calendar(weeks=40)),
    "ahead half": ("ahead", ahead_samples.calendar(weeks=12)),
    "ahead day": ("ahead", ahead_samples.picked()),
    "ahead over": ("ahead", ahead_samples.picked(key="over")),
    "ahead nothing": ("ahead", ahead_samples.nothing()),
    "lacking": ("lacking", people_samples.lacking()),
    "lacking asked": ("lacking", people_samples.lacking(asked=2)),
    "lacking none": ("lacking", v.LackingView([], None)),
    "scanner": ("scanner", scanner_samples.scanner()),
    "scanner nothing": ("scanner", scanner_samples.nothing()),
    "scanner code": ("scanner", scanner_samples.scanner(picture=("  ██▀ ", " ▄ █▌ "))),
    "settings": ("settings", settings_samples.settings()),
    "settings asked": ("settings", settings_samples.settings(asking="receipt.width")),
    "prints": ("prints", print_samples.prints()),
    "prints none": ("prints", print_samples.nothing()),
    "services": ("services", bench_samples.services()),
    "bench": ("bench", bench_samples.bench()),
    "bench asks": ("bench", bench_samples.asked()),
    "bench nothing": ("bench", bench_samples.no_claim()),
    "find parts": ("find", replace(unit(), parts=bench_samples.parts())),
    "services none": ("services", bench_samples.nothing()),
    "find serviced": ("find", replace(unit(), service=bench_samples.book())),
    "labels": ("labels", labels_samples.labels()),
    "labels bars": ("labels", labels_samples.labels(bars=True)),
    "labels note": ("labels", labels_samples.labels(note="this code needs 90 columns")),
    "labels many": ("labels", labels_samples.many()),
    "labels nothing": ("labels", labels_samples.NOTHING),
    "labels printed": ("labels", labels_samples.PRINTED),
    "receive ordered": ("receive", delivery_ordered()),
    "find vehicle": ("find", vehicle()),
    "find vehicle unknown": ("find", replace(vehicle(), vin=v.VinSays(None, None, None))),
    "receive saved": ("receive", replace(delivery(), paper="GR-000107", current=None)),
    "return exchange": ("return", credit_samples.exchanging(returning())),
    "return credit": (
        "return",
        replace(returning(), paper="RT-000033", credit="SC-7K2M-9QXT", worth="29.70"),
    ),
    "find owners": ("find", credit_samples.owned(unit())),
    "return saved": ("return", replace(returning(), paper="RT-000032", window_open=False)),
    "find over": ("find", replace(lot(), date_kind="use_by", days_left=-3, state="held", history=[])),
    "find place empty": ("find", replace(place(), rows=[])),
    "find credit": ("find", credit_samples.credit()),
    "find credit over": (
        "find",
        replace(credit_samples.credit(), state="over", expires_on="2026-11-21"),
    ),
    "find customer new": ("find", replace(customer(), owned=[])),
    "stock nothing": ("stock", replace(stock(), rows=[], matches=0)),
    "welcome": ("welcome", welcome()),
    "welcome trades": ("welcome", trades()),
    "welcome name": ("welcome", v.ChoicesView("What is your shop called?", [])),
}


def hostile_views(name: str) -> list[tuple[str, v.View]]:
    """Every pane with that name in it."""
    return [
        ("sell", basket(name)),
        ("find", unit(name)),
        ("find", lot(name)),
        ("find", product(name)),
        ("find", receipt(name)),
        ("find", place(name)),
        ("find", customer(name)),
        ("find", choices(name)),
        ("find", credit_samples.credit(name)),
        ("return", credit_samples.exchanging(returning(), name)),
        ("find", credit_samples.owned(unit(), name)),
        ("receive", delivery(name)),
        ("return", returning(name)),
        ("dates", dates(name)),
        ("checks", checks(name)),
        ("checks", check_record(name)),
        ("stock", stock(name)),
        ("item", item(name)),
        ("cash", cash.at_rest(name)),
        ("cash", cash.counted(name)),
        ("cash", cash.report(name)),
        ("sell", receipt_samples.paper(name, 64)),
        ("menu", menu(name)),
        ("sell", helping(name)),
        ("verify", verified(name)),
        ("sell", staff_samples.people(name)),
        ("settings", settings_samples.settings(name)),
        ("scanner", scanner_samples.scanner(name)),
        ("prints", print_samples.prints(name)),
        ("count", count_samples.scans(name)),
        ("count", count_samples.compared(name)),
        ("claim", claim_samples.listed(name)),
        ("claim", claim_samples.lent(name)),
        ("claim", claim_samples.one(name)),
        ("claim", claim_samples.opening(name)),
        ("labels", labels_samples.labels(name)),
        ("services", bench_samples.services(name)),
        ("bench", bench_samples.bench(name)),
        ("find", replace(unit(), parts=bench_samples.parts(name))),
        ("find", replace(unit(), service=bench_samples.book(name))),
        ("customers", people_samples.listed(name)),
        ("lacking", people_samples.lacking(name)),
        ("ending", people_samples.ending(name)),
        ("backtest", backtest_samples.found(name)),
        ("ahead", ahead_samples.calendar(name)),
        ("reorder", ahead_samples.reorder(name)),
        ("ahead", ahead_samples.forecast(name)),
        ("ahead", ahead_samples.picked(name)),
        ("waste", loss_samples.waste(name)),
        ("losses", loss_samples.losses(name)),
        ("mark", loss_samples.marked(name)),
        ("customers", people_samples.card(name)),
    ]


_SAID: dict[str, tuple[State, str, str, tuple[Key, ...]]] = {
    "sell": (
        "STOP",
        "sell.use_by_passed",
        "Salmon lot 9F31: use-by was 21 Nov.",
        (Key("P", "pull"), Key("W", "waste"), Key("-", "remove")),
    ),
    "sell paid": ("SAVED", "sell.paid", "R1-000124 paid 420.95, change 29.05", ()),
    "sell part paid": (
        "ASK",
        "sell.part_paid",
        "10.00 paid, 410.95 still due. Card or more cash?",
        (Key("F9", "cash"), Key(":finish card", "card")),
    ),
    "sell nobody": ("OK", "sell.resumed", "Good morning, Mia. All is kept.", ()),
    "return": (
        "ASK",
        "return.sold_here",
        "Sold here 04 Nov for 399.00. What does the customer get?",
        (Key("M", "money"), Key("X", "another")),
    ),
    "receive asks": (
        "ASK",
        "receive.which_date",
        "Rye bread lot B7702: best before which day? Type it like 03.12.2026 or 2026-12, or scan the GS1 code",
        (Key("-", "remove"),),
    ),
}


def answer(name: str) -> Answer:
    """A fitting answer for a sample."""
    job, view = VIEWS[name]
    state, ident, said, keys = _SAID.get(name, ("OK", f"{job}.shown", f"This is {name}", ()))
    return Answer(state, ident, said, job, view, keys)
