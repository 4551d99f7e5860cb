"""The minutes of a meeting as one value, for `meeting minutes --json` and the exports."""

from __future__ import annotations

import datetime as dt

from bltui.domain.meetings.actions import owner_names, owner_words
from bltui.domain.meetings.agenda import (
    number_of,
    of_meeting,
    quorum,
    quorum_at,
    usual_minutes,
)
from bltui.domain.meetings.carried import times
from bltui.domain.meetings.deciding import score_words, vote_words
from bltui.domain.meetings.minutes_parts import (
    Came,
    Decided,
    Minutes,
    Point,
    Posting,
    Promised,
    QuorumSeen,
    Told,
    Worked,
)
from bltui.domain.meetings.posting import deadline, lacks_comment, law_for, posted
from bltui.domain.meetings.process import group_of, steps_of, written
from bltui.domain.meetings.self_check_results import checked
from bltui.domain.meetings.upcoming import coming
from bltui.domain.meetings.voting import judge, ways
from bltui.domain.model.about import about_words
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.meetings import ROLES, Meeting, Presence
from bltui.domain.model.minutes import DecisionMade, Line, LineKind, named_roll
from bltui.domain.model.protocols import protocol_words
from bltui.domain.model.record import active
from bltui.domain.model.teams import team_words
from bltui.domain.steps.cycle_moves import moves_on


def name_of(building: Building, person_id: int | None) -> str | None:
    """Return a person's name, even if they left, or None."""
    person = building.people.get(person_id) if person_id is not None else None
    return person.name if person else None


def minutes(building: Building, framework: Framework, meeting: Meeting) -> Minutes:
    """Return the current minutes of a meeting."""
    rules = ways(building.profile.limits, framework)
    enough = quorum(building, meeting, rules)
    lines: dict[LineKind, list[Line]] = {}
    for line in active(building.lines):
        if line.meeting_id == meeting.id:
            lines.setdefault(line.kind, []).append(line)

    def texts(kind: LineKind) -> tuple[str, ...]:
        return tuple(line.text for line in lines.get(kind, ()))

    def told(kind: LineKind) -> tuple[Told, ...]:
        return tuple(
            Told(line.party, line.text, name_of(building, line.person_id))
            for line in lines.get(kind, ())
        )

    def came(state: Presence) -> tuple[str, ...]:
        found = [
            a
            for a in active(building.attendance)
            if a.meeting_id == meeting.id and a.state == state
        ]
        return tuple(
            sorted(name_of(building, a.person_id) or f"person {a.person_id}" for a in found)
        )

    here = f"meeting:{meeting.id}"
    group = group_of(building, meeting)
    return Minutes(
        id=meeting.id,
        team=team_words(meeting.team, building.profile.dlt_label),
        date=meeting.on,
        start=meeting.start,
        end=meeting.end,
        called_to_order=meeting.called_to_order or None,
        adjourned=meeting.adjourned or None,
        place=meeting.place,
        kind=meeting.kind,
        purpose=meeting.purpose,
        status=meeting.status,
        occurrence=meeting.occurrence,
        posted=when.iso if (when := posted(meeting)) else None,
        posting=_posting(building, framework, meeting),
        roles={
            role: name_of(building, meeting.roles.get(role))
            for role in dict.fromkeys((*ROLES, *meeting.roles))
        },
        present=came("present"),
        late=came("late"),
        excused=came("excused"),
        absent=came("absent"),
        left=came("left"),
        guests=texts("guest"),
        attendance=_attendance(building, meeting),
        quorum=QuorumSeen(
            enough.needed, enough.present, enough.voting, enough.met if enough.taken else None
        )
        if enough
        else None,
        items=points(building, framework, meeting),
        decisions=tuple(
            decided(building, framework, meeting, d) for d in decisions_of(building, meeting.id)
        ),
        actions=tuple(
            promised(building, meeting, a) for a in active(building.actions) if a.source == here
        ),
        process=(steps := worked(building, framework, meeting)),
        levels=dict(framework.process.levels) if steps else {},
        cycle_moves=moves_on(building, group.id, meeting.on) if group is not None else (),
        parking=texts("parking"),
        notes=texts("note"),
        noted=tuple((line.item_id, line.text) for line in lines.get("note", ())),
        communication_to=told("to"),
        communication_from=told("from"),
        plus=texts("plus"),
        delta=texts("delta"),
        self_check=checked(building, framework, meeting.id),
        aha=tuple(f.text for f in active(building.feedback) if f.kind == "aha" and f.about == here),
        amendments=tuple((line.on, line.text) for line in lines.get("amendment", ())),
        next_meeting=meeting.next_on or following(building, meeting),
        approved=meeting.approved_on,
    )


def _posting(building: Building, framework: Framework, meeting: Meeting) -> Posting | None:
    law = law_for(building, framework, meeting)
    if law is None:
        return None
    by = deadline(building, law, meeting)
    missing = lacks_comment(building, framework, meeting)
    return Posting(law.law, by.iso if by else None, missing)


def points(building: Building, framework: Framework, meeting: Meeting) -> tuple[Point, ...]:
    """Return the agenda items in order, each with what was recorded under it."""
    found = decisions_of(building, meeting.id)
    here = f"meeting:{meeting.id}"
    agreed = [a for a in active(building.actions) if a.source == here]
    notes = [
        line
        for line in active(building.lines)
        if line.meeting_id == meeting.id and line.kind == "note"
    ]
    return tuple(
        Point(
            item.id,
            number,
            item.title,
            item.begins or None,
            item.minutes,
            usual_minutes(item, framework.protocols),
            item.took,
            name_of(building, item.owner_id),
            item.kind,
            item.intent,
            item.preparation,
            about_words(item.about) or None,
            protocol_words(item.protocol, framework.protocols) or None,
            item.done,
            item.outcome,
            times(building, meeting, item),
            tuple(line.text for line in notes if line.item_id == item.id),
            tuple(decided(building, framework, meeting, d) for d in found if d.item_id == item.id),
            tuple(promised(building, meeting, a) for a in agreed if a.item_id == item.id),
        )
        for number, item in enumerate(of_meeting(building, meeting.id), 1)
    )


def worked(building: Building, framework: Framework, meeting: Meeting) -> tuple[Worked, ...]:
    """Return the steps of the group's process that the meeting wrote or has results for."""
    taken = steps_of(building, framework.process, meeting.id)
    return tuple(
        Worked(
            step=one.step,
            title=one.title,
            on=(note.on or (meeting.on if written(note) else None)) if note else None,
            at=(note.discussed_at if note else "") or None,
            text=note.text if note else "",
            adults=note.adults if note else "",
            students=note.students if note else "",
            evidence=note.evidence if note else "",
            stopped=note.stopped if note else False,
            needs=note.needs if note else "",
            results=one.results,
        )
        for one in taken
        if (note := one.note) is not None or one.results
    )


def promised(building: Building, meeting: Meeting, action: Action) -> Promised:
    """Return an action that was agreed on at a meeting."""
    return Promised(
        action.id,
        action.text,
        owner_words(building, action) or None,
        owner_names(building, action),
        action.due,
        action.status,
        number_of(building, meeting, action.item_id),
    )


def _attendance(building: Building, meeting: Meeting) -> tuple[Came, ...]:
    """Return everyone marked and every guest, by name."""
    found = [
        Came(
            name_of(building, a.person_id) or f"person {a.person_id}",
            a.state,
            a.came_at or None,
            a.left_at or None,
            a.reason or None,
        )
        for a in active(building.attendance)
        if a.meeting_id == meeting.id
    ]
    guests = (
        Came(line.text, "guest", None, None, line.party or None)
        for line in active(building.lines)
        if line.meeting_id == meeting.id and line.kind == "guest"
    )
    return (*sorted(found, key=lambda c: c.name), *guests)


def decisions_of(building: Building, meeting_id: int) -> list[DecisionMade]:
    """Return a meeting's decisions in the order in which they were added."""
    return [d for d in active(building.decisions) if d.meeting_id == meeting_id]


def decided(
    building: Building, framework: Framework, meeting: Meeting, made: DecisionMade
) -> Decided:
    """Return a decision with its result."""
    rules = ways(building.profile.limits, framework)
    judged = judge(made, rules, quorum_at(building, meeting, rules, made))
    return Decided(
        made.id,
        made.text,
        number_of(building, meeting, made.item_id),
        made.method,
        made.category,
        made.amount,
        judged.result,
        judged.tally,
        judged.percent_yes,
        judged.problems,
        made.reason,
        name_of(building, made.moved_id),
        name_of(building, made.seconded_id),
        named_roll(made.roll, building.people),
        made.until,
        vote_words(building, made),
        score_words(made),
        made.eligible,
        (made.needs if made.needs is not None else rules.pass_percent)
        if made.method == "vote"
        else None,
    )


def yes_words(made: Decided) -> str:
    """Format the share of yes in parentheses, with its base and the needed share if they differ.

    Returns "" without a vote.
    """
    if made.percent_yes is None:
        return ""
    cast = (made.tally["yes"] or 0) + (made.tally["no"] or 0)
    of = "" if made.percent_yes == made.tally["percent_of_eligible"] else f" of {cast:g} votes"
    needs = f"; {made.needs:.4g}% needed" if made.needs not in (None, 50) else ""
    return f" ({made.percent_yes:g}% yes{of}{needs})"


def following(building: Building, meeting: Meeting) -> dt.date | None:
    """Return the day of the team's next meeting, planned, held, or from its series, or None."""
    days = [
        m.on
        for m in active(building.meetings)
        if m.team == meeting.team and m.on > meeting.on and not m.cancelled and m.id != meeting.id
    ]
    dated = next((c.on for c in coming(building, meeting.on + dt.timedelta(1), meeting.team)), None)
    return min([*days, *([dated] if dated else [])], default=None)
