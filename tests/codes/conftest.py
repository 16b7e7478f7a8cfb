"""The first GS1 code imports the tables, and the machine may be busy: no deadline for one example."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("shop", deadline=None)
settings.load_profile("shop")
