"""GS1 Digital Link: web addresses that carry a product, its lot and serial."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.gtin import check_digit, pad
from shopstock.codes.link import claims_link
from shopstock.codes.reading import looks_like_gs1, read
from tests.codes.elements import CHARSET, days, words

BASE = "https://id.gs1.org/01/09501101530003"
GTIN = "09501101530003"


@pytest.mark.parametrize(
    ("entry", "elements"),
    [
        (BASE, {"01": GTIN}),
        (BASE + "/", {"01": GTIN}),
        (BASE + "#about", {"01": GTIN}),
        ("HTTPS://ID.GS1.ORG/01/09501101530003", {"01": GTIN}),
        ("http://shop.example/goods/de/01/9501101530003", {"01": GTIN}),
        ("https://id.gs1.org/01/614141123452", {"01": "00614141123452"}),
        ("https://id.gs1.org/01/96385074", {"01": "00000096385074"}),
        (f"{BASE}/10/ABC/21/S-1?17=270200", {"01": GTIN, "10": "ABC", "21": "S-1", "17": "270200"}),
        (f"{BASE}/22/2A/10/ABC", {"01": GTIN, "22": "2A", "10": "ABC"}),
        (f"{BASE}/10/A%2FB%25?3103=000195&utm=mail", {"01": GTIN, "10": "A/B%", "3103": "000195"}),
        (f"{BASE}?10=A%2BB&other=&17=270331", {"01": GTIN, "10": "A+B", "17": "270331"}),
        (f"{BASE}/lot/ABC/ser/7?exp=270331", {"01": GTIN, "10": "ABC", "21": "7", "17": "270331"}),
        (f"{BASE}/lot/lot/21/exp", {"01": GTIN, "10": "lot", "21": "exp"}),
        (f"{BASE}/10/01/21/00", {"01": GTIN, "10": "01", "21": "00"}),
        (
            "https://id.gs1.org/00/106141412345678908?02=00614141123452&37=25",
            {"00": "106141412345678908", "02": "00614141123452", "37": "25"},
        ),
    ],
)
@pytest.mark.parametrize("prefix", ["", "]Q1", "]d1", "]Q3", "]d2"])
def test_links(entry: str, elements: dict[str, str], prefix: str) -> None:
    reading = read(prefix + entry + "\r")
    assert reading.refusal is None
    assert (reading.kind, reading.symbology) == ("gs1", prefix or None)
    assert list(reading.elements.items()) == list(elements.items())
    assert reading.gtin == (elements.get("01") or elements.get("02"))
    assert reading.lot == elements.get("10")
    assert looks_like_gs1(prefix + entry)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("https://id.gs1.org/01/09501101530004", "wrong check digit: 4, 3 would be right"),
        ("https://id.gs1.org/01/123456789", "has 9 digits, 14 are needed"),
        (f"{BASE}/10/", "(10) at character 38 of the link has no value"),
        (f"{BASE}/10", "(10) at character 38 of the link has no value"),
        (f"{BASE}/10//21/A", "lot (10) at character 38 is empty"),
        (f"{BASE}?10=", "lot (10) at character 38 is empty"),
        (f"{BASE}?10", "lot (10) at character 38 is empty"),
        (f"{BASE}?10=A+B", 'cannot have " "'),
        (f"{BASE}/10/{'A' * 21}", "has 21 characters, 20 is the most"),
        (f"{BASE}/21/A/10/B", "do not go together in this order"),
        (f"{BASE}/10/A/10/A", "do not go together in this order"),
        (f"{BASE}/10/A?10=B", "comes a second time with another value"),
        (f"{BASE}/17/270331", "do not go together in this order"),
        (f"{BASE}/10/A%zz", "broken %-sign"),
        (f"{BASE}/10/A%2", "broken %-sign"),
        (f"{BASE}/10/A%1DB", 'cannot have "<1D>"'),
        (f"{BASE}/10/%C3%A4", 'cannot have "ä"'),
        (f"{BASE}/10/%FF", 'cannot have "\N{REPLACEMENT CHARACTER}"'),
        (f"{BASE}?17=271301", "no such month: 13"),
        (f"{BASE}?05=1", 'no known identifier at character 38 of the link: "05"'),
        (f"{BASE}?100=1", 'no known identifier at character 38 of the link: "100"'),
        (f"]Q1{BASE}?10=&17=270331", "lot (10) at character 41 is empty"),
        ("]Q3https://www.example.com/", "no product number in the path"),
        ("]d2http:///01/09501101530003", "no web address"),
    ],
)
def test_links_that_are_refused_whole(entry: str, why: str) -> None:
    reading = read(entry)
    assert reading.refusal is not None
    assert why in reading.refusal
    assert (reading.kind, reading.elements, reading.gtin, reading.lot) == ("gs1", {}, None, None)


@pytest.mark.parametrize(
    "entry",
    [
        "https://www.example.com/",
        "https://example.com/2024/01/15/news",
        "https://example.com/01/2026",
        "https://forum.example/8013/topic",
        "https://id.gs1.org/",
        "]Q1https://example.com/?01=09501101530003",
        "http://",
        "https://01/09501101530003",
        "ftp://id.gs1.org/01/09501101530003",
        "see https://id.gs1.org/01/09501101530003",
    ],
)
def test_any_other_address_is_text(entry: str) -> None:
    reading = read(entry)
    assert (reading.kind, reading.refusal) == ("text", None)


@given(
    st.sampled_from([8, 12, 13, 14]).flatmap(lambda n: st.text("0123456789", min_size=n - 1, max_size=n - 1)),
    words(20),
    words(20),
    days(),
    st.booleans(),
)
def test_a_link_says_the_same_as_its_elements(
    body: str, lot: str, serial: str, day: str, query: bool
) -> None:
    gtin = body + check_digit(body)
    rest = f"?21={quote(serial, safe='')}&17={day}" if query else f"/21/{quote(serial, safe='')}?17={day}"
    link = read(f"https://id.gs1.org/01/{gtin}/10/{quote(lot, safe='')}{rest}")
    assert link.refusal is None
    assert link.elements == {"01": pad(gtin), "10": lot, "21": serial, "17": day}
    scanned = read(f"]C101{pad(gtin)}17{day}10{lot}\x1d21{serial}")
    assert (link.gtin, link.lot, link.serial) == (scanned.gtin, scanned.lot, scanned.serial)
    assert (link.expires, link.date_kind) == (scanned.expires, scanned.date_kind)


@given(st.text("0123456789/?#&=%+:.htpsidgroz\x1d\x1b" + CHARSET, max_size=60))
def test_no_address_raises(rest: str) -> None:
    for start in ("https://", "https://id.gs1.org/01/", BASE, "]Q3http://x/01/"):
        reading = read(start + rest)
        assert reading.refusal is None or reading.elements == {}
        claims_link(start + rest)


@pytest.mark.parametrize(
    "entry",
    [
        BASE + "/10" * 3_000,
        BASE + "?10=A" + "&10=A" * 2_000,
        "https://" + "a/" * 5_000,
        "https://a/" + "01/" * 3_000,
        BASE + "?4300=" + "%25AA%25BB" * 900,
        BASE + "?4300=" + "%25AA%25BB" * 17,
        BASE + "?" + "9" * 9_000 + "=1",
    ],
)
def test_hostile_links_are_read_fast(entry: str) -> None:
    read(BASE)
    begin = time.perf_counter()
    read(entry)
    assert time.perf_counter() - begin < 0.5
