"""Random entries that follow from a seed: codes of the shop, commands, letters, numbers, and what nobody would type."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from shopstock.codes.row_code import row_code
from shopstock.desk.commands import BY_WORD
from tests import shops
from tests.desk.fuzz_shop import LOTS, SERIALS

DAY = 86_400


class Typed(NamedTuple):
    """An entry, and how many seconds after the one before the clock stands; less than 0 when it goes back."""

    text: str
    later: int = 1


Maker = Callable[[random.Random], str]

GTIN = "0" + shops.OAT_BARCODE
CODES = (
    *SERIALS, *LOTS, shops.PHONE_BARCODE, shops.OAT_BARCODE, GTIN, shops.PHONE, shops.OAT, shops.SALMON, shops.CABLE,
    shops.CHEESE, "SHELF-1", "SHELF-2", "BACK", "QUARANTINE", "BIN", "Oat", "Aria X2", "gouda young",
    f"]C101{GTIN}1024B07", f"]d201{GTIN}17261203\x1d1024B07", f"01{GTIN}10OLD\x1d3103000500", f"(01){GTIN}(10)24B06",
    f"(01){GTIN}(17)270331(10)NEW1", f"https://id.gs1.org/01/{GTIN}/10/24B07?17=261203",
    f"(01){GTIN}(15)261120", f"(01){GTIN}(15)261203", f"(01){GTIN}(17)290228",
    f"https://example.com/01/{GTIN}/21/X1", f"]Q3https://id.gs1.org/01/{GTIN}", "]E0" + shops.OAT_BARCODE,
    "2112345005008", "4006381333930", "49015420323751", "00000000", "99999999",
)  # fmt: skip
ODD = (
    "\x00", "\x1b[2J", "\x1d", "\x1e", "\x7f", "\u202e", "\u200b", "\u2028", "\ufeff", "\ud800", "\udfff",
    "e\u0301" * 9,    "\u0300", "ﬃ", "ß", "İ", "١٢٣", "²", "½", "\U0001f9c0", "'", '"', "\\", ";", "%", "_",
    "[", "[/]", "--", "*", "..",
    "\n", "\r\n", "\t", "=", "name=", "price=", "tracking=lot", "null", "NaN", "1e9", "-0", "0x1F",
)  # fmt: skip
WORDS = (
    "Mia", "0171 5550199", "Volta", "cash", "card", "voucher", "50", "0", "1", "2", "30", "Kettle", "off", "list",
    "2.15", "V-8841", "3.12.2026", "261203", "Dec 2026", "31.02.2026", "2062-12-03", "99999999999999999999",
    'sku=K1 name="Kettle" tracking=serial price=24.90', "sku=CAB price=8.90", "sku=OAT date_kind=use_by",
    "sku=OAT best_days=5", "sku=OAT min_days_sale=20", "sku=SALMON date_kind=expiry", "sku=OAT date_kind=sell_by",
    "sku=Z tracking=lot name=Z price=1 decimals=3 measure=kg", "Till 2", "Owner",
)  # fmt: skip
LETTERS = "FCWDOSQRVBMXCWKPNHYAEGIL"


OWN = ("", ":new", ":new 3", "N77+", "1, 2, 4+", "10-2")
TOASTER = ":item sku=T1 name=T tracking=serial serial_when=sale price=5"
PEOPLE = ("Mia", "0199", "1", "@Mia")
ABOUT_PEOPLE = (*"ESOMPX", "", "erase", "1", "Ann")
CLAIMED = (
    *"TPVBDXNHC", "TV", "DH", "BRH", "BU", "BK", "BX", "NH", "", "5", "N77", "speaker, 04 Dec", "@Volta, V-1",
    ":rma V-2", ":chased", ":note words", ":file /none", ":print", "-", "#W-1",
)  # fmt: skip
KEEPS = ":item OAT opened_days=3 frozen_days=90 thawed_days=1"
TREATED = (
    ":opened 24B07", ":opened 2*24B07", ":frozen 24B07", ":frozen", ":thawed 24B07-frozen1", ":opened OAT",
    ":opened 24B07-frozen1", ":thawed 24B07-open1", ":date 24B07 3.12.2026", ":date 24B07 2062",
    ":date 24B07-open1 2027",
    ":date", ":sell", "24B07-open1", ":finish", ":undo", "", "3.12.2026", ":opened 9F31 =BACK",
)  # fmt: skip
SHORT = ":item OAT min_days_in=30 shelf_life_days=20"
ARRIVE = (
    "",
    "",
    "U",
    "-",
    "half price",
    "3.12.2026",
    "3.12.2062",
    "1.1.2020",
    ":made 1.11.2026",
    ":made 1.1.2062",
    "5*",
)
ROWS = (*(row_code(lot, place) for lot in range(2, 9) for place in (1, 2)), "D1-1A", "#D999-9Z", "d12-7")
PAPERS = ("{prefix}-{run:6}", "{prefix}{yy}-{run:5}", "{prefix}{yy}-{run:3}", "{prefix}")


def entries(seed: str, number: int) -> Iterator[Typed]:
    """That many, the same for the same seed."""
    dice = random.Random(seed)
    earlier: list[str] = []
    given = 0
    while given < number:
        for text in _burst(dice, earlier):
            if given == number:
                return
            earlier.append(text)
            given += 1
            yield Typed(text, _later(dice))


def _later(dice: random.Random) -> int:
    """Mostly the next second; now and then another day, or a clock that was set back."""
    luck = dice.random()
    if luck < 0.0005:
        return -dice.choice((30, 3 * 3600, DAY, 3 * DAY, 4000 * DAY))
    if luck < 0.001:
        return dice.choice((3600, DAY, 30 * DAY))
    return dice.choice((0, 1, 1, 7))


def _burst(dice: random.Random, earlier: list[str]) -> list[str]:
    luck = dice.random()
    if luck < 0.02:
        return [":undo"] * dice.randrange(2, 12)
    if luck < 0.04:
        return [""] * dice.randrange(2, 4)
    if luck < 0.10 and earlier:
        return [_mutated(dice, dice.choice(earlier[-200:]))]
    if luck < 0.14:
        again = dice.choice(earlier[-50:]) if earlier else "CAB"
        return [again] * dice.randrange(2, 5)
    if luck < 0.24:
        return _story(dice)
    return [dice.choices(MAKERS, WEIGHTS)[0](dice)]


def _story(dice: random.Random) -> list[str]:
    """What a sensible person does in a row, so that random entries also meet what is open."""
    code, new, blank = dice.choice(CODES[:24]), f"N{dice.randrange(10**6)}", [":sell", ":clear"]
    stories = (
        [*blank, code, ":finish"],
        [*blank, code, "", "CAB", "-", ":finish"],
        [*blank, f"{dice.randrange(1, 40)}*CAB", "", "+500"],
        [*blank, "CAB", "1,5*GOUDA", "@Mia", "/10", ":finish 5", ":finish card", ":undo"],
        [*blank, shops.OAT, f"{dice.randrange(1, 60)}*24B07", "1", ":finish"],
        [":return", dice.choice(SERIALS), dice.choice(("FQM", "CSM", "OBM", "WSM"))],
        [":return", f"#R1-{dice.randrange(1, 40):06}", "1", dice.choice(("FQM", "CSM", "CSC", "FQN"))],
        [":return", dice.choice(SERIALS), dice.choice(("FQX", "CSX", "WQX")), code, dice.choice(("", "E")), ":finish"],
        [":return", f"#R1-{dice.randrange(1, 40)}/G", "1", f"{dice.randrange(1, 4)}*", "CSX", code, ":finish card"],
        [*blank, "CAB", dice.choice(("SC-7K2M-9QXT", "SC-0000-0000", ":finish SC-0")), ":finish"],
        [":receive", "ARX2", new, f"{new}A..{new}F", ":finish"],
        [":receive @Volta", "OAT", f"L{dice.randrange(50)}", "3.12.2026", f"{dice.randrange(1, 30)}*", ":finish"],
        [":receive", "ARX2", f"{dice.randrange(30)}*", dice.choice(OWN), ""],
        [":settings numbers.lot {yy}{yday}-{run:2}", ":receive", "OAT", dice.choice(OWN), "", ":finish"],
        [f":settings numbers.paper {dice.choice(PAPERS)}", *blank, "CAB", ":finish", "?#7"],
        [":receive", "GOUDA", "2,5*", "=BACK", ":finish"],
        [KEEPS, *dice.choices(TREATED, k=4), dice.choice(("1", "2", "", ":undo", "P"))],
        [SHORT, ":receive", "OAT", dice.choice(LOTS), *dice.choices(ARRIVE, k=4), ":finish"],
        [":dates", *dice.choices("KMPWTN1V", k=4)],
        [":dates 30", "".join(dice.choices("KMPWSCTN", k=3)), ":finish"],
        [":dates", dice.choice(ROWS) + dice.choice(("", "W", "K", "T", "X")), dice.choice((*"KMPWSCTN", "#D+W", "1*"))],
        [f":checks {dice.choice(('', '2026', '2026-11', '2026-11-22', 'x'))}", dice.choice(("1", "-", "2", ":print"))],
        [dice.choice((":sheet", ":print check", ":print check 2026-11-22", ":checks 2026-11-2"))],
        [":sell", code, ":park", ":park", "1"],
        [f":service {dice.choice(SERIALS)} {dice.choice(('6 months', '1 day', 'never', 'moon'))}", ":services", "1!"],
        [f":serviced {dice.choice(SERIALS)} {dice.choice(WORDS)}", ":services 999", "1", "30"],
        [f":mark {dice.choice(('24B07', 'OLD', code))} {dice.choice(('', '30%', '1.20', 'list', '99%'))}", *"1MLS"],
        [":waste", dice.choice((code, "24B07")), f"{dice.randrange(6)}*", dice.choice(("DW", "E", "SS", "FT")), ""],
        [f":losses {dice.choice(('', '90', '2026-10', '2026-13', 'x'))}", dice.choice("PLVR1"), "1"],
        [":bench", dice.choice(SERIALS), dice.choice(("CAB", "2*24B07", dice.choice(SERIALS))), "", "-", "S"],
        [":settings claims.work W", f":bench {dice.choice(SERIALS)}", "Q", ":labour 30", "CAB", "F9", ":finish", "Y"],
        [":sell", "#W-1", ":finish", ":bench W-1", ":line 5 dust", ":out X", "N", "5", "?", ":fits CAB ARX2"],
        [":item W service=yes tracking=none price=9 name=W", ":sell", "2*W", "/10", ":finish", ":undo"],
        [":customers", dice.choice(PEOPLE), *dice.choices(ABOUT_PEOPLE, k=4)],
        [f":backtest {dice.choice(('', '0', '3', '99', 'x'))}", dice.choice(("1", "2", code, ":finish"))],
        [f":ahead {dice.choice(('', '2', 'x', '25.11.', code))}", dice.choice("123"), dice.choice(("1", "3.12."))],
        [":reorder", dice.choice(("1", "2", "P", "", code)), ":stock", "W"],
        [f":ending {dice.choice(('', '60', '800', 'x'))}", dice.choice(("1", "2", code))],
        [":find", code, dice.choice("RW"), dice.choice(("", "1", "2T", "hums"))],
        [f":claim {dice.choice(SERIALS)}", dice.choice("12GQ"), dice.choice(CLAIMED), dice.choice(CLAIMED)],
        [":return", dice.choice(SERIALS), dice.choice(("FRW", "FVW", "FVM", "FQW")), "1"],
        [dice.choice((":claims", ":chase", ":claims loans")), "1", dice.choice(CLAIMED), dice.choice(CLAIMED)],
        [f":loan {dice.choice(SERIALS)}{dice.choice(('', ', 04 Dec', ', moon'))}", ":loan"],
        [f":claim SN-{dice.randrange(99)}", "P", "ARX2", "01.03.2026", dice.choice(("Bonn, 4711", ",", "")), "1"],
        [TOASTER, ":receive", "T1", f"{dice.randrange(1, 9)}*", ":finish"],
        [*blank, dice.choice(("T1", "3*T1")), dice.choice(("", new)), dice.choice(("", "T1")), ":finish"],
        [":lacking", dice.choice(("1", "2")), dice.choice((new, ""))],
        [f":warranty {dice.choice(SERIALS)} {dice.choice(('', '6 months', 'legal 1 year', 'none', 'moon'))}"],
        [f":{dice.choice(('delivered', 'activated'))} {dice.choice((*SERIALS, '#R1-000003'))} {dice.choice(WORDS)}"],
        [f":item ARX2 warranty_start={dice.choice(('sale', 'delivery', 'activation'))} warranty=lifetime"],
        [":item CARE name=Care tracking=none price=9 extends=12months", *blank, code, "CARE", code, ":finish", ":undo"],
        [f":customer name={dice.choice(('Mia', 'Ann'))} phone=555{dice.randrange(3):04}"],
        [f":customer #R1-{dice.randrange(1, 20)} @{dice.choice(('Mia', 'Ann', ''))}"],
        [":item", *(dice.choice((*WORDS, *LETTERS)) for _ in range(6))],
    )  # fmt: skip
    return dice.choice(stories)


def _mutated(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    changes = (
        text[:at] + dice.choice(ODD) + text[at:],
        text[:at] + text[at + 1 :],
        text[at:] + text[:at],
        text + text,
        text.swapcase(),
        text[::-1],
        dice.choice(":?#@=/+-*3") + text,
    )
    return dice.choice(changes)


def _control(dice: random.Random) -> str:
    return "".join(chr(dice.randrange(0x20)) for _ in range(dice.randrange(1, 12)))


def _anything(dice: random.Random) -> str:
    return "".join(
        chr(dice.choice((dice.randrange(0x80), dice.randrange(0x3000), dice.randrange(0x110000))))
        for _ in range(dice.randrange(1, 30))
    )


def _command(dice: random.Random) -> str:
    word = dice.choice((*BY_WORD, "cost", "invoice", "nonsense"))
    rest = dice.choice(("", "", dice.choice(WORDS), dice.choice(CODES), dice.choice(ODD), _number(dice)))
    return f":{word} {rest}" if rest else f":{word}"


def _number(dice: random.Random) -> str:
    size = dice.choice((1, 1, 1, 2, 4, 9, 13, 20, 300))
    text = str(dice.randrange(10**size))
    return dice.choice((text, text, f"-{text}", f"{text}.{dice.randrange(100)}", f"{text},5", f"+{text}"))


def _letters(dice: random.Random) -> str:
    start = dice.choice(("", "", "", str(dice.randrange(1, 9)), f"{dice.randrange(1, 4)}*"))
    return start + "".join(dice.choices(LETTERS, k=dice.choice((1, 1, 2, 3, 5, 12))))


def _signed(dice: random.Random) -> str:
    inner = dice.choice((dice.choice(CODES), dice.choice(WORDS), dice.choice(ODD), _number(dice)))
    times = dice.choice(("1", "3", "0", "2,5", "999999999", "0.000001", str(dice.randrange(10**6))))
    return dice.choice(
        ("@{}", "#{}", "={}", "?{}", "/{}", "+{}", "-{}", f"{times}*{{}}", "{}*", "#R1-{}")
    ).format(inner)


def _range(dice: random.Random) -> str:
    stem = dice.choice(("", "A", "SN-", "..", "999999999999999999"))
    low = dice.choice((0, 1, 7, 10**9))
    high = low + dice.choice((0, 1, 3, 19, 500, 10**4, 10**6, 10**12, 10**30, -1))
    return dice.choice(
        (f"{stem}{low}..{stem}{high}", f"{stem}{low:04}..{high}", f"{stem}{low}..", f"..{high}")
    )


def _receipt(dice: random.Random) -> str:
    series = dice.choice(("R1", "GR", "RT", "VD", "R2", "r1", "W"))
    number = dice.choice((dice.randrange(1, 60), 0, 10**9))
    return dice.choice(("#", "", "?")) + dice.choice(
        (f"{series}-{number:06}", f"{series}-{number}", f"{series}{number}")
    )


def _long(dice: random.Random) -> str:
    return dice.choice((*CODES, *ODD, "9", "K", "A..B ")) * dice.choice((40, 400, 5000))


def _pasted(dice: random.Random) -> str:
    return dice.choice(("\n", "\r\n", " ", ",", ";", "\t")).join(dice.choices((*CODES, "X1", "X2", ""), k=6))


MAKERS: tuple[Maker, ...] = (
    lambda dice: dice.choice(CODES), _command, _letters, _number, _signed, _range, _receipt, _control, _anything,
    _long, _pasted, lambda dice: dice.choice(WORDS), lambda dice: dice.choice(ODD), lambda _: ":finish", lambda _: "",
)  # fmt: skip
WEIGHTS = (24, 14, 12, 7, 10, 2, 5, 3, 4, 0.5, 1, 6, 3, 5, 4)
