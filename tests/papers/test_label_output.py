"""One function makes the bytes, whatever takes them."""

from __future__ import annotations

import pytest

from shopstock.papers.label_output import Spec, check_size, from_json, rendered, size_of, to_json
from shopstock.papers.label_stocks import UnknownStock
from shopstock.refusal import BadInput
from tests.papers.pages import pages_of
from tests.papers.samples_labels import EACH, labels
from tests.papers.zpl_printer import printed

pytestmark = pytest.mark.usefixtures("sunday")


def test_the_same_labels_on_a_sheet_and_on_a_roll() -> None:
    assert len(pages_of(rendered(EACH, Spec(stock="A4-21", start=18)), 72)) == 2
    assert len(printed(rendered(EACH, Spec("zpl", size="60x40")))) == len(EACH)
    assert rendered(EACH, Spec()) == rendered(EACH, Spec())


@pytest.mark.parametrize("spec", [Spec(), Spec("zpl", "A4-21", 3, "60x40", 300, "qr", "shop.example")])
def test_what_a_queue_keeps_as_text_makes_the_same_bytes(spec: Spec) -> None:
    kept = to_json((*EACH, *labels(20, seed=1)), spec)
    assert from_json(kept) == ((*EACH, *labels(20, seed=1)), spec)


def test_a_wrong_stock_is_refused() -> None:
    with pytest.raises(UnknownStock):
        rendered(EACH, Spec(stock="A5-1"))


@pytest.mark.parametrize(
    ("typed", "normal"), [("50x30", "50x30"), (" 50 X 30 mm", "50x30"), ("57.5*32", "57.5x32")]
)
def test_a_size_has_one_form(typed: str, normal: str) -> None:
    assert check_size(typed) == normal


@pytest.mark.parametrize("typed", ["", "50", "50x", "5x30", "50x301", "-5x30", "50x30x2", "٥٠x30"])
def test_what_is_no_size_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="such as 50x30"):
        size_of(typed)
