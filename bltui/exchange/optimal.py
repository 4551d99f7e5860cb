"""The best groups by interest, proven with the HiGHS solver (the extra `optimal`).

The model: everyone in one group (y), a slot for each group (x), a leader for each group (z), and
who can come (t). The last two sets of rows follow from the others, but without them HiGHS finds no
proof in useful time.
"""

from __future__ import annotations

from typing import Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.scheduler.interest_groups import Formed, form
from bltui.domain.scheduler.min_cost_flow import persons
from bltui.domain.scheduler.preferences import ATTENDING, Wishes, why_not
from bltui.domain.scheduler.proposer import Progress, Stop

#: How long HiGHS may search, in seconds: enough to prove 120 people on a small machine.
SECONDS = 60.0


#: What to do if it is not installed.
MISSING = "The proof needs HiGHS, which is not installed. Run: pip install 'bltui[optimal]'"


class Proven(msgspec.Struct, frozen=True, kw_only=True):
    """The result of HiGHS."""

    formed: Formed | None
    """The best groups; None if none keep all the rules, or none was found in time."""
    bound: int
    """The upper bound of the groups' score."""
    proven: bool
    """Whether the groups are proven to be the best."""


def available() -> bool:
    """Return whether the extra is installed."""
    from importlib.util import find_spec

    return find_spec("highspy") is not None


def best_groups(
    wishes: Wishes,
    *,
    seconds: float = SECONDS,
    stop: Stop = lambda: False,
    progress: Progress = lambda done, of: None,
) -> Proven:
    """Return the best groups, or the best found within `seconds` or before `stop` returns True.

    `progress` receives the elapsed seconds. Raises UserError if HiGHS is not installed.
    """
    if why_not(wishes):
        return Proven(formed=None, bound=0, proven=True)
    try:
        import highspy  # an extra, and 70 ms to import with numpy
    except ImportError:
        raise UserError(MISSING) from None
    make: Any = highspy.Highs  # its stubs have no types
    solver = make()
    solver.silent()
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)

    told = -1

    def look(event: Any) -> None:
        nonlocal told
        if (gone := int(event.data_out.running_time)) != told:
            told = gone  # it asks several hundred times per second
            progress(gone, int(seconds))
        if stop():
            event.interrupt()

    solver.cbMipInterrupt += look
    member, slot, lead = _model(solver, wishes)
    status = solver.getModelStatus()
    info = solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Proven(formed=None, bound=0, proven=True)
    proven = status == highspy.HighsModelStatus.kOptimal
    bound = int(info.mip_dual_bound + 1e-6)
    if info.primal_solution_status != 2:  # 2 means "feasible"
        return Proven(formed=None, bound=bound, proven=False)
    values = list(solver.getSolution().col_value)

    def chosen(cells: dict[tuple[int, int], Any]) -> dict[int, int]:
        return {a: b for (a, b), cell in cells.items() if values[cell.index] > 0.5}

    groups = range(wishes.groups)
    of_person, slots, leads = chosen(member), chosen(slot), {g: p for p, g in chosen(lead).items()}
    formed = Formed(
        slots=[slots[g] for g in groups],
        leaders=[leads[g] for g in groups],
        members=[sorted(p for p, group in of_person.items() if group == g) for g in groups],
        value=round(info.objective_function_value),
        rounds=0,
    )
    return Proven(formed=formed, bound=bound, proven=proven)


class Proof:
    """A solver for the proposer that uses HiGHS and records what was proven."""

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        stop: Stop = lambda: False,
        progress: Progress = lambda done, of: None,
    ) -> None:
        self._seconds = seconds
        self._stop = stop
        self._progress = progress
        self._found: Proven | None = None

    def solve(self, wishes: Wishes) -> Formed | None:
        """Form the groups as `proposer.propose` requires.

        If HiGHS finds no groups in time, the heuristic search forms them.
        """
        self._found = found = best_groups(
            wishes, seconds=self._seconds, stop=self._stop, progress=self._progress
        )
        if found.formed is None and not found.proven:
            return form(wishes)
        return found.formed

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person should know about the result."""
        found = self._found
        if found is None:
            return (
                "Only groups by interest can be proven. This is the best proposal of the search.",
            )
        if found.formed is None:
            return (
                ()
                if found.proven
                else ("No proof was found in time. This is the best proposal of the search.",)
            )
        if found.proven:
            return ("Proven: no better groups are possible from these choices.",)
        more = max(0, found.bound - found.formed.value)
        return (
            f"Not proven in time: better groups could be worth {more} points more of {found.bound}.",
        )


def _model(solver: Any, wishes: Wishes) -> tuple[dict[tuple[int, int], Any], ...]:
    """Build and solve the model; return the variables of members, slots and leaders."""
    people, groups, slots = range(wishes.people), range(wishes.groups), range(len(wishes.can))
    member = {
        (p, g): solver.addBinary() for p in people for g in groups if wishes.group_of.get(p, g) == g
    }
    slot = {
        (g, s): solver.addBinary() for g in groups for s in slots if wishes.slot_of.get(g, s) == s
    }
    lead = {
        (p, g): solver.addBinary()
        for p in sorted({*persons(wishes.leaders), *wishes.leader_of.values()})
        for g in groups
        if (p, g) in member and wishes.leader_of.get(g, p) == p
    }
    comes = {cell: solver.addVariable(0, 1) for cell in member}
    for p in people:
        solver.addConstr(sum(member[p, g] for g in groups if (p, g) in member) == 1)
        mine = [lead[p, g] for g in groups if (p, g) in lead]
        if mine:
            solver.addConstr(sum(mine) <= 1)
    for g in groups:
        solver.addConstr(sum(slot[g, s] for s in slots if (g, s) in slot) == 1)
        solver.addConstr(sum(cell for (_, group), cell in lead.items() if group == g) == 1)
        sitting = [cell for (_, group), cell in member.items() if group == g]
        solver.addConstr(sum(sitting) >= wishes.low)
        solver.addConstr(sum(sitting) <= wishes.high)
    for s in slots:
        here = [slot[g, s] for g in groups if (g, s) in slot]
        if here:
            solver.addConstr(sum(here) <= wishes.rooms[s])
    for (p, g), cell in comes.items():
        solver.addConstr(cell - member[p, g] <= 0)
        able = [slot[g, s] for s in slots if (g, s) in slot and wishes.can[s] >> p & 1]
        solver.addConstr(cell - sum(able) <= 0 if able else cell <= 0)
        if (p, g) in lead:
            solver.addConstr(lead[p, g] - cell <= 0)
    for p in people:
        solver.addConstr(sum(comes[p, g] for g in groups if (p, g) in comes) <= 1)
    for g in groups:
        solver.addConstr(
            sum(cell for (_, group), cell in comes.items() if group == g) <= wishes.high
        )
    worth = sum(ATTENDING * cell for cell in comes.values())
    for (p, g), cell in member.items():
        points = sum(level >> p & 1 for level in wishes.interest[g])
        if points:
            worth = worth + points * cell
    solver.maximize(worth)
    return member, slot, lead
