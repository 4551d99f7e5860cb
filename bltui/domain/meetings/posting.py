"""The open-meeting clock: the deadline for posting an agenda, and when it was posted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.meetings.agenda import Due, of_meeting
from bltui.domain.meetings.lookup import named, unlocked
from bltui.domain.meetings.running import called_to_order
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.formats import show_date, show_moment
from bltui.domain.model.framework_types import Framework, OpenMeeting
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.model.zones import zone

#: The origin of the item for public comment that preparing an agenda adds.
COMMENT_ORIGIN = "standing:public-comment"
#: What that item is called by default, and how people call it.
COMMENT = "Public comment"
_COMMENTS = ("public", "citizen", "audience", "visitor", "community", "open")
_SPEAK = ("comment", "forum", "input", "participation", "to speak", "to be heard")


class PostTime(msgspec.Struct, frozen=True, order=True):
    """A day, and a time of that day if it is known."""

    on: dt.date
    at: str = ""
    """The local time, such as "15:15"; as a deadline, empty means the end of the day."""

    @property
    def iso(self) -> str:
        """The moment for JSON: "2026-12-01T15:15", or the day alone."""
        return f"{self.on}T{self.at}" if self.at else str(self.on)

    def show(self) -> str:
        """Return the moment as people read it: "Tue, Dec 1, 3:15 PM", or the day alone."""
        if not self.at:
            return show_date(self.on)
        return show_moment(datetime.combine(self.on, time.fromisoformat(self.at)))


def law_for(building: Building, framework: Framework, meeting: Meeting) -> OpenMeeting | None:
    """Return the open-meeting law for a meeting, or None if none applies.

    It applies to the BLT's meetings if the building says that the team is a public body, or if the
    law names this kind of team and the building does not say no.
    """
    law, said = framework.open_meeting, building.profile.public_body
    if law is None or meeting.team != "blt" or meeting.kind != "meeting" or meeting.cancelled:
        return None
    return law if said == "yes" or (said is None and law.names_team) else None


def deadline(building: Building, law: OpenMeeting, meeting: Meeting) -> PostTime | None:
    """Return the deadline for posting the agenda.

    Returns None if that depends on the time of the meeting, and it has none.
    """
    if law.hours is None:
        return PostTime(_days_before(building, law, meeting.on))
    if not meeting.start:
        return None
    here = zone(building.profile.tz)
    # Hours pass in the real world: 24 hours before a day on which clocks change is another time.
    start = datetime.combine(meeting.on, time.fromisoformat(meeting.start), here)
    by = (start.astimezone(UTC) - timedelta(hours=law.hours)).astimezone(here)
    return PostTime(by.date(), by.time().isoformat("minutes"))


def _days_before(building: Building, law: OpenMeeting, on: date) -> date:
    """Return the last day to post: the full days lie between it and the day of the meeting."""
    day, left = on - timedelta(1), law.days or 0
    while left or (law.business and not _business_day(building, day)):
        left -= not law.business or _business_day(building, day)
        day -= timedelta(1)
    return day


def _business_day(building: Building, day: date) -> bool:
    """Return whether offices are open: not on weekends and planned days off.

    A snow day counts: nobody knew of it when the agenda was posted.
    """
    table = table_on(building, day) if any(active(building.calendars)) else None
    known = table.on(day) if table is not None else None
    return day.weekday() < 5 and (known is None or known.outside or known.kind != "no_school")


def posted(meeting: Meeting) -> PostTime | None:
    """Return when the agenda was posted, or None if nobody recorded that."""
    return PostTime(meeting.posted_on, meeting.posted_at) if meeting.posted_on else None


def late(when: PostTime, by: PostTime) -> bool:
    """Return whether an agenda was posted after the deadline. Without a time, its day counts."""
    if when.on != by.on:
        return when.on > by.on
    return bool(when.at and by.at) and when.at > by.at


def post_by(building: Building, framework: Framework, meeting: Meeting) -> PostTime | None:
    """Return the deadline of an agenda that is not posted, or None if it was or need not be."""
    law = law_for(building, framework, meeting)
    if law is None or meeting.held or meeting.posted_on is not None:
        return None
    return deadline(building, law, meeting)


def posting_words(building: Building, framework: Framework, meeting: Meeting, today: date) -> str:
    """Return when the agenda was posted, or its deadline, or "" if no law applies."""
    if (when := posted(meeting)) is not None:
        return f"Agenda posted {when.show()}"
    if (by := post_by(building, framework, meeting)) is not None:
        past = "The deadline for posting the agenda was" if by.on < today else "Post the agenda by"
        return f"{past} {by.show()}"
    law = law_for(building, framework, meeting)
    if law is None or meeting.held:
        return ""
    return f"Set the time: the agenda must be posted {law.lead} before"


def post_agenda(
    building: Building,
    *,
    meeting_id: int,
    on: date,
    at: str = "",
    today: date,
    now: int | None = None,
) -> Change:
    """Record when the agenda was posted for the public; a later record replaces an earlier one.

    `at` is the time of that day, such as "3:15pm". Without it, `now`, in seconds since the epoch,
    is that time if it is on the day; otherwise it is unknown. Raises UserError if `on` is in the
    future.
    """
    builder = ChangeBuilder(building, today=today)
    meeting = unlocked(building, meeting_id)
    time_of_day = called_to_order(building, on, at, now)
    builder.put("meetings", meeting_id, posted_on=on, posted_at=time_of_day)
    change = builder.change(f"meeting: agenda of {named(building, meeting)} posted")
    return change if change else no_change("meeting: the agenda was already posted then")


def lacks_comment(
    building: Building, framework: Framework, meeting: Meeting, coming: Sequence[Due] = ()
) -> bool:
    """Return whether the law asks for public comment and no item is about it.

    `coming` are the items that will be added to the agenda.
    """
    law = law_for(building, framework, meeting)
    if law is None or not law.public_comment:
        return False
    titles = [item.title for item in of_meeting(building, meeting.id)]
    titles += [due.title for due in coming]
    return not any(map(_is_comment, titles))


def _is_comment(title: str) -> bool:
    words = folded(title)
    return any(who in words for who in _COMMENTS) and any(what in words for what in _SPEAK)


def comment_due(
    building: Building, framework: Framework, meeting: Meeting, coming: Sequence[Due]
) -> tuple[Due, ...]:
    """Return the suggested item for public comment, if neither the agenda nor `coming` has one."""
    wanted = lacks_comment(building, framework, meeting, coming)
    return (Due("", COMMENT, COMMENT_ORIGIN, "standing"),) if wanted else ()
