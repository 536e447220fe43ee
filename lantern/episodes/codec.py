"""Frozen dataclasses to plain JSON and back, by their annotations. Unknown keys are ignored.

Instants are written in ISO form with their offset. A field whose value is its default is left out,
so that an entry holds only what somebody said.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """The value as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in fields(value)}
        return {
            field.name: to_json(kept[field.name])
            for field in fields(value)
            if kept[field.name] != _default(field)
        }
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: type[T], written: Mapping[str, Any]) -> T:
    """The dataclass of this kind that was written. Raises TypeError when it lacks a field."""
    hints = _hints(cast("Any", kind))
    return kind(
        **{name: _read(hints[name], value) for name, value in written.items() if name in hints}
    )


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(field: Field[Any]) -> Any:
    return field.default if field.default is not MISSING else MISSING


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], one) for one in value)
    if is_dataclass(hint):
        return from_json(cast("type[Any]", hint), value)
    if hint is datetime or hint is date:
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value
