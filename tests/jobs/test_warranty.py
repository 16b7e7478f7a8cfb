"""Terms side by side: what a sale agrees, what a delivery brings, and what a repair and a replacement change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shopstock.jobs import item, settings
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.warranty import (
    after_repair,
    cover_of,
    covers_of,
    replacement_covers,
    replacement_until,
    who_pays,
)
from shopstock.store.covers import CoverDraft
from shopstock.store.ledger import post
from tests import shops
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL


def terms(session: Session, serial: str = SERIAL) -> dict[str, tuple[str, str | None, str]]:
    """Each term of a piece: who pays, its last day, and what it is today."""
    found = covers_of(session, shops.unit(session, serial))
    return {each.kind: (each.who, str(each.until) if each.until else None, each.status) for each in found}


def set_to(session: Session, name: str, text: str) -> None:
    settings.change(session, new_request_id(), name, text)


def booked(session: Session, drafts: tuple[CoverDraft, ...]) -> None:
    """What a hand-back would book."""
    post(session.store, replace(session.draft("claim", new_request_id()), parts=drafts))


@pytest.fixture
def sold(session: Session) -> Session:
    """A phone with 12 months of the shop's and 24 of the supplier's, received and sold on 22 Nov 2026."""
    item.save_item(session, {"sku": PHONE, "warranty": "12 months", "supplier_warranty": "24 months"})
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    return session


def test_all_terms_run_side_by_side(sold: Session) -> None:
    assert terms(sold) == {
        "shop": ("us", "2027-11-22", "in"),
        "legal": ("us", "2028-11-22", "in"),
        "supplier": ("supplier", "2028-11-22", "in"),
    }


def test_a_delivery_of_many_pieces_writes_one_term(session: Session) -> None:
    item.save_item(session, {"sku": PHONE, "supplier_warranty": "24 months", "serial_kind": "any"})
    shops.take_in_serials(session, *(f"SN{n:04}" for n in range(1000)))
    (count,) = session.store.db.execute_sql("SELECT count(*) FROM cover").fetchone()
    assert count == 1
    assert terms(session, "SN0999")["supplier"] == ("supplier", "2028-11-22", "in")


def test_who_pays_changes_as_the_terms_end(sold: Session) -> None:
    unit = shops.unit(sold, SERIAL)
    assert who_pays(covers_of(sold, unit)) == ("us", "supplier")
    with shops.on("2028-11-23"):
        assert who_pays(covers_of(sold, unit)) == ("customer",)
    item.save_item(sold, {"sku": PHONE, "legal_warranty": "none"})
    shops.sell_serial(sold, OTHER_SERIAL)
    with shops.on("2027-11-23"):
        assert who_pays(covers_of(sold, shops.unit(sold, OTHER_SERIAL))) == ("customer", "supplier")


def test_the_catalogue_and_the_settings_change_nothing_that_was_sold(sold: Session) -> None:
    before = terms(sold)
    changed = {
        "warranty": "60 months",
        "legal_warranty": "none",
        "supplier_warranty": "1 day",
        "warranty_start": "delivery",
    }
    item.save_item(sold, {"sku": PHONE, **changed})
    set_to(sold, "warranty.legal", "36 months")
    set_to(sold, "shop.country", "US")
    assert terms(sold) == before
    shops.sell_serial(sold, OTHER_SERIAL)
    assert terms(sold, OTHER_SERIAL) == {
        "shop": ("us", None, "not_started"),
        "supplier": ("supplier", "2028-11-22", "in"),
    }


@pytest.mark.parametrize(
    ("country", "legal"), [("DE", "2028-11-22"), ("ES", "2029-11-22"), ("SE", "2029-11-22"), ("US", None)]
)
def test_the_law_of_the_country_gives_the_legal_term(
    session: Session, country: str, legal: str | None
) -> None:
    set_to(session, "shop.country", country)
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    assert terms(session).get("legal", (None, None))[1] == legal


def test_goods_without_a_serial_have_terms_only_with_a_warranty(session: Session) -> None:
    shops.take_in(session, CABLE, "9")
    assert cover_of(session, shops.sold_line(session, shops.sell_some(session, CABLE))).status == "none"
    item.save_item(session, {"sku": CABLE, "warranty": "6 months"})
    covered = cover_of(session, shops.sold_line(session, shops.sell_some(session, CABLE)))
    assert (covered.status, covered.until, covered.kind) == ("in", date(2028, 11, 22), "legal")


def test_the_newest_sale_counts(sold: Session) -> None:
    shops.bring_back(sold, shops.line_of_serial(sold, SERIAL).id)
    assert terms(sold)["shop"] == ("us", None, "not_started")
    with shops.on("2027-01-10"):
        shops.sell_serial(sold, SERIAL)
        assert terms(sold) == {
            "shop": ("us", "2028-01-10", "in"),
            "legal": ("us", "2029-01-10", "in"),
            "supplier": ("supplier", "2028-11-22", "in"),
        }


# Repairs


def test_time_stands_still_while_it_is_with_us(sold: Session) -> None:
    unit = shops.unit(sold, SERIAL)
    booked(sold, after_repair(sold, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=False))
    assert terms(sold) == {
        "shop": ("us", "2027-12-01", "in"),
        "legal": ("us", "2028-12-01", "in"),
        "supplier": ("supplier", "2028-11-22", "in"),
    }
    booked(sold, after_repair(sold, unit.id, date(2027, 3, 1), date(2027, 3, 3), repaired=False))
    assert terms(sold)["shop"][1] == "2027-12-03"
    with shops.on("2027-12-02"):
        assert cover_of(sold, shops.line_of_serial(sold, SERIAL)).status == "in"


def test_a_repair_adds_twelve_months_to_the_legal_term_once(sold: Session) -> None:
    set_to(sold, "warranty.stands_still", "no")
    unit = shops.unit(sold, SERIAL)
    booked(sold, after_repair(sold, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=True))
    assert terms(sold)["legal"][1] == "2029-11-22"
    assert terms(sold)["shop"][1] == "2027-11-22"
    assert after_repair(sold, unit.id, date(2027, 3, 1), date(2027, 3, 10), repaired=True) == ()


def test_a_second_repair_only_adds_the_days(sold: Session) -> None:
    unit = shops.unit(sold, SERIAL)
    booked(sold, after_repair(sold, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=True))
    assert terms(sold)["legal"][1] == "2029-12-01"  # 36 months from the start and 9 days
    booked(sold, after_repair(sold, unit.id, date(2027, 3, 1), date(2027, 3, 2), repaired=True))
    assert terms(sold)["legal"][1] == "2029-12-02"


def test_what_was_over_when_it_was_taken_in_stays_over(sold: Session) -> None:
    unit = shops.unit(sold, SERIAL)
    late = after_repair(sold, unit.id, date(2028, 11, 23), date(2028, 12, 1), repaired=True)
    assert late == ()
    last_day = after_repair(sold, unit.id, date(2028, 11, 22), date(2028, 11, 22), repaired=True)
    assert [(draft.kind, str(draft.until)) for draft in last_day] == [("legal", "2029-11-22")]


def test_outside_the_union_a_repair_adds_nothing(session: Session) -> None:
    set_to(session, "shop.country", "US")
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    (only,) = after_repair(session, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=True)
    assert (only.kind, str(only.until)) == ("shop", "2028-12-01")


def test_nothing_is_repaired_that_was_never_sold(session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    unit = shops.unit(session, SERIAL)
    assert after_repair(session, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=True) == ()


# Replacements


def test_a_replacement_carries_the_rest(sold: Session) -> None:
    unit, line = shops.unit(sold, SERIAL), shops.line_of_serial(sold, SERIAL)
    booked(sold, after_repair(sold, unit.id, date(2027, 2, 1), date(2027, 2, 10), repaired=True))
    day = date(2027, 5, 1)
    drafts = {draft.kind: draft for draft in replacement_covers(sold, line, 1, day)}
    assert {kind: str(draft.until) for kind, draft in drafts.items()} == {
        "shop": "2027-12-01",
        "legal": "2029-12-01",
    }
    assert {draft.line for draft in drafts.values()} == {1}
    assert {draft.sale_line_id for draft in drafts.values()} == {None}
    assert replacement_until(sold, line, day).until == date(2027, 12, 1)


def test_a_replacement_restarts_where_the_shop_says_so(sold: Session) -> None:
    set_to(sold, "warranty.replacement", "restart")
    line, day = shops.line_of_serial(sold, SERIAL), date(2027, 5, 31)
    drafts = {draft.kind: str(draft.until) for draft in replacement_covers(sold, line, 1, day)}
    assert drafts == {"shop": "2028-05-31", "legal": "2029-05-31"}
    assert replacement_until(sold, line, day).until == date(2028, 5, 31)
    over = replacement_until(sold, line, date(2027, 11, 23))
    assert over.until == date(2027, 11, 22), "what is over does not begin again"
