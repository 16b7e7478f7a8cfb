"""A sample receipt as it is shown on the screen."""

from __future__ import annotations

from shopstock.desk.receipts import clean_line
from shopstock.papers import receipt, sheet
from shopstock.papers.day_report import TaxLine
from shopstock.papers.receipt import BackLine, Goods, Letterhead, Paid, Receipt, SoldLine
from tests.screens import all_views as v


def paper(name: str = "Aria X2", width: int = 42) -> v.ReceiptPaperView:
    """An exchange that was voided, with a name in every place."""
    made = Receipt(
        "exchange", "R1-000124", Letterhead(name, ("Hauptstr. 12",), "030 1", "DE1", (name,), (name,)), "EUR",
        "22 Nov 2026", "09:14", name, name, name,
        (SoldLine(Goods(name, "356938035643809", "B7", "Mar 2027", "best_before"), "2", "399.00", "798.00"),),
        (BackLine(Goods(name), "1", "-399.00", "R1-000100", "04 Nov 2026", "wrong item"),), "399.00", False,
        (Paid("cash", "399.00", "400.00", "1.00"),), (TaxLine("19", "335.29", "63.71", "399.00"),), (name,),
        voided_by="VD-000001",
    )  # fmt: skip
    lines = list(sheet.typeset(receipt.rows(made), width))
    return v.ReceiptPaperView(
        "R1-000124", False, width, [clean_line(line) for line, _ in lines], [row.kind for _, row in lines]
    )
