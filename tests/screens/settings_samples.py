"""Settings for samples."""

from __future__ import annotations

from tests.screens import all_views as v


def settings(now: str = "42", asking: str | None = None) -> v.SettingsView:
    """Two groups; one value was changed, one belongs to the till."""
    return v.SettingsView(
        [
            v.SettingRow(1, "codes.in_store", "In-store codes", "", "", False, False, "what 20 to 29 carry"),
            v.SettingRow(2, "receipt.width", "Receipt width", now, "48", True, False, "columns, 32 to 80"),
            v.SettingRow(3, "printer.receipt", "Printer", "none", "none", False, True, "where it prints"),
        ],
        "",
        asking,
        "Till 1",
    )
