"""The country of the shop, and what its law says of warranties where this program knows it.

The seller answers for what was not as agreed when it was delivered and shows itself within two years: Directive (EU)
2019/771, Article 10 (1); a state may keep a longer time, Article 10 (3), as Spain (Real Decreto Legislativo 1/2007,
art. 120), Portugal (Decreto-Lei 84/2021, art. 12) and Sweden (Konsumentköplag 2022:260, 5 kap.) do with three years.
Where the buyer has it repaired, that time grows by twelve months, once: Directive (EU) 2024/1799, Article 16, which
changes Article 10 of the other. Outside the Union nothing is assumed.
"""

from __future__ import annotations

from shopstock.days import Term
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value

_ZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "CY": "Asia/Nicosia Asia/Famagusta Europe/Nicosia",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin Europe/Busingen",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
    "ES": "Europe/Madrid Africa/Ceuta Atlantic/Canary",
    "FI": "Europe/Helsinki Europe/Mariehamn",
    "FR": "Europe/Paris America/Guadeloupe America/Martinique America/Cayenne America/Marigot Indian/Reunion "
    "Indian/Mayotte",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IT": "Europe/Rome",
    "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon Atlantic/Madeira Atlantic/Azores",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
}
_COUNTRY_OF = {zone: country for country, zones in _ZONES.items() for zone in zones.split()}
_THREE_YEARS = frozenset({"ES", "PT", "SE"})
EU = frozenset(_ZONES)


def country(session: Session) -> str:
    """The shop's country in two letters: as it is set, or that of a zone in the European Union; empty if unknown."""
    said = value(session, "shop.country")
    return _COUNTRY_OF.get(session.shop.zone, "") if said == "auto" else said


def legal_by_law(session: Session) -> Term | None:
    """How long the law of the shop's country makes the seller answer; None where this program knows none."""
    here = country(session)
    return Term(36 if here in _THREE_YEARS else 24, "months") if here in EU else None


def after_repair_by_law(session: Session) -> Term | None:
    """What the law adds once where the buyer has it repaired; None where this program knows none."""
    return Term(12, "months") if country(session) in EU else None
