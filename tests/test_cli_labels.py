"""`shopstock labels` writes a file of labels and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.cli import main
from shopstock.codes.reading import read
from tests import shops
from tests.papers.pages import pages_of
from tests.papers.pictures import scans
from tests.papers.zpl_printer import printed, sent


@pytest.fixture
def stocked(shop_file: Path) -> Path:
    """The corner shop with two deliveries."""
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
        shops.take_in(session, shops.OAT, "12", lot="K22", expires="2027-03")
    return shop_file


def _labels(shop: Path, *arguments: str | Path) -> int:
    return main(["--shop", str(shop), "labels", *map(str, arguments)])


def test_codes_onto_a_sheet(stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.pdf"
    assert (
        _labels(
            stocked, file, "--codes", shops.SERIAL, "3*K22", "=SHELF-1", "--stock", "A4-21", "--from", "5"
        )
        == 0
    )
    assert capsys.readouterr().out == f"5 labels on 1 sheet of A4-21: {file}\n"
    (page,) = pages_of(file.read_bytes())
    came = scans(page)
    assert sorted(read(code).serial or read(code).lot or code[3:] for code in came) == sorted(
        [shops.SERIAL, "K22", "K22", "K22", "=SHELF-1"]
    )


def test_a_delivery_onto_a_roll(stocked: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.zpl"
    assert _labels(stocked, file, "--delivery", "GR-000002", "--size", "60x40", "--dpi", "300") == 0
    (label,) = printed(file.read_bytes())
    assert (label.copies, label.width, label.height) == (12, 720, 480)
    assert read(sent(label.code)).lot == "K22"
    assert _labels(stocked, tmp_path / "other", "--format", "zpl", "--delivery", "GR-1") == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("out.pdf",), "labels of what?"),
        (("out.pdf", "--codes", "OAT", "--delivery", "GR-1"), "labels of what?"),
        (("out.txt", "--codes", "OAT"), "ends in .pdf or .zpl"),
        (("out.pdf", "--codes", "NOTHING"), "NOTHING is nothing in this shop"),
        (("out.pdf", "--delivery", "GR-9"), "#GR-9 is nothing in this shop"),
        (("out.pdf", "--codes", "OAT", "--stock", "A9"), '"A9" is no label sheet'),
        (("out.pdf", "--codes", "OAT", "--from", "25"), "positions 1 to 24"),
        (("out.zpl", "--codes", "OAT", "--size", "x"), "no size of a label"),
        (("out.zpl", "--codes", "OAT", "--size", "12x6"), "no room for its label"),
        (("out.pdf", "--codes", "0*OAT"), "0 is no number of labels"),
        (("out.pdf", "--codes", "3000*OAT"), "3,000 labels are more than 2,000"),
        (("no/such/folder/out.pdf", "--codes", "OAT"), "cannot be written"),
        (("there.pdf", "--codes", "OAT"), "exists already"),
    ],
)
def test_a_wrong_use_is_one_sentence(
    stocked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.pdf").write_text("mine")
    assert _labels(stocked, *arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert sorted(file.name for file in tmp_path.glob("*.*")) == ["corner.shop", "there.pdf"]
    assert (tmp_path / "there.pdf").read_text() == "mine"


def test_two_meanings_are_listed(stocked: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with shops.opened(stocked) as session:
        shops.take_in(session, shops.SALMON, "1", lot="K22", expires="2026-12-03")
    assert _labels(stocked, tmp_path / "out.pdf", "--codes", "K22") == 2
    said = capsys.readouterr().err
    assert "K22 means 2 things" in said
    assert "Smoked salmon" in said
