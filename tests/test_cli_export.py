"""`shopstock export` writes a list as CSV and nothing else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from shopstock.cli import main
from shopstock.jobs import imports, people
from shopstock.jobs.exports import BY_NAME, EXPORTS, Asked, Listing, as_csv, listing
from shopstock.jobs.rights import NeedsApproval
from shopstock.jobs.setup import new_shop, open_session
from shopstock.refusal import BadInput
from shopstock.store import engine
from tests import shops, staffed


@pytest.fixture
def stocked(shop_file: Path) -> Path:
    """The corner shop with goods and a customer."""
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
        shops.take_in(session, shops.OAT, "12", lot="K22", expires="2027-03")
        shops.take_in(session, shops.CHEESE, "1.250")
        people.meet(session, "customer", 'Ann "Nan" O\'Hara; Sons, Ltd')
        people.meet(session, "customer", "+49 30 5550199")
    return shop_file


def _export(shop: Path, *arguments: str | Path) -> int:
    return main(["--shop", str(shop), "export", *map(str, arguments)])


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8"), newline="")))


def test_the_customers(stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.csv"
    assert _export(stocked, "customers", file) == 0
    assert capsys.readouterr().out == f"2 rows: {file}\n"
    assert {row["name"]: row["phone"] for row in _rows(file)} == {
        'Ann "Nan" O\'Hara; Sons, Ltd': "",
        "+49 30 5550199": "+49 30 5550199",
    }


@pytest.mark.parametrize("kind", ["products", "stock"])
def test_what_is_written_can_be_imported_again(stocked: Path, tmp_path: Path, kind: str) -> None:
    """Another shop that imports both has the same goods at the same places."""
    products, stock = tmp_path / "products.csv", tmp_path / "stock.csv"
    assert _export(stocked, "products", products) == 0
    assert _export(stocked, "stock", stock) == 0
    store = engine.in_memory()
    new_shop(store, "Other", "EUR", shops.ZONE)
    other = open_session(store)
    assert not imports.import_rows(other, products.read_bytes()).problems
    assert not imports.import_rows(other, stock.read_bytes()).problems
    again, _ = as_csv(listing(other, kind, Asked()))
    assert again.encode() == (products if kind == "products" else stock).read_bytes()


def test_standard_output_holds_the_list_and_nothing_else(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _export(stocked, "stock", "-") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[0] == "sku,quantity,serial,lot,expires_on,place,date_state"
    assert len(said.out.splitlines()) == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense", "out.csv"), '"nonsense" is no list. There are: products, stock, checks, ending'),
        (("stock", "out.xlsx"), "lists are written as CSV"),
        (("stock", "no/such/folder.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_2(
    stocked: Path,
    tmp_path: Path,
    arguments: tuple[str, str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _export(stocked, arguments[0], tmp_path / arguments[1]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / arguments[1]).exists()


def test_no_file_is_written_over(stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine")
    assert _export(stocked, "stock", file) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_lists_about_people_take_a_right(sunday: object) -> None:
    session = staffed.shop()
    with pytest.raises(NeedsApproval):
        listing(staffed.at(session, "Mia"), "customers", Asked())
    assert listing(staffed.at(session, "Bo"), "customers", Asked()).columns[0] == "number"
    assert listing(staffed.at(session, "Mia"), "stock", Asked()).columns[0] == "sku"
    with pytest.raises(BadInput):
        listing(session, "STOCKS", Asked())


@pytest.mark.parametrize("export", EXPORTS, ids=list(BY_NAME))
def test_every_list_of_the_registry_can_be_made_and_is_in_the_manual(export: object, shop_file: Path) -> None:
    manual = (Path(__file__).parent.parent / "docs" / "manual.md").read_text()
    with shops.opened(shop_file) as session:
        for name, each in BY_NAME.items():
            if each is export and name != "customer":
                made = listing(session, name.upper(), Asked())
                assert len(set(made.columns)) == len(made.columns)
                assert all(len(row) == len(made.columns) for row in made.rows)
                assert f"`{name}`" in manual


def test_cells_are_quoted_where_they_must_be() -> None:
    made = Listing(("a", "b"), [['say "x"', None], ["1,5", "two\nlines"]])
    assert as_csv(made) == ('a,b\r\n"say ""x""",\r\n"1,5","two\nlines"\r\n', 2)
