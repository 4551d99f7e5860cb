"""The proposer: groups, leaders, and times for a whole staff, for every structure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bltui.domain.model import formats, labels
from bltui.domain.model.availability import COMES
from bltui.domain.model.text import folded
from bltui.domain.model.wording import shortened
from bltui.domain.scheduler.eligibility import NoAnswer, piles_of
from bltui.domain.scheduler.interest_groups import ROUNDS, Formed, form
from bltui.domain.scheduler.min_cost_flow import assign, persons
from bltui.domain.scheduler.partition import Pile
from bltui.domain.scheduler.preferences import Wishes, too_few_leaders, too_few_rooms, why_not
from bltui.domain.scheduler.proposals import Kept, Proposal, Proposed, Request, absent
from bltui.domain.scheduler.time_assignment import (
    ASKED,
    STEPS,
    Groups,
    Slotted,
    choose_leaders,
    slot_groups,
)

Stop = Callable[[], bool]
Progress = Callable[[int, int], None]
#: An alternative solver for interest groups. Returns None if infeasible.
Solver = Callable[[Wishes], Formed | None]


def propose(
    request: Request,
    *,
    rounds: int = ROUNDS,
    stop: Stop = lambda: False,
    progress: Progress = lambda done, of: None,
    solver: Solver | None = None,
) -> Proposal:
    """Propose groups for everyone in the request.

    Deterministic for a request and `rounds` (60 take less than a second for 300 people) unless
    `stop` returns True, which returns the best result so far. `progress` is called with the
    finished rounds. If there is no solution, the proposal has a reason; nothing is raised. `solver`
    replaces the search for groups by interest, see `exchange.optimal`.
    """
    try:
        if not request.people:
            raise NoAnswer("No people to place. Add people, or choose who takes part.")
        if not request.times:
            raise NoAnswer("No times to meet. Add one or more.")
        if request.structure == "interest":
            return _by_interest(request, rounds, stop, progress, solver)
        if request.structure in ("student_needs", "other"):
            raise NoAnswer(
                "Groups of this structure are formed by hand. See who is free, then choose the "
                "people."
            )
        return _by_dealing(request, rounds, stop, progress)
    except NoAnswer as answer:
        return Proposal(
            structure=request.structure,
            seed=request.seed,
            feasible=False,
            reason=str(answer),
            of=len(request.people),
        )


def _sets(request: Request, states: Sequence[str]) -> list[int]:
    """Return, by time, the people with one of these states."""
    return [
        sum(1 << n for n, p in enumerate(request.people) if p.states[t] in states)
        for t in range(len(request.times))
    ]


def _leaders(request: Request) -> int:
    return sum(1 << n for n, p in enumerate(request.people) if p.leads)


def _finished(
    request: Request,
    names: Sequence[str],
    slots: Sequence[int],
    leaders: Sequence[int],
    members: Sequence[Sequence[int]],
    *,
    kept: Sequence[Kept | None] = (),
    notes: Sequence[str] = (),
    rounds: int = 0,
) -> Proposal:
    """Build the proposal with person ids, rooms, and who cannot come and why."""
    people = request.people
    rooms = [list(t.rooms) for t in request.times]
    groups, attending, seats = [], 0, 0
    for n, name in enumerate(names):
        slot = slots[n]
        room = rooms[slot].pop(0) if rooms[slot] else None
        cannot = [(people[p].id, why) for p in members[n] if (why := absent(people[p], slot))]
        attending += len(members[n]) - len(cannot)
        seats += len(members[n])
        old = kept[n] if n < len(kept) else None
        groups.append(
            Proposed(
                name=name,
                leader_id=people[leaders[n]].id,
                time=slot,
                room=room,
                members=tuple(people[p].id for p in members[n]),
                cannot_come=tuple(cannot),
                if_needed=tuple(
                    people[p].id for p in members[n] if people[p].states[slot] == "if_needed"
                ),
                cwg_id=old.cwg_id if old else None,
            )
        )
    return Proposal(
        structure=request.structure,
        seed=request.seed,
        feasible=True,
        attending=attending,
        of=seats,
        groups=tuple(groups),
        notes=tuple(notes),
        rounds=rounds,
    )


def _by_interest(
    request: Request, rounds: int, stop: Stop, progress: Progress, solver: Solver | None
) -> Proposal:
    """Propose one group per topic. What is locked in current groups stays."""
    names = list(request.topics)
    index = {p.id: n for n, p in enumerate(request.people)}
    kept: list[Kept | None] = [None] * len(names)
    for old in request.kept:
        known = [folded(n) for n in names]
        if folded(old.name) in known:
            kept[known.index(folded(old.name))] = old
        elif old.locked:
            names.append(old.name)
            kept.append(old)
    if not names:
        raise NoAnswer("No topics. Add the topics that people can choose from.")
    slot_of, leader_of, group_of = {}, {}, {}
    for g, one in enumerate(kept):
        if one is None:
            continue
        if "slot" in one.locked and one.time is not None:
            slot_of[g] = one.time
        if "leader" in one.locked and one.leader_id in index:
            leader_of[g] = index[one.leader_id]
        if "members" in one.locked:
            group_of.update({index[p]: g for p in one.members if p in index})
    group_of = {p: g for p, g in group_of.items() if p not in leader_of.values()}
    can = _sets(request, COMES)
    wishes = Wishes(
        people=len(request.people),
        interest=[
            [
                sum(1 << n for n, p in enumerate(request.people) if g in p.topics[:most])
                for most in (3, 2, 1)
            ]
            for g in range(len(names))
        ],
        can=can,
        rooms=[t.room_for for t in request.times],
        leaders=_leaders(request) | sum(1 << p for p in leader_of.values()),
        low=request.low,
        high=request.high,
        slot_of=slot_of,
        leader_of=leader_of,
        group_of=group_of,
    )
    if reason := why_not(wishes):
        raise NoAnswer(reason)
    if solver is not None:
        formed = solver(wishes)
    else:
        formed = form(wishes, seed=request.seed, rounds=rounds, stop=stop, progress=progress)
    if formed is None:
        raise NoAnswer(
            "No proposal can keep everything that is locked. Unlock a time, a leader, or members, "
            "and try again."
        )
    slots = _less_if_needed(request, formed.slots, formed.leaders, formed.members, set(slot_of))
    return _finished(
        request, names, slots, formed.leaders, formed.members, kept=kept, rounds=formed.rounds
    )


def _less_if_needed(
    request: Request,
    slots: Sequence[int],
    leaders: Sequence[int],
    members: Sequence[Sequence[int]],
    fixed: set[int],
) -> list[int]:
    """Move groups to times with at least the same attendance and fewer "if needed" people."""
    can, free = _sets(request, COMES), _sets(request, ("free",))
    if can == free:
        return list(slots)
    chosen = list(slots)
    sets = [sum(1 << p for p in m) for m in members]

    def merit(g: int, s: int) -> tuple[int, int]:
        return (sets[g] & can[s]).bit_count(), (sets[g] & free[s]).bit_count()

    for g in range(len(chosen)):
        if g in fixed:
            continue
        for s, time in enumerate(request.times):
            better = merit(g, s) > merit(g, chosen[g])
            if better and can[s] >> leaders[g] & 1 and chosen.count(s) < time.room_for:
                chosen[g] = s
    return chosen


def _allowed(request: Request, pile: Pile, pinned: int | None) -> list[int]:
    """Return the times that a pile may use."""
    times = range(len(request.times))
    if pinned is not None:
        return [pinned]
    if request.structure != "common_planning":
        return list(times)
    periods = [t.when.period if t.when else "" for t in request.times]
    return [t for t in times if (periods[t] == pile.keys[0] if pile.keys else not periods[t])]


def _by_dealing(request: Request, rounds: int, stop: Stop, progress: Progress) -> Proposal:
    """Divide people by structure, then assign leaders and times.

    Groups with locked members stay.
    """
    index = {p.id: n for n, p in enumerate(request.people)}
    kept = [k for k in request.kept if "members" in k.locked]
    settled = {index[p] for k in kept for p in k.members if p in index}
    people = [n for n in range(len(request.people)) if n not in settled]
    piles, notes = piles_of(request, people) if people else ([], [])
    old: list[Kept | None] = [*[None] * len(piles), *kept]
    piles += [Pile(k.name, (), [index[p] for p in k.members if p in index]) for k in kept]
    pinned = [k.time if k and "slot" in k.locked else None for k in old]
    leader_of = {
        g: index[k.leader_id]
        for g, k in enumerate(old)
        if k and "leader" in k.locked and k.leader_id is not None and k.leader_id in index
    }
    question = Groups(
        members=[sum(1 << n for n in p.people) for p in piles],
        can=_sets(request, COMES),
        free=_sets(request, ("free",)),
        rooms=[t.room_for for t in request.times],
        leaders=_leaders(request) | sum(1 << p for p in leader_of.values()),
        allowed=[_allowed(request, p, pinned[g]) for g, p in enumerate(piles)],
        leader_of=leader_of,
    )
    if reason := _why_none(request, question, piles):
        raise NoAnswer(reason)
    steps = STEPS * rounds // ROUNDS
    asked = 0

    def stop_and_tell() -> bool:
        nonlocal asked
        asked += 1
        progress(min(asked * ASKED * rounds // max(steps, 1), rounds), rounds)
        return stop()

    answer = slot_groups(question, seed=request.seed, steps=steps, stop=stop_and_tell)
    if answer is None:
        raise NoAnswer(
            f"No times for {formats.count(len(piles), 'group')} with a free room, a leader who can come, and "
            "no one in two groups at once. Add a time or a room, or unlock a group."
        )
    if request.structure == "interdisciplinary":
        answer = _exchanged(request, question, answer, len(piles) - len(kept))
    progress(rounds, rounds)
    members = [list(persons(m)) for m in answer.members]
    names = [p.name for p in piles]
    for name, found in zip(names, members, strict=True):
        if len(found) > request.high:
            notes.append(
                f"{name}: {formats.people(len(found))} with its leader, more than {request.high}."
            )
    twice = [
        request.people[p].name for p in answer.leaders if sum(p in found for found in members) > 1
    ]
    if twice:
        notes.append(f"In their own group and in the one that they lead: {shortened(twice)}.")
    return _finished(
        request, names, answer.slots, answer.leaders, members, kept=old, notes=notes, rounds=rounds
    )


def _why_none(request: Request, question: Groups, piles: Sequence[Pile]) -> str | None:
    """Return why no solution can exist, as far as is known before the search."""
    groups = len(piles)
    for pile, allowed in zip(piles, question.allowed, strict=True):
        if not allowed:
            return f"{pile.name}: no time is in that period. Add it to the times."
    if sum(question.rooms) < groups:
        return too_few_rooms(groups, sum(question.rooms))
    able = [p for p in persons(question.leaders) if any(who >> p & 1 for who in question.can)]
    if len(able) < groups:
        return too_few_leaders(len(able), groups)
    for pile, allowed in zip(piles, question.allowed, strict=True):
        if not any(question.can[s] >> p & 1 for p in able for s in allowed):
            return f"{pile.name}: no {labels.team()} member can come at {request.times[allowed[0]].label}, so no one can lead it. Add a time."
    if choose_leaders(question) is None:
        return f"{formats.count(groups, 'group')} cannot all have a leader: the {labels.team()} members cannot come at enough times. Add a time."
    return None


def _exchanged(request: Request, question: Groups, answer: Slotted, dealt: int) -> Slotted:
    """Exchange people of the same subject between groups so that more can come."""
    members = list(answer.members)
    subjects: dict[str, list[int]] = {}
    for g in range(dealt):
        for p in persons(question.members[g]):
            if p not in answer.leaders:
                own = request.people[p].subjects
                subjects.setdefault(folded(own[0]) if own else "", []).append(p)
    for people in subjects.values():
        seats = [sum(members[g] >> p & 1 for p in people) for g in range(dealt)]
        values: list[list[int | None]] = [
            [
                2 * (question.can[answer.slots[g]] >> p & 1)
                + (question.free[answer.slots[g]] >> p & 1)
                for g in range(dealt)
            ]
            for p in people
        ]
        places = assign(values, seats, seats)
        for p, g in zip(people, places or [], strict=True):
            for h in range(dealt):
                members[h] &= ~(1 << p)
            members[g] |= 1 << p
    attending = sum(
        (m & question.can[s]).bit_count() for m, s in zip(members, answer.slots, strict=True)
    )
    return Slotted(answer.slots, answer.leaders, members, attending)
