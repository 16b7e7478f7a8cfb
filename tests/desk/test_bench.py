"""The bench at the counter: parts into a claim's unit, what fits, a quote, and the pick-up in Sell."""

from __future__ import annotations

import pytest

from shopstock.jobs import claims, hold
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import new_request_id
from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

PAPER = "#W-000001"


@pytest.fixture
def bench(stocked: Counter) -> Counter:
    """A phone of Patel's at the bench, out of its warranty; screens with serials and batteries in lots."""
    counter, session = stocked, stocked.desk.session
    counter(':item sku=SCR name="Screen X2" tracking=serial price=89 cost=41 tax_rate=19')
    counter(':item sku=BAT name="Battery X2" tracking=lot price=19 cost=7 tax_rate=19')
    counter(':item sku=HOURS name="Repair work" tracking=none price=60 decimals=2 service=yes tax_rate=19')
    counter(":settings claims.work HOURS")
    shops.take_in_serials(session, "SC-100000000001", "SC-100000000002", sku="SCR")
    shops.take_in(session, "BAT", "2", lot="B1", expires="2027-01-31")
    shops.take_in(session, "BAT", "5", lot="B2")
    counter(":sell", "@Patel", SERIAL, ":finish")
    opening = Opening(shops.unit(session, SERIAL).id, "broken screen", basis="none", takes_in=True)
    claims.open_claim(session, new_request_id(), opening)
    return counter


def sound(counter: Counter) -> None:
    session = counter.desk.session
    assert findings(session) == []
    assert verify(session.store) == ()


def inside(counter: Counter) -> list[tuple[str, str | None, str]]:
    rows = counter.view(":bench")["parts"]
    return [(row["name"], row["serial"] or row["lot"], row["quantity"]) for row in rows]


def test_scan_the_unit_then_the_part(bench: Counter) -> None:
    assert bench(":bench", SERIAL).id == "bench.open"
    asked = bench("SC-100000000001")
    assert (asked.state, asked.id) == ("ASK", "bench.not_known_to_fit")
    assert asked.text == "ASK  Screen X2 is not known to fit Aria X2  Enter it fits  - leave it"
    assert bench("").text == "SAVED Screen X2 ..0001 is in ..3809  - out again"
    assert bench("SC-100000000002").id == "bench.fitted"
    assert inside(bench) == [("Screen X2", "SC-100000000001", "1"), ("Screen X2", "SC-100000000002", "1")]
    sound(bench)


def test_a_part_from_anywhere_by_its_command(bench: Counter) -> None:
    bench(f":bench {PAPER}", ":fits BAT ARX2")
    assert bench(":use 3*BAT").sentence == "3 Battery X2 is in ..3809"
    assert inside(bench) == [("Battery X2", "B1", "2"), ("Battery X2", "B2", "1")]
    assert bench("9*BAT").id == "bench.not_enough"
    sound(bench)


def test_what_fits_is_listed_by_version_with_its_stock(bench: Counter) -> None:
    bench(":item ARX2 attributes=version=2")
    bench(":fits SCR ARX2 version=2 glue it", ":fits BAT ARX2 version=1", f":bench {SERIAL}")
    answer = bench("?")
    assert "1 part is known to fit Aria X2" in answer.text
    assert "SCR  Screen X2  2 here  version 2  glue it" in answer.text
    assert bench("SC-100000000001").id == "bench.fitted"
    assert bench("BAT").sentence == "Battery X2 is not known to fit Aria X2 v2"
    assert bench("-").id == "bench.left"
    assert bench(":fits SCR ARX2 version=2").sentence.endswith("known already")
    assert [row["name"] for row in bench.view(":bench")["fits"]] == ["Screen X2"]


@pytest.mark.parametrize(
    ("letter", "place"), [("S", "SHELF-1"), ("", "QUARANTINE"), ("Q", "QUARANTINE"), ("B", "BIN")]
)
def test_a_part_comes_out_again(bench: Counter, letter: str, place: str) -> None:
    bench(f":bench {SERIAL}", "SC-100000000001", "")
    assert bench("-").id == "bench.where"
    assert bench(letter).id == "bench.taken_out"
    assert shops.unit(bench.desk.session, "SC-100000000001", "SCR").place_code == place
    assert inside(bench) == []
    assert bench("-").id == "bench.no_part"
    sound(bench)


def test_an_old_part_is_written_down(bench: Counter) -> None:
    bench(f":bench {SERIAL}")
    assert bench(":out OLD-SCREEN-77").id == "bench.old_part"
    assert bench(":out").state == "STOP"
    sound(bench)


def test_a_held_or_sold_part_is_refused(bench: Counter) -> None:
    session = bench.desk.session
    bench(":fits SCR ARX2", ":fits BAT ARX2")
    hold.hold_lot(session, new_request_id(), shops.batch(session, "BAT", "B1").id, "a smell")
    bench(f":bench {SERIAL}")
    assert bench("B1").id == "sell.held"
    bench(":sell", "SC-100000000002", ":finish", f":bench {SERIAL}")
    assert bench("SC-100000000002").id == "sell.already_sold"
    assert bench("NOT-A-PART").id == "bench.no_part"
    assert bench("HOURS").id == "service.no_goods"
    assert inside(bench) == []


def test_a_quote_is_made_printed_accepted_and_paid(bench: Counter) -> None:
    bench(":fits SCR ARX2", f":bench {SERIAL}")
    assert bench("Q").id == "bench.quoting"
    assert bench("SCR", ":labour 30", ":line 5.00 clean the board").sentence.endswith("3 lines, 124.00")
    assert bench(":finish").sentence == "W-000001 is quoted: 124.00, valid to 06 Dec"
    paper = bench("P").text
    assert "Screen X2" in paper
    assert "Repair work, 30 min" in paper
    assert "Total EUR" in paper
    assert bench(":sell", PAPER).id != "sell.repair_added"
    assert bench(":bench", "Y").id == "bench.accepted"
    assert bench("SC-100000000001").id == "bench.fitted"
    answer = bench(":sell", PAPER)
    assert (answer.id, answer.sentence) == (
        "sell.repair_added",
        "W-000001: the repair costs 124.00. Paying hands it over",
    )
    assert bench.lines() == [
        ("Screen X2", "1", "89.00"),
        ("Repair work, 30 min", "0.50", "30.00"),
        ("clean the board", "1.00", "5.00"),
    ]
    assert bench(PAPER).id == "sell.repair_in_basket"
    assert bench(shops.CABLE, ":finish").id == "sell.paid"
    session = bench.desk.session
    assert shops.unit(session, SERIAL).place_kind == "customer"
    assert shops.unit(session, "SC-100000000001", "SCR").place_kind == "customer"
    assert bench.view(f"?{SERIAL}")["parts"]["holds"][0]["serial"] == "SC-100000000001"
    assert bench(":undo").id == "undo.refused"
    sound(bench)


def test_a_line_of_a_repair_is_not_given_away(bench: Counter) -> None:
    bench(f":bench {SERIAL}", "Q", ":labour 60", ":line 5 dust", ":finish", "Y", ":sell", PAPER, "-")
    answer = bench(":finish")
    assert (answer.state, answer.id) == ("STOP", "repair.not_whole")
    assert bench("-", PAPER, ":finish").id == "sell.paid"


def test_a_declined_quote_with_a_fee(bench: Counter) -> None:
    bench(f":bench {SERIAL}", "Q", "SCR", ":finish")
    assert bench("N").id == "bench.fee"
    assert bench("25").sentence == "W-000001: declined, goes back unrepaired, 25.00 to pay"
    bench(":sell", PAPER)
    assert bench.lines() == [("Looked at, not repaired", "1.00", "25.00")]
    assert bench(":finish").id == "sell.paid"
    assert shops.unit(bench.desk.session, SERIAL).place_kind == "customer"
    sound(bench)


def test_a_declined_quote_without_a_fee(bench: Counter) -> None:
    bench(f":bench {SERIAL}", "Q", "SCR", ":finish", "N")
    assert bench("").sentence == "W-000001: declined, goes back unrepaired"
    assert bench("Y").id == "quote.none"


def test_the_passports_of_the_part_and_of_its_phone_match(bench: Counter) -> None:
    bench(":fits SCR ARX2", f":bench {SERIAL}", "SC-100000000001")
    assert "in ..3809 Aria X2 since 22 Nov, W-000001" in bench("?SC-100000000001").text
    assert "part 1 Screen X2 SC-100000000001 since 22 Nov, W-000001" in bench(f"?{SERIAL}").text
    assert bench.view("?SC-100000000001")["state"] == "fitted"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((":bench CAB",), "has no open claim"),
        ((":bench", ":labour soon"), "how many minutes"),
        ((f":bench {SERIAL}", ":labour 0"), "no time for a repair"),
        ((f":bench {SERIAL}", ":line 5"), "what is it for"),
        ((f":bench {SERIAL}", "Q", ":finish"), "a quote needs a line"),
        ((":fits SCR",), "which part, which model"),
        ((":fits SCR SCR",), "does not fit into itself"),
        ((":fits SCR CAB",), "has no serials"),
        ((f":bench {OTHER_SERIAL}",), "has no open claim"),
    ],
)
def test_what_is_typed_wrongly_is_said(bench: Counter, entries: tuple[str, ...], said: str) -> None:
    answer = bench(*entries)
    assert answer.state == "STOP"
    assert said in answer.text


def test_which_parts_fit_comes_as_a_file(bench: Counter) -> None:
    from shopstock.jobs.imports import import_rows

    done = import_rows(bench.desk.session, "part_sku,model_sku,version,note\nSCR,ARX2,2,\nNONE,ARX2,,\n")
    assert done.problems == ('line 3: part_sku: "NONE" is no item of this shop',)
    done = import_rows(bench.desk.session, "part_sku,model_sku,version,note\nSCR,ARX2,,new\nBAT,ARX2,,\n")
    assert done.summary() == "2 fits imported"
    bench(f":bench {SERIAL}")
    assert [row["sku"] for row in bench.view(":bench")["fits"]] == ["BAT", "SCR"]


def test_q_at_a_claim_begins_its_quote(bench: Counter) -> None:
    bench(":claims", PAPER)
    assert bench("Q").id == "bench.quoting"
    bench("SCR", ":finish", "Y", ":fits SCR ARX2", "SC-100000000001")
    shown = bench.view(":claims", PAPER)
    assert shown["repair"] == ["1 Screen X2 SC-100000000001", "quote accepted 89.00, valid to 06 Dec"]


def test_a_part_is_used_from_its_claim(bench: Counter) -> None:
    bench(":fits SCR ARX2", ":claims", PAPER)
    assert bench(":use SC-100000000001").id == "bench.fitted"
