"""Field kinds: the base of them, where a record class says them, and the one door that its values
pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import PROSE, clean

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing


class _Labelled(msgspec.Struct, frozen=True):
    label: str
    """What people call the field, on screens and in the history."""


class Kind(_Labelled, frozen=True, kw_only=True):
    """What a field holds. Stands in the field's annotation: `due: Annotated[date | None,
    Day("Due")] = None`.
    """

    EXAMPLE: ClassVar[str] = "TEXT"
    """What stands for a value in the help of a command."""
    ALONE: ClassVar[bool] = False
    """Whether a typed value is read without looking at other records."""
    NESTED: ClassVar[bool] = False
    """Whether the value has fields itself; what is wrong is then about one of those."""

    required: bool = False
    hint: str = ""
    """What to type, shown in a form."""
    help: str = ""
    """What it is, shown in the help of a command."""
    option: str = ""
    """The option of a command; by default the field's name."""
    key: str = ""
    """The key in JSON; by default the field's name without "_id"."""
    first: bool = False
    """Whether a command that adds takes it as an argument, without its option."""
    edit_only: bool = False
    """Whether a new record always starts with the default."""
    set_by: str = ""
    """What sets it instead of the record's form and command."""
    form_by: str = ""
    """What sets it instead of the record's form, where its command does."""
    command_by: str = ""
    """What sets it instead of the record's command, where its form does."""
    none: Any = None
    """What a form stores for a blank field."""

    def clean(self, value: Any, writing: Writing) -> Any:
        """The value as it may be stored. Raises UserError."""
        return harmless(value, self.label.casefold())

    def parse(self, text: str, context: Context) -> Any:
        """The value that a person typed. Raises UserError."""
        return text

    def text(self, value: Any) -> str:
        """The value as a person would type it; blank for none."""
        return "" if value is None or (not value and value == self.none) else str(value)

    def describe(self, value: Any) -> str:
        """How a form repeats what was typed, if the text does not say it."""
        return ""

    def show(self, value: Any, context: Context) -> str:
        """The value in words for people; blank for none."""
        return "" if value is None else str(value)

    def json(self, value: Any, context: Context) -> Any:
        """The value for programs."""
        return value

    def wants(self) -> str:
        """What the value must be, in a few words."""
        return ""


@cache
def kinds_of(record: type) -> Mapping[str, Kind]:
    """The kinds of a record's fields by name, in order.

    Fields that are not described are left out.
    """
    found: dict[str, Kind] = {}
    for part in reversed(record.__mro__):
        for name, hint in getattr(part, "__annotations__", {}).items():
            if isinstance(hint, str) and hint.startswith("Annotated"):
                raise TypeError(
                    f"{record.__name__}.{name}: no `from __future__ import annotations` where "
                    "fields are described"
                )
            for kind in getattr(hint, "__metadata__", ()):
                if isinstance(kind, Kind):
                    found[name] = kind
    return found


def kinds_in(value: object) -> Mapping[str, Kind]:
    """The kinds of the fields of a record, or of a part of one."""
    return kinds_of(type(value))  # type: ignore[arg-type]  # a type is hashable


def cleaned(record: type, fields: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    """Fields of a record as they may be stored: all text that is written passes here.

    Raises UserError, naming the field.
    """
    kinds, found = kinds_of(record), {}
    for name, value in fields.items():
        kind = kinds.get(name)
        try:
            clean_value = (
                harmless(value, name.replace("_", " "))
                if kind is None
                else kind.clean(value, writing)
            )
        except UserError as refused:
            inner = refused.field if kind is not None and kind.NESTED else None
            raise UserError(refused.message, field=inner or name) from None
        # msgspec leaves a default out of the file only if it is the very object, not its clean
        # copy.
        found[name] = value if clean_value == value else clean_value
        if kind is not None and kind.required and found[name] in (None, "", ()):
            raise UserError(f"{kind.label.casefold()}: it is blank. Type something.", field=name)
    return found


def harmless(value: Any, what: str) -> Any:
    """A value of any type with all its text cleaned, nested values included."""
    if isinstance(value, str):
        return clean(value, what, limit=PROSE, multiline=True)
    if isinstance(value, tuple | list):
        return tuple(harmless(one, what) for one in value)
    if isinstance(value, dict):
        return {harmless(key, what): harmless(one, what) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(
            value, **{name: harmless(one, what) for name, one in fields.items()}
        )
    return value


def key_of(name: str, kind: Kind) -> str:
    """The key of a field in JSON."""
    return kind.key or name.removesuffix("_id")


def option_of(name: str, kind: Kind) -> str:
    """The option of a field on the command line."""
    return kind.option or f"--{key_of(name, kind).replace('_', '-')}"
