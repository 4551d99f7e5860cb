"""MTG-09: an open-meeting law asks for the agenda to be posted in time."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.posting import deadline, lacks_comment, late, law_for, posted
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_time
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active

rule = RuleSet()


@rule("MTG-09")
def in_time(context: RuleContext) -> Iterator[Violation]:
    """Report coming meetings whose agenda is late, due today, or has no computable deadline."""
    found = (m for m in active(context.building.meetings) if not m.held and m.on >= context.today)
    for meeting in sorted(found, key=lambda m: (m.on, m.start, m.id)):
        yield from _of(context, meeting)


def _of(context: RuleContext, meeting: Meeting) -> Iterator[Violation]:
    law = law_for(context.building, context.framework, meeting)
    if law is None:
        return
    name, about = named(context.building, meeting), (f"meetings/{meeting.id}",)
    by, when = deadline(context.building, law, meeting), posted(meeting)
    if by is None:
        text = f"{name} has no time, so the deadline for posting its agenda is unknown"
        fix = f"Set its time. The agenda must be posted {law.lead} before ({law.law})."
        yield Violation(text, about, name, severity="warn", fix=fix, source=law.source)
    elif when is not None and late(when, by):
        text = f"{name}: the agenda was posted {when.show()}, after the deadline, {by.show()}"
        fix = "Move the meeting to a later day, or ask the district whether it may take place."
        yield Violation(text, about, name, fix=fix, source=law.source)
    elif when is None and by.on < context.today:
        text = f"{name}: the agenda is not posted, and the deadline was {by.show()}"
        fix = "If it was posted, record when. If not, move the meeting to a later day."
        yield Violation(text, about, name, fix=fix, source=law.source)
    elif when is None and by.on == context.today:
        at = f" by {show_time(by.at)}" if by.at else ""
        text = f"{name}: the agenda must be posted today{at}"
        yield Violation(text, about, name, severity="warn", source=law.source)
    if when is not None and lacks_comment(context.building, context.framework, meeting):
        text = f"{name}: the posted agenda has no time for public comment"
        fix = "Add the item, and post the agenda again before the deadline."
        yield Violation(text, about, name, severity="warn", fix=fix, source=law.source)
