"""What goes on from one school year into the next: who stays, which groups, what is still to be
done and to be answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from bltui.domain.feedback.queries import carried_into
from bltui.domain.meetings.actions import open_actions
from bltui.domain.model.actions import OPEN, Action
from bltui.domain.model.building import Building
from bltui.domain.model.dates import show_date
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.record import active
from bltui.domain.model.wording import shortened
from bltui.domain.model.work_groups import active_groups, cycles_in, group_label
from bltui.domain.steps.current_state import last_day
from bltui.domain.team.membership import Serving, on_day
from bltui.domain.years.open_items import Open, action_words

#: The steps of a new year that take over what the year before left: "for next year's planning".
PLANNING = (1, 2)


class Leaving(msgspec.Struct, frozen=True):
    """Somebody who serves on the team in the old year and no more in the new one."""

    name: str
    seat: str
    """The seat in the building's own words."""
    end: date | None
    """When the term ends; None where an alternate's year ends."""


class Group(msgspec.Struct, frozen=True):
    """A Collaborative Work Group that goes on."""

    cwg: str
    """Such as "CWG #2"."""
    name: str
    needs: tuple[str, ...]
    """What it lacks in the new year, such as "meeting times"."""
    record: str


class GoingOn(msgspec.Struct, frozen=True, kw_only=True):
    """What a new school year begins with; the field names are public JSON."""

    stays: tuple[str, ...]
    """Who serves on the team in both years, by name."""
    leaves: tuple[Leaving, ...]
    """Terms that end are not made longer."""
    groups: tuple[Group, ...]
    cycles: tuple[str, ...]
    """Open cycles, which keep their number."""
    actions: tuple[Open, ...]
    feedback: tuple[Open, ...]
    """Carried to the new year and still without an answer."""

    def lines(self) -> Iterator[str]:
        """The same in words for people, a line each."""
        if self.stays:
            yield f"{len(self.stays)} of the team go on: {shortened(self.stays)}"
        if self.leaves:
            yield f"leaves: {shortened([_leaving(one) for one in self.leaves])}"
        needs: dict[tuple[str, ...], list[str]] = {}
        for group in self.groups:
            needs.setdefault(group.needs, []).append(f"{group.cwg} {group.name}")
        for wanted, groups in needs.items():
            verb = "needs" if len(groups) == 1 else "need"
            yield f"{shortened(groups)} {f'{verb} {shortened(wanted)}' if wanted else 'as it is'}"
        if self.cycles:
            yield f"open cycles go on: {shortened(self.cycles)}"
        if self.actions:
            yield f"at steps 1 and 2: {len(self.actions)} open action{'s' * (len(self.actions) > 1)} carried over"
        if self.feedback:
            yield f"at steps 1 and 2: {len(self.feedback)} feedback item{'s' * (len(self.feedback) > 1)} carried over"


def _leaving(one: Leaving) -> str:
    return (
        f"{one.name} ({one.seat}, {f'until {show_date(one.end)}' if one.end else 'an alternate'})"
    )


def going_on(building: Building, *, old: str, year: str, first: date) -> GoingOn:
    """What a school year begins with whose first day is `first`, after the year `old`."""
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
            needs.append("a leader who is on the BLT")
        if not group.people(first):
            needs.append("members")
        yield Group(group_label(building, group.id), group.name, tuple(needs), f"cwgs/{group.id}")


# -- at the steps of the new year ------------------------------------------------------------------


def step_of(action: Action) -> int:
    """The step of the new year that an action is carried to: what is about goals to step 2, all
    else to step 1.
    """
    return 2 if action.about.startswith("goal:") or action.about == "step:2" else 1


def _feedback(building: Building, items: Sequence[Feedback]) -> Iterator[Open]:
    """What was said, each theme in one line: a survey's two hundred answers would bury the rest."""
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
                f"feedback, {len(own)} items on “{name}”, such as: {own[0].text}", f"themes/{theme}"
            )


def carried_over(building: Building, year: str, step: int) -> list[Open]:
    """What the year before left for a step of the building board: feedback without an answer,
    actions still open.
    """
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
