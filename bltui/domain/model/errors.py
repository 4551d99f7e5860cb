"""Saying no: why something cannot be done, and what to do instead."""

from __future__ import annotations

#: Characters of one message; more fills screens, and only quoted input has as many.
LONGEST = 1000


def brief(message: str) -> str:
    """Return a message that quotes input without its middle if it is too long: the end says what to
    do.
    """
    if len(message) <= LONGEST:
        return message
    head, tail = message[: LONGEST * 2 // 3], message[-LONGEST // 4 :]
    return f"{head} (… {len(message) - len(head) - len(tail):,} more characters …) {tail}"


class UserError(Exception):
    """A change or an input that cannot be taken as it is.

    The message is one line for a person: what is wrong and what to do.
    Command-line exit status 4.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.message = brief(message)
        super().__init__(self.message)
        #: The form field or argument that the message is about, if it is about one.
        self.field = field


class FieldConflict:
    """One field that two people set to different values at the same time."""

    __slots__ = ("at", "field", "mine", "theirs", "who")

    def __init__(
        self,
        field: str,
        theirs: object,
        mine: object,
        *,
        who: str | None = None,
        at: float | None = None,
    ) -> None:
        self.field = field
        self.theirs = theirs
        self.mine = mine
        #: Who saved this field first; None if that is not known, or is not to be told.
        self.who = who
        #: When they saved it, in seconds since the epoch (UTC); None if that is not to be told.
        self.at = at


class Conflict(UserError):
    """Somebody changed the same field of the same record first; both values are kept here."""

    def __init__(
        self,
        reference: str,
        fields: tuple[FieldConflict, ...],
        *,
        who: str | None,
        at: float | None,
    ) -> None:
        names = ", ".join(field.field.replace("_", " ") for field in fields)
        super().__init__(
            f"{who or 'Someone else'} changed {names} first. Your change is not saved. Look at "
            "theirs, then try again.",
            field=fields[0].field,
        )
        #: The record, as "table/id".
        self.reference = reference
        self.fields = fields
        #: Who saved first; None if that is not known, or was several people.
        self.who = who
        #: When they saved, in seconds since the epoch (UTC).
        self.at = at
