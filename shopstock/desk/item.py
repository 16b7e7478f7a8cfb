"""Item: add or change a product, in one line or step by step, with help to choose the tracking."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NothingOpen
from shopstock.desk.views.base import Choice
from shopstock.desk.views.item import ItemField, ItemView
from shopstock.jobs import find, item
from shopstock.jobs.item import COLUMN_NAMES, COLUMNS, REQUIRED, BadColumn
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

# What is asked step by step, in this order; the rest is given as column=value.
ASKED = (
    "name",
    "tracking",
    "price",
    "sku",
    "barcode",
    "cost",
    "tax_rate",
    "warranty",
    "date_kind",
    "shelf_life_days",
    "reorder_at",
)
TRACKINGS = (
    ("serial", "pieces that must be told apart, carry a warranty or are worth stealing"),
    ("lot", "goods made together, with a date or a dye"),
    ("none", "everything else: only how many there are"),
)
DATE_KINDS = (
    ("best_before", "sold later only when asked"),
    ("use_by", "food that may harm: never sold after it"),
    ("expiry", "medicines and the like: never sold after it"),
    ("sell_by", "the shop's own last day; after it only when asked"),
    ("", "no date"),
)
_PAIR = re.compile(r"([A-Za-z_]+)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """A product being typed: its columns as typed, what is asked now, and whether it is known already."""

    values: tuple[tuple[str, str], ...] = ()
    asking: str | None = None
    known_id: int | None = None

    def given(self) -> dict[str, str]:
        """The columns as typed."""
        return dict(self.values)

    def with_value(self, column: str, value: str) -> Draft:
        """The draft with one more column."""
        return replace(self, values=tuple({**self.given(), column: clean_text(value)}.items()))

    def without(self, column: str) -> Draft:
        """The draft before that column was typed, asking for it."""
        return replace(self, values=tuple(v for v in self.values if v[0] != column), asking=column)


class ItemMode(Mode[Draft]):
    """The catalogue, one product at a time."""

    job = "item"
    kept = True
    words = ("item",)
    hints = (
        Key("price=4.20", "changes a column"),
        Key("Enter", "skips"),
        Key("-", "one step back"),
        Key("F9", "saves"),
    )
    help = (
        (':item sku=ARX2 name="Aria X2" tracking=serial price=399', "adds or changes a product in one line"),
        (":item ARX2", "shows a product to change it"),
        ("price=4.20", "changes one column"),
        (
            "date_kind=use_by opened_days=3",
            "a kind of date, and how long it keeps then; date_kind= takes all away",
        ),
        ("Enter", "skips what may stay empty"),
        ("-", "one question back"),
        ("F9", "saves"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Draft())

    def open(self) -> Answer:
        if self.state.asking is None and not self.state.values:
            self.state = replace(self.state, asking="name")
        return self._ask()

    def asks(self) -> bool:
        return self.state.asking == "sku" or (
            self.state.asking is not None and self.state.asking not in REQUIRED
        )

    def choices(self) -> list[Choice]:
        options = self._options(self.state.asking or "")
        return [Choice(n, f"{value or 'none'}: {why}", value) for n, (value, why) in enumerate(options, 1)]

    def begin_with(self, code: str) -> Answer:
        """A new product for a code that nobody here knows: a barcode where it has digits, else a name."""
        barcode = self._barcode(code)
        self.state = Draft()
        if any(c.isdigit() for c in barcode):
            item.read_value(self.session, "barcode", barcode)
            self.state = self.state.with_value("barcode", barcode)
            return self.open_at("name")
        return self._answer("name", code)

    def _barcode(self, code: str) -> str:
        """What a product is known by: of a number of the shop's own scale without the weight in it."""
        try:
            return find.read_entry(self.session, code).gtin or clean_text(code)
        except find.DamagedCode:
            return clean_text(code)

    def open_at(self, column: str) -> Answer:
        """Ask for that column."""
        self.state = replace(self.state, asking=column)
        return self._ask()

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:
        if isinstance(refusal, BadColumn):
            said = f"{refusal.column}: {refusal.text}"
            return self.say(refusal.state, refusal.id, said, *refusal.keys)
        return super().refused(refusal, entry)

    def around(self) -> Around:
        name = self.state.given().get("name", "")
        return Around(name or "new item", "columns are the same as in the import file")

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self._skip()
        if entry.kind == "take_back" and not entry.arg:
            return self._one_back()
        pairs = {} if self.state.asking == "name" and not _columns(entry.text) else _pairs(entry.text)
        if pairs:
            return self._given(pairs)
        if self.state.asking is None:
            return self._known(entry.text)
        return self._answer(self.state.asking, entry.text)

    def command(self, word: str, rest: str) -> Answer:
        if word != "item":
            return super().command(word, rest)
        self.desk.switch("item")
        if not rest:
            return self.open()
        pairs = _pairs(rest) or _pairs_of_a_code(rest)
        if not pairs:
            return self._known(rest)
        self.state = Draft()
        return self._given(pairs)

    def _given(self, pairs: dict[str, str]) -> Answer:
        """Columns in one line: saved at once when nothing needed is missing."""
        unknown = [name for name in pairs if name not in COLUMN_NAMES]
        if unknown:
            raise BadColumn(
                unknown[0], f"{unknown[0][:20]} is no column. They are: {', '.join(COLUMN_NAMES)}"
            )
        draft = self.state
        sku = clean_text(pairs.get("sku", ""))
        known = find.product_exactly(self.session, sku) if sku else None
        if known:
            draft = replace(draft, known_id=known.id)
        for column, value in pairs.items():
            item.read_value(self.session, column, value, 6)
            draft = draft.with_value(column, value)
        before, self.state = self.state, draft
        missing = self._missing()
        if missing is not None:
            return self.open_at(missing)
        try:
            return self._save()
        except Refusal:
            self.state = before
            raise

    def _known(self, text: str) -> Answer:
        found = [m for m in find.meanings(self.session, text) if m.product_id] or find.by_words(
            self.session, text
        )
        known = list(dict.fromkeys(m.product_id for m in found if m.product_id))
        if not known:
            raise NothingOpen(f"{find.shown(text, 26)} is no item here", Key(":item", "starts one"))
        if len(known) == 1:
            return self._show(known[0])
        options = [Option(m.label, m.code, partial(self._show, m.product_id or 0)) for m in found]
        return self.ask_which("item.which_one", f"{find.shown(text, 26)}: which one? A number", *options)

    def _show(self, product_id: int) -> Answer:
        row = product(self.session.store, product_id)
        self.desk.touched(row.sku)
        self.state = Draft((("sku", row.sku), ("name", row.name)), None, row.id)
        return self.ok("item.shown", f"{fit(row.name, 40)}: change it with column=value", Key("F9", "saves"))

    def _missing(self) -> str | None:
        given = self.state.given()
        if self.state.known_id is not None:
            return None
        return next((c for c in ASKED if c in REQUIRED and not clean_text(given.get(c, ""))), None)

    # Step by step

    def _answer(self, column: str, text: str) -> Answer:
        value = self._chosen(column, text)
        if column in REQUIRED and not clean_text(value):
            return self._ask()
        item.read_value(self.session, column, value, 6)
        if column == "sku" and find.product_exactly(self.session, clean_text(value)):
            raise BadInput(
                f"{fit(value, 20)} is taken. Another code, or :item {fit(value, 20)} to change that one"
            )
        self.state = self.state.with_value(column, value)
        return self._next(column)

    def _chosen(self, column: str, text: str) -> str:
        options = self._options(column)
        if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= len(options):
            return options[int(text) - 1][0]
        return text

    def _options(self, column: str) -> tuple[tuple[str, str], ...]:
        return {"tracking": TRACKINGS, "date_kind": DATE_KINDS}.get(column, ())

    def _next(self, column: str) -> Answer:
        given = self.state.given()
        tracking = given.get("tracking", "none")
        skipped = {
            "warranty": tracking != "serial",
            "date_kind": tracking != "lot",
            "shelf_life_days": not given.get("date_kind"),
        }
        later = ASKED[ASKED.index(column) + 1 :]
        asking = next((c for c in later if c not in given and not skipped.get(c)), None)
        self.state = replace(self.state, asking=asking)
        return self._ask() if asking else self._save()

    def _skip(self) -> Answer:
        column = self.state.asking
        if column is None:
            return self._ask()
        if column == "sku":
            return self._answer("sku", self._suggested_sku())
        if column in REQUIRED:
            return self._ask()
        return self._next(column)

    def _one_back(self) -> Answer:
        column = self.state.asking
        earlier = ASKED[: ASKED.index(column)] if column else ()
        if not earlier:
            raise NothingOpen("this is the first question", Key(":clear", "drops it"))
        back = next((c for c in reversed(earlier) if c in self.state.given()), earlier[0])
        self.state = self.state.without(back)
        return self._ask()

    def _suggested_sku(self) -> str:
        """A code from the first letters of the name's words, with a number when it is taken."""
        words = re.findall(r"[A-Z0-9]+", clean_text(self.state.given().get("name", "")).upper()) or ["ITEM"]
        base = "-".join(word[:4] for word in words[:3])
        taken = 1
        while find.product_exactly(self.session, base if taken == 1 else f"{base}-{taken}"):
            taken += 1
        return base if taken == 1 else f"{base}-{taken}"

    def _question(self) -> str:
        column = self.state.asking
        if column is None:
            return "change it with column=value"
        info = next(c for c in COLUMNS if c.name == column)
        return f"{info.label}? {info.help}"

    def _ask(self) -> Answer:
        column = self.state.asking
        if column is None:
            return self.ok("item.shown", self._question(), Key("F9", "saves"))
        keys: tuple[Key, ...] = ()
        if column == "sku":
            keys = (Key("Enter", self._suggested_sku()),)
        elif column not in REQUIRED:
            keys = (Key("Enter", "none"), Key("F9", "saves"))
        more = numbered(f"{value or 'none'}: {why}" for value, why in self._options(column))
        return self.say("ASK", f"item.ask_{column}", self._question(), *keys, more=more)

    def finish(self, rest: str) -> Answer:
        if rest:
            answer = self.enter(Entry("text", rest))
            if answer.state != "ASK":
                return answer
        if not self.state.values:
            raise NothingOpen("no item is open", Key(":item", "starts one"))
        missing = self._missing()
        if missing == "sku":
            self.state = self.state.with_value("sku", self._suggested_sku())
            missing = self._missing()
        if missing:
            self.state = replace(self.state, asking=missing)
            return self._ask()
        return self._save()

    def _save(self) -> Answer:
        try:
            saved = item.save_item(self.session, self.state.given())
        except BadColumn as bad:
            if bad.column in ASKED and self.state.known_id is None:
                self.state = self.state.without(bad.column)
            raise
        self.desk.touched(saved.product.sku)
        view = self._view(item.shown_values(self.session, saved.product), saved=True)
        self.state = Draft()
        self.final = True
        did = "added" if saved.added else "changed"
        cut = ", its name was cut to 200 characters" if saved.cut else ""
        said = f"{fit(saved.product.name, 36)} {did}, {saved.product.sku}{cut}"
        more = (f"  without a kind of date nothing is left of {', '.join(saved.cleared)}",) * bool(
            saved.cleared
        )
        return self.say(
            "SAVED", "item.saved", said, Key("F2", "sell"), Key("F4", "receive"), more=more, view=view
        )

    def view(self) -> ItemView:
        shown: dict[str, str | None] = dict(self.state.given())
        if self.state.known_id is not None:
            row = product(self.session.store, self.state.known_id)
            shown = item.shown_values(self.session, row) | shown
        return self._view(shown, saved=False)

    def _view(self, shown: dict[str, str | None], *, saved: bool) -> ItemView:
        return ItemView(
            shown.get("sku"),
            shown.get("name"),
            [ItemField(c.name, c.label, shown.get(c.name), c.help) for c in COLUMNS],
            None if saved else self.state.asking,
            None if saved else self._question(),
            [] if saved else self.choices(),
            saved,
        )


def _pairs(text: str) -> dict[str, str]:
    """`sku=ARX2 name="Aria X2"` as a dict; empty when the text is none of that form."""
    if "=" not in text:
        return {}
    try:
        parts = shlex.split(text)
    except ValueError:
        raise BadInput('a quotation mark is open: name="Aria X2"') from None
    pairs: dict[str, str] = {}
    for part in parts:
        match = _PAIR.fullmatch(part)
        if not match:
            return {} if not pairs else _not_a_pair(part)
        pairs[match[1].lower()] = match[2]
    return pairs


def _pairs_of_a_code(text: str) -> dict[str, str]:
    """`ARX2 price=399` as `sku=ARX2 price=399`; empty when the text is none of that form."""
    code, _, rest = text.strip().partition(" ")
    pairs = _pairs(rest)
    return {"sku": code} | pairs if pairs else {}


def _not_a_pair(part: str) -> dict[str, str]:
    raise BadInput(f'{fit(part, 20)} is no column=value. A value with blanks needs marks: name="Aria X2"')


def _columns(text: str) -> bool:
    """Whether the text begins with a column: a product may be called E=mc2."""
    return text.partition("=")[0].strip().lower() in COLUMN_NAMES
