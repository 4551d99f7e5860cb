"""A proposal compared with the current groups, in rows: attendance, and who would change groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bltui.domain.model.cwgs import LOCKS, Cwg
from bltui.domain.scheduler.proposals import Proposal, Proposed, Request, moved
from bltui.domain.scheduler.request import present
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.fields import Many
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import saves
from bltui.ui.formatting import Bit
from bltui.ui.widgets.table_layout import Column, Row

GROUPS = (
    Column(cells=3),
    Column("Proposed"),
    Column("When", 16),
    Column("Leader", 16, rank=1),
    Column("Free", 6, right=True),
)


def group_rows(
    picture: Picture, proposal: Proposal, request: Request, wanted: Collection[int]
) -> Iterator[Row]:
    """Yield each proposed group, checked if it is wanted."""
    for number, group in enumerate(proposal.groups):
        come = len(group.members) - len(group.cannot_come)
        yield Row(
            f"proposed/{number}",
            (
                Bit("[x]" if number in wanted else "[ ]", "mark"),
                group.name,
                request.times[group.time].label,
                picture.schedule.name(group.leader_id),
                Bit(f"{come}/{len(group.members)}", "recommended" if group.cannot_come else "done"),
            ),
        )


def _text(words: str, role: str = "") -> Row:
    return Row(None, (words,), "text", role)


def detail_rows(
    picture: Picture, proposal: Proposal, request: Request, here: Proposed | None
) -> Iterator[Row]:
    """Yield the group at the cursor in full, then what the whole proposal would change."""
    if here is not None:
        yield from _group_rows(picture, request, here)
    there = present(picture.schedule, proposal.structure)
    changing = moved(proposal, there) if proposal.feasible else ()
    names = ", ".join(map(picture.schedule.name, changing))
    yield Row(None, ("Compared with the current groups",), "heading")
    yield _text(f"{len(there)} {'group' if len(there) == 1 else 'groups'} of this structure now")
    count = f"{len(changing)} {'person' if len(changing) == 1 else 'people'} would change groups"
    yield _text(f"{count}: {names}" if names else count)
    for group in there:
        if group.locked:
            locks = ", ".join(LOCKS[lock] for lock in group.locked)
            yield _text(f"locked in {group.called}: {locks}", "recommended")
    for note in proposal.notes:
        yield _text(note, "quiet")


def _group_rows(picture: Picture, request: Request, here: Proposed) -> Iterator[Row]:
    name, signs, reasons = picture.schedule.name, picture.state.signs, dict(here.cannot_come)
    room = f", {here.room}" if here.room else ""
    now = picture.state.building.cwgs.get(here.cwg_id) if here.cwg_id is not None else None
    yield _text(f"{request.times[here.time].label}{room}")
    if now is None:
        yield _text("a new group", "quiet")
    else:
        yield _text(f"replaces {now.called}", "quiet")
        yield from _against(picture, here, now)
    yield Row(None, ("Members",), "heading")
    for person in sorted(
        here.members, key=lambda p: (p != here.leader_id, p not in reasons, name(p))
    ):
        star = "*" if person == here.leader_id else ""
        if person in reasons:
            yield _text(
                f"{signs.required} {name(person)}{star} cannot come: {reasons[person]}", "required"
            )
        elif person in here.if_needed:
            yield _text(f"{signs.recommended} {name(person)}{star} comes if needed", "recommended")
        else:
            yield _text(f"{signs.done} {name(person)}{star}")


def _against(picture: Picture, here: Proposed, now: Cwg) -> Iterator[Row]:
    name, before, after = (
        picture.schedule.name,
        set(now.people(picture.state.today)),
        set(here.members),
    )
    for word, people in (("added", after - before), ("removed", before - after)):
        if people:
            yield _text(f"{word}: {', '.join(sorted(map(name, people)))}", "recommended")
    if now.leader_id != here.leader_id:
        yield _text(
            f"current leader: {name(now.leader_id) if now.leader_id is not None else 'none'}",
            "recommended",
        )


def lock_form(basis: FormContext, group: Cwg) -> Form:
    """Return the form for the parts of a group that a proposal must keep."""
    return Form(
        title=f"Lock {group.called}",
        about="Locked parts stay the same in every proposal.",
        fields=(
            Many(
                key="locked",
                label="Locked",
                value=group.locked,
                choices=tuple(LOCKS.items()),
                hint="space: check or uncheck",
            ),
        ),
        build=saves(basis, Cwg),
        seen=group,
    )
