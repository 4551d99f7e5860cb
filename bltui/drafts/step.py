"""One step on the way to a form, so that the steps can be repeated."""

from __future__ import annotations

import msgspec


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """A command that ran, or a choice in a dialog. A trail is a tuple of steps."""

    command: str = ""
    """The id of the command, such as "team.edit"."""
    answer: str = ""
    """The choice in a dialog, such as "mend". There is no command then."""
    view: str = ""
    """The view that was shown, or "" on a page or dialog."""
    about: str = ""
    """Details of that view, such as which of several meetings; see `View.whereabouts`."""
    list: str = ""
    """The id of the list that had the focus."""
    row: str = ""
    """The id of the row with the cursor."""


Trail = tuple[Step, ...]
