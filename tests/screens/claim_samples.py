"""Claims for samples: the list, what is lent, one claim at a supplier, one that is being opened."""

from __future__ import annotations

from tests.screens import all_views as v

SERIAL, OTHER = "356938035643809", "356938035641209"


def line(n: int, name: str, **changes: object) -> v.ClaimLine:
    """A claim in the list."""
    fields: dict[str, object] = {
        "n": n, "paper": f"W-{30 + n:06}", "opened": "2026-11-19", "days": 3, "state": "open", "side": "customer",
        "serial": OTHER, "sku": "ARX2", "name": name, "symptom": "no sound", "place": "VISITING",
        "supplier": None, "rma": None, "away": None, "contact": None, "waits_for": None, "due_on": None,
    }  # fmt: skip
    return v.ClaimLine(**{**fields, **changes})  # type: ignore[arg-type]


def listed(name: str = "Aria X2 phone 128 GB blue") -> v.ClaimsView:
    """One in each state that a list can have."""
    rows = [
        line(1, name, opened="2026-10-30", days=23, state="at_supplier", place="REPAIRER", supplier="Volta",
             rma="V-8841", away=21, contact="2026-11-16"),
        line(2, "Kettle K5", serial="K5-00017", symptom="leaks", days=9, state="waiting_part", waits_for="lid seal",
             due_on="2026-12-04"),
        line(3, "Aria Mini", symptom="battery", days=4, state="repaired"),
        line(4, name, serial=SERIAL, days=3),
        line(5, "Desk lamp", serial="DL-9", symptom="does not work", days=1, state="refused", place="BENCH"),
        line(6, name, side="supplier", days=0, state="credited", place="SUPPLIER"),
    ]  # fmt: skip
    return v.ClaimsView("open", rows, [], 14)


def nothing() -> v.ClaimsView:
    """No claim is open."""
    return v.ClaimsView("open", [], [], 14)


def lent(name: str = "Aria Mini phone 64 GB") -> v.ClaimsView:
    """Two loans, one of them late."""
    loans = [
        v.LoanLine(1, "W-000031", OTHER, name, "2026-11-01", "2026-11-15", True),
        v.LoanLine(2, "W-000034", "L-2", name, "2026-11-20", "2026-12-04", False),
    ]
    return v.ClaimsView("loans", [], loans, 14)


def one(name: str = "Aria X2 phone 128 GB blue", **changes: object) -> v.ClaimView:
    """A claim at the supplier with all that can belong to it."""
    steps = [
        v.ClaimStepLine("2026-10-30T09:14:00+01:00", "opened", "open", "Mia", None),
        v.ClaimStepLine("2026-10-30T09:15:00+01:00", "taken_in", "open", "Mia", None),
        v.ClaimStepLine("2026-11-01T10:00:00+01:00", "sent", "at_supplier", "Tom", "Volta  RMA V-8841"),
        v.ClaimStepLine("2026-11-02T10:00:00+01:00", "lent", "at_supplier", "Tom", "due 04 Dec  L-2"),
        v.ClaimStepLine("2026-11-16T10:00:00+01:00", "chased", "at_supplier", "Mia", "on Tuesday"),
    ]
    letters = [
        v.ClaimLetter("T", "take in", "it is at the supplier: B when it is back"),
        v.ClaimLetter("V", "to supplier", "it is at the supplier: B when it is back"),
        v.ClaimLetter("B", "back from supplier", None),
        v.ClaimLetter("H", "hand back", "it is at the supplier: B when it is back"),
    ]
    fields: dict[str, object] = {
        "paper": "W-000031", "state": "at_supplier", "side": "customer", "serial": OTHER, "sku": "ARX2",
        "name": name, "opened": "2026-10-30", "days": 23, "symptom": "no sound", "note": "fell once, glass is whole",
        "basis": "shop", "customer": "R. Patel", "place": "REPAIRER", "supplier": "Volta", "rma": "V-8841",
        "away": 21, "waits_for": None, "due_on": None, "replaced_by": None, "question": None, "symptoms": [],
        "steps": steps, "files": [v.ClaimFileLine("/photos/glass.jpg", 48_213, "ab" * 32)],
        "loans": [v.LoanLine(1, "W-000031", "L-2", "Aria Mini", "2026-11-02", "2026-12-04", False)],
        "letters": letters,
    }  # fmt: skip
    return v.ClaimView(**{**fields, **changes})  # type: ignore[arg-type]


def repaired(name: str = "Aria X2 phone 128 GB blue") -> v.ClaimView:
    """Repaired here, to be handed back."""
    letters = [
        v.ClaimLetter("X", "replace", None),
        v.ClaimLetter("H", "hand back", None),
        v.ClaimLetter("C", "close", "it is still here: H hands it back"),
    ]
    gone: dict[str, object] = dict.fromkeys(("supplier", "rma", "away"))
    return one(name, state="repaired", place="VISITING", files=[], loans=[], letters=letters, **gone)


def opening(name: str = "Aria X2 phone 128 GB blue") -> v.ClaimView:
    """What is wrong?"""
    symptoms = [v.Choice(n, s) for n, s in enumerate(("does not start", "no sound", "screen", "battery"), 1)]
    return one(
        name, paper=None, state=None, opened=None, days=None, symptom=None, note=None, customer=None,
        place="CUSTOMER", supplier=None, rma=None, away=None, question="what is wrong?", symptoms=symptoms,
        steps=[], files=[], loans=[], letters=[],
    )  # fmt: skip
