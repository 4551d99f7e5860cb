"""MTG and ACT rules: quorum, roles, time, tallies, papers, the principal's presence, self-checks, actions that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.meetings.agenda import length, of_meeting, planned_minutes, quorum, quorum_at
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.minutes import following
from bltui.domain.meetings.self_check_results import mean_words, through_year
from bltui.domain.meetings.voting import Judged, judge, ways
from bltui.domain.model.actions import OPEN
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.model.meetings import CAME, ROLES, DecisionMade, Meeting
from bltui.domain.model.record import live
from bltui.domain.model.text import opening, shown
from bltui.domain.model.wording import listed, number
from bltui.domain.team.membership import on_day

rule = RuleSet()


def _meetings(case: Case) -> list[Meeting]:
    """This school year's meetings that take or took place, in order."""
    year = case.serving.year
    found = [m for m in live(case.building.meetings) if not m.cancelled and year.first <= m.on <= year.last]
    return sorted(found, key=lambda m: (m.on, m.start, m.id))


def _of(meeting: Meeting) -> tuple[str, ...]:
    return (f"meetings/{meeting.id}",)


def _short(text: str) -> str:
    return shown(opening(text, 60))


def _soon(case: Case, meeting: Meeting) -> bool:
    """Planned for the days in which its agenda should be out."""
    return not meeting.held and 0 <= (meeting.on - case.today).days <= max(7, case.limit("agenda_days"))


@rule("MTG-01")
def enough(case: Case) -> Iterator[Hit]:
    """Enough voting members were at a meeting."""
    rules = ways(case.building.profile.limits, case.framework)
    for meeting in _meetings(case):
        seen = quorum(case.building, meeting, rules) if meeting.held else None
        if seen is None or seen.voting == 0 or not meeting.ended or meeting.on > case.today:
            continue
        name = named(case.building, meeting)
        if not seen.taken:
            yield Hit(f"{name}: attendance was not taken", _of(meeting), name, severity="info")
        elif not seen.met:
            words = f"{seen.present} of {seen.voting} voting members, {seen.needed} are needed"
            yield Hit(f"{name}: no quorum ({words})", _of(meeting), name, count=seen.present)


@rule("MTG-02")
def roles(case: Case) -> Iterator[Hit]:
    """Facilitator, recorder and timekeeper are named, and a meeting ends with the day of the next one."""
    for meeting in _meetings(case):
        if meeting.approved_on or not (meeting.held or _soon(case, meeting)):
            continue
        name = named(case.building, meeting)
        bare = [role for role in ROLES if role not in meeting.roles]
        if bare:
            yield Hit(f"{name}: {listed(bare)} not filled", _of(meeting), name, count=len(bare))
        if meeting.ended and meeting.on >= case.today - timedelta(30):
            ahead = following(case.building, meeting)
            if meeting.next_on is None and ahead is None:
                text = f"{name}: the next meeting and who does what at it are left blank"
                fix = "Plan the next meeting; preparing it proposes who takes which role."
                yield Hit(text, _of(meeting), name, severity="warn", fix=fix)


@rule("MTG-03")
def too_long(case: Case) -> Iterator[Hit]:
    """The minutes of the points fit between beginning and end."""
    for meeting in _meetings(case):
        has = length(meeting)
        if has is None or meeting.ended or meeting.on < case.today:
            continue
        over = planned_minutes(of_meeting(case.building, meeting.id)) - has
        if over > 0:
            name = named(case.building, meeting)
            noun = "minute" if over == 1 else "minutes"
            text = f"{name}: the agenda is {over} {noun} longer than the meeting ({has} minutes)"
            yield Hit(text, _of(meeting), name, count=over)


def _judged(case: Case) -> Iterator[tuple[Meeting, DecisionMade, Judged]]:
    shares = ways(case.building.profile.limits, case.framework)
    meetings = {m.id: m for m in _meetings(case)}
    for made in live(case.building.decisions):
        meeting = meetings.get(made.meeting_id)
        if meeting is not None:
            yield meeting, made, judge(made, shares, quorum_at(case.building, meeting, shares, made))


@rule("MTG-04")
def ballots(case: Case) -> Iterator[Hit]:
    """Those who could vote and the ballots add up."""
    for meeting, made, judged in _judged(case):
        if judged.sums:
            about = (f"decisions/{made.id}", *_of(meeting))
            text = f"{named(case.building, meeting)}, “{_short(made.text)}”: {'; '.join(judged.sums)}"
            yield Hit(text, about, _short(made.text), count=max(1, abs(judged.missing)))


@rule("MTG-05")
def follows(case: Case) -> Iterator[Hit]:
    """What is written of a decision follows from its count."""
    for meeting, made, judged in _judged(case):
        about = (f"decisions/{made.id}", *_of(meeting))
        name = f"{named(case.building, meeting)}, “{_short(made.text)}”"
        if judged.wrong_result:
            yield Hit(f"{name}: {judged.wrong_result}", about, _short(made.text))
        if judged.wrong_percent:
            yield Hit(f"{name}: {judged.wrong_percent}", about, _short(made.text), severity="warn")


@rule("MTG-06")
def in_time(case: Case) -> Iterator[Hit]:
    """The agenda goes out before, the minutes soon after."""
    before, after = case.limit("agenda_days"), case.limit("minutes_days")
    for meeting in _meetings(case):
        name = named(case.building, meeting)
        ahead = (meeting.on - case.today).days
        if not meeting.held and 0 <= ahead <= before and meeting.agenda_on is None:
            when = "today" if ahead == 0 else "tomorrow" if ahead == 1 else f"in {ahead} days"
            yield Hit(f"{name} is {when}, and the agenda is not sent", _of(meeting), name)
        if meeting.ended and meeting.minutes_on is None and -ahead > after:
            yield Hit(f"{name}: the minutes are not shared after {-ahead} days", _of(meeting), name, count=-ahead)


@rule("MTG-07")
def principal(case: Case) -> Iterator[Hit]:
    """The principal comes: looked at where attendance was taken and somebody is the principal."""
    held = [m for m in _meetings(case) if m.team == "blt" and m.ended and m.on <= case.today]
    here: dict[int, set[int]] = {}
    for record in live(case.building.attendance):
        came = here.setdefault(record.meeting_id, set())
        if record.state in CAME:
            came.add(record.person_id)
    looked = [m for m in held if m.id in here and on_day(case.building, m.on).principals]
    looked = looked[-int(case.limit("principal_meetings")) :]
    away = [m for m in looked if not here[m.id] & set(on_day(case.building, m.on).principals)]
    if away and len(away) >= case.limit("principal_absences"):
        people = tuple(f"people/{p}" for p in case.serving.principals)
        text = f"The principal was not at {len(away)} of the last {len(looked)} meetings"
        yield Hit(text, (*people, *(f"meetings/{m.id}" for m in away)), "principal", count=len(away))


@rule("MTG-08")
def reflected(case: Case) -> Iterator[Hit]:
    """A team whose latest self-check is low somewhere names an action about that meeting; an earlier one is past."""
    year = case.serving.year
    latest = {m.team: (m, c) for m, c in through_year(case.building, case.framework, year.first, year.last)}
    for meeting, found in latest.values():
        if not found.low or found.actions or not (meeting.ended or meeting.on < case.today):
            continue
        name = named(case.building, meeting)
        words = listed([f"{s.short} {mean_words(s)}" for s in found.low])
        fix = (
            f"Name an action about this meeting: enter on its self-check in Meeting, or "
            f"`bltui action add TEXT --about meeting:{meeting.id}`."
        )
        text = f"{name}: the self-check is below {number(found.limit)} for {words}, and no action is named"
        yield Hit(text, _of(meeting), name, count=len(found.low), fix=fix)


@rule("ACT-01")
def owner(case: Case) -> Iterator[Hit]:
    """Somebody does each open action: a person who is still here."""
    for action in live(case.building.actions):
        if action.status not in OPEN:
            continue
        person = case.building.people.get(action.owner_id) if action.owner_id is not None else None
        about = (f"actions/{action.id}",)
        if person is None:
            yield Hit(f"Action without an owner: “{_short(action.text)}”", about, _short(action.text))
        elif not person.active or person.archived:
            text = f"{person.name} has left: who does “{_short(action.text)}”?"
            yield Hit(text, (*about, f"people/{person.id}"), _short(action.text))


@rule("ACT-02")
def day(case: Case) -> Iterator[Hit]:
    """Each open action has a day."""
    for action in live(case.building.actions):
        if action.status in OPEN and action.due is None:
            text = f"Action without a due date: “{_short(action.text)}”"
            yield Hit(text, (f"actions/{action.id}",), _short(action.text))


@rule("ACT-03")
def overdue(case: Case) -> Iterator[Hit]:
    """An open action's day has not passed."""
    for action in live(case.building.actions):
        if action.status in OPEN and action.due is not None and action.due < case.today:
            late = (case.today - action.due).days
            who = f"{case.name(action.owner_id)}: " if action.owner_id is not None else ""
            noun = "day" if late == 1 else "days"
            text = f"{who}“{_short(action.text)}” was due on {show_date(action.due)}, {late} {noun} ago"
            yield Hit(text, (f"actions/{action.id}",), _short(action.text), count=late)
