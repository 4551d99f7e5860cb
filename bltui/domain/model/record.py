"""What every record of a building file has in common."""

# No annotations from the future here, in people.py, profile.py and the store's entry.py: msgspec
# would compile each of them again when a command first reads such a record.
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document of a table. Values are immutable; a change makes a new record."""

    TABLE: ClassVar[str] = ""
    """The table that holds such records."""
    NOUN: ClassVar[str] = ""
    """What people call such a record."""
    NAME: ClassVar[str] = ""
    """The field that says which one it is."""

    id: int = 0
    """The TinyDB document id: never reused, unique within its table."""
    rev: int = msgspec.field(default=0, name="_rev")
    """How often the record was saved; a form keeps the one that it showed."""
    by: str | None = msgspec.field(default=None, name="_by")
    """The account that saved it last; None for anonymous records."""
    at: float | None = msgspec.field(default=None, name="_at")
    """When it was saved last, seconds since the epoch (UTC)."""
    first_at: float | None = msgspec.field(default=None, name="_first")
    """When it was saved first, in the same way.

    None where it was saved only once, or once by nobody.
    """
    archived: bool = False
    """Soft delete: no longer shown or counted, but kept."""

    @property
    def numbered_by(self) -> str:
        """What the id is made from, so that ids do not tell the order; blank if ids count up."""
        return ""

    @property
    def nameless(self) -> bool:
        """Whether the history names nobody who adds or edits it, and of the time only the day."""
        return False

    def describe(self, context: "Context") -> str:
        """The record in a sentence, such as "goal Reading up"."""
        return f"{self.NOUN} {getattr(self, self.NAME)}"

    def validate(self, before: "Record | None", writing: "Writing") -> None:
        """Raise UserError if fields contradict each other or another record.

        `before` is None for a new record.
        """


R = TypeVar("R", bound=Record)

_BOOKKEEPING = ("id", "_rev", "_by", "_at", "_first")


def to_builtins(value: Any) -> Any:
    """A value as JSON gives it back: tuples as lists, dates as text."""
    return msgspec.json.decode(msgspec.json.encode(value))


def to_document(record: Record) -> dict[str, Any]:
    """The fields of a record as its document keeps them: JSON values, without id and bookkeeping,
    defaults left out.
    """
    document: dict[str, Any] = to_builtins(record)
    for key in _BOOKKEEPING:
        document.pop(key, None)
    return document


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """The names of a record's own fields, in order, without bookkeeping."""
    return tuple(
        name for name in kind.__struct_fields__ if name not in ("id", "rev", "by", "at", "first_at")
    )


def value_of(record: Record, field: str) -> Any:
    """One field as JSON value."""
    return to_builtins(getattr(record, field))


def active(records: Mapping[int, R]) -> Iterator[R]:
    """The records that are not archived, in the order of their ids."""
    return (record for record in records.values() if not record.archived)
