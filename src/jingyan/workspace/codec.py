"""Frozen dataclasses to plain JSON values and back, guided by their type hints; nothing of SQLite here."""

import base64
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """`value` as JSON-ready data: dataclasses become objects, tuples lists, bytes base64 text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


T = TypeVar("T")


def from_plain(kind: type[T], value: Any) -> T:
    """The dataclass `kind` that `to_plain` was given. Raises TypeError, KeyError or ValueError for data of another shape."""
    made: T = _value(kind, value)
    return made


@cache
def hints(kind: type) -> dict[str, Any]:
    """Field name → type of a dataclass, in order."""
    found = get_type_hints(kind)
    return {f.name: found[f.name] for f in fields(kind)}


def shape(kind: type) -> str:
    """Every field of `kind` and of the dataclasses inside it, one line a class: it changes when stored data can no longer be read."""
    found: dict[str, str] = {}
    waiting: list[Any] = [kind]
    while waiting:
        one = waiting.pop()
        if is_dataclass(one):
            made = cast(type, one)
            if made.__name__ not in found:
                found[made.__name__] = ", ".join(f"{name}: {hint}" for name, hint in hints(made).items())
                waiting += hints(made).values()
        else:
            waiting += get_args(one)
    return "\n".join(f"{name}({inside})" for name, inside in sorted(found.items()))


def _value(kind: Any, value: Any) -> Any:
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return _union(get_args(kind), value)
    if get_origin(kind) is Literal:
        return value
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_value(inner[0], v) for v in value)
        return tuple(_value(t, v) for t, v in zip(inner, value, strict=True))
    if is_dataclass(kind):
        made = cast(type, kind)
        return made(**{name: _value(t, value[name]) for name, t in hints(made).items()})
    if kind is bytes:
        return base64.b64decode(value)
    return value


def _union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    real = [k for k in kinds if k is not types.NoneType]
    if isinstance(value, list):
        return tuple(value) if len(real) > 1 else _value(real[0], value)
    return _value(real[0], value) if len(real) == 1 else value
