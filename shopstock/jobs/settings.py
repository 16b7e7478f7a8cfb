"""The shop's settings: each declared once with its name, its default and what its value may be.

A setting is text inside; whoever uses it reads it with `value` and makes of it what it needs, and may trust the form of
words and numbers: what another version of the program stored and this one does not know counts as not set, and the list
says so. What is read anew where it is used (a template, an address, a label sheet) is refused there in words, since
nobody wants other receipt numbers or another sheet instead. One that belongs to a till (`of_till`) has a value for
each. A change is an event of the ledger, with the person's name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from shopstock.jobs.printer_address import printer_text
from shopstock.jobs.session import Session
from shopstock.jobs.setting_change import book_setting
from shopstock.jobs.setting_kinds import (
    Check,
    in_store_layouts,
    label_size,
    label_stock,
    link_domain,
    one_of,
    plain_text,
    seconds,
    separator_sign,
    whole,
)
from shopstock.jobs.templates import (
    PAPER_TEMPLATE,
    lot_template,
    own_paper_template,
    paper_template,
    serial_template,
)
from shopstock.papers.escpos import CODE_PAGES
from shopstock.refusal import BadInput, Key
from shopstock.store.ledger import Posted
from shopstock.store.shop import setting
from shopstock.text import clean_text, fit


class UnknownSetting(BadInput):
    """No setting bears that name."""

    id = "settings.unknown"


class Known(NamedTuple):
    """A setting that exists. `name` is `group.word`; `default` holds where nobody set it; `help` says what it does in
    at most 60 characters, with the values it takes."""

    name: str
    label: str
    default: str
    check: Check
    help: str
    of_till: bool = False

    @property
    def group(self) -> str:
        """What stands before the point."""
        return self.name.partition(".")[0]


SETTINGS: tuple[Known, ...] = (
    Known(
        "codes.in_store",
        "In-store codes",
        "",
        in_store_layouts,
        "what numbers 20 to 29 carry: 28IIIICVVVVVK weight 3",
    ),
    Known(
        "codes.separator",
        "Separator sign",
        "",
        separator_sign,
        "what a scanner sends instead of ASCII 29, as |",
    ),
    Known(
        "printer.receipt",
        "Receipt printer",
        "none",
        printer_text,
        "none, file:/folder, net:HOST, device:/dev/usb/lp0, cups:QUEUE",
        of_till=True,
    ),
    Known("printer.labels", "Label printer", "none", printer_text, "the same, for labels", of_till=True),
    Known(
        "printer.receipts",
        "Receipts",
        "always",
        one_of("always", "ask", "never"),
        "always with a sale, ask for P after it, or never by itself",
    ),
    Known(
        "printer.receipt_form",
        "Form of receipts",
        "auto",
        one_of("auto", "escpos", "text", "pdf"),
        "auto (text in files, else escpos), escpos, text or pdf",
        of_till=True,
    ),
    Known(
        "printer.labels_form",
        "Form of labels",
        "zpl",
        one_of("zpl", "pdf"),
        "zpl for label printers, or pdf",
        of_till=True,
    ),
    Known(
        "printer.timeout",
        "Time-out",
        "15",
        seconds(300),
        "seconds until a printer that takes nothing is given up",
        of_till=True,
    ),
    Known(
        "printer.answer",
        "Done when",
        "close",
        one_of("close", "status", "sent"),
        "on the network: close, status (asks for paper), or sent",
        of_till=True,
    ),
    Known(
        "printer.drawer",
        "Cash drawer",
        "off",
        one_of("on", "off"),
        "on: the receipt printer opens it for cash",
        of_till=True,
    ),
    Known(
        "labels.output",
        "Labels go to",
        "sheet",
        one_of("sheet", "zpl", "printer"),
        "sheet: a PDF file; zpl: a file; printer: printer.labels",
    ),
    Known(
        "labels.stock",
        "Label sheet",
        "A4-24",
        label_stock,
        "the sheets in the printer, such as A4-24, Letter-30",
    ),
    Known(
        "labels.size", "Label on a roll", "50x30", label_size, "width x height in millimetres, such as 50x30"
    ),
    Known(
        "labels.dpi", "Dots of the roll", "203", one_of("203", "300", "600"), "dots per inch: 203, 300 or 600"
    ),
    Known(
        "labels.symbol",
        "Code on labels",
        "auto",
        one_of("auto", "datamatrix", "qr", "gs1-128", "code128", "ean13"),
        "auto, datamatrix, qr, gs1-128, code128 or ean13",
    ),
    Known(
        "labels.domain",
        "Links on labels",
        "id.gs1.org",
        link_domain,
        "the domain of the web address in a QR code",
    ),
    Known(
        "serials.vin",
        "VIN check digit",
        "advisory",
        one_of("advisory", "binding"),
        "a wrong one: advisory says so, binding refuses it",
    ),
    Known("numbers.lot", "Own lots", "", lot_template, "template for :new: {place}-{year}{week}-{run:3}"),
    Known("numbers.serial", "Own serials", "", serial_template, "template for :new: {product}-{run:5}"),
    Known(
        "numbers.paper",
        "Receipt numbers",
        PAPER_TEMPLATE,
        paper_template,
        "{prefix}{yy}-{run:5} begins again each year",
    ),
    Known(
        "numbers.paper_here",
        "Of this till",
        "",
        own_paper_template,
        "its own template for receipts; empty: that of the shop",
        of_till=True,
    ),
    # papers for customers
    Known("shop.address", "Address", "", plain_text(200), "on every paper; | begins a new line"),
    Known("shop.phone", "Phone", "", plain_text(40), "on every paper"),
    Known("shop.tax_number", "Tax number", "", plain_text(40), "on every paper, as the law asks for it"),
    Known(
        "receipt.head",
        "Receipt, above",
        "",
        plain_text(300),
        "the shop's words at the head; | begins a new line",
    ),
    Known(
        "receipt.foot",
        "Receipt, below",
        "",
        plain_text(300),
        "the shop's words at the foot; | begins a new line",
    ),
    Known(
        "receipt.terms",
        "Return terms",
        "",
        plain_text(600),
        "the shop's words about returns; | begins a new line",
    ),
    Known("receipt.width", "Receipt width", "42", whole(32, 80), "columns of text, 32 to 80", of_till=True),
    Known(
        "receipt.paper",
        "Paper of a PDF",
        "roll",
        one_of("roll", "a4", "letter"),
        "roll (80 mm), a4 or letter",
        of_till=True,
    ),
    Known(
        "receipt.code_page",
        "Letters of the printer",
        "cp858",
        one_of(*CODE_PAGES),
        "code page of a receipt printer: cp858, cp852, cp1251 ...",
        of_till=True,
    ),
    Known(
        "tax.rounding",
        "Rounding of tax",
        "line",
        one_of("line", "total"),
        "by line, or by the total of each rate on a ticket",
    ),
)

_READ_ANEW: frozenset[Check] = frozenset(
    {
        in_store_layouts,
        printer_text,
        label_stock,
        label_size,
        link_domain,
        lot_template,
        serial_template,
        paper_template,
        own_paper_template,
    }
)
BY_NAME = {known.name: known for known in SETTINGS}


def named(name: str) -> Known:
    """The setting of that name; raises UnknownSetting."""
    found = BY_NAME.get(clean_text(name).casefold())
    if found is None:
        raise UnknownSetting(f'"{fit(clean_text(name), 24)}" is no setting', Key(":settings", "lists all"))
    return found


def value(session: Session, name: str) -> str:
    """What a setting is now, here; its default where nobody set it, or where a word or number is none it can be."""
    known = BY_NAME[name]
    stored = _stored(session, known)
    trusted = stored == known.default or known.check in _READ_ANEW or _is_value(known.check, stored)
    return stored if trusted else known.default


def not_known(session: Session, known: Known) -> str:
    """What is stored for a setting and is no value of it here; empty where all is well."""
    stored = _stored(session, known)
    return "" if stored == known.default or _is_value(known.check, stored) else stored or "nothing"


def _stored(session: Session, known: Known) -> str:
    return setting(session.store, _stored_as(session, known), known.default)


@lru_cache(maxsize=256)
def _is_value(check: Check, stored: str) -> bool:
    try:
        return check(stored) == stored
    except BadInput:
        return False


def change(session: Session, request_id: str, name: str, text: str | None) -> Posted:
    """Set a setting, or with None give it its default again; booked, so that it is known who did and when.

    Raises UnknownSetting, BadInput for a value it cannot have, and NeedsApproval."""
    known = named(name)
    became = known.default if text is None else known.check(text)
    stored_as, was = _stored_as(session, known), value(session, known.name)
    return book_setting(session, request_id, stored_as, was, became, default=known.default)


def _stored_as(session: Session, known: Known) -> str:
    return f"{known.name}@{session.till.id}" if known.of_till else known.name
