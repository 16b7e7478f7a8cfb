"""Routine service: an interval per product or per unit, what is due, and the service book."""

from __future__ import annotations

import pytest

from shopstock.jobs.exports import Asked, as_csv, listing
from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

BOILER = "BOIL"
FIRST, SECOND, THIRD = "B-100000000001", "B-100000000002", "B-100000000003"


@pytest.fixture
def sold(counter: Counter) -> Counter:
    """Two boilers sold a while ago, one to Patel; the third stands on the shelf."""
    session = counter.desk.session
    counter(f':item sku={BOILER} name="Boiler 24 kW" tracking=serial price=900 service_every="12 months"')
    with shops.on("2025-11-01"):
        shops.take_in_serials(session, FIRST, SECOND, THIRD, sku=BOILER)
    with shops.on("2025-11-20"):
        counter(":sell", "@Patel", FIRST, ":finish")
    with shops.on("2025-12-31"):
        counter(SECOND, ":finish")
    counter(":services")
    return counter


def due(counter: Counter, *entries: str) -> list[tuple[str, str, int]]:
    rows = counter.view(*(entries or (":services",)))["rows"]
    return [(row["serial"], row["due_on"], row["days_left"]) for row in rows]


def test_a_product_s_interval_is_counted_from_the_sale(sold: Counter) -> None:
    """Today is Sunday 22 November 2026."""
    assert due(sold) == [(FIRST, "2026-11-20", -2), (SECOND, "2026-12-31", 39)]
    answer = sold(":services 30")
    assert answer.id == "services.listed"
    assert "1 service due within 30 days, 1 overdue" in answer.text
    assert "overdue since 20 Nov  Patel" in answer.text


def test_done_is_counted_from_then_on(sold: Counter) -> None:
    answer = sold(f":serviced {FIRST} new filter")
    assert (answer.state, answer.id) == ("SAVED", "services.done")
    assert answer.sentence == "SV-000001  ..0001 is serviced, next 22 Nov 2027"
    assert due(sold) == [(SECOND, "2026-12-31", 39)]
    book = sold.view(f"?{FIRST}")["service"]
    assert (book["every"], book["next_on"], book["days_left"]) == ("12 months", "2027-11-22", 365)
    assert [(e["on"], e["by"], e["note"]) for e in book["entries"]] == [
        ("2026-11-22", "Owner", "SV-000001 new filter")
    ]
    assert "serviced  Owner  SV-000001 new filter" in sold(f"?{FIRST}").text
    assert findings(sold.desk.session) == []
    assert verify(sold.desk.session.store) == ()


def test_a_unit_has_an_interval_of_its_own(sold: Counter) -> None:
    answer = sold(f":service {SECOND} every 6 months")
    assert answer.sentence == "..0002 wants service every 6 months, next 30 Jun"
    assert due(sold)[0] == (SECOND, "2026-06-30", -145)
    sold(f":service {SECOND} never")
    assert [row[0] for row in due(sold)] == [FIRST]
    sold(f":service {SECOND} 24 months")
    assert [row[0] for row in due(sold, ":services 2000")] == [FIRST, SECOND]


def test_the_last_day_of_a_short_month(sold: Counter) -> None:
    """31 December and two months is the last day of February, counted once from the start."""
    sold(f":service {SECOND} every 2 months")
    assert (SECOND, "2026-02-28", -267) in due(sold)


def test_what_nobody_bought_is_not_due(sold: Counter) -> None:
    assert sold(f":serviced {THIRD}").id == "service.not_out"
    assert THIRD not in {row[0] for row in due(sold, ":services 3000")}
    assert sold.view(f"?{THIRD}")["service"]["next_on"] is None


def test_a_row_is_picked_and_done(sold: Counter) -> None:
    sold(":services")
    assert sold.view("1")["serial"] == FIRST
    assert sold("1!").id == "services.done"
    assert [row[0] for row in due(sold)] == [SECOND]
    assert sold("30").id == "services.none"
    assert [row[0] for row in due(sold, "60")] == [SECOND]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (":serviced", "which one?"),
        (":serviced NOBODY", "is no serial here"),
        (f":service {FIRST}", "how often?"),
        (f":service {FIRST} every now and then", "is no term"),
        (":services soon", "is no number of days"),
        (":services 99999", "is no number of days"),
    ],
)
def test_what_is_typed_wrongly_is_said(sold: Counter, entry: str, said: str) -> None:
    answer = sold(entry)
    assert answer.state == "STOP"
    assert said in answer.text


def test_only_pieces_with_serials_are_due(counter: Counter) -> None:
    assert counter(f':item {shops.CABLE} service_every="12 months"').id == "item.bad_value"


def test_the_list_is_written_as_a_file(sold: Counter) -> None:
    text, count = as_csv(listing(sold.desk.session, "services", Asked(days=90)))
    assert count == 2
    assert text.splitlines()[1] == f"{FIRST},{BOILER},Boiler 24 kW,2026-11-20,-2,12 months,,Patel,"


def test_two_sales_of_one_boiler_count_from_the_newest(sold: Counter) -> None:
    sold(":return", FIRST, "CSM", "", "")
    sold(":sell", FIRST, ":finish")
    assert (FIRST, "2027-11-22", 365) in due(sold, ":services 400")
