"""The open-meeting law of a framework file."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bltui.domain.model.framework_types import OpenMeeting

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class OpenMeetingWords(msgspec.Struct, forbid_unknown_fields=True):
    """The table `open_meeting`."""

    law: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    source: _Text
    hours: Annotated[int, msgspec.Meta(ge=1, le=24 * 60)] | None = None
    days: Annotated[int, msgspec.Meta(ge=1, le=60)] | None = None
    business: bool = False
    public_comment: bool = False
    names_team: bool = False

    def __post_init__(self) -> None:
        """Check that there is one rule. Raises ValueError if not."""
        if (self.hours is None) == (self.days is None):
            raise ValueError("give either hours or days")
        if self.business and self.days is None:
            raise ValueError("business is for days, not for hours")


def law_of(words: OpenMeetingWords | None) -> OpenMeeting | None:
    """Return the law that a file describes, or None if it names none."""
    return None if words is None else msgspec.convert(msgspec.to_builtins(words), OpenMeeting)
