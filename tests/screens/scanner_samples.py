"""The scanner page for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def scanner(normal: str = "(10)1234(21)56", picture: tuple[str, ...] = ()) -> v.ScannerView:
    """A scan of GS1 bars; one test code was good, one was wrong."""
    return v.ScannerView(
        ["]", "C", "1", "1", "0", "<GS>", "2", "1"],
        "CR LF",
        "1.4",
        "]C1",
        1,
        "gs1",
        normal,
        {"10": "1234", "21": "56"},
        None,
        [
            v.TestRow(1, "Product", "EAN-13", "whether it scans at all", "good", []),
            v.TestRow(2, "Keyboard", "Code 128", "the keyboard", "wrong", ["y came as z"]),
            v.TestRow(3, "Link", "QR Code", "its signs", "waiting", []),
        ],
        3 if picture else None,
        list(picture),
        None,
    )


def nothing() -> v.ScannerView:
    """Before the first scan."""
    return v.ScannerView([], "", None, None, 0, None, None, {}, None, scanner().tests, None, [], None)
