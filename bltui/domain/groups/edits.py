"""Edit groups: form, publish, close, and remove them, and change members and leaders.

Intents for `workspace.do`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.model import formats, labels, validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.cwgs import Cwg, GroupStatus, Member
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.people import Person
from bltui.domain.model.record import active


def _group(building: Building, cwg_id: int) -> Cwg:
    group = building.cwgs.get(cwg_id)
    if group is None or group.archived:
        raise UserError("That group was removed. Undo the removal, or create it again.")
    return group


def _person(building: Building, person_id: int) -> Person:
    person = building.people.get(person_id)
    if person is None or person.archived or not person.active:
        raise UserError(validation_messages.nobody(), field="person")
    return person


def lowest_free(building: Building) -> int:
    """Return the lowest number that no group has."""
    taken = {group.number for group in active(building.cwgs)}
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def seated(members: Iterable[Member], people: Iterable[int | None]) -> tuple[Member, ...]:
    """Return the members, plus those of `people` who are not members yet."""
    present = tuple(members)
    there = {m.person_id for m in present if m.end is None}
    new = dict.fromkeys(p for p in people if p is not None and p not in there)
    return (*present, *(Member(p) for p in new))


def new_group(
    builder: ChangeBuilder, *, number: int | None = None, members: Sequence[int] = (), **fields: Any
) -> Cwg:
    """Add a group to the builder. The leader and co-leader become members.

    `fields` are those of `Cwg`.
    """
    building = builder.building
    for person_id in members:
        _person(building, person_id)
    group = Cwg(number=lowest_free(building) if number is None else number, **fields)
    group = msgspec.structs.replace(
        group, members=seated((), (group.leader_id, group.co_leader_id, *members))
    )
    return msgspec.structs.replace(group, id=builder.add("cwgs", group))


def add_group(building: Building, **fields: Any) -> Change:
    """Add a group, by default with the lowest free number. `fields` are those of `new_group`."""
    builder = ChangeBuilder(building)
    group = new_group(builder, **fields)
    return builder.change(f"{group.titled}: created, {formats.people(len(group.members))}")


def set_status(
    building: Building, *, cwg_id: int, status: GroupStatus, blocking: Sequence[str] = ()
) -> Change:
    """Publish a group, return it to draft, or close it.

    `blocking` are messages of the group's required conflicts without a waiver. Raises UserError on
    publishing if there are any.
    """
    builder = ChangeBuilder(building)
    group = _group(building, cwg_id)
    if status == "published" and blocking:
        more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
        raise UserError(
            f"{group.titled} cannot be published: {blocking[0]}{more}. Fix it, or waive it "
            "with a reason."
        )
    if group.status == status:
        return no_change(f"{group.titled}: already {status}")
    builder.put("cwgs", cwg_id, status=status, seq=group.seq + (status == "published"))
    return builder.change(f"{group.titled}: {group.status} → {status}")


def remove_group(building: Building, *, cwg_id: int) -> Change:
    """Remove a group and its meeting series. The removal can be undone."""
    builder = ChangeBuilder(building)
    group = building.cwgs.get(cwg_id)
    if group is None or group.archived:
        return no_change(f"{labels.group()}: that group was already removed")
    builder.archive("cwgs", cwg_id)
    for number, series in building.table("series").items():
        if getattr(series, "cwg_id", None) == cwg_id and not series.archived:
            builder.archive("series", number)
    return builder.change(f"{group.titled}: removed")


def join(
    building: Building, *, cwg_id: int, people: Sequence[int], start: date | None = None
) -> Change:
    """Add people to a group, from `start` or from its beginning."""
    builder = ChangeBuilder(building)
    group = _group(building, cwg_id)
    members = list(group.members)
    names = []
    for person_id in dict.fromkeys(people):
        person = _person(building, person_id)
        stays = [m for m in members if m.person_id == person_id]
        if any(m.end is None or (start is not None and start <= m.end) for m in stays):
            builder.note(f"{person.name} is already in {group.called}")
            continue
        if stays and start is None:
            last = max(m.end for m in stays if m.end)
            raise UserError(
                f"{person.name} left {group.called} on {show_date(last)}. Enter the day "
                "they come back."
            )
        members.append(Member(person_id, start))
        names.append(person.name)
    if not names:
        return no_change(f"{group.titled}: no one added")
    builder.put("cwgs", cwg_id, members=tuple(members))
    since = f" from {show_date(start)}" if start else ""
    return builder.change(f"{group.titled}: {', '.join(names)} joined{since}")


def leave(
    building: Building, *, cwg_id: int, people: Sequence[int], on: date | None = None
) -> Change:
    """Remove people from a group. `on` is their last day.

    Without `on` they are removed as if they had never been members.
    """
    builder = ChangeBuilder(building)
    group = _group(building, cwg_id)
    members = list(group.members)
    names = []
    for person_id in dict.fromkeys(people):
        person = building.people.get(person_id)
        name = person.name if person else f"person {person_id}"
        if person_id == group.leader_id:
            raise UserError(
                f"{name} leads {group.called}. Name another leader first.", field="leader_id"
            )
        there = [
            m
            for m in members
            if m.person_id == person_id and (on is None or m.end is None or m.end > on)
        ]
        if not there:
            builder.note(f"{name} is not in {group.called}")
            continue
        for member in there:
            index = members.index(member)
            if on is None:
                del members[index]
            elif member.start and on < member.start:
                raise UserError(
                    f"{name} joins on {show_date(member.start)}: enter a last day on or after it."
                )
            else:
                members[index] = Member(person_id, member.start, on)
        if person_id == group.co_leader_id:
            builder.put("cwgs", cwg_id, co_leader_id=None)
            builder.note(f"{group.called} has no co-leader now")
        names.append(name)
    if not names:
        return no_change(f"{group.titled}: no one to remove")
    builder.put("cwgs", cwg_id, members=tuple(members))
    until = f" after {show_date(on)}" if on else ""
    return builder.change(f"{group.titled}: {', '.join(names)} left{until}")


def lead(building: Building, *, cwg_id: int, person_id: int | None, co: bool = False) -> Change:
    """Set the leader (or co-leader) of a group, who becomes a member. None clears it.

    A check reports leaders who are not on the BLT.
    """
    builder = ChangeBuilder(building)
    group = _group(building, cwg_id)
    field, title = ("co_leader_id", "co-leader") if co else ("leader_id", "leader")
    if getattr(group, field) == person_id:
        return no_change(f"{group.titled}: {title} unchanged")
    if person_id is None:
        builder.put("cwgs", cwg_id, **{field: None})
        return builder.change(f"{group.titled}: no {title}")
    name = _person(building, person_id).name
    if person_id == (group.leader_id if co else None):
        raise UserError(f"{name} leads {group.called}. Choose another co-leader.", field=field)
    fields: dict[str, Any] = {"members": seated(group.members, [person_id]), field: person_id}
    promoted = not co and person_id == group.co_leader_id
    builder.put("cwgs", cwg_id, **fields, **({"co_leader_id": None} if promoted else {}))
    if promoted:
        builder.note(f"{name} was the co-leader; {group.called} has no co-leader now")
    return builder.change(f"{group.titled}: {name} is {title}")
