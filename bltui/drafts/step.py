"""Step: one thing a person did on the way to a form, so that the way can be taken again."""

from __future__ import annotations

import msgspec


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a command ran, or what was chosen in a dialog. A trail is a tuple of them."""

    command: str = ""
    """The id of the command, such as "team.edit"."""
    answer: str = ""
    """What was chosen in a dialog, such as "mend"; then there is no command."""
    view: str = ""
    """The view that was shown; blank on a page or dialog."""
    about: str = ""
    """What that view showed besides, such as one of several meetings; see `View.whereabouts`."""
    list: str = ""
    """The id of the list that had the keys."""
    row: str = ""
    """The id of its row with the cursor."""


Trail = tuple[Step, ...]
