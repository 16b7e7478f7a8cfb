"""Opened, frozen and thawed at the desk: a lot of its own with its own day, met by everything that meets lots."""

from __future__ import annotations

import pytest

from shopstock.jobs import hold, item, markdowns
from shopstock.jobs.session import new_request_id
from shopstock.jobs.void import void
from shopstock.store.audit import audit
from tests import shops
from tests.desk.counter import Counter
from tests.shops import OAT, SALMON

pytestmark = pytest.mark.conversation

GTIN = shops.OAT_BARCODE.zfill(14)


@pytest.fixture
def fridge(counter: Counter) -> Counter:
    """Salmon K22 with use-by 02 Dec, six on the shelf and two in the back, and its rules; oat milk 24B07."""
    session = counter.desk.session
    item.save_item(
        session,
        {"sku": SALMON, "opened_days": "3", "frozen_days": "90", "thawed_days": "1", "return_days": "14"},
    )
    item.save_item(session, {"sku": OAT, "opened_days": "5"})
    shops.take_in(session, SALMON, "6", lot="K22", expires="2026-12-02")
    shops.take_in(session, OAT, "9", lot="24B07", expires="2027-02")
    return counter


def stands(counter: Counter, code: str, sku: str = SALMON) -> tuple[str, str | None]:
    """How much of a lot is here, and its date."""
    session = counter.desk.session
    assert shops.batch(session, sku, code)
    view = counter(f":find {code}").view.as_json()
    return view["on_hand"], view["date"]


def test_an_opened_pack_is_a_lot_of_its_own(fridge: Counter) -> None:
    done = fridge(":opened 2*K22")
    assert done.text == "SAVED Smoked salmon, 2 opened: lot K22-open1, use by 25 Nov  F12 undo"
    assert (done.id, done.job) == ("lot.treated", "lot")
    view = done.view.as_json()
    assert (view["treated"], view["parent"], view["made"], view["on_hand"]) == ("opened", "K22", "2", "2")
    assert view["date_kind"] == "use_by"
    assert stands(fridge, "K22") == ("4", "2026-12-02")
    parent = fridge("?K22").view.as_json()
    assert parent["parts"] == [
        {"code": "K22-open1", "treated": "opened", "date": "2026-11-25", "on_hand": "2", "state": "ok",
         "date_precision": "day"}
    ]  # fmt: skip
    assert "  opened: lot K22-open1  25 Nov  2 here  ok" in fridge("?K22").more
    assert "  2 opened, out of lot K22" in fridge("?K22-open1").more
    assert audit(fridge.desk.session.store).findings == ()


def test_opening_never_makes_a_date_later(fridge: Counter) -> None:
    with shops.on("2026-12-01"):
        assert fridge(":opened K22").sentence.endswith("1 opened: lot K22-open1, use by 02 Dec")
    with shops.on("2026-12-03"):
        assert fridge(":opened K22").text.startswith(
            "STOP Smoked salmon lot K22: its date was 02 Dec. Not opened"
        )


def test_the_same_day_joins_the_lot_and_the_next_makes_another(fridge: Counter) -> None:
    fridge(":opened K22", ":opened K22")
    assert stands(fridge, "K22-open1") == ("2", "2026-11-25")
    with shops.on("2026-11-23"):
        assert "lot K22-open2, use by 26 Nov" in fridge(":opened K22").sentence
    assert stands(fridge, "K22") == ("3", "2026-12-02")


def test_frozen_then_thawed_then_opened_and_never_frozen_again(fridge: Counter) -> None:
    assert fridge(":thawed K22").text.startswith("STOP Smoked salmon lot K22 was never frozen here")
    assert fridge(":frozen 4*K22").sentence.endswith("4 frozen: lot K22-frozen1, use by 20 Feb")
    assert fridge(":frozen K22-frozen1").sentence.endswith("is frozen already")
    with shops.on("2026-12-20"):
        assert fridge(":thawed 2*K22-frozen1").sentence.endswith("2 thawed: lot K22-thawed1, use by 21 Dec")
        assert fridge(":frozen K22-thawed1").sentence.endswith("was thawed: it is not frozen again")
        assert fridge(":opened K22-thawed1").sentence.endswith("1 opened: lot K22-open1, use by 21 Dec")
        assert fridge(":frozen K22-open1").sentence.endswith("was thawed: it is not frozen again")
        assert fridge(":opened K22-open1").sentence.endswith("is open already")
    with shops.on("2027-02-20"):
        assert fridge(":thawed K22-frozen1").sentence.endswith("use by 20 Feb"), (
            "never later than it was frozen"
        )
    assert audit(fridge.desk.session.store).findings == ()


def test_nothing_is_frozen_once_its_date_has_passed(fridge: Counter) -> None:
    with shops.on("2026-12-02"):
        assert fridge(":frozen K22").id == "lot.treated", "its last day is not over"
    with shops.on("2026-12-03"):
        refused = fridge(":frozen K22")
        assert refused.text == "STOP Smoked salmon lot K22: its date was 02 Dec. Not frozen any more"


def test_without_a_rule_it_says_how_to_set_one(fridge: Counter) -> None:
    refused = fridge(":frozen 24B07")
    assert refused.text == "STOP Oat milk 1 l: no rule for frozen  :item OAT frozen_days=3 sets it"
    fridge(":item OAT frozen_days=3")
    assert fridge(":frozen 24B07").sentence.endswith("lot 24B07-frozen1, best by 25 Nov")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (":opened 7*K22", "only 6 of lot K22 at SHELF-1"),
        (":opened 0*K22", "nothing of it was opened: say how many, :opened 2*K22"),
        (":opened 1,5*K22", '"1,5" is no whole quantity'),
        (":opened NOPE", "NOPE is no lot in this shop"),
        (":opened K22 =BACK", "lot K22 is not at BACK"),
        (":opened K22 =NOWHERE", "NOWHERE is no place of this shop"),
        (":opened CAB", "CAB is no lot in this shop"),
    ],
)
def test_what_cannot_be_opened(fridge: Counter, entry: str, said: str) -> None:
    answer = fridge(entry)
    assert (answer.state, answer.sentence) == ("STOP", said)
    assert stands(fridge, "K22") == ("6", "2026-12-02")


def test_goods_with_serials_are_refused_in_words(fridge: Counter) -> None:
    session = fridge.desk.session
    shops.take_in_serials(session, shops.SERIAL, lot="PL1")
    assert fridge(":opened PL1").sentence == "Aria X2: goods that have serials are not opened here"


def test_a_lot_at_several_places_asks_where(fridge: Counter) -> None:
    shops.take_in(fridge.desk.session, SALMON, "2", lot="K22", place_code="BACK")
    asked = fridge(":opened K22")
    assert asked.text.splitlines() == [
        "ASK  lot K22 stands at 2 places: where was it opened?", "  1 SHELF-1  6", "  2 BACK  2",
    ]  # fmt: skip
    assert fridge("2").view.as_json()["places"] == [{"place": "BACK", "quantity": "1"}]
    assert fridge(":opened K22 =SHELF-1").id == "lot.treated"
    assert fridge(":opened 2*K22 =BACK").sentence == "only 1 of lot K22 at BACK"


def test_without_a_code_it_is_the_lot_looked_at_last(fridge: Counter) -> None:
    assert fridge(":opened").text == "ASK  what is opened now? Scan it, 2*K22 for two  Enter nothing"
    assert fridge("2*K22").id == "lot.treated"
    fridge(":find 24B07")
    assert fridge(":opened").sentence == "Oat milk 1 l, 1 opened: lot 24B07-open1, best by 27 Nov"
    fridge(":sell", ":opened")
    assert fridge("").id == "lot.shown"


def test_a_product_code_means_its_lots(fridge: Counter) -> None:
    assert fridge(f":opened {shops.OAT_BARCODE}").id == "lot.treated", "one lot of it is here"
    asked = fridge(f":opened {shops.OAT_BARCODE}")
    assert asked.more == ("  1 lot 24B07-open1, opened, 27 Nov", "  2 lot 24B07, Feb 2027")
    assert fridge("2").sentence.startswith("Oat milk 1 l, 1 opened: lot 24B07-open1")
    assert fridge(f":opened ]C101{GTIN}1024B07").id == "lot.treated"


def test_all_of_it_where_goods_are_weighed(fridge: Counter) -> None:
    session = fridge.desk.session
    given = {
        "sku": "BRIE",
        "name": "Brie",
        "tracking": "lot",
        "price": "19",
        "measure": "kg",
        "opened_days": "4",
    }
    item.save_item(session, {**given, "date_kind": "best_before"})
    shops.take_in(session, "BRIE", "2.350", lot="B1", expires="2026-12-24")
    assert fridge(":opened 0,4*B1").sentence.startswith("Brie, 0.400 opened")
    assert fridge(":opened B1").sentence.startswith("Brie, 1.950 opened")


def test_f12_undoes_it_until_some_is_sold(fridge: Counter) -> None:
    fridge(":opened 2*K22")
    assert fridge(":undo").sentence.startswith("2 opened of K22 is undone, see VD-")
    assert stands(fridge, "K22") == ("6", "2026-12-02")
    assert stands(fridge, "K22-open1")[0] == "0"
    fridge(":opened 2*K22", ":sell", "K22-open1", ":finish", ":opened")
    refused = fridge("", ":undo")
    assert "went on" in refused.sentence
    assert audit(fridge.desk.session.store).findings == ()


def test_it_is_sold_first_and_comes_back_as_itself(fridge: Counter) -> None:
    fridge(":opened 2*24B07", ":sell")
    assert fridge("OAT").view.as_json()["lines"][0]["lot"] == "24B07-open1"
    sale = fridge(":finish")
    assert sale.id == "sell.paid"
    back = fridge(":return", "#R1-000001", "1", "CSM")
    assert back.id == "return.saved"
    assert stands(fridge, "24B07-open1", OAT) == ("2", "2026-11-27")


def test_the_label_of_a_pack_asks_which_only_where_both_stand(fridge: Counter) -> None:
    code = f"]C101{GTIN}15270228" + "1024B07"
    fridge(":opened 2*24B07", ":sell")
    asked = fridge(code)
    assert asked.id == "sell.which_one"
    assert asked.more == ("  1 lot 24B07, Feb 2027", "  2 lot 24B07-open1, opened, 27 Nov")
    assert fridge("2").view.as_json()["lines"][0]["lot"] == "24B07-open1"
    fridge(":clear", "24B07", "1", ":finish", ":opened 6*24B07", ":sell", "24B07-open1")
    fridge(":clear", "7*24B07-open1", ":finish")
    assert stands(fridge, "24B07", OAT)[0] == "0"
    fridge(":sell")
    assert fridge(code).view.as_json()["lines"][0]["lot"] == "24B07-open1", "only the open ones are left"


def test_the_check_lists_it_by_its_own_day(fridge: Counter) -> None:
    fridge(":opened 2*K22")
    rows = fridge.view(":dates")["rows"]
    assert [(row["lot"], row["date"], row["quantity"]) for row in rows] == [("K22-open1", "2026-11-25", "2")]
    with shops.on("2026-11-26"):
        assert fridge(":dates", "W").id == "dates.done"
        assert stands(fridge, "K22-open1")[0] == "0"
    assert audit(fridge.desk.session.store).findings == ()


def test_it_is_counted_like_any_lot(fridge: Counter) -> None:
    fridge(":opened 2*K22")
    for entry in (":count SHELF-1", "K22-open1", "4*K22", "9*24B07", ":finish"):
        counted = fridge(entry)
    assert counted.state != "STOP", counted.text


def test_a_label_is_printed_for_it(fridge: Counter) -> None:
    fridge(":opened 2*K22")
    listed = fridge("P")
    assert listed.job == "labels"
    assert "K22-open1" in str(listed.view.as_json())
    assert "K22-open1" in str(fridge(":labels K22-open1").view.as_json())


def test_holding_a_lot_holds_what_came_out_of_it(fridge: Counter) -> None:
    session = fridge.desk.session
    fridge(":frozen 3*K22", ":opened 2*K22")
    root, frozen, opened = (shops.batch(session, SALMON, c) for c in ("K22", "K22-frozen1", "K22-open1"))
    hold.hold_lot(session, new_request_id(), opened.id, "lid is loose")
    hold.hold_lot(session, new_request_id(), root.id, "metal", recalled=True)
    fridge(":sell")
    assert fridge("K22-frozen1").id in ("sell.recalled", "sell.held")
    assert shops.batch(session, SALMON, "K22-frozen1").recalled == 1
    fridge(":clear")
    assert fridge(":opened K22").sentence == "Smoked salmon lot K22 is held: metal"
    with pytest.raises(hold.StillHeld):
        hold.release_lot(session, new_request_id(), frozen.id)
    hold.release_lot(session, new_request_id(), root.id)
    held = {code: shops.batch(session, SALMON, code).held for code in ("K22", "K22-frozen1", "K22-open1")}
    assert held["K22"] == held["K22-frozen1"] == 0
    assert audit(session.store).findings == ()


def test_a_marked_down_pack_keeps_its_price(fridge: Counter) -> None:
    session = fridge.desk.session
    of_lot = shops.batch(session, SALMON, "K22")
    markdowns.mark(session, new_request_id(), [markdowns.Marking(of_lot.id, 275)])
    fridge(":opened 2*K22", ":opened K22")
    assert shops.batch(session, SALMON, "K22-open1").price_minor == 275
    assert fridge(":sell", "K22-open1").view.as_json()["lines"][0]["price"] == "2.75"
    fridge(":clear", ":opened")
    assert fridge("", ":undo", ":undo").state == "SAVED"
    assert shops.batch(session, SALMON, "K22-open1").price_minor is None
    assert audit(session.store).findings == ()


def test_what_is_past_its_use_by_gets_no_longer_date_by_undoing(fridge: Counter) -> None:
    fridge(":frozen 2*K22", ":thawed K22-frozen1")
    with shops.on("2026-11-24"):
        told = fridge(":undo")
        assert told.id == "undo.refused"
        assert told.sentence.endswith("lot K22-thawed1 is past its use-by, it stays thawed")
    assert stands(fridge, "K22-frozen1") == ("1", "2027-02-20")


def test_undoing_one_treatment_leaves_the_price_of_the_other(fridge: Counter) -> None:
    fridge(":mark K22 3.00", ":opened 2*K22", ":opened K22", ":undo")
    assert fridge(":sell", "K22-open1").view.as_json()["lines"][0]["price"] == "3.00"
    assert audit(fridge.desk.session.store).findings == ()


def test_stock_and_sums_agree_whatever_is_done(fridge: Counter) -> None:
    fridge(":opened 2*K22", ":frozen 3*K22", ":thawed K22-frozen1")
    assert shops.on_hand(fridge.desk.session, SALMON) == 6
    row = next(r for r in fridge.view(":stock salmon")["rows"] if r["sku"] == SALMON)
    assert (row["on_hand"], row["next_date"]) == ("6", "2026-11-23")


# The right date


def test_what_was_opened_by_a_wrong_date_comes_back_with_it(fridge: Counter) -> None:
    fridge(":date K22 23.11.2026", ":date K22 3.12.2026", ":opened K22")
    wrong = "SELECT max(booking_id) FROM event WHERE what = 'lot_dated'"
    session = fridge.desk.session
    void(session, new_request_id(), session.store.db.execute_sql(wrong).fetchone()[0])
    assert stands(fridge, "K22-open1") == ("1", "2026-11-23")
    with shops.on("2026-11-24"):
        assert fridge(":sell", "K22-open1").id == "sell.use_by_passed"
    assert audit(session.store).findings == ()


def test_what_was_frozen_after_its_right_date_is_over(fridge: Counter) -> None:
    fridge(":frozen 2*K22", ":thawed K22-frozen1", ":date K22 22.11.2026")
    assert stands(fridge, "K22-frozen1") == ("1", "2027-02-20")
    told = fridge(":date K22 21.11.2026", "")
    assert told.more == ("  with it: K22-frozen1, K22-thawed1",)
    assert fridge(":sell", "K22-thawed1").id == "sell.use_by_passed"
    assert fridge(":clear", ":date K22", "", ":undo").id == "lot.voided"
    assert stands(fridge, "K22-frozen1") == ("1", "2027-02-20")
    assert audit(fridge.desk.session.store).findings == ()


def test_a_date_is_corrected_and_undone(fridge: Counter) -> None:
    done = fridge(":date K22 24.12.2026")
    assert done.text == "SAVED lot K22: 24 Dec, it was 02 Dec  F12 undo"
    assert stands(fridge, "K22")[1] == "2026-12-24"
    history = fridge("?K22").view.as_json()["history"]
    assert history[-1]["what"] == "lot_dated"
    fridge(":date")
    assert fridge("").id == "lot.shown"
    assert fridge(":undo").sentence.startswith("the date of lot K22 is undone, see VD-")
    assert stands(fridge, "K22")[1] == "2026-12-02"
    assert audit(fridge.desk.session.store).findings == ()


@pytest.mark.parametrize("entry", [":date K22 Dec 2026", ":date K22 2026-12", ":date k22 261200"])
def test_the_precision_is_kept(fridge: Counter, entry: str) -> None:
    assert fridge(entry).sentence == "lot K22: Dec 2026, it was 02 Dec"
    assert fridge("?K22").view.as_json()["date_precision"] == "month"


def test_the_last_looked_up_lot_needs_no_code(fridge: Counter) -> None:
    fridge(":find K22")
    assert fridge(":date 24.12.2026").id == "lot.dated"
    asked = fridge(":date")
    assert asked.text == "ASK  lot K22, 24 Dec: which date is printed?  Enter as it is"
    assert fridge("25.12.2026").sentence == "lot K22: 25 Dec, it was 24 Dec"


def test_a_date_that_cannot_be_right_waits_for_a_yes(fridge: Counter) -> None:
    asked = fridge(":date K22 24.12.2062")
    assert asked.text == "ASK  24 Dec 2062? That is far away. Type date or Enter"
    assert stands(fridge, "K22")[1] == "2026-12-02"
    fridge(":date K22 24.12.2062")
    assert fridge("24.12.2026").id == "lot.dated"
    assert fridge(":date K22 1.1.2020", "").sentence == "lot K22: 01 Jan 2020, it was 24 Dec"
    assert fridge(":undo").state == "SAVED"
    assert stands(fridge, "K22")[1] == "2026-12-24"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (":date", "which lot, and which date? :date K22 24.12.2026"),
        (":date NOPE 24.12.2026", "NOPE is no lot in this shop"),
        (":date K22 tomorrow", '"tomorrow" is no date. Type it like 03.12.2026 or 2026-12'),
        (":date K22 2.12.2026", "lot K22 has 02 Dec already"),
        (":date CAB 2.12.2026", "CAB is no lot in this shop"),
    ],
)
def test_what_cannot_be_dated(fridge: Counter, entry: str, said: str) -> None:
    assert fridge(entry).sentence == said


def test_what_was_opened_follows_an_earlier_date_and_gets_no_later_one(fridge: Counter) -> None:
    fridge(":opened 2*K22", ":frozen K22")
    assert fridge(":date K22-open1 24.12.2026").sentence.endswith(
        "was opened: 25 Nov is the latest it may have"
    )
    done = fridge(":date K22 24.11.2026")
    assert done.more == ("  with it: K22-open1",)
    assert stands(fridge, "K22-open1")[1] == "2026-11-24"
    assert stands(fridge, "K22-frozen1")[1] == "2027-02-20", "what is frozen keeps by its own rule"
    fridge(":date")
    assert fridge("", ":undo").state == "SAVED"
    assert stands(fridge, "K22-open1")[1] == "2026-11-25"


def test_sales_and_the_check_follow_the_right_date(fridge: Counter) -> None:
    with shops.on("2026-12-03"):
        fridge(":sell")
        assert fridge("SALMON").state == "STOP"
        fridge(":clear", ":date K22 24.12.2026", ":sell")
        assert fridge("SALMON").id == "sell.added"


# What the item says


def test_the_passport_of_a_product_shows_its_rules(fridge: Counter) -> None:
    fridge(":item SALMON best_days=2 min_days_in=5 shelf_life_days=12")
    view = fridge("?SALMON").view.as_json()
    assert view["date_rules"] == {
        "shelf_life_days": "12", "best_days": "2", "alert_days": "7", "min_days_in": "5", "opened_days": "3",
        "frozen_days": "90", "thawed_days": "1",
    }  # fmt: skip
    said = "  keeps 12, at its best until 2 before, listed 7 before, 5 left coming in, opened 3, frozen 90, thawed 1"
    assert said in fridge("?SALMON").more
    assert fridge.view(":find CAB")["date_rules"] == {}


def test_without_its_kind_of_date_the_days_go_and_are_said(fridge: Counter) -> None:
    done = fridge(":item SALMON date_kind=")
    assert done.id == "item.saved"
    assert done.more == ("  without a kind of date nothing is left of opened_days, frozen_days, thawed_days",)
    assert shops.goods(fridge.desk.session, SALMON).opened_days is None
    assert fridge(":item SALMON date_kind=use_by opened_days=2").more == ()
    assert fridge(":item SALMON date_kind= opened_days=2").state == "STOP", (
        "what is asked for is not dropped in silence"
    )


def test_step_by_step_asks_how_long_it_keeps(counter: Counter) -> None:
    counter(":item", "Yoghurt", "lot", "1.20", "", "", "", "")
    assert counter("1").id == "item.ask_shelf_life_days"
    assert counter("21").id == "item.ask_reorder_at"
    assert counter("").id == "item.saved"
    assert shops.goods(counter.desk.session, "YOGH").shelf_life_days == 21
    counter(":item", "Wool", "lot", "4.20", "", "", "", "")
    assert counter("5").id == "item.ask_reorder_at", "goods without a date keep"
