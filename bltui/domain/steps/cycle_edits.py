"""Start, advance, step back, and close cycles of the recursive steps. Intents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.cycles import OUTCOMES, RECURS, Cycle, Outcome, Phase
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.model.steps import Evidence
from bltui.domain.model.work_groups import cycles_of, group_label, open_cycle
from bltui.domain.steps.evidence import read_evidence


def _past(on: date, today: date) -> None:
    if on > today:
        raise UserError(
            f"{show_date(on)} is in the future. Enter the date the step was completed.", field="on"
        )


def _after(cycle: Cycle, on: date) -> None:
    """Raise UserError if a day is before the cycle's latest day."""
    last = max(
        [cycle.start, *(phase.done or phase.started or cycle.start for phase in cycle.phases)]
    )
    if on < last:
        raise UserError(
            f"{show_date(on)} is before the cycle's last day, {show_date(last)}. Enter a later date.",
            field="on",
        )


def _called(building: Building, cycle: Cycle) -> str:
    return f"{group_label(building, cycle.cwg_id)} · cycle {cycle.number}"


def _new(
    builder: ChangeBuilder,
    framework: Framework,
    *,
    cwg_id: int,
    number: int,
    year: str,
    on: date,
    at: int | None = None,
    due: date | None = None,
    strategy_id: int | None = None,
    carried: str = "",
) -> tuple[int, int]:
    """Add a cycle to the builder and return its id and first step."""
    steps = framework.boards["building"].phases()
    if not steps:
        raise UserError("The framework of this building has no recursive steps.", field="cwg")
    first = steps[0] if at is None else at
    if first not in steps:
        raise UserError(
            f"A cycle begins at step {steps[0]} to {steps[-1]}, not at step {first}.", field="at"
        )
    weeks = limit_of("cycle_weeks_planned", builder.building.profile.limits, framework)
    if due is not None and due < on:
        raise UserError(
            f"The cycle is due ({show_date(due)}) before it starts ({show_date(on)}).", field="due"
        )
    cycle = Cycle(
        cwg_id=cwg_id,
        number=number,
        year=year,
        start=on,
        due=due or on + timedelta(round(weeks * 7)),
        strategy_id=strategy_id,
        phases=tuple(
            Phase(step, started=on if step == first else None) for step in steps if step >= first
        ),
        carried=carried,
    )
    return builder.add("cycles", cycle), first


def start(
    building: Building,
    *,
    framework: Framework,
    cwg_id: int,
    year: str,
    today: date,
    on: date | None = None,
    strategy_id: int | None = None,
    due: date | None = None,
    at: int | None = None,
) -> Change:
    """Start a group's next cycle.

    Raises UserError if another one is open, or the group or strategy was removed.
    """
    builder = ChangeBuilder(building)
    on = on or today
    _past(on, today)
    before = cycles_of(building, cwg_id)
    for cycle in before:
        if cycle.outcome is None:
            where = f"at step {cycle.step}" if cycle.step else "not closed"
            raise UserError(
                f"{_called(building, cycle)} is still open, {where}. Close it first.", field="cwg"
            )
    number = max((c.number for c in building.cycles.values() if c.cwg_id == cwg_id), default=0) + 1
    _, first = _new(
        builder,
        framework,
        cwg_id=cwg_id,
        number=number,
        year=year,
        on=on,
        at=at,
        due=due,
        strategy_id=strategy_id,
    )
    return builder.change(
        f"{group_label(building, cwg_id)} · cycle {number}: opened at step {first}"
    )


def _evidence(
    builder: ChangeBuilder,
    cycle: Cycle,
    step: int,
    text: str | Sequence[str],
    subgroup: str,
    on: date,
) -> str:
    """Add one or more lines of evidence to a cycle's step. Returns the text for the history."""
    if not isinstance(text, str):
        return "".join(_evidence(builder, cycle, step, line, subgroup, on) for line in text)
    if not text.strip():
        return ""
    kind, title, location = read_evidence(text)
    shows = Evidence(
        year=cycle.year,
        on=on,
        step=step,
        cycle_id=cycle.id,
        kind=kind,
        title=title,
        location=location,
        subgroup=subgroup,
    )
    builder.add("evidence", shows)
    return f", evidence {title}"


def advance(
    building: Building,
    *,
    cwg_id: int,
    today: date,
    on: date | None = None,
    evidence: str | Sequence[str] = "",
    subgroup: str = "",
    note: str = "",
    seen: int | None = None,
) -> Change:
    """Complete the current step of the group's open cycle and begin the next one.

    `seen` is the step shown to the user. Raises UserError if the cycle has moved since, or is at
    its last step: close it instead.
    """
    builder = ChangeBuilder(building, today=today)
    cycle = open_cycle(building, cwg_id)
    on = on or today
    _past(on, today)
    _after(cycle, on)
    at, last = cycle.step, cycle.phases[-1].step
    if seen is not None and at != seen:
        raise UserError(
            f"{_called(building, cycle)} is at step {at} now. Check it, then try again.",
            field="cwg",
        )
    if at is None or at == last:
        raise UserError(
            f"{_called(building, cycle)} is at step {last}. Close it: {', '.join(OUTCOMES)}.",
            field="outcome",
        )
    position = [phase.step for phase in cycle.phases].index(at)
    phases = list(cycle.phases)
    phases[position] = Phase(
        at, phases[position].started, on, note.strip() or phases[position].note
    )
    following = phases[position + 1].step
    phases[position + 1] = Phase(following, on, None, phases[position + 1].note)
    builder.put("cycles", cycle.id, phases=tuple(phases))
    shown = _evidence(builder, cycle, at, evidence, subgroup, on)
    return builder.change(f"{_called(building, cycle)}: step {at} → step {following}{shown}")


def _numbered(building: Building, cwg_id: int, number: int) -> Cycle:
    own = cycles_of(building, cwg_id)
    found = next((c for c in own if c.number == number), None)
    if found is None:
        there = f"It has {', '.join(str(c.number) for c in own)}." if own else "It has none."
        raise UserError(
            f"{group_label(building, cwg_id)} has no cycle {number}. {there}", field="cycle"
        )
    return found


def note_evidence(
    building: Building,
    *,
    cwg_id: int,
    evidence: str,
    today: date,
    on: date | None = None,
    step: int | None = None,
    subgroup: str = "",
    number: int | None = None,
) -> Change:
    """Add evidence to a step of a cycle, by default the open cycle's current step.

    `number` selects another cycle of the group, which may be closed (STP-04). Raises UserError if
    the evidence is blank or the step does not exist.
    """
    builder = ChangeBuilder(building, today=today)
    cycle = open_cycle(building, cwg_id) if number is None else _numbered(building, cwg_id, number)
    at = step or cycle.step or cycle.phases[-1].step
    if cycle.phase(at) is None:
        raise UserError(f"{_called(building, cycle)} has no step {at}.", field="step")
    if not evidence.strip():
        raise UserError(
            validation_messages.blank("evidence", "Enter what it is, and where it is kept."),
            field="evidence",
        )
    shown = _evidence(builder, cycle, at, evidence, subgroup, on or today)
    return builder.change(f"{_called(building, cycle)}: step {at}{shown}")


def step_back(building: Building, *, cwg_id: int) -> Change:
    """Move the open cycle back to the previous step. Raises UserError at its first step."""
    builder = ChangeBuilder(building)
    cycle = open_cycle(building, cwg_id)
    position = [phase.done is None for phase in cycle.phases].index(True)
    if position == 0:
        raise UserError(f"{_called(building, cycle)} is already at its first step.", field="cwg")
    phases = list(cycle.phases)
    now, before = phases[position], phases[position - 1]
    phases[position] = Phase(now.step, None, None, now.note)
    phases[position - 1] = Phase(before.step, before.started, None, before.note)
    builder.put("cycles", cycle.id, phases=tuple(phases))
    return builder.change(f"{_called(building, cycle)}: back to step {before.step}")


def close(
    building: Building,
    *,
    framework: Framework,
    cwg_id: int,
    outcome: Outcome,
    year: str,
    today: date,
    on: date | None = None,
    learned: str = "",
    evidence: str | Sequence[str] = "",
    at: int | None = None,
) -> Change:
    """Close the open cycle with an outcome: continue, adjust, adopt, or stop.

    Continue and adjust start the next cycle with the same strategy and what was learned. By
    default, continue begins at the second recursive step (the literature is kept) and adjust at the
    first; `at` overrides this. Stop is allowed at any step. Raises UserError for other outcomes
    before the last step.
    """
    builder = ChangeBuilder(building, today=today)
    cycle = open_cycle(building, cwg_id)
    on = on or today
    _past(on, today)
    _after(cycle, on)
    last = cycle.phases[-1]
    if cycle.step not in (last.step, None) and outcome != "stop":
        raise UserError(
            f"{_called(building, cycle)} is at step {cycle.step}: advance it to step {last.step}, "
            "or stop it.",
            field="outcome",
        )
    finished = Phase(last.step, last.started, on, last.note) if cycle.step == last.step else last
    shown = _evidence(builder, cycle, last.step, evidence, "", on)
    says = f"{_called(building, cycle)}: closed, {OUTCOMES[outcome]}{shown}"
    following = None
    if outcome in RECURS:
        steps = framework.boards["building"].phases()
        begins = (
            at
            if at is not None
            else steps[min(1, len(steps) - 1)]
            if outcome == "continue"
            else steps[0]
        )
        following, first = _new(
            builder,
            framework,
            cwg_id=cwg_id,
            number=max(c.number for c in building.cycles.values() if c.cwg_id == cwg_id) + 1,
            year=year,
            on=on,
            at=begins,
            strategy_id=cycle.strategy_id,
            carried=learned,
        )
        says += f"; the next cycle opens at step {first}"
    builder.put(
        "cycles",
        cycle.id,
        phases=(*cycle.phases[:-1], finished),
        outcome=outcome,
        closed=on,
        learned=learned,
        next_id=following,
    )
    return builder.change(says)
