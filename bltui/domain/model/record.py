"""What every record of a building file has in common."""

# No `from __future__ import annotations` here, in people.py, profile.py, and the store's entry.py:
# msgspec would evaluate the annotations again when a command first reads such a record.
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document of a table. Records are immutable; a change creates a new one."""

    TABLE: ClassVar[str] = ""
    """The table of these records."""
    NOUN: ClassVar[str] = ""
    """What people call such a record."""
    NAME: ClassVar[str] = ""
    """The field that identifies it for people."""
    COUNTERS: ClassVar[frozenset[str]] = frozenset()
    """The fields that only count its changes. Undo does not restore them if they went on."""

    id: int = 0
    """The TinyDB document id: unique within its table and never reused."""
    rev: int = msgspec.field(default=0, name="_rev")
    """How many times it was saved. A form keeps the revision that it showed."""
    by: str | None = msgspec.field(default=None, name="_by")
    """The account that saved it last, or None for anonymous records."""
    at: float | None = msgspec.field(default=None, name="_at")
    """When it was last saved, in seconds since the epoch (UTC)."""
    first_at: float | None = msgspec.field(default=None, name="_first")
    """When it was first saved, in seconds since the epoch (UTC).

    None if it was saved only once, or if any save was anonymous.
    """
    first_by: str | None = msgspec.field(default=None, name="_first_by")
    """The account that entered it, if another one saved it last."""
    archived: bool = False
    """Whether it is soft-deleted: no longer shown or counted, but kept."""

    @property
    def author(self) -> str | None:
        """The account that entered it; later edits are in the history."""
        return self.first_by or self.by

    @property
    def numbered_by(self) -> str:
        """The text that the id is computed from, to hide the order, or "" if ids count up."""
        return ""

    @property
    def nameless(self) -> bool:
        """Whether the history omits the author and the time of its edits and keeps only the day."""
        return False

    def describe(self, context: "Context") -> str:
        """Return the record in words, such as "goal Reading up"."""
        return f"{self.NOUN} {getattr(self, self.NAME)}"

    def validate(self, before: "Record | None", writing: "Writing") -> None:
        """Raise UserError if fields contradict each other or another record.

        `before` is None for a new record.
        """


R = TypeVar("R", bound=Record)

_BOOKKEEPING = ("id", "_rev", "_by", "_at", "_first", "_first_by")


def to_builtins(value: Any) -> Any:
    """Return a value as parsed from JSON: tuples become lists, dates become text."""
    return msgspec.json.decode(msgspec.json.encode(value))


def to_document(record: Record) -> dict[str, Any]:
    """Return the fields of a record as its document stores them.

    JSON values, without the id, bookkeeping fields, and defaults.
    """
    document: dict[str, Any] = to_builtins(record)
    for key in _BOOKKEEPING:
        document.pop(key, None)
    return document


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of a record's own fields, in order, without bookkeeping fields."""
    return tuple(
        name
        for name in kind.__struct_fields__
        if name not in ("id", "rev", "by", "at", "first_at", "first_by")
    )


def value_of(record: Record, field: str) -> Any:
    """Return one field as a JSON value."""
    return to_builtins(getattr(record, field))


def active(records: Mapping[int, R]) -> Iterator[R]:
    """Return the records that are not archived, in the order of their ids."""
    return (record for record in records.values() if not record.archived)
