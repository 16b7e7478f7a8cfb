"""A date printed as a month stays a month wherever it is shown, and means its last day wherever it is compared."""

from __future__ import annotations

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from tests import shops

pytestmark = pytest.mark.conversation


def test_a_month_stays_a_month(session: Session) -> None:
    shops.take_in(session, shops.OAT, "3", lot="L1", expires="2027-03")
    desk = Desk(session)
    line = desk.enter("OAT").view.as_json()["lines"][0]
    assert (line["date"], line["date_precision"]) == ("2027-03-31", "month")
    found = desk.enter(":find L1")
    assert "Mar 2027" in found.text
    lot = found.view.as_json()
    assert (lot["date"], lot["date_precision"]) == ("2027-03-31", "month")
    product = desk.enter(":find OAT").view.as_json()
    assert product["lots"][0]["date_precision"] == "month"
    received = desk.enter(":receive OAT").view.as_json()
    assert received["lines"][0]["date_precision"] == "day"
    desk.enter("L2")
    received = desk.enter("2028-02").view.as_json()
    assert (received["lines"][0]["date"], received["lines"][0]["date_precision"]) == ("2028-02-29", "month")
