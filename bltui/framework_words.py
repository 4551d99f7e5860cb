"""Which words a place of a framework file allows: said where another one stands there."""

from __future__ import annotations

import re
from typing import Any

from msgspec import inspect

_STEP = re.compile(r"\.(?P<field>[^.\[\]]+)|\[(?P<item>[^\]]*)\]")


def allowed(kind: Any, at: str) -> tuple[str, ...]:
    """The words that a type allows at a place such as ".steps[0].opens[1]".

    None where it is free or cannot be told.
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
    """The type of a field, or with None of an item."""
    if isinstance(kind, inspect.UnionType):  # what may be left out: the other one is the table
        return next(
            (found for one in kind.types if (found := _inside(one, field)) is not None), None
        )
    if isinstance(kind, inspect.StructType):
        return next((one.type for one in kind.fields if one.encode_name == field), None)
    if isinstance(kind, inspect.DictType):
        return kind.value_type
    return kind.item_type if isinstance(kind, inspect.ListType | inspect.VarTupleType) else None
