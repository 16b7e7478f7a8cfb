"""What every table of the ledger has that a later step adds, and how a step adds places, routes and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shopstock.store.dialect import Dialect

Route = tuple[str, str, str]  # what, from which kind of place, to which


def sealed_table(dialect: Dialect, name: str, body: str, keys: Sequence[str], rule: str = "1") -> list[str]:
    """A table whose rows hang on a booking and are written once, with the newest booking of a till and no older one.

    `keys` are comma lists of its unique columns. `rule` is a condition on the booking `b` that the rows may hang on.
    """
    newest = (
        f"NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = NEW.booking_id AND ({rule}) AND NOT EXISTS "
        "(SELECT 1 FROM booking later WHERE later.till_id = b.till_id AND later.till_number > b.till_number))"
    )
    return [
        dialect.table(name, body),
        *dialect.written_once(name, keys),
        dialect.trigger(f"{name}_of_now", "BEFORE INSERT", name, "booking", newest),
    ]


def place_kinds(dialect: Dialect, kinds: dict[str, tuple[int, int, int]]) -> list[str]:
    """More kinds of place: physical, sellable, ours; the table stands still again afterwards."""
    rows = ", ".join(f"('{kind}', {a}, {b}, {c})" for kind, (a, b, c) in kinds.items())
    return [
        dialect.untriggered("place_kind_insertd", "place_kind"),
        f"INSERT INTO place_kind (kind, physical, sellable, ours) VALUES {rows}",
        dialect.trigger("place_kind_insertd", "BEFORE INSERT", "place_kind", "written_once", "1"),
    ]


def place_added(kind: str, flags: tuple[int, int, int], code: str, name: str) -> str:
    """A place for a shop that is there already, walked last, under the first of ten codes that is free."""
    codes = [code, *(f"{code}-{n}" for n in range(2, 11))]
    tries = " UNION ALL ".join(
        f"SELECT {n} AS n, '{one}' AS code, '{one.replace('-', '').lower()}' AS code_key"
        for n, one in enumerate(codes)
    )
    free = (
        f"SELECT code, code_key FROM ({tries}) AS t "
        "WHERE NOT EXISTS (SELECT 1 FROM place WHERE code_key = t.code_key) ORDER BY n LIMIT 1"
    )
    return (
        "INSERT INTO place (code, code_key, name, kind, physical, sellable, ours, walk) "
        f"SELECT f.code, f.code_key, '{name}', '{kind}', {flags[0]}, {flags[1]}, {flags[2]}, "
        f"(SELECT coalesce(max(walk), 0) + 10 FROM place) FROM ({free}) AS f WHERE EXISTS (SELECT 1 FROM shop)"
    )


def more_routes(dialect: Dialect, forth: Iterable[Route]) -> list[str]:
    """Routes that a step adds, each with its way back for a void; the table stands still again afterwards.

    A way back that another route has given already is not given twice."""
    routes = list(forth)
    rows = ", ".join(f"('{what}', '{a}', '{b}')" for what, a, b in routes)
    back = " UNION ".join(f"SELECT 'voided', '{b}', '{a}'" for _, a, b in routes)
    into = "INSERT INTO route (what, from_kind, to_kind)"
    return [
        dialect.untriggered("route_no_insert", "route"),
        f"{into} VALUES {rows}",
        f"{into} {back} EXCEPT SELECT what, from_kind, to_kind FROM route",
        dialect.trigger("route_no_insert", "BEFORE INSERT", "route", "written_once", "1"),
    ]


def ruled_anew(
    dialect: Dialect, name: str, when: str, table: str, rule: str, condition: str, only_if: str = ""
) -> list[str]:
    """A rule of an earlier step in new words."""
    return [
        dialect.untriggered(name, table),
        dialect.trigger(name, when, table, rule, condition, only_if),
    ]
