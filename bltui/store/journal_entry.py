"""One change as the journal keeps it, and the line that it is written on."""

import json
import zlib
from typing import Any

import msgspec

from bltui.domain.model.change import Edit
from bltui.store.digest import short_id
from bltui.store.serializer import compact

#: Seconds of a day.
DAY = 86_400

_SUM = b',"sum":"'


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change as the history keeps it."""

    gen: int
    """The generation of the file that the change made.

    An edit from outside has the one that it found.
    """
    at: float
    """Seconds since the epoch (UTC); cut to the day for an anonymous change.

    Order is by `gen`, never by time.
    """
    by: str | None = None
    """The name that is shown; None for anonymous changes and for edits from outside."""
    account: str | None = None
    """The Unix account."""
    uid: int | None = None
    hint: str | None = None
    """What the environment claimed about the origin."""
    says: str
    edits: tuple[Edit, ...] = ()
    """Stored values without bookkeeping; in a line with `start` or `outside`, with it."""
    undoes: int | None = None
    """The generation of the change that this one takes back."""
    redoes: int | None = None
    undoes_id: str | None = None
    """The id of the edit from outside that this one takes back: its generation is that of the
    change before it.
    """
    redoes_id: str | None = None
    outside: bool = False
    """Somebody changed the file with another program."""
    start: bool = False
    """The edits are everything the file held: replay begins anew here."""
    uuid: str | None = None
    """The building's own name, in a line with `start`."""
    prev: str = ""
    """Digest of the file's bytes before the change."""
    sha: str = ""
    """Digest of the file's bytes after the change."""

    @property
    def id(self) -> str:
        """What people call the change.

        Unlike the generation it does not tell that an anonymous change came between.
        """
        return short_id(f"{self.prev} {self.at} {self.sha}") if self.outside else short_id(self.sha)

    @property
    def day_only(self) -> bool:
        """Whether the time was cut to the day."""
        return self.at % DAY == 0

    @property
    def anonymous(self) -> bool:
        """Whether somebody made the change who is not named.

        Nobody made what was found, or begins a journal.
        """
        return self.by is None and not (self.outside or self.start)


def encode(entry: JournalEntry) -> bytes:
    """The entry as its journal line."""
    return _line(compact(msgspec.to_builtins(entry)))


def void_line(gen: int) -> bytes:
    """A line that takes the line of generation `gen` before it back."""
    return _line(compact({"void": gen}))


def _line(text: str) -> bytes:
    """A JSON object with a checksum as its last member and a line feed."""
    body = text.encode()[:-1]
    return b'%s%s%08x"}\n' % (body, _SUM, zlib.crc32(body))


def fields_of_line(line: bytes) -> dict[str, Any] | None:
    """What a line holds; None if it is torn or damaged."""
    body, _, mark = line.rpartition(_SUM)
    if mark != b'%08x"}' % zlib.crc32(body):
        return None
    fields: dict[str, Any] = json.loads(body + b"}")
    return fields


def entry_of(fields: dict[str, Any]) -> JournalEntry | None:
    try:
        return msgspec.convert(fields, JournalEntry)
    except msgspec.ValidationError:
        # A line of a later version: its change is in the file, its words are not ours to guess
        return None
