"""The settings of what follows a sale: warranty, returns, claims, service and customers."""

from __future__ import annotations

from shopstock.jobs.setting_kinds import Known

AFTER_SALES: tuple[Known, ...] = ()
