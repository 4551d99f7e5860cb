"""User errors: why something cannot be done, and what to do instead."""

from __future__ import annotations

#: Longest message, in characters. Only messages that quote input get longer.
LONGEST = 1000


def brief(message: str) -> str:
    """Return a message, with its middle cut out if it is too long. The end says what to do."""
    if len(message) <= LONGEST:
        return message
    head, tail = message[: LONGEST * 2 // 3], message[-LONGEST // 4 :]
    return f"{head} (… {len(message) - len(head) - len(tail):,} more characters …) {tail}"


class UserError(Exception):
    """A change or an input that cannot be accepted.

    The message is one line for a person: what is wrong and what to do. Exit status 4 on the command
    line.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.message = brief(message)
        super().__init__(self.message)
        #: The form field or argument that the message is about, if any.
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
        #: Who saved this field first; None if unknown or hidden.
        self.who = who
        #: When they saved it, in seconds since the epoch (UTC); None if hidden.
        self.at = at


class Conflict(UserError):
    """Another person changed the same field of the same record first. Holds both values."""

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
        #: The reference of the record, "table/id".
        self.reference = reference
        self.fields = fields
        #: Who saved first; None if unknown or several people.
        self.who = who
        #: When they saved, in seconds since the epoch (UTC).
        self.at = at
