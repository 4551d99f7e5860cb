"""MTG and ACT rules: quorum, roles, time, votes, minutes, self-checks, and actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.meetings.actions import owned, owner_ids, owner_words
from bltui.domain.meetings.agenda import length, of_meeting, planned_minutes, quorum, quorum_at
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.minutes import following
from bltui.domain.meetings.self_check_results import mean_words, through_year
from bltui.domain.meetings.voting import Judged, judge, ways
from bltui.domain.model import formats
from bltui.domain.model.actions import OPEN
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date
from bltui.domain.model.meetings import CAME, ROLES, Meeting
from bltui.domain.model.minutes import DecisionMade
from bltui.domain.model.record import active
from bltui.domain.model.text import opening, shown
from bltui.domain.model.wording import listed, number
from bltui.domain.team.membership import on_day

rule = RuleSet()


def _meetings(context: RuleContext) -> list[Meeting]:
    """Return this school year's meetings in order, without canceled ones."""
    year = context.serving.year
    found = [
        m
        for m in active(context.building.meetings)
        if not m.cancelled and year.first <= m.on <= year.last
    ]
    return sorted(found, key=lambda m: (m.on, m.start, m.id))


def _of(meeting: Meeting) -> tuple[str, ...]:
    return (f"meetings/{meeting.id}",)


def _short(text: str) -> str:
    return shown(opening(text, 60))


def _soon(context: RuleContext, meeting: Meeting) -> bool:
    """Return whether a meeting is so close that its agenda should be sent."""
    return not meeting.held and 0 <= (meeting.on - context.today).days <= max(
        7, context.limit("agenda_days")
    )


@rule("MTG-01")
def enough(context: RuleContext) -> Iterator[Violation]:
    """Report meetings without a quorum or without attendance."""
    rules = ways(context.building.profile.limits, context.framework)
    for meeting in _meetings(context):
        seen = quorum(context.building, meeting, rules) if meeting.held else None
        if seen is None or seen.voting == 0 or not meeting.ended or meeting.on > context.today:
            continue
        name = named(context.building, meeting)
        if not seen.taken:
            yield Violation(
                f"{name}: no attendance is recorded", _of(meeting), name, severity="info"
            )
        elif not seen.met:
            words = f"{seen.present} of {seen.voting} voting members, {seen.needed} needed"
            yield Violation(f"{name}: no quorum ({words})", _of(meeting), name, count=seen.present)


@rule("MTG-02")
def roles(context: RuleContext) -> Iterator[Violation]:
    """Report unfilled meeting roles, and meetings that end without a next date."""
    for meeting in _meetings(context):
        if meeting.approved_on or not (meeting.held or _soon(context, meeting)):
            continue
        name = named(context.building, meeting)
        bare = [role for role in ROLES if role not in meeting.roles]
        if bare:
            words = listed([f"no {role}" for role in bare])
            yield Violation(f"{name}: {words}", _of(meeting), name, count=len(bare))
        if meeting.ended and meeting.on >= context.today - timedelta(30):
            ahead = following(context.building, meeting)
            if meeting.next_on is None and ahead is None:
                text = f"{name}: no next meeting is planned"
                fix = "Plan the next meeting. Preparing it proposes a person for each role."
                yield Violation(text, _of(meeting), name, severity="warn", fix=fix)


@rule("MTG-03")
def too_long(context: RuleContext) -> Iterator[Violation]:
    """Report agendas that are longer than the meeting."""
    for meeting in _meetings(context):
        has = length(meeting)
        if has is None or meeting.ended or meeting.on < context.today:
            continue
        items = of_meeting(context.building, meeting.id)
        over = planned_minutes(items, context.framework.protocols) - has
        if over > 0:
            name = named(context.building, meeting)
            text = (
                f"{name}: the agenda is {formats.count(over, 'minute')} longer than the "
                f"meeting ({formats.count(has, 'minute')})"
            )
            yield Violation(text, _of(meeting), name, count=over)


def _judged(context: RuleContext) -> Iterator[tuple[Meeting, DecisionMade, Judged]]:
    shares = ways(context.building.profile.limits, context.framework)
    meetings = {m.id: m for m in _meetings(context)}
    for made in active(context.building.decisions):
        meeting = meetings.get(made.meeting_id)
        if meeting is not None:
            yield (
                meeting,
                made,
                judge(made, shares, quorum_at(context.building, meeting, shares, made)),
            )


@rule("MTG-04")
def ballots(context: RuleContext) -> Iterator[Violation]:
    """Report votes whose ballots do not add up."""
    for meeting, made, judged in _judged(context):
        if judged.sums:
            about = (f"decisions/{made.id}", *_of(meeting))
            text = f"{named(context.building, meeting)}, “{_short(made.text)}”: {'; '.join(judged.sums)}"
            yield Violation(text, about, _short(made.text), count=max(1, abs(judged.missing)))


@rule("MTG-05")
def follows(context: RuleContext) -> Iterator[Violation]:
    """Report decisions whose stated result does not follow from the count."""
    for meeting, made, judged in _judged(context):
        about = (f"decisions/{made.id}", *_of(meeting))
        name = f"{named(context.building, meeting)}, “{_short(made.text)}”"
        if judged.wrong_result:
            yield Violation(f"{name}: {judged.wrong_result}", about, _short(made.text))
        if judged.wrong_percent:
            yield Violation(
                f"{name}: {judged.wrong_percent}", about, _short(made.text), severity="warn"
            )


@rule("MTG-06")
def in_time(context: RuleContext) -> Iterator[Violation]:
    """Report agendas and minutes that are not sent in time."""
    before, after = context.limit("agenda_days"), context.limit("minutes_days")
    for meeting in _meetings(context):
        name = named(context.building, meeting)
        ahead = (meeting.on - context.today).days
        if not meeting.held and 0 <= ahead <= before and meeting.agenda_on is None:
            when = (
                "today"
                if ahead == 0
                else "tomorrow"
                if ahead == 1
                else f"in {formats.count(ahead, 'day')}"
            )
            yield Violation(
                f"{name} is {when}, and its agenda is not marked as sent", _of(meeting), name
            )
        if meeting.ended and meeting.minutes_on is None and -ahead > after:
            yield Violation(
                f"{name}: the minutes are not marked as shared after {formats.count(-ahead, 'day')}",
                _of(meeting),
                name,
                count=-ahead,
            )


@rule("MTG-07")
def principal(context: RuleContext) -> Iterator[Violation]:
    """Report a principal who missed several recent meetings.

    Considers only meetings with attendance and a known principal.
    """
    held = [m for m in _meetings(context) if m.team == "blt" and m.ended and m.on <= context.today]
    here: dict[int, set[int]] = {}
    for record in active(context.building.attendance):
        came = here.setdefault(record.meeting_id, set())
        if record.state in CAME:
            came.add(record.person_id)
    looked = [m for m in held if m.id in here and on_day(context.building, m.on).principals]
    looked = looked[-int(context.limit("principal_meetings")) :]
    away = [m for m in looked if not here[m.id] & set(on_day(context.building, m.on).principals)]
    if away and len(away) >= context.limit("principal_absences"):
        people = tuple(f"people/{p}" for p in context.serving.principals)
        text = f"The principal was not at {len(away)} of the last {len(looked)} meetings"
        yield Violation(
            text, (*people, *(f"meetings/{m.id}" for m in away)), "principal", count=len(away)
        )


@rule("MTG-08")
def reflected(context: RuleContext) -> Iterator[Violation]:
    """Report a team whose latest self-check is low if no action is about that meeting."""
    year = context.serving.year
    latest = {
        m.team: (m, c)
        for m, c in through_year(context.building, context.framework, year.first, year.last)
    }
    for meeting, found in latest.values():
        if not found.asks_action or not (meeting.ended or meeting.on < context.today):
            continue
        name = named(context.building, meeting)
        words = listed([f"{s.short} {mean_words(s)}" for s in found.low])
        fix = (
            f"Add an action about this meeting: enter on its self-check in Meeting, or "
            f"`bltui action add TEXT --about meeting:{meeting.id}`."
        )
        text = f"{name}: the self-check is below {number(found.limit)} for {words}, and no action is recorded"
        yield Violation(text, _of(meeting), name, count=len(found.low), fix=fix)


@rule("ACT-01")
def owner(context: RuleContext) -> Iterator[Violation]:
    """Report open actions without an owner, or whose owner left."""
    for action in active(context.building.actions):
        if action.status not in OPEN:
            continue
        about = (f"actions/{action.id}",)
        if not owned(action):
            yield Violation(
                f"Action without an owner: “{_short(action.text)}”", about, _short(action.text)
            )
        for owner_id in owner_ids(action):
            person = context.building.people.get(owner_id)
            if person is not None and (not person.active or person.archived):
                text = f"{person.name} has left, so “{_short(action.text)}” needs a new owner"
                yield Violation(text, (*about, f"people/{person.id}"), _short(action.text))


@rule("ACT-02")
def day(context: RuleContext) -> Iterator[Violation]:
    """Report open actions without a due date."""
    for action in active(context.building.actions):
        if action.status in OPEN and action.due is None:
            text = f"Action without a due date: “{_short(action.text)}”"
            yield Violation(text, (f"actions/{action.id}",), _short(action.text))


@rule("ACT-03")
def overdue(context: RuleContext) -> Iterator[Violation]:
    """Report open actions whose due date has passed."""
    for action in active(context.building.actions):
        if action.status in OPEN and action.due is not None and action.due < context.today:
            late = (context.today - action.due).days
            who = f"{owner_words(context.building, action)}: " if owned(action) else ""
            text = f"{who}“{_short(action.text)}” was due on {show_date(action.due)}, {formats.count(late, 'day')} ago"
            yield Violation(text, (f"actions/{action.id}",), _short(action.text), count=late)
