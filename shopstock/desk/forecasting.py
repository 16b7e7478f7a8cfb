"""`:ahead CODE`: the stock of a product in the weeks to come, day by day."""

from __future__ import annotations

from shopstock.amounts import show_decimal
from shopstock.days import WEEKDAYS
from shopstock.desk.views.forecast import ForecastRow, ForecastView
from shopstock.jobs import find
from shopstock.jobs.forecast import ForecastDay, forecast_of
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.stock import standing
from shopstock.text import fit


def product_meant(session: Session, text: str) -> ProductRow:
    """The product of a code, of a serial or lot of it, or of words that only one has."""
    found = find.meanings(session, text) or find.by_words(session, text)
    ids = dict.fromkeys(m.product_id for m in found if m.product_id is not None)
    if len(ids) == 1:
        return product(session.store, next(iter(ids)))
    said = f"{find.shown(text, 30)} is {'several items' if ids else 'no item here'}"
    raise BadInput(f"{said}: scan its barcode or type its code", Key("F7", "stock"))


def forecast_view(session: Session, row: ProductRow, days: int) -> ForecastView:
    """The forecast of a product."""
    made = forecast_of(session, row, days)
    here = sum(s.quantity for s in standing(session.store, row.id))
    places = 0 if row.decimals == 0 else 1

    def about(units: float) -> str:
        return f"{units:.{places}f}"

    def shown(day: ForecastDay) -> ForecastRow:
        left = about(day.left) if day.left else None
        weekday = WEEKDAYS[day.day.weekday()]
        return ForecastRow(day.day.isoformat(), weekday, about(day.good), f"{day.wanted:.1f}", left)

    per_week = sum(day.wanted for day in made.days[:7])
    return ForecastView(
        row.sku,
        row.name,
        row.measure,
        show_decimal(here, row.decimals),
        about(made.days[0].good),
        f"{per_week:.1f}" if made.known else None,
        made.runs_out.isoformat() if made.runs_out and made.known else None,
        about(sum(each.quantity for each in made.left)),
        [shown(day) for day in made.days],
    )


def forecast_said(view: ForecastView, row: ProductRow) -> tuple[str, tuple[str, ...]]:
    """The forecast in a sentence, and its days where something happens."""
    made = [day for n, day in enumerate(view.days) if n % 7 == 0 or day.left]
    more = tuple(
        f"  {day.weekday} {day.date}  good {day.good}{f'  about {day.left} left over' if day.left else ''}"
        for day in made
    )
    name = fit(row.name, 24)
    if view.per_week is None:
        return f"{name}: {view.good} good; nobody knows yet how fast it sells", more
    out = f", gone {view.runs_out}" if view.runs_out else ""
    left = f", about {view.left} left over" if float(view.left) else ""
    return f"{name}: {view.good} good, {view.per_week} a week{out}{left}", more
