"""Text from outside: what is dropped, what is kept, which codes share a look-up key."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.refusal import BadInput
from shopstock.text import clean_code, clean_name, clean_text, fit, fold, fold_words, short_code

ANY = st.text(st.characters(), max_size=60)
MARKS = st.text("a1 -–_\u0300\u0316\u05b0\ufb1d\u200d\u202e\ufeff\x1b\x1dﷺẞİ\u1e9b\u0323\ud800½", max_size=20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Oat milk \r\n", "Oat milk"),
        ("Oat  milk", "Oat  milk"),
        ("a\x1b[31mred", "a[31mred"),
        ("\u202egnirts\u202c", "gnirts"),
        ("\u2066iso\u2069", "iso"),
        ("\ufeffBOM", "BOM"),
        ("zero\u200bwidth\u200d", "zerowidth"),
        ("line\u2028sep\u2029", "linesep"),
        ("a\x1cb\x1db\x1ec\x1fd\x85e\x7f", "abbcde"),
        ("lone \ud800 half", "lone  half"),
        ("ABC123", "ABC123"),
        ("e\u0301", "é"),
        ("e\u200d\u0301", "é"),
        ("tin [/] lid", "tin [/] lid"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\u00a0nbsp\u00a0", "nbsp"),
        ("", ""),
    ],
)
def test_cleaning(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.one_of(ANY, MARKS))
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFKC", once)
    assert once == once.strip()
    assert not {unicodedata.category(char) for char in once} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    once.encode("utf-8")


@given(st.one_of(ANY, MARKS))
def test_a_key_is_its_own_key(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert fold(clean_text(text)) == key
    assert " " not in key
    assert "-" not in key


@given(
    st.text("abcXYZ0189", min_size=1, max_size=12),
    st.lists(st.integers(0, 12), max_size=4),
    st.sampled_from("- –_−"),
)
def test_dashes_spaces_and_case_share_a_key(code: str, places: list[int], sign: str) -> None:
    dashed = code
    for place in places:
        dashed = dashed[:place] + sign + dashed[place:]
    assert fold(dashed) == fold(code) == fold(code.upper()) == fold(code.lower())


def test_two_serials_with_one_key_stay_two() -> None:
    assert fold("1-23") == fold("12-3") == "123"
    assert clean_code("1-23", "serial") != clean_code("12-3", "serial")


@pytest.mark.parametrize(
    ("typed", "key"), [("Straße-1", "strasse1"), ("ＳＮ－１", "sn1"), ("SN\u00a01", "sn1"), ("ſN1", "sn1")]
)
def test_keys(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize(
    ("typed", "words"), [("Kühlakku", "kuhlakku"), ("CRÈME Brûlée", "creme brulee"), ("Łódź", "łodz")]
)
def test_words_without_accents(typed: str, words: str) -> None:
    assert fold_words(typed) == words


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "lot is empty"), ("\x1b \u200b", "lot is empty"), ("x" * 65, "lot has 65 characters")],
)
def test_a_code_is_refused_not_cut(typed: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        clean_code(typed, "lot")
    assert clean_code("x" * 64, "lot") == "x" * 64


def test_a_name_is_cut_and_it_is_said() -> None:
    assert clean_name("n" * 200) == ("n" * 200, False)
    assert clean_name("n" * 201) == ("n" * 200, True)
    assert clean_name("n" * 199 + " tail") == ("n" * 199, True)
    assert clean_name(" \u200bx ") == ("x", False)


@pytest.mark.parametrize(
    ("code", "shown"),
    [("0123456789AB", "0123456789AB"), ("0123456789ABC", "..9ABC"), ("", ""), ("354178036859789", "..9789")],
)
def test_short_codes(code: str, shown: str) -> None:
    assert short_code(code) == shown


@given(ANY, st.integers(2, 80))
def test_fitted_text_fits(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert len(fitted) <= width
    assert fitted == text or fitted.endswith("..")
