"""The command line as one meets it: what it says, and how it ends."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTS = "sku,name,tracking,price,warranty\nARX2,Aria X2 phone,serial,399.00,24 months\nCAB,USB-C cable,none,9.90,\n"
STOCK = "sku,quantity,serial\nARX2,1,SN-1\nARX2,1,SN-2\nCAB,10,\n"


def shopstock(
    *arguments: str | Path, shop: Path | None = None, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, without a terminal."""
    named = ["--shop", str(shop)] if shop else []
    return subprocess.run(
        [sys.executable, "-m", "shopstock", *named, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


@pytest.fixture
def corner(tmp_path: Path) -> Path:
    """A new shop made by the command line."""
    shop = tmp_path / "corner.shop"
    made = shopstock("new", "--name", "Corner", "--currency", "EUR", "--zone", "Europe/Berlin", shop=shop)
    assert made.returncode == 0, made.stderr
    return shop


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a wrong use says on standard error, and nothing else anywhere."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("shopstock: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_no_shop_there(tmp_path: Path) -> None:
    said = one_sentence(shopstock("plain", shop=tmp_path / "none.shop"))
    assert "there is no shop" in said
    assert "shopstock new" in said


def test_no_shop_where_the_variable_points(tmp_path: Path) -> None:
    said = one_sentence(shopstock("plain", env={"SHOPSTOCK_SHOP": str(tmp_path / "none.shop")}))
    assert "none.shop" in said


def test_the_variable_is_used_and_the_option_wins(corner: Path, tmp_path: Path) -> None:
    assert shopstock("plain", env={"SHOPSTOCK_SHOP": str(corner)}).returncode == 0
    other = tmp_path / "other.shop"
    one_sentence(shopstock("plain", shop=other, env={"SHOPSTOCK_SHOP": str(corner)}))


@pytest.mark.parametrize(
    "arguments", [("foo",), ("plain", "--loud"), ("import",), ("demo", "bakery", "--keep", "x")]
)
def test_a_wrong_use_is_one_sentence(arguments: tuple[str, ...], corner: Path) -> None:
    one_sentence(shopstock(*arguments, shop=corner))


def test_without_a_terminal_it_names_plain(corner: Path) -> None:
    assert "plain" in one_sentence(shopstock(shop=corner))


def test_a_file_that_is_no_shop(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear supplier")
    assert "is no Shopstock file" in one_sentence(shopstock("plain", shop=letter))
    assert letter.read_text() == "dear supplier"


def test_a_folder_is_no_shop(tmp_path: Path) -> None:
    assert "is no file" in one_sentence(shopstock("plain", shop=tmp_path))


def test_new_never_touches_a_shop_that_exists(corner: Path) -> None:
    before = corner.read_bytes()
    assert "exists already" in one_sentence(
        shopstock("new", "--name", "Again", "--currency", "EUR", shop=corner)
    )
    assert corner.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "value"),
    [("--currency", "EURO"), ("--zone", "Europe/Nowhere"), ("--trade", "bank"), ("--name", " ")],
)
def test_new_refuses_what_cannot_be_and_leaves_no_file(option: str, value: str, tmp_path: Path) -> None:
    shop = tmp_path / "shop.shop"
    given = {"--name": "Corner", "--currency": "EUR", "--zone": "Europe/Berlin", option: value}
    one_sentence(shopstock("new", *(word for pair in given.items() for word in pair), shop=shop))
    assert not list(tmp_path.iterdir())


def test_an_unknown_person_is_named_with_those_who_are_known(corner: Path) -> None:
    said = one_sentence(shopstock("--staff", "Nobody", "plain", shop=corner))
    assert "Nobody" in said
    assert "Owner" in said


def test_a_new_till_numbers_its_own_receipts(corner: Path, tmp_path: Path) -> None:
    _fill(corner, tmp_path)
    first = shopstock("plain", shop=corner, stdin="CAB\n:finish\n")
    second = shopstock("--till", "Till 2", "plain", shop=corner, stdin="CAB\n:finish\n")
    assert "R1-000001" in first.stdout
    assert "R2-000001" in second.stdout


def _fill(shop: Path, folder: Path) -> None:
    for name, content in (("products.csv", PRODUCTS), ("stock.csv", STOCK)):
        (folder / name).write_text(content)
        done = shopstock("import", folder / name, shop=shop)
        assert done.returncode == 0, done.stderr


def test_import_then_sell_then_look_up(corner: Path, tmp_path: Path) -> None:
    _fill(corner, tmp_path)
    done = shopstock("plain", "--json", shop=corner, stdin="SN-1\nCAB\n:finish 500\n:find SN-1\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["sell.added", "sell.added", "sell.paid", "find.unit"]
    assert answers[2]["view"]["change"] == "91.10"
    passport = answers[3]["view"]
    assert passport["state"] == "sold"
    assert passport["sale"]["receipt"] == "R1-000001"
    assert [row["what"] for row in passport["history"]] == ["received", "sold"]


def test_one_bad_row_and_nothing_is_imported(corner: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(PRODUCTS + "X1,Lamp,none,abc,\n")
    done = shopstock("import", bad, shop=corner)
    assert done.returncode == 1
    assert 'line 4: price: "abc" is no amount' in done.stdout.splitlines()
    assert "nothing was imported" in done.stderr
    assert "new here" in shopstock("plain", shop=corner, stdin="CAB\n").stdout
    taken = shopstock("import", "--skip-bad", bad, shop=corner)
    assert taken.returncode == 0
    assert "2 items imported, 1 bad row left out" in taken.stdout


def test_read_needs_no_shop() -> None:
    done = shopstock("read", "--json", stdin="]C10109501101530003\nhello\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert set(first) == {"entry", "kind", "symbology", "elements", "normal", "refusal"}
    assert first["elements"] == {"01": "09501101530003"}
    assert second["kind"] == "text"


def test_a_reader_that_goes_away_is_no_fault(corner: Path) -> None:
    command = f"yes :help | {sys.executable} -m shopstock --shop {corner} plain | head -n 1"
    done = subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in done.stderr


def test_a_demo_can_be_kept_as_a_file(tmp_path: Path) -> None:
    shop = tmp_path / "demo.shop"
    assert shopstock("demo", "electronics", "--keep", shop).returncode == 0
    done = shopstock("plain", shop=shop, stdin=":stock\n")
    assert done.stdout.startswith("OK")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252:strict"])
def test_names_are_written_whatever_the_terminal_says_of_itself(corner: Path, encoding: str) -> None:
    coded = {"PYTHONIOENCODING": encoding}
    entry = ":item sku=B name=B\u00e4r\u6f22 tracking=none price=1\nB\n"
    command = [sys.executable, "-m", "shopstock", "--shop", str(corner)]
    done = subprocess.run(
        [*command, "plain"],
        input=f"{entry}:item B\u00e4r\n".encode(),
        capture_output=True,
        check=False,
        env={**os.environ, **coded},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").startswith("SAVED B\u00e4r\u6f22 added")
    refused = subprocess.run(
        [*command, "--staff", "B\u00e4r", "plain"],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ, **coded},
    )
    assert refused.stderr.decode("utf-8") == "shopstock: nobody here is called B\u00e4r. Known: Owner\n"


@pytest.mark.parametrize("name", ["corner.shop", "my corner.shop"])
def test_new_says_the_call_that_opens_it(tmp_path: Path, name: str) -> None:
    done = shopstock("new", "--name", "Corner", "--currency", "EUR", "--zone", "UTC", shop=tmp_path / name)
    call = shlex.split(done.stdout.partition("Open it with: ")[2])
    assert call == ["shopstock", "--shop", str(tmp_path / name)]
    assert shopstock(*call[1:], "plain", stdin=":stock\n").stdout.startswith("OK")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the data folder is not found by a variable")
def test_the_data_folder_is_made_for_the_shop_that_nobody_named(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "SHOPSTOCK_SHOP": ""}
    done = shopstock("new", "--name", "Corner", "--currency", "EUR", "--zone", "UTC", env=home)
    assert done.stdout.endswith("Open it with: shopstock\n")
    assert shopstock("plain", stdin=":stock\n", env=home).stdout.startswith("OK")


@pytest.mark.parametrize(
    "arguments", [("new", "--name", "Corner", "--currency", "EUR"), ("demo", "grocery", "--keep")]
)
def test_a_named_folder_is_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "typo" / "corner.shop"
    keep = arguments[-1] == "--keep"
    done = shopstock(*arguments, *([path] if keep else []), shop=None if keep else path)
    assert f"there is no folder {path.parent}" in one_sentence(done)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def staffed_corner(corner: Path) -> Path:
    """The shop with an owner who has a PIN and a clerk who has one, too."""
    entries = [":staff Owner pin", "8273", "8273", ":staff add Mia clerk", ":staff Mia pin", "5821", "5821"]
    done = shopstock("plain", shop=corner, stdin="\n".join(entries))
    assert done.stdout.count("SAVED") == 3
    return corner


def test_plain_mode_of_a_shop_with_pins(staffed_corner: Path) -> None:
    lines = ["1", "8273", ":staff", "8273", ":signoff", ":find x"]
    done = shopstock("plain", "--json", shop=staffed_corner, stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers[:3]] == ["staff.pin", "staff.signed_on", "staff.known"]
    assert [a["entry"] for a in answers] == ["1", "****", ":staff", "8273", ":signoff", ":find x"]
    assert answers[-1]["id"] == "staff.sign_on_first"
    assert set(answers[0]) == {"entry", "job", "state", "id", "text", "view"}
    named = shopstock("--staff", "mia", "plain", shop=staffed_corner, stdin="5821\nCAB\n")
    assert "Mia is at Till 1 now" in named.stdout
    assert "5821" not in named.stdout


def test_what_writes_asks_for_a_pin(staffed_corner: Path, tmp_path: Path) -> None:
    products, stock = tmp_path / "products.csv", tmp_path / "stock.csv"
    products.write_text(PRODUCTS)
    stock.write_text(STOCK)
    assert "--staff NAME" in one_sentence(shopstock("import", products, shop=staffed_corner))
    as_owner = ("--staff", "Owner", "import")
    assert "not the PIN of Owner, 4 tries left" in one_sentence(
        shopstock(*as_owner, products, shop=staffed_corner, stdin="8274\n")
    )
    for file in (products, stock):
        assert shopstock(*as_owner, file, shop=staffed_corner, stdin="8273\n").returncode == 0
    clerk = shopstock("--staff", "Mia", "import", stock, shop=staffed_corner, stdin="5821\n")
    assert "Stock correction needs someone who may: Owner" in one_sentence(clerk)


def test_restore_asks_for_a_pin(staffed_corner: Path) -> None:
    assert shopstock("backup", shop=staffed_corner).returncode == 0, "a backup reads only"
    kept = max(staffed_corner.with_name("corner-backups").iterdir())  # plain mode made others when it closed
    assert "--staff NAME" in one_sentence(shopstock("restore", kept, shop=staffed_corner))
    clerk = shopstock("--staff", "Mia", "restore", kept, shop=staffed_corner, stdin="5821\n")
    assert "Restore needs someone who may: Owner" in one_sentence(clerk)
    done = shopstock("--staff", "Owner", "restore", kept, shop=staffed_corner, stdin="8273\n")
    assert done.returncode == 0, done.stderr
