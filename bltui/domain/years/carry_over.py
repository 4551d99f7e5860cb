"""What continues into the next school year: members, groups, cycles, actions, and feedback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from bltui.domain.feedback.queries import carried_into
from bltui.domain.meetings.actions import open_actions
from bltui.domain.model import formats, labels
from bltui.domain.model.actions import OPEN, Action
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.formats import short_date
from bltui.domain.model.record import active
from bltui.domain.model.wording import shortened
from bltui.domain.model.work_groups import active_groups, cycles_in, group_label
from bltui.domain.steps.current_state import last_day
from bltui.domain.team.membership import Serving, on_day
from bltui.domain.years.open_items import Open, action_words

#: Steps of a new year that receive open items of the previous year ("for next year's planning").
PLANNING = (1, 2)


class Leaving(msgspec.Struct, frozen=True):
    """A team member who does not serve in the new year."""

    name: str
    seat: str
    """The seat's label."""
    end: date | None
    """When the term ends, or None for an alternate's year."""


class Group(msgspec.Struct, frozen=True):
    """A Collaborative Work Group that continues."""

    cwg: str
    """Such as "CWG #2"."""
    name: str
    needs: tuple[str, ...]
    """What it lacks in the new year, such as "meeting times"."""
    record: str


class GoingOn(msgspec.Struct, frozen=True, kw_only=True):
    """What a new school year starts with. The field names are public JSON."""

    stays: tuple[str, ...]
    """Names of the members who serve in both years."""
    leaves: tuple[Leaving, ...]
    """Members whose terms end. Terms are not extended."""
    groups: tuple[Group, ...]
    cycles: tuple[str, ...]
    """Open cycles, which keep their number."""
    actions: tuple[Open, ...]
    feedback: tuple[Open, ...]
    """Items carried into the new year without an answer."""

    def lines(self) -> Iterator[str]:
        """Yield the summary as lines of text."""
        if self.stays:
            yield f"{formats.count(len(self.stays), 'member')} of the team continue: {shortened(self.stays)}"
        if self.leaves:
            yield f"leaving the team: {shortened([_leaving(one) for one in self.leaves])}"
        needs: dict[tuple[str, ...], list[str]] = {}
        for group in self.groups:
            needs.setdefault(group.needs, []).append(f"{group.cwg} {group.name}")
        for wanted, groups in needs.items():
            verb = "needs" if len(groups) == 1 else "need"
            yield f"{shortened(groups)} {f'{verb} {shortened(wanted)}' if wanted else 'as it is'}"
        if self.cycles:
            yield f"open cycles continue: {shortened(self.cycles)}"
        if self.actions:
            yield f"at steps 1 and 2: {formats.count(len(self.actions), 'open action')} carried over"
        if self.feedback:
            yield f"at steps 1 and 2: {formats.count(len(self.feedback), 'feedback item')} carried over"


def _leaving(one: Leaving) -> str:
    return (
        f"{one.name} ({one.seat}, {f'until {short_date(one.end)}' if one.end else 'an alternate'})"
    )


def going_on(building: Building, *, old: str, year: str, first: date) -> GoingOn:
    """Return what the school year `year`, with the first day `first`, takes over from `old`."""
    before, after = on_day(building, min(last_day(building, old), first)), on_day(building, first)
    return GoingOn(
        stays=tuple(
            _name(building, person) for person in before.members if person in after.members
        ),
        leaves=tuple(_leaves(building, before, after)),
        groups=tuple(_groups(building, after, first)),
        cycles=tuple(
            f"{group_label(building, c.cwg_id)} · cycle {c.number}"
            for c in cycles_in(building, year)
            if c.outcome is None
        ),
        actions=tuple(
            Open(action_words(building, a), f"actions/{a.id}") for a in open_actions(building)
        ),
        feedback=tuple(
            Open(f.text, f"feedback/{f.id}")
            for f in active(building.feedback)
            if f.decision == "carried" and not f.closed and old < f.carried_to <= year
        ),
    )


def _name(building: Building, person: int) -> str:
    found = building.people.get(person)
    return found.name if found else f"person {person}"


def _leaves(building: Building, before: Serving, after: Serving) -> Iterator[Leaving]:
    told: set[int] = set()
    for holder in before.holders():
        if holder.person_id in after.members or holder.person_id in told:
            continue
        told.add(holder.person_id)
        end = building.memberships[holder.membership_id].end
        seat = building.seats[holder.seat_id].label
        yield Leaving(
            _name(building, holder.person_id), seat, end if end and end < after.on else None
        )


def _groups(building: Building, after: Serving, first: date) -> Iterator[Group]:
    for group in active_groups(building):
        needs = []
        if not any(s.cwg_id == group.id and s.until >= first for s in active(building.series)):
            needs.append("meeting times")
        if group.leader_id is None or group.leader_id not in after.members:
            needs.append(f"a leader who is on the {labels.team()}")
        if not group.people(first):
            needs.append("members")
        yield Group(group_label(building, group.id), group.name, tuple(needs), f"cwgs/{group.id}")


# -- steps of the new year -------------------------------------------------------------------------


def step_of(action: Action) -> int:
    """Return the planning step to which an action is carried: 2 for goals, else 1."""
    return 2 if action.about.startswith("goal:") or action.about == "step:2" else 1


def _feedback(building: Building, items: Sequence[Feedback]) -> Iterator[Open]:
    """Yield one line per theme, because a survey's 200 answers would hide the rest."""
    themes: dict[int, list[Feedback]] = {}
    for item in items:
        shared = [
            t for t in item.theme_ids if t in building.themes and not building.themes[t].archived
        ]
        themes.setdefault(shared[0] if shared else -item.id, []).append(item)
    for theme, own in themes.items():
        if len(own) == 1:
            yield Open(f"feedback: {own[0].text}", f"feedback/{own[0].id}")
        else:
            name = building.themes[theme].name
            yield Open(
                f"feedback, {formats.count(len(own), 'item')} on “{name}”, such as: {own[0].text}",
                f"themes/{theme}",
            )


def carried_over(building: Building, year: str, step: int) -> list[Open]:
    """Return what the previous year left for a step: unanswered feedback and open actions."""
    if step not in PLANNING:
        return []
    items = [
        f for f in carried_into(building, year) if (f.carried_step or 2) == step and not f.closed
    ]
    actions = [
        a
        for a in active(building.actions)
        if a.carried_to == year and a.status in OPEN and step_of(a) == step
    ]
    return [
        *_feedback(building, items),
        *(Open(f"to do: {action_words(building, a)}", f"actions/{a.id}") for a in actions),
    ]
