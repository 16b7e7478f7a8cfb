"""Services at the counter: sold like goods, in no stock, given back to nowhere on a shelf."""

from __future__ import annotations

import pytest

from shopstock.jobs.imports import import_rows
from shopstock.jobs.item import ItemFrozen, shown_values, write_item
from shopstock.jobs.session import Session
from shopstock.jobs.verify import verify
from shopstock.store.stock_sums import stock_sums
from tests import shops
from tests.desk.counter import Counter
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

DELIVERY = ':item sku=DELIV name="Delivery to the door" tracking=none price=15 tax_rate=19 service=yes'
HOURS = ':item sku=HOURS name="Repair work, per hour" tracking=none price=60 decimals=2 service=yes'


@pytest.fixture
def serving(stocked: Counter) -> Counter:
    """The counter of a shop that also works for money."""
    assert stocked(DELIVERY).id == stocked(HOURS).id == "item.saved"
    return stocked


def sound(counter: Counter) -> None:
    session = counter.desk.session
    assert findings(session) == []
    assert verify(session.store) == ()


def balance(session: Session, sku: str) -> dict[str, int]:
    rows = session.store.db.execute_sql(
        "SELECT p.code, b.quantity FROM balance b JOIN place p ON p.id = b.place_id WHERE b.product_id = ?",
        (shops.goods(session, sku).id,),
    ).fetchall()
    return dict(rows)


def test_a_fee_is_sold_beside_a_phone_and_asks_for_no_stock(serving: Counter) -> None:
    answer = serving(":sell", shops.SERIAL, "DELIV", "2*HOURS")
    assert (answer.state, answer.id) == ("OK", "sell.added")
    assert serving.states() == ["ok", "ok", "ok"]
    assert serving(":finish").id == "sell.paid"
    assert balance(serving.desk.session, "DELIV") == {"OUR-WORK": -1, "CUSTOMER": 1}
    sound(serving)


def test_half_an_hour_is_half_of_the_price(serving: Counter) -> None:
    serving(":sell", "0.5*HOURS")
    assert serving.lines() == [("Repair work, per hour", "0.50", "30.00")]


def test_a_service_is_on_no_list_of_stock(serving: Counter) -> None:
    serving(":sell", "3*DELIV", ":finish")
    session = serving.desk.session
    listed = {row.sku for row in stock_sums(session.store, session.today())}
    assert {"DELIV", "HOURS"}.isdisjoint(listed)
    assert "DELIV" not in serving(":stock").text
    assert "DELIV" not in serving(":count SHELF-1").text
    found = serving.view("?DELIV")
    assert (found["kind"], found["service"], found["on_hand"]) == ("product", True, "0")
    assert "a service" in serving("?DELIV").text


def test_it_is_never_received_nor_counted(serving: Counter) -> None:
    assert serving(":receive", "DELIV").id == "service.no_goods"
    assert serving(":count SHELF-1", "DELIV").id == "service.no_goods"
    done = import_rows(serving.desk.session, "sku,quantity\nDELIV,3\n")
    assert done.problems == ('line 2: sku: "DELIV" is a service: it is never in stock',)


@pytest.mark.parametrize("letter", ["S", "Q", "B"])
def test_whatever_the_letter_it_goes_back_to_nowhere(serving: Counter, letter: str) -> None:
    receipt = serving.view(":sell", "2*DELIV", ":finish")["receipt"]
    answer = serving(":return", f"#{receipt}", "1", "1*", f"C{letter}M")
    assert answer.id == "return.saved"
    assert "goods to OUR-WORK" in answer.sentence
    assert balance(serving.desk.session, "DELIV") == {"OUR-WORK": -1, "CUSTOMER": 1}
    sound(serving)


def test_a_voided_sale_gives_the_work_back(serving: Counter) -> None:
    assert serving(":sell", "DELIV", ":finish", ":undo").id == "sell.voided"
    assert balance(serving.desk.session, "DELIV") == {"OUR-WORK": 0, "CUSTOMER": 0}
    sound(serving)


@pytest.mark.parametrize(
    "other", ["tracking=serial", "tracking=lot", "tracking=lot date_kind=use_by", "measure=kg"]
)
def test_a_service_has_neither_serial_nor_lot_nor_weight(counter: Counter, other: str) -> None:
    columns = {"tracking": "none"} | dict(part.split("=") for part in other.split())
    said = " ".join(f"{name}={value}" for name, value in columns.items())
    answer = counter(f":item sku=W name=Work price=1 service=yes {said}")
    assert (answer.state, answer.id) == ("STOP", "item.bad_value")
    assert "a service has tracking none" in answer.text


def test_goods_stay_goods_once_they_moved(serving: Counter) -> None:
    session = serving.desk.session
    assert serving(f":item {shops.CABLE} service=yes").id == "item.frozen"
    serving(":sell", "DELIV", ":finish")
    with pytest.raises(ItemFrozen):
        write_item(session, {"sku": "DELIV", "service": "no"})
    assert serving(":item HOURS service=no").id == "item.saved"
    assert shown_values(session, shops.goods(session, "HOURS"))["service"] == "no"
    assert shown_values(session, shops.goods(session, "DELIV"))["service"] == "yes"


def test_services_come_with_the_catalogue_file(session: Session) -> None:
    done = import_rows(
        session,
        "sku,name,tracking,price,service\nFIT,Fitting,none,25,yes\nNUT,Nut,none,1,\nBAD,Bad,none,1,maybe\n",
    )
    assert done.problems == ('line 4: service: "maybe" is none of no, yes',)
    import_rows(session, "sku,name,tracking,price,service\nFIT,Fitting,none,25,yes\nNUT,Nut,none,1,\n")
    assert (shops.goods(session, "FIT").service, shops.goods(session, "NUT").service) == (1, 0)


def test_a_product_called_work_and_the_place_of_work_are_not_mixed_up(counter: Counter) -> None:
    counter(":item sku=LABOUR name=Labour tracking=none price=60 service=yes")
    assert counter(":sell", "LABOUR").id == "sell.added"
