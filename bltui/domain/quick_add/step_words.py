"""The words of the quick-add line for the step boards: `step 5 done`, `evidence step 6: …`, `cycle 2 next`."""

from __future__ import annotations

import re
from functools import partial

from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import OUTCOMES, Outcome
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.steps import KINDS, STATUSES, Status, known_step
from bltui.domain.model.text import folded, shown
from bltui.domain.model.work_groups import active_groups, open_cycle
from bltui.domain.quick_add.context import Line, Read, Word
from bltui.domain.steps import cycle_edits, edits
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.evidence import add_evidence, read_evidence

_STATUS: dict[str, Status] = {
    "done": "done",
    "finished": "done",
    "in progress": "in_progress",
    "in_progress": "in_progress",
    "started": "in_progress",
    "start": "in_progress",
    "reopen": "in_progress",
    "blocked": "blocked",
    "stuck": "blocked",
    "not started": "not_started",
    "not_started": "not_started",
    "not applicable": "not_applicable",
    "not_applicable": "not_applicable",
    "n/a": "not_applicable",
    "na": "not_applicable",
}
_STEP = re.compile(r"(?:step\s+)?(d(?:istrict\s+(?:step\s+)?)?)?(\d{1,2})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)
_CWG = re.compile(r"(?:cwg|group|tbt)\s*#?(\d{1,3})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)
_CYCLE = re.compile(r"(?:cwg|group|tbt)?\s*#?(\d{1,3})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)


def _said(kind: str, *parts: str) -> str:
    return " | ".join((kind.upper(), *(shown(part) for part in parts if part)))


def _place(framework: Framework, text: str) -> tuple[BoardKey, int, str]:
    """Board, step and what follows. Raises UserError where no step is named."""
    found = _STEP.match(text)
    if found is None:
        raise UserError("Which step? Write its number, such as: step 5 done, or step d3 done for the district.")
    board: BoardKey = "district" if found[1] else "building"
    step = int(found[2])
    known_step(framework, board, step)
    return board, step, found[3].strip()


def _title(framework: Framework, board: BoardKey, step: int) -> str:
    definition = framework.boards[board].step(step)
    name = f"step {step}" if board == "building" else f"district step {step}"
    return f"{name} {definition.title}" if definition else name


def _step(framework: Framework, line: Line) -> Read:
    """A number, then a status with what it needs after a colon, or `due DATE`, `owner NAME`, `tick ITEM`."""
    board, step, rest = _place(framework, line.rest)
    year = working_year(line.building, line.today)
    bound = partial(edits.set_step, framework=framework, board=board, step=step, year=year, today=line.today)
    title = _title(framework, board, step)
    word, _, more = rest.partition(" ")
    if folded(word) == "due" and more:
        day = line.day(more)
        return Read(_said("step", title, f"due {show_date(day, weekday=True)}"), partial(bound, due=day), "step")
    if folded(word) == "owner" and more:
        person = line.person(more)
        return Read(_said("step", title, f"owner {person.name}"), partial(bound, owner_id=person.id), "step")
    if folded(word) == "tick" and more:
        intent = partial(edits.tick, framework=framework, board=board, step=step, year=year, item=more, on=True)
        return Read(_said("step", title, f"tick {more}"), intent, "step")
    if folded(word) == "note" and more:
        return Read(_said("step", title, f"note {more}"), partial(bound, note=more), "step")
    head, colon, tail = rest.partition(":")
    key = " ".join(folded(head).split())
    if key not in _STATUS:
        raise UserError(
            f"“{shown(head)}” is no status of a step. Write done, in progress, blocked: WHY, n/a: WHY or not started; "
            "or due DATE, owner NAME, tick ITEM, note TEXT."
            if head
            else f"Step {step} what? Such as: step {step} done"
        )
    to, said = _STATUS[key], tail.strip() if colon else ""
    evidence, reason = (said, "") if to == "done" else ("", said)
    parts = [STATUSES[to], reason]
    if evidence:
        kind, name, location = read_evidence(evidence)
        parts += [f"{KINDS[kind]} {name}", location if location != name else ""]
    return Read(_said("step", title, *parts), partial(bound, to=to, reason=reason, evidence=evidence), "step")


def _group(building: Building, number: str) -> Cwg:
    groups = active_groups(building)
    for group in groups:
        if group.number == int(number):
            return group
    there = ", ".join(f"#{g.number} {shown(g.name)}" for g in groups) or "none yet"
    raise UserError(f"There is no CWG #{number}. The groups are: {there}.", field="cwg")


def _evidence(framework: Framework, line: Line) -> Read:
    """A step or a group, a colon, and what shows it; a group's evidence belongs to its open cycle."""
    if found := _CWG.match(line.rest):
        group, rest = _group(line.building, found[1]), found[2]
        cycle = open_cycle(line.building, group.id)
        step = cycle.step
        if (named := _STEP.match(rest)) and rest.lower().startswith("step"):
            step, rest = int(named[2]), named[3]
        kind, title, location = read_evidence(rest)
        intent = partial(cycle_edits.note_evidence, cwg_id=group.id, evidence=rest, today=line.today, step=step)
        where = f"CWG #{group.number} · cycle {cycle.number} · step {step}"
        return Read(
            _said("evidence", where, KINDS[kind], title, location if location != title else ""), intent, "evidence"
        )
    board, number, rest = _place(framework, line.rest)
    kind, title, location = read_evidence(rest)
    keep = partial(
        add_evidence,
        framework=framework,
        year=working_year(line.building, line.today),
        on=line.today,
        today=line.today,
        board=board,
        step=number,
        kind=kind,
        title=title,
        location=location,
    )
    where = _title(framework, board, number)
    return Read(_said("evidence", where, KINDS[kind], title, location if location != title else ""), keep, "evidence")


def _cycle(framework: Framework, line: Line) -> Read:
    """A group's number, then `start`, `next`, `back`, or `close` with continue, adjust, adopt or stop."""
    found = _CYCLE.match(line.rest)
    if found is None:
        raise UserError("The cycle of which group? Write its number, such as: cycle 2 next")
    group, rest = _group(line.building, found[1]), found[2].strip()
    word, _, more = rest.partition(" ")
    year, where = working_year(line.building, line.today), f"CWG #{group.number} {group.name}"
    match folded(word).rstrip(":"):
        case "start":
            strategy = None
            if more:
                strategy = find(more, list(active(line.building.strategies)), lambda s: s.text, "strategy")
            start = partial(
                cycle_edits.start,
                framework=framework,
                cwg_id=group.id,
                year=year,
                today=line.today,
                strategy_id=strategy.id if strategy else None,
            )
            return Read(_said("cycle", where, "start", strategy.text if strategy else ""), start, "cycle")
        case "next":
            cycle = open_cycle(line.building, group.id)
            move = partial(
                cycle_edits.advance, cwg_id=group.id, today=line.today, evidence=more.lstrip(": "), seen=cycle.step
            )
            return Read(_said("cycle", where, f"step {cycle.step} is done", more.lstrip(": ")), move, "cycle")
        case "back":
            return Read(_said("cycle", where, "back a step"), partial(cycle_edits.step_back, cwg_id=group.id), "cycle")
        case "close":
            head, _, learned = more.partition(":")
            outcome = _outcome(head.strip())
            close = partial(
                cycle_edits.close,
                framework=framework,
                cwg_id=group.id,
                outcome=outcome,
                year=year,
                today=line.today,
                learned=learned.strip(),
            )
            return Read(_said("cycle", where, f"close: {OUTCOMES[outcome]}", learned.strip()), close, "cycle")
    raise UserError(f"“{shown(rest)}”: write start, next, back, or close with {', '.join(OUTCOMES)}.")


def _outcome(word: str) -> Outcome:
    for outcome in OUTCOMES:
        if folded(word) == outcome:
            return outcome
    raise UserError(
        f"How does it go on? Write close and {', '.join(OUTCOMES)}, such as: cycle 2 close adjust: what we learned"
    )


def words(framework: Framework) -> dict[str, Word]:
    """First word -> how it is read, for `quickadd.read(…, more=…)`; steps are those of the framework."""
    return {
        "step": Word("step 5 done", partial(_step, framework), "which?"),
        "evidence": Word(
            "evidence step 6: data: reading quiz https://example.org/quiz", partial(_evidence, framework), "of what?"
        ),
        "cycle": Word("cycle 2 next", partial(_cycle, framework), "of which group?"),
    }
