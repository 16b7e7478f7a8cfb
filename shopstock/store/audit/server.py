"""Checks of a shop's database on a server and of the rules that stand in it, for PostgreSQL.

The schema is held against that of a fresh shop, which is made beside it in a transaction that is rolled back:
a rule that was dropped, loosened, added or switched off is found even when no row breaks it yet. Every CHECK
and every foreign key is asked again of every row, since the owner of a database may load rows past them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache

from shopstock.store.audit.finding import Finding, compared, rows
from shopstock.store.engine import Store
from shopstock.store.postgres import ServerStore, fresh_beside

Parts = dict[tuple[str, str], str]

# what a schema is made of: kind, name and definition
_PARTS = """
    SELECT 'table', c.relname, c.relkind::text || ' ' || c.relpersistence::text FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
    UNION ALL
    SELECT 'column', c.relname || '.' || a.attname,
           concat_ws(' ', format_type(a.atttypid, a.atttypmod), l.collname, a.attnotnull, a.attidentity,
                     pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid) || ' ' || k.convalidated::text
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'index', i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()
    UNION ALL
    SELECT 'trigger', c.relname || '.' || t.tgname,
           CASE WHEN t.tgisinternal THEN '' ELSE pg_get_triggerdef(t.oid) END || ' ' || t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND (NOT t.tgisinternal OR t.tgenabled <> 'O')
    UNION ALL
    SELECT 'function', p.proname, p.provolatile::text || ' ' || p.prosrc FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'rule', r.tablename || '.' || r.rulename, r.definition FROM pg_rules r
    WHERE r.schemaname = current_schema()"""

_CHECKS = """
    SELECT c.relname, k.conname, pg_get_expr(k.conbin, k.conrelid) FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'c' ORDER BY 1, 2"""
_KEYS = """
    SELECT c.relname, k.conname, f.relname,
           (SELECT array_agg(a.attname ORDER BY n.place) FROM unnest(k.conkey) WITH ORDINALITY n (number, place)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.number),
           (SELECT array_agg(a.attname ORDER BY n.place) FROM unnest(k.confkey) WITH ORDINALITY n (number, place)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.number)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'f' ORDER BY 1, 2"""
_SETTINGS = {"fsync": "on", "full_page_writes": "on"}


def limits(store: Store) -> Iterator[Finding]:
    """Every row keeps every CHECK of its table."""
    for table, name, condition in list(rows(store, _CHECKS)):
        (broken,) = next(rows(store, f"SELECT count(*) FROM {table} WHERE NOT ({condition})"))
        if broken:
            yield Finding("file", f"{broken:,} rows break the limit {name}", table)


def foreign_keys(store: Store) -> Iterator[Finding]:
    """Every row that names another row names one that exists."""
    for table, _, parent, ours, theirs in list(rows(store, _KEYS)):
        named = " AND ".join(f"x.{a} = y.{b}" for a, b in zip(ours, theirs, strict=True))
        given = " AND ".join(f"x.{a} IS NOT NULL" for a in ours)
        known = f"EXISTS (SELECT 1 FROM {parent} y WHERE {named})"
        (lost,) = next(rows(store, f"SELECT count(*) FROM {table} x WHERE {given} AND NOT {known}"))
        if lost:
            yield Finding("foreign_keys", f"{lost:,} rows name no {parent} by {', '.join(ours)}", table)


def schema(store: Store) -> Iterator[Finding]:
    """Tables, columns, keys, limits and indexes are those of a fresh shop."""
    return _compared(store, "schema", lambda kind: kind not in ("trigger", "function"))


def triggers(store: Store) -> Iterator[Finding]:
    """Every trigger that keeps the ledger is there and switched on, with its function, and no other."""
    return _compared(store, "triggers", lambda kind: kind in ("trigger", "function"))


def _parts_of(store: Store) -> Parts:
    (own,) = next(rows(store, "SELECT current_schema()"))
    return {
        (kind, name): " ".join(str(said).replace(f"{own}.", "").split())
        for kind, name, said in rows(store, _PARTS)
    }


@lru_cache(maxsize=4)
def _fresh(url: str) -> Parts:
    with closing(fresh_beside(url)) as store:
        try:
            return _parts_of(store)
        finally:
            store.db.rollback()


def _compared(store: Store, check: str, wanted: Callable[[str], bool]) -> Iterator[Finding]:
    assert isinstance(store, ServerStore)  # noqa: S101 - chosen by the dialect
    return compared(check, _parts_of(store), _fresh(store.server.url), wanted)


def notes(store: Store) -> tuple[str, ...]:
    """The server's version, and plainly when it is set so that a power cut loses what was SAVED."""
    (version,) = next(rows(store, "SHOW server_version"))
    said = [f"PostgreSQL {version}"]
    for setting, wanted in _SETTINGS.items():
        (found,) = next(rows(store, f"SHOW {setting}"))
        if found != wanted:
            said.append(f"the server runs with {setting} {found}: a power cut there can lose what was SAVED")
    return tuple(said)
