"""Draft: the text of one form as it is kept on disk, and how old files are read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec

from bltui.drafts.step import Trail

#: The format that this program writes; a newer one is left alone.
VERSION = 1


class Typed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that somebody typed into."""

    key: str
    label: str
    text: str
    start: str = ""
    """What the field held when the form opened."""


class Seal(msgspec.Struct, frozen=True):
    """A signer who is not named: a salt, and what `whose.seal` makes of it and the name."""

    salt: str
    sum: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What one form held when somebody last typed into it."""

    version: int
    building: str
    """The real path of the building file; blank in files of older versions."""
    signer: str | None
    """Who typed it; None where the text is anonymous."""
    seal: Seal | None
    """Lets an anonymous text be offered to its signer again, where several people share the
    account.
    """
    day: date | None
    """The date where the building is."""
    at: float | None
    """Seconds since the epoch; None where the text is anonymous."""
    title: str
    """The title of the form."""
    form: str
    """Which form it is: the record that it edits, else its title."""
    fields: tuple[Typed, ...]
    trail: Trail
    """How the form was opened."""

    @property
    def words(self) -> str:
        """The longest text, to recognize the draft by."""
        return max((field.text for field in self.fields), key=len, default="")

    def when(self, zone: tzinfo, today: date | None = None) -> str:
        """When it was typed, in words.

        Without the time where the text is anonymous, without the year if `today` is near.
        """
        if self.at is not None:
            then = datetime.fromtimestamp(self.at, UTC).astimezone(zone)
            return f"{_day(then.date(), today)}, {then.hour % 12 or 12}:{then:%M} {'AM' if then.hour < 12 else 'PM'}"
        return _day(self.day, today) if self.day is not None else "date unknown"


def _day(day: date, today: date | None) -> str:
    near = today is not None and abs(today - day) < timedelta(180)
    return f"{day:%a}, {day:%b} {day.day}" + ("" if near else f", {day.year}")


def encode(draft: Draft) -> bytes:
    """The bytes of a draft file."""
    return msgspec.json.format(msgspec.json.encode(draft), indent=1) + b"\n"


def decode(data: bytes) -> Draft:
    """A draft from the bytes of its file, also from those of an older version.

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
    """What a former version kept when a session was cut off: texts by form and field, and nothing
    else.
    """
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
