"""What a field or record can look up besides itself.

For annotations only: creating a protocol takes as long as reading a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bltui.domain.model.framework_types import Framework
    from bltui.domain.model.record import Record


class Tables(Protocol):
    """The records of a building."""

    def table(self, name: str) -> Mapping[int, Any]:
        """Return all records of a table by id."""

    def get(self, table: str, number: int) -> Any:
        """Return a record, archived or not, or None if there is none."""

    def kind(self, table: str) -> type[Record]:
        """Return the record class of a table."""


class Context(Tables, Protocol):
    """What a field needs to be parsed and shown: other records, the day, and the framework."""

    @property
    def today(self) -> date: ...
    @property
    def framework(self) -> Framework: ...


class Writing(Context, Protocol):
    """What a field needs to be cleaned and validated."""

    def note(self, text: str) -> None:
        """Add a message about the change for the person."""
