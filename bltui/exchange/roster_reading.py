"""One reading out of the columns that tell a seat's role: what the first leaves open the next may answer."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bltui.domain.team.roles import UNKNOWN, Reading


def best_of(readings: Sequence[Reading]) -> Reading:
    """The reading of a role column, answered by a title column beside it; where they contradict each other, a question.

    "Representing: K-2" beside "Position: Parent" is no teacher of K-2. Tasks of all of them are kept.
    """
    best = next((r for r in readings if r.ask != (UNKNOWN,)), readings[0])
    sure = [r for r in readings if r.groups and not r.ask]
    if best.principal is None:  # "Administrator" in one column, "Principal" in the other
        best = next((r for r in sure if r.principal), best)
    if best.ask and not best.groups:
        teacher = best.ask == ("GEN",)
        answers = (r for r in sure if {*r.groups} & {*best.ask} or (teacher and r.employee_type == "certified"))
        best = next(answers, best)
    against = [r for r in sure if not {*r.groups} & {*best.groups} and r.employee_type != best.employee_type]
    against = [] if "UNION" in best.groups else against  # the union's representative has a position of another kind
    if best.groups and against:
        asked = dict.fromkeys(g for r in (best, *against) for g in (*r.groups, *r.ask) if g != UNKNOWN)
        best = msgspec.structs.replace(best, groups=(), ask=tuple(asked))
    tasks = dict.fromkeys(task for r in readings for task in r.tasks)
    return msgspec.structs.replace(best, tasks=tuple(tasks))
