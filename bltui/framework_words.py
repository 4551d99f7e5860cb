"""The allowed values at a place in a framework file, for error messages about other values."""

from __future__ import annotations

import re
from typing import Any

from msgspec import inspect

_STEP = re.compile(r"\.(?P<field>[^.\[\]]+)|\[(?P<item>[^\]]*)\]")


def allowed(kind: Any, at: str) -> tuple[str, ...]:
    """Return the values that a type allows at a place such as ".steps[0].opens[1]".

    Returns () if any value is allowed or the values are unknown.
    """
    found: inspect.Type | None = inspect.type_info(kind)
    for step in _STEP.finditer(at):
        found = _inside(found, step["field"])
    return (
        tuple(str(value) for value in found.values)
        if isinstance(found, inspect.LiteralType)
        else ()
    )


def _inside(kind: inspect.Type | None, field: str | None) -> inspect.Type | None:
    """Return the type of a field, or of an item if `field` is None."""
    if isinstance(kind, inspect.UnionType):  # optional: the other type is the table
        return next(
            (found for one in kind.types if (found := _inside(one, field)) is not None), None
        )
    if isinstance(kind, inspect.StructType):
        return next((one.type for one in kind.fields if one.encode_name == field), None)
    if isinstance(kind, inspect.DictType):
        return kind.value_type
    return kind.item_type if isinstance(kind, inspect.ListType | inspect.VarTupleType) else None
