"""Keeping what is open: frozen dataclasses to JSON and back, so that a crash loses none of it."""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(state: Any) -> str:
    """The state as JSON text."""
    return json.dumps(state, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be kept")


def from_json(kind: type[T], text: str) -> T:
    """The state of that type; raises ValueError, KeyError or TypeError for JSON of another shape."""
    try:
        return _typed(kind, json.loads(text))  # type: ignore[no-any-return]
    except (AttributeError, StopIteration) as other:
        raise ValueError(f"kept as another shape than {kind.__name__}") from other


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(next(a for a in get_args(kind) if a is not types.NoneType), value)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_typed(inner[0], v) for v in value)
        return tuple(_typed(k, v) for k, v in zip(inner, value, strict=True))
    if origin is dict:
        return {k: _typed(get_args(kind)[1], v) for k, v in value.items()}
    if origin is Literal:
        return value
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], v) for name, v in value.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(*value)
    return date.fromisoformat(value) if kind is date else value
