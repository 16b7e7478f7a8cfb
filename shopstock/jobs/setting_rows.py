"""The settings of the counter: codes, printers, numbers, papers and tax. What follows a sale stands beside this."""

from __future__ import annotations

from shopstock.jobs.printer_address import printer_text
from shopstock.jobs.setting_kinds import (
    Check,
    Known,
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

COUNTER: tuple[Known, ...] = (
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

READ_ANEW: frozenset[Check] = frozenset(
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
