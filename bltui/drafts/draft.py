"""The saved text of one form, its file format, and older formats."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import msgspec

from bltui.domain.model.formats import show_date, show_moment
from bltui.drafts.step import Trail

#: The format that this program writes. Newer ones are not touched.
VERSION = 1


class Typed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that a person typed into."""

    key: str
    label: str
    text: str
    start: str = ""
    """What the field contained when the form opened."""


class Seal(msgspec.Struct, frozen=True):
    """Identifies an anonymous signer: a salt, and the hash that `whose.seal` computes."""

    salt: str
    sum: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The content of one form at the last keystroke."""

    version: int
    building: str
    """The real path of the building file, or "" in files of older versions."""
    signer: str | None
    """The person who typed it, or None if the text is anonymous."""
    seal: Seal | None
    """Lets the signer of an anonymous text get it back on a shared account."""
    day: date | None
    """The date in the building's time zone."""
    at: float | None
    """Seconds since the epoch, or None if the text is anonymous."""
    title: str
    """The title of the form."""
    form: str
    """The identity of the form: the record that it edits, or else its title."""
    fields: tuple[Typed, ...]
    trail: Trail
    """The steps that opened the form."""

    @property
    def words(self) -> str:
        """The longest text, by which a person recognizes the draft."""
        return max((field.text for field in self.fields), key=len, default="")

    def when(self, zone: tzinfo) -> str:
        """Return when it was typed, in words. Omits the time of anonymous text."""
        if self.at is not None:
            then = datetime.fromtimestamp(self.at, UTC).astimezone(zone)
            return show_moment(then)
        return show_date(self.day) if self.day is not None else "date unknown"


def encode(draft: Draft) -> bytes:
    """Return the bytes of a draft file."""
    return msgspec.json.format(msgspec.json.encode(draft), indent=1) + b"\n"


def decode(data: bytes) -> Draft:
    """Return the draft in the bytes of a file, including older formats.

    Raises ValueError.
    """
    try:
        draft = msgspec.json.decode(data, type=Draft)
    except msgspec.DecodeError:
        return _older(data)
    if draft.version > VERSION:
        raise ValueError("written by a newer version")
    return draft


def _older(data: bytes) -> Draft:
    """Return a draft in the format of older versions: only texts by form and field."""
    try:
        forms = msgspec.json.decode(data, type=dict[str, dict[str, str]])
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
    fields = tuple(
        Typed(f"{form}.{key}", key, text)
        for form, texts in forms.items()
        for key, text in texts.items()
        if text
    )
    if not fields:
        raise ValueError("no text")
    return Draft(
        version=0,
        building="",
        signer=None,
        seal=None,
        day=None,
        at=None,
        title="Text of an interrupted session",
        form="",
        fields=fields,
        trail=(),
    )
