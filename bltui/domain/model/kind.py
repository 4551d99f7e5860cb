"""The base class of field kinds, and the cleaning of all field values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import PROSE, clean

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing


class _Labelled(msgspec.Struct, frozen=True):
    called: str
    """The label, with placeholders for what the building calls its team and groups."""


class Kind(_Labelled, frozen=True, kw_only=True):
    """The kind of a field, given in its annotation.

    Example: `due: Annotated[date | None, Day("Due")] = None`.
    """

    EXAMPLE: ClassVar[str] = "TEXT"
    """The placeholder for a value in the help of a command."""
    ALONE: ClassVar[bool] = False
    """Whether a typed value can be parsed without other records."""
    NESTED: ClassVar[bool] = False
    """Whether the value has fields itself. An error then names one of those."""

    required: bool = False
    hint: str = ""
    """What to type, shown in a form. It may have placeholders, as may the help."""
    help: str = ""
    """What it is, shown in the help of a command."""
    option: str = ""
    """The option of a command. The default is the field's name."""
    key: str = ""
    """The key in JSON. The default is the field's name without "_id"."""
    first: bool = False
    """Whether the add command takes it as a positional argument."""
    edit_only: bool = False
    """Whether a new record always starts with the default."""
    set_by: str = ""
    """What sets it, if neither the record's form nor its command does."""
    form_by: str = ""
    """What sets it instead of the record's form, if its command does."""
    command_by: str = ""
    """What sets it instead of the record's command, if its form does."""
    none: Any = None
    """The value that a form stores for a blank field."""

    @property
    def label(self) -> str:
        """What people call the field, on screens and in the history."""
        return labels.fill(self.called)

    def clean(self, value: Any, writing: Writing) -> Any:
        """Return the value ready to be stored. Raises UserError."""
        return harmless(value, self.label.casefold())

    def parse(self, text: str, context: Context) -> Any:
        """Return the value that a person typed. Raises UserError."""
        return text

    def text(self, value: Any) -> str:
        """Return the value as a person would type it, or "" for none."""
        return "" if value is None or (not value and value == self.none) else str(value)

    def describe(self, value: Any) -> str:
        """Return the form's echo of a typed value, or "" if the text is clear."""
        return ""

    def show(self, value: Any, context: Context) -> str:
        """Return the value in words for people, or "" for none."""
        return "" if value is None else str(value)

    def json(self, value: Any, context: Context) -> Any:
        """Return the value for JSON."""
        return value

    def wants(self) -> str:
        """Return what the value must be, in a few words."""
        return ""


@cache
def kinds_of(record: type) -> Mapping[str, Kind]:
    """Return the kinds of a record's fields by name, in order.

    Fields without a kind are left out.
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
    """Return the field kinds of a record or of a part of one."""
    return kinds_of(type(value))  # type: ignore[arg-type]  # a type is hashable


def cleaned(record: type, fields: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    """Return cleaned fields, ready to be stored. All text passes through here.

    Raises UserError with the field.
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
        # msgspec omits a default only if the value is the same object, not an equal copy.
        found[name] = value if clean_value == value else clean_value
        if kind is not None and kind.required and found[name] in (None, "", ()):
            raise UserError(validation_messages.blank(kind.label), field=name)
    return found


def harmless(value: Any, what: str) -> Any:
    """Return a value of any type with all its text cleaned, including nested values."""
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
    """Return the JSON key of a field."""
    return kind.key or name.removesuffix("_id")


def option_of(name: str, kind: Kind) -> str:
    """Return the command-line option of a field."""
    return kind.option or f"--{key_of(name, kind).replace('_', '-')}"
