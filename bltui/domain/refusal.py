"""Saying no: why something cannot be done, and what to do instead."""

from __future__ import annotations


class Refused(Exception):
    """A change or an input that cannot be taken as it is.

    The message is one line for a person: what is wrong and what to do.
    Command-line exit status 4.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        #: The form field or argument that the message is about, if it is about one.
        self.field = field


class Disagreement:
    """One field that two people set to different values at the same time."""

    __slots__ = ("field", "mine", "theirs")

    def __init__(self, field: str, theirs: object, mine: object) -> None:
        self.field = field
        self.theirs = theirs
        self.mine = mine


class Conflict(Refused):
    """Somebody changed the same field of the same record first; both values are kept here."""

    def __init__(self, message: str, *, who: str | None, at: float | None, fields: tuple[Disagreement, ...]) -> None:
        super().__init__(message, field=fields[0].field if fields else None)
        #: Who saved first, as recorded in the file; None if the file does not say.
        self.who = who
        #: When they saved, in seconds since the epoch (UTC).
        self.at = at
        self.fields = fields
