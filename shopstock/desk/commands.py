"""Every command, declared once: its word, key, menu letter, labels and help come from the same line.

The key bar, the menu, the help, the manual and the tests read this table; `later` names a command that a
coming version brings: it stays visible and says why it does nothing yet. `job` takes the command with what follows it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `word` is typed as `:word`; `bar` fits a key-bar cell of eight columns at 80 wide."""

    word: str
    label: str
    bar: str
    help: str
    key: str | None = None
    letter: str | None = None
    opens_job: bool = False
    later: str | None = None
    twins: tuple[str, ...] = ()
    job: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("help", "Help", "Help", "what can be entered here; twice: all keys", key="F1"),
    Command("sell", "Sell", "Sell", "sell at the counter", key="F2", opens_job=True),
    Command(
        "find",
        "Find",
        "Find",
        "look up a serial, lot, product, receipt, place or customer",
        key="F3",
        opens_job=True,
    ),
    Command("receive", "Receive", "Recv", "take goods in", key="F4", opens_job=True),
    Command(
        "return", "Return", "Retn", "take goods back, by the serial or the receipt", key="F5", opens_job=True
    ),
    Command("dates", "Dates", "Date", "the morning check of expiring lots", key="F6", opens_job=True),
    Command("stock", "Stock", "Stok", "what the shop has", key="F7", opens_job=True),
    Command(
        "park", "Park", "Park", "park the basket; on an empty one, list the parked", key="F8", job="sell"
    ),
    Command("finish", "Pay", "Pay", "pay, or finish what is open here", key="F9", twins=("pay",)),
    Command("menu", "Menu", "Menu", "all commands", key="F10", opens_job=True),
    Command("undo", "Undo", "Undo", "take back the last entry, or void the last sale", key="F12"),
    Command("quit", "Quit", "Quit", "close the program; what is open is kept", key="Ctrl+Q", twins=("exit",)),
    Command("clear", "Clear", "Clr", "drop what is open here; :undo brings it back"),
    Command("item", "Item", "Item", "add or change a product", letter="I", opens_job=True),
    Command("claims", "Claims", "Clms", "open claims; :claims late, :claims loans", letter="K", job="claim"),
    Command("claim", "Claim", "Clm", "a claim about a serial: :claim SERIAL", opens_job=True, job="claim"),
    Command("chase", "Chase list", "Chse", "what is too long at a supplier", job="claim"),
    Command("loan", "Loans", "Loan", "lend one of ours for a claim, or take it back", job="claim"),
    Command("receipt", "Receipt", "Rcpt", "the newest receipt as it is printed, or that of a number"),
    Command("backup", "Backup", "Bkup", "copy the shop and check the copy", letter="B"),
    Command(
        "verify", "Verify", "Vrfy", "go through the books and name what is wrong", letter="V", opens_job=True
    ),
    Command(
        "scanner",
        "Scanner",
        "Scan",
        "what a scanner sends, and codes to test it",
        letter="N",
        opens_job=True,
    ),
    Command("print", "Print", "Prnt", "the last paper once more, or :print #R1-000123, :print slip"),
    Command("prints", "Prints", "Prts", "what waits for the printer of this till", opens_job=True),
    Command("place", "Places", "Plac", "the places that goods stand at, and a new one"),
    Command("staff", "Staff", "Staf", "who works here, and who stands at this till"),
    Command("rights", "Rights", "Rght", "what each role may do"),
    Command("signoff", "Sign off", "Off", "leave this till; what is open stays", letter="Q"),
    Command(
        "settings",
        "Settings",
        "Sett",
        "papers, printers, codes, numbers and tolerances of the shop",
        letter="S",
        opens_job=True,
    ),
    Command(
        "warranty",
        "Warranty",
        "Warr",
        ":warranty SERIAL: what covers it; 12 months agrees on it",
        job="find",
    ),
    Command("delivered", "Delivered", "Dlvd", ":delivered SERIAL DAY: its warranty begins then", job="find"),
    Command("activated", "Activated", "Actv", ":activated SERIAL DAY: its warranty begins then", job="find"),
    Command("opened", "Opened", "Opnd", ":opened 2*K22: some of a lot is open now", job="lot"),
    Command("frozen", "Frozen", "Frzn", ":frozen 2*K22: some of a lot is frozen now", job="lot"),
    Command("thawed", "Thawed", "Thwd", ":thawed 2*K22: some of a frozen lot is thawed now", job="lot"),
    Command("date", "Lot date", "Ldat", ":date K22 24.12.2026: corrects the date of a lot", job="lot"),
    Command(
        "recall",
        "Recall",
        "Rcal",
        "hold a batch everywhere and bring it back",
        letter="R",
        later="comes with a later version",
    ),
    Command("count", "Count", "Cnt", "count a shelf and book what differs", letter="C", opens_job=True),
    Command(
        "transfer",
        "Transfer",
        "Trns",
        "move goods between places",
        letter="T",
        later="comes with a later version",
    ),
    Command(
        "waste",
        "Waste",
        "Wast",
        ":waste CODE: throw away, give away or send back, with the reason",
        letter="W",
        opens_job=True,
        job="waste",
    ),
    Command(
        "losses",
        "Losses",
        "Loss",
        "waste, charity, staff, and what markdowns brought",
        opens_job=True,
        job="losses",
    ),
    Command(
        "mark",
        "Mark down",
        "Mark",
        ":mark LOT 30%, 1.20 or list: the price of a lot",
        opens_job=True,
        job="mark",
    ),
    Command(
        "labels",
        "Labels",
        "Labl",
        "labels of units, lots, shelf prices, places and deliveries",
        letter="L",
        opens_job=True,
    ),
    Command(
        "reports",
        "Reports",
        "Rept",
        "what earned, what came back",
        letter="P",
        later="comes with a later version",
    ),
    Command(
        "cash",
        "Cash-up",
        "Cash",
        "open, count and close the drawer; the day report",
        letter="X",
        opens_job=True,
    ),
    Command(
        "bench",
        "Bench",
        "Bnch",
        "parts, work and the quote of a repair",
        letter="H",
        opens_job=True,
        job="bench",
    ),
    Command("use", "Use a part", "Use", ":use CODE: a part goes into the unit of the claim", job="bench"),
    Command("out", "Part out", "Out", ":out CODE: an old part comes out of the unit", job="bench"),
    Command("labour", "Labour", "Labr", ":labour 30: minutes of work on the quote", job="bench"),
    Command("line", "Quote line", "Line", ":line 25.00 words: a line of the quote", job="bench"),
    Command("fits", "Fits", "Fits", ":fits PART MODEL version=2: keeps that a part fits", job="bench"),
    Command(
        "services", "Services", "Serv", "what is due for routine service", opens_job=True, job="services"
    ),
    Command(
        "service",
        "Interval",
        "Intv",
        ":service SERIAL every 6 months: how often it wants service",
        job="services",
    ),
    Command("serviced", "Serviced", "Svcd", ":serviced SERIAL: a service was done today", job="services"),
    Command(
        "ending",
        "Ending",
        "End",
        "warranties and covers of suppliers that end soon",
        letter="E",
        opens_job=True,
    ),
    Command(
        "ahead",
        "Ahead",
        "Ahed",
        "what reaches its last day in the coming weeks",
        letter="A",
        opens_job=True,
        job="ahead",
    ),
    Command(
        "backtest",
        "Back-test",
        "Back",
        "how good the suggested prices were on lots gone by",
        opens_job=True,
        job="backtest",
    ),
    Command(
        "reorder", "Reorder", "Ordr", "what to order, and what not", letter="O", opens_job=True, job="reorder"
    ),
    Command(
        "lacking", "No serial", "Lack", "sales whose serial is still to come", letter="J", opens_job=True
    ),
    Command(
        "checks",
        "Past checks",
        "Chks",
        "the record of the morning checks; :checks 2026-11",
        opens_job=True,
        job="checks",
    ),
    Command("sheet", "Walk sheet", "Shet", "prints the morning check to walk with", job="dates"),
    Command(
        "customers",
        "Customers",
        "Cust",
        "people, what they have, what they allow",
        letter="U",
        opens_job=True,
        twins=("customer",),
    ),
)

BY_WORD = {word: command for command in COMMANDS for word in (command.word, *command.twins)}
BY_KEY = {command.key: command for command in COMMANDS if command.key}
BY_LETTER = {command.letter: command for command in COMMANDS if command.letter}
