"""Fields that refuse a float at once, where Peewee's own would round or reinterpret it without a word."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import IntegerField, TextField


class WholeField(IntegerField):
    """An integer and nothing else: no float, no bool, no digits in a string."""

    def db_value(self, value: Any) -> Any:
        if value is not None and type(value) is not int:
            raise TypeError(f"{self.name}: {value!r} is no integer")
        return value

    def python_value(self, value: Any) -> Any:
        return value


class MinorField(WholeField):
    """Money in minor units of the shop's currency."""


class QuantityField(WholeField):
    """A quantity in the product's smallest step."""


class PpmField(WholeField):
    """Parts per million: tax rates and discounts."""


class InstantField(WholeField):
    """Microseconds since 1970, UTC."""


class DayField(TextField):
    """A business day, stored as ISO text; takes and gives `datetime.date`."""

    def db_value(self, value: Any) -> Any:
        if value is None:
            return None
        if type(value) is not date:
            raise TypeError(f"{self.name}: {value!r} is no day")
        return value.isoformat()

    def python_value(self, value: Any) -> Any:
        return None if value is None else date.fromisoformat(value)
