"""Text that comes from outside: cleaned once on the way in, folded for look-ups.

Stored text is NFKC, without control, format, surrogate and line-separator characters, trimmed. A look-up
key is casefolded with dashes and spaces folded away; uniqueness stays on the text as printed
(1-23 and 12-3 are two serials with one key).
"""

from __future__ import annotations

import unicodedata

from shopstock.refusal import BadInput

NAME_LENGTH = 200
CODE_LENGTH = 64
NO_SERIAL = "no serial yet"  # of a piece whose serial is asked when it is sold
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_DASHES = frozenset("−_")


def clean_text(text: str) -> str:
    """NFKC, without invisible characters, trimmed, runs of spaces as they are. Never refuses."""
    if text.isascii() and text.isprintable():
        return text.strip()
    # Dropping a joiner can bring two halves together that NFKC then composes: normalise after, too.
    kept = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in _DROPPED)
    return unicodedata.normalize("NFKC", kept).strip()


def clean_name(text: str, limit: int = NAME_LENGTH) -> tuple[str, bool]:
    """The cleaned name, cut to `limit` characters, and whether it was cut (which must be said)."""
    cleaned = clean_text(text)
    return cleaned[:limit].strip(), len(cleaned) > limit


def clean_code(text: str, what: str) -> str:
    """The cleaned serial, lot code or SKU; refuses an empty one and one over 64 characters, never cuts."""
    cleaned = clean_text(text)
    if not cleaned:
        raise BadInput(f"{what} is empty")
    if len(cleaned) > CODE_LENGTH:
        raise BadInput(f"{what} has {len(cleaned)} characters, {CODE_LENGTH} is the most")
    return cleaned


def fold(text: str) -> str:
    """The look-up key: cleaned, casefolded, without dashes and spaces."""
    cleaned = clean_text(text)
    if cleaned.isalnum():
        return cleaned.casefold()
    kept = (c for c in cleaned if not c.isspace() and unicodedata.category(c) != "Pd" and c not in _DASHES)
    return clean_text("".join(kept).casefold())


def fold_words(text: str) -> str:
    """For searching names: casefolded and without accents (`Kühlakku` is found by `kuhl`)."""
    split = unicodedata.normalize("NFKD", clean_text(text).casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def short_code(code: str, keep: int = 4) -> str:
    """A long serial as people say it: `..3809`; up to twelve characters stay whole."""
    return code if len(code) <= 12 or code == NO_SERIAL else f"..{code[-keep:]}"


_AS_SAID = {
    "VISITING": "here",
    "CUSTOMER": "with the customer",
    "REPAIRER": "at the supplier",
    "SUPPLIER": "at the supplier",
    "BENCH": "at the bench",
    "LOAN": "on loan",
}


def at_place(code: str | None) -> str:
    """Where something is, as people say it: `here`, `with the customer`, `at SHELF-1`."""
    return _AS_SAID.get(code, f"at {code}") if code else "nowhere"


def counted(number: int, what: str) -> str:
    """`1 line`, `2 lines`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def fit(text: str, width: int) -> str:
    """Text cut to `width` with two dots as the sign that something is missing."""
    return text if len(text) <= width else text[: max(0, width - 2)].rstrip() + ".."
