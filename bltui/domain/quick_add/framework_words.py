"""Quick-add words that need the framework: `step`, `evidence`, `cycle`, and `check`."""

from __future__ import annotations

import re
from functools import partial

from bltui.domain.meetings.due_parser import read_due
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.self_check_edits import answer, meeting_to_check, read_sheets
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import OUTCOMES
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.scores import counted, total
from bltui.domain.model.steps import KINDS, STATUSES, Status, known_step
from bltui.domain.model.text import folded, shown
from bltui.domain.model.work_groups import active_groups, open_cycle
from bltui.domain.quick_add.context import Line, Read, Word, on_its_day, reads
from bltui.domain.steps import cycle_edits, edits
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.evidence import add_evidence, read_evidence

_STATUS: dict[str, Status] = {
    **{name: key for key, label in STATUSES.items() for name in (key, label)},
    "finished": "done",
    **dict.fromkeys(("started", "start", "reopen"), "in_progress"),
    "stuck": "blocked",
    **dict.fromkeys(("n/a", "na"), "not_applicable"),
}
_STEP = re.compile(
    r"(?:step\s+)?(d(?:istrict\s+(?:step\s+)?)?)?(\d{1,2})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL
)
_CWG = re.compile(r"(?:cwg|group|tbt)\s*#?(\d{1,3})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)
_CYCLE = re.compile(r"(?:cwg|group|tbt)?\s*#?(\d{1,3})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)


def _place(framework: Framework, text: str) -> tuple[BoardKey, int, str]:
    """Parse board, step, and the rest of a line. Raises UserError without a step."""
    found = _STEP.match(text)
    if found is None:
        raise UserError(
            "No step number. Write it as: step 5 done, or step d3 done for the district."
        )
    board: BoardKey = "district" if found[1] else "building"
    step = int(found[2])
    known_step(framework, board, step)
    return board, step, found[3].strip()


def _title(framework: Framework, board: BoardKey, step: int) -> str:
    definition = framework.boards[board].step(step)
    name = f"step {step}" if board == "building" else f"district step {step}"
    return f"{name} {definition.title}" if definition else name


def _step(framework: Framework, line: Line) -> Read:
    """Parse a step number and a status with details, or `due DATE`, `owner NAME`, `check ITEM`."""
    board, step, rest = _place(framework, line.rest)
    year = working_year(line.building, line.today)
    bound = partial(
        edits.set_step, framework=framework, board=board, step=step, year=year, today=line.today
    )
    title = _title(framework, board, step)
    word, _, more = rest.partition(" ")
    match folded(word) if more else "":
        case "due":
            day = read_due(more, line.building, line.today)
            return reads("step", partial(bound, due=day), title, on_its_day("due", day))
        case "owner":
            person = line.person(more)
            return reads("step", partial(bound, owner_id=person.id), title, f"owner {person.name}")
        case "tick" | "check":
            tick = partial(
                edits.tick,
                framework=framework,
                board=board,
                step=step,
                year=year,
                item=more,
                on=True,
            )
            return reads("step", tick, title, f"check off {more}")
        case "note":
            return reads("step", partial(bound, note=more), title, f"note {more}")
    head, colon, tail = rest.partition(":")
    key = " ".join(folded(head).split())
    if key not in _STATUS:
        raise UserError(
            f"“{shown(head)}” is not the status of a step. Write done, in progress, blocked: WHY, n/a: WHY, or not started; "
            "or due DATE, owner NAME, check ITEM, note TEXT."
            if head
            else f"No status for step {step}. Write it as: step {step} done"
        )
    to, said = _STATUS[key], tail.strip() if colon else ""
    if to == "done" and said:
        kind, name, location = read_evidence(said)
        shows = (f"{KINDS[kind]} {name}", location if location != name else "")
        return reads("step", partial(bound, to=to, evidence=said), title, STATUSES[to], *shows)
    return reads("step", partial(bound, to=to, reason=said), title, STATUSES[to], said)


def _group(building: Building, number: str) -> Cwg:
    groups = active_groups(building)
    for group in groups:
        if group.number == int(number):
            return group
    there = ", ".join(f"#{g.number} {shown(g.name)}" for g in groups) or "none yet"
    raise UserError(
        f"There is no {labels.group()} #{number}. The groups are: {there}.", field="cwg"
    )


def _evidence(framework: Framework, line: Line) -> Read:
    """Parse a step or group, and evidence. A group's evidence belongs to its open cycle."""
    if found := _CWG.match(labels.typed(line.rest)):
        group, rest = _group(line.building, found[1]), found[2]
        cycle = open_cycle(line.building, group.id)
        step = cycle.step
        if (stated := _STEP.match(rest)) and rest.lower().startswith("step"):
            step, rest = int(stated[2]), stated[3]
        where = f"{labels.group()} #{group.number} · cycle {cycle.number} · step {step}"
        kind, title, location = read_evidence(rest)
        intent: Intent = partial(
            cycle_edits.note_evidence, cwg_id=group.id, evidence=rest, today=line.today, step=step
        )
    else:
        board, step, rest = _place(framework, line.rest)
        where = _title(framework, board, step)
        kind, title, location = read_evidence(rest)
        intent = partial(
            add_evidence,
            framework=framework,
            year=working_year(line.building, line.today),
            on=line.today,
            today=line.today,
            board=board,
            step=step,
            kind=kind,
            title=title,
            location=location,
        )
    return reads(
        "evidence", intent, where, KINDS[kind], title, location if location != title else ""
    )


def _cycle(framework: Framework, line: Line) -> Read:
    """Parse a group number and `start`, `next`, `back`, or `close` with an outcome."""
    found = _CYCLE.match(labels.typed(line.rest))
    if found is None:
        raise UserError("The cycle of which group? Write its number, such as: cycle 2 next")
    group, rest = _group(line.building, found[1]), found[2].strip()
    word, _, more = rest.partition(" ")
    year, where = (
        working_year(line.building, line.today),
        f"{labels.group()} #{group.number} {group.name}",
    )
    match folded(word).rstrip(":"):
        case "start":
            strategy = None
            if more:
                strategy = find(
                    more, list(active(line.building.strategies)), lambda s: s.text, "strategy"
                )
            start = partial(
                cycle_edits.start,
                framework=framework,
                cwg_id=group.id,
                year=year,
                today=line.today,
                strategy_id=strategy.id if strategy else None,
            )
            return reads("cycle", start, where, "start", strategy.text if strategy else "")
        case "next":
            cycle = open_cycle(line.building, group.id)
            shows = more.lstrip(": ")
            move = partial(
                cycle_edits.advance,
                cwg_id=group.id,
                today=line.today,
                evidence=shows,
                seen=cycle.step,
            )
            return reads("cycle", move, where, f"step {cycle.step} is done", shows)
        case "back":
            return reads(
                "cycle", partial(cycle_edits.step_back, cwg_id=group.id), where, "back a step"
            )
        case "close":
            head, _, learned = more.partition(":")
            outcome = next((one for one in OUTCOMES if folded(head.strip()) == one), None)
            if outcome is None:
                raise UserError(
                    f"How does it go on? Write close and {', '.join(OUTCOMES)}, "
                    "such as: cycle 2 close adjust: what we learned"
                )
            close = partial(
                cycle_edits.close,
                framework=framework,
                cwg_id=group.id,
                outcome=outcome,
                year=year,
                today=line.today,
                learned=learned.strip(),
            )
            return reads("cycle", close, where, f"close: {OUTCOMES[outcome]}", learned.strip())
    raise UserError(
        f"“{shown(rest)}”: write start, next, back, or close with {', '.join(OUTCOMES)}."
    )


def _check(framework: Framework, line: Line) -> Read:
    """Parse self-check scores: one digit per statement, for one or more people."""
    form = framework.self_check
    counts = read_sheets(line.rest, form)
    meeting = meeting_to_check(line.building, line.today)
    people = max(map(sum, counts.values()), default=0)
    scores = (
        [f"{s.short} {total(counts[s.key])}" for s in form.statements]
        if people == 1
        else [counted(people)]
    )
    intent = partial(answer, meeting_id=meeting.id, form=form, counts=counts)
    return reads("check", intent, "anonymous", *scores, named(line.building, meeting))


def words(framework: Framework) -> dict[str, Word]:
    """Return the parsers by first word, for `parser.read(…, more=…)`."""
    example = " ".join(str(3 + n % 2) for n in range(len(framework.self_check.statements)))
    return {
        "step": Word("step 5 done", partial(_step, framework), "which?"),
        "evidence": Word(
            "evidence step 6: data: reading quiz https://example.org/quiz",
            partial(_evidence, framework),
            "of what?",
        ),
        "cycle": Word("cycle 2 next", partial(_cycle, framework), "of which group?"),
        "check": Word(f"check {example}", partial(_check, framework), "what scores?"),
    }
