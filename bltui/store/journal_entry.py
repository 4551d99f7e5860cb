"""One change in the journal, and its encoding as a line."""

import json
import zlib
from typing import Any

import msgspec

from bltui.domain.model.change import Edit
from bltui.store.digest import short_id
from bltui.store.serializer import compact

#: Seconds in a day.
DAY = 86_400

_SUM = b',"sum":"'


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change in the history."""

    gen: int
    """The generation of the file that the change created.

    For an edit from outside, the generation that it changed.
    """
    at: float
    """Seconds since the epoch (UTC), rounded down to the day for an anonymous change.

    Entries are ordered by `gen`, never by time.
    """
    by: str | None = None
    """The name to show; None for anonymous changes and edits from outside."""
    account: str | None = None
    """The Unix account."""
    uid: int | None = None
    hint: str | None = None
    """The environment's claim about the origin."""
    says: str
    edits: tuple[Edit, ...] = ()
    """Stored values without bookkeeping fields, but with them if `start` or `outside` is set."""
    undoes: int | None = None
    """The generation of the change that this one undoes."""
    redoes: int | None = None
    undoes_id: str | None = None
    """The id of the edit from outside that this one undoes.

    Such an edit has the generation of the change before it.
    """
    redoes_id: str | None = None
    outside: bool = False
    """Whether another program changed the file."""
    start: bool = False
    """Whether the edits are the whole content of the file. A replay restarts here."""
    uuid: str | None = None
    """The building's unique id, in a line with `start`."""
    prev: str = ""
    """The digest of the file's bytes before the change."""
    sha: str = ""
    """The digest of the file's bytes after the change."""

    @property
    def id(self) -> str:
        """The id of the change for people.

        Unlike the generation, it does not reveal that an anonymous change came between.
        """
        return short_id(f"{self.prev} {self.at} {self.sha}") if self.outside else short_id(self.sha)

    @property
    def day_only(self) -> bool:
        """Whether the time was rounded down to the day."""
        return self.at % DAY == 0

    @property
    def anonymous(self) -> bool:
        """Whether a person made the change anonymously.

        Edits from outside and starts of a journal are not anonymous.
        """
        return self.by is None and not (self.outside or self.start)


def encode(entry: JournalEntry) -> bytes:
    """Return the entry as a journal line."""
    return _line(compact(msgspec.to_builtins(entry)))


def void_line(gen: int) -> bytes:
    """Return a line that voids the line of generation `gen` before it."""
    return _line(compact({"void": gen}))


def _line(text: str) -> bytes:
    """Return a JSON object as a line, with a checksum as its last member."""
    body = text.encode()[:-1]
    return b'%s%s%08x"}\n' % (body, _SUM, zlib.crc32(body))


def fields_of_line(line: bytes) -> dict[str, Any] | None:
    """Return the fields of a line, or None if it is incomplete or damaged."""
    body, _, mark = line.rpartition(_SUM)
    if mark != b'%08x"}' % zlib.crc32(body):
        return None
    fields: dict[str, Any] = json.loads(body + b"}")
    return fields


def entry_of(fields: dict[str, Any]) -> JournalEntry | None:
    try:
        return msgspec.convert(fields, JournalEntry)
    except msgspec.ValidationError:
        # A line of a newer version. Its change is in the file, but this version cannot interpret
        # it.
        return None
