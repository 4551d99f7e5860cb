"""A survey's CSV export as answers to a round, imported completely or not at all.

A preview shows how the columns were recognized. Scores and written answers are stored separately,
without names, addresses or times of day. Importing a longer export of the same survey adds only
what is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from bltui.domain.feedback.round_edits import Answers, put_answers, round_of
from bltui.domain.feedback.word_config import FeedbackWords
from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Source
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.rounds import QUESTION, Occasion, Prompt, Round
from bltui.domain.model.text import PROSE, clean, folded, shown
from bltui.exchange.survey_columns import (
    NO_ANSWER,
    WHOLE,
    Column,
    Wishes,
    columns,
    key_of,
    score,
    without_codes,
    without_doubles,
)
from bltui.exchange.survey_dates import read_days
from bltui.exchange.tables import Problem, Table, Unusable, read_table


class Survey(msgspec.Struct, frozen=True):
    """The parsed contents of a file."""

    columns: tuple[Column, ...]
    prompts: tuple[Prompt, ...]
    """The questions and statements that are imported."""
    answers: tuple[Answers, ...]
    blank: int
    """Rows without any answer."""
    problems: tuple[Problem, ...]


class SurveyPlan(msgspec.Struct, frozen=True):
    """The result of an import, before it is saved."""

    change: Change
    responses: int
    """New sets of scores."""
    texts: int
    """New written answers."""
    unchanged: int
    """Scores and texts that were imported before."""
    survey: Survey


#: Longer tables are refused if more than half of their lines do not fit the header.
_FEW = 3


def open_survey(data: bytes, name: str, words: FeedbackWords, wishes: Wishes) -> Table:
    """Return the table in a file's bytes.

    Raises Unusable, with what is wrong and what to do, if they are not a table.
    """
    own = (*wishes.text, *wishes.likert, wishes.source or "", wishes.date or "")
    known = {*words.columns, *(folded(heading).strip(" :*") for heading in own if heading)}
    return read_table(data, name, known, WHOLE)


def read_survey(
    table: Table,
    words: FeedbackWords,
    *,
    today: date,
    prompts: Sequence[Prompt] = (),
    wishes: Wishes | None = None,
    everyone: Source = "",
) -> Survey:
    """Return the answers in a table.

    `prompts` are those of the round that it answers. `everyone` is the group of rows that name
    none. Raises Unusable if no column holds answers or a wish names no column.
    """
    odd = len({problem.line for problem in table.problems} & {row.line for row in table.rows})
    if odd * 2 > len(table.rows) > _FEW:
        raise Unusable(
            f"{table.name}: {odd} of {len(table.rows)} lines do not fit the header. Is it a "
            "survey's CSV export?"
        )
    found = columns(table, words, prompts, wishes or Wishes())
    headings, rows = without_codes(table)
    problems = list(table.problems)
    rows, twice = without_doubles(rows, headings)
    problems += twice
    asked = {
        c.number - 1: _prompt(c, headings[c.number - 1], prompts)
        for c in found
        if c.use in ("text", "likert")
    }
    if not asked:
        listed = "; ".join(f"{c.number} {c.heading[:60]} ({c.why})" for c in found)
        raise Unusable(
            f"{table.name}: no column is certain to hold answers. Choose one. The columns are: "
            f"{listed}."
        )
    problems += [
        Problem(0, f"column {c.number} “{c.heading[:60]}” was not imported: {c.why}.")
        for c in found
        if c.use == "ask"
    ]
    on = next((c.number - 1 for c in found if c.use == "date"), None)
    days = read_days([row.cells[on] for row in rows]) if on is not None else None
    if days is not None and days.doubtful:
        text = (
            "some dates are day/month and others month/day, so every answer is dated "
            f"{today}. Export the dates as 2026-05-04."
        )
        problems.append(Problem(0, text))
    group = next((c.number - 1 for c in found if c.use == "source"), None)
    answers: list[Answers] = []
    blank = 0
    unknown: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        source = everyone
        if group is not None and (cell := folded(row.cells[group])) and cell not in NO_ANSWER:
            source = words.sources.get(cell.strip(" ."), "")
            if not source:
                unknown.setdefault(shown(row.cells[group].strip())[:60], []).append(row.line)
        scores: dict[str, int] = {}
        texts: dict[str, str] = {}
        for at, prompt in asked.items():
            cell = row.cells[at].strip()
            if folded(cell) in NO_ANSWER:
                continue
            if prompt.kind == "open":
                try:
                    texts[prompt.key] = clean(cell, "answer", limit=PROSE, multiline=True)
                except UserError as error:
                    raise Unusable(f"{table.name}: line {row.line}: {error.message}") from None
            elif (value := score(cell, words, numbers=True)) is not None:
                scores[prompt.key] = value
            else:
                problems.append(
                    Problem(
                        row.line,
                        f"“{shown(cell)[:40]}” is not a score from 1 to 4; skipped.",
                    )
                )
        day = days.days[n] if days is not None else None
        if day is not None and day > today:
            problems.append(
                Problem(
                    row.line,
                    f"{show_date(day)} is in the future; the answer is dated {show_date(today)}.",
                )
            )
            day = today
        if scores or any(texts.values()):
            answers.append(Answers(day or today, source, scores, texts))
        else:
            blank += 1
    for cell, lines in unknown.items():
        problems.append(
            Problem(
                lines[0],
                f"“{cell}” is not certain to be a group: {formats.count(len(lines), 'row')} "
                "imported without a group.",
            )
        )
    if blank:
        problems.append(Problem(0, f"{formats.count(blank, 'row')} without any answer skipped."))
    taken = tuple(asked.values())
    return Survey(
        tuple(found), taken, tuple(answers), blank, tuple(sorted(problems, key=lambda p: p.line))
    )


def _prompt(column: Column, heading: str, prompts: Sequence[Prompt]) -> Prompt:
    """Return the question of a column: the round's question if the words match, else a new one."""
    kind: str = "likert" if column.use == "likert" else "open"
    same = next((p for p in prompts if key_of(p.text) == key_of(heading) and p.kind == kind), None)
    if same is not None:
        return same
    keys = {prompt.key for prompt in prompts}
    key = next(
        k
        for k in (f"q{column.number}", *(f"q{column.number}_{n}" for n in range(2, 100)))
        if k not in keys
    )
    text = (
        clean(heading[: QUESTION * 3], "question", limit=QUESTION * 3)[:QUESTION].strip()
        or column.heading
    )
    return Prompt(key, text, "likert" if kind == "likert" else "open")


def plan_survey(
    building: Building,
    survey: Survey,
    *,
    today: date,
    title: str = "",
    round_id: int | None = None,
    occasion: Occasion = "step_8",
    invited: int | None = None,
) -> SurveyPlan:
    """Plan an import into the round that was named, one with that title, or a new one.

    Raises UserError if that is not possible.
    """
    draft = ChangeBuilder(building)
    if round_id is None:
        round_id = next(
            (r.id for r in active(building.rounds) if title and folded(r.title) == folded(title)),
            None,
        )
    there: dict[tuple[object, ...], int] = {}
    if round_id is None:
        first = min((a.on for a in survey.answers), default=today)
        asked = Round(
            title=title or f"Survey of {first}",
            prompts=survey.prompts,
            opens=first,
            closes=max((a.on for a in survey.answers), default=today),
            occasion=occasion,
            invited=invited,
        )
        number = draft.add("rounds", asked)
        prompts: tuple[Prompt, ...] = survey.prompts
    else:
        number = round_id
        asked = round_of(building, round_id)
        keys = {prompt.key for prompt in asked.prompts}
        new = tuple(prompt for prompt in survey.prompts if prompt.key not in keys)
        prompts = (*asked.prompts, *new)
        draft.put(
            "rounds",
            number,
            prompts=prompts,
            **({"invited": invited} if invited is not None else {}),
        )
        there = _there(building, number)
    responses = texts = unchanged = 0
    pieces: list[Answers] = []
    for answers in survey.answers:
        left, old = _unseen(answers, there)
        unchanged += old
        pieces += _pieces(left)
        responses += bool(left.scores)
        texts += len(left.texts)
    for piece in sorted(pieces, key=_content):
        put_answers(draft, number, prompts, piece)
    change = draft.change(
        f"feedback: survey imported, {responses} sets of scores, {texts} written answers"
    )
    if not (responses or texts):
        change = no_change("feedback: survey unchanged")
    return SurveyPlan(change, responses, texts, unchanged, survey)


def _pieces(answers: Answers) -> Iterator[Answers]:
    """Yield a row's scores, and each of its texts separately."""
    if answers.scores:
        yield Answers(answers.on, answers.source, scores=answers.scores)
    for key, text in answers.texts.items():
        yield Answers(answers.on, answers.source, texts={key: text})


def _content(piece: Answers) -> tuple[object, ...]:
    """Return a sort key made from the contents.

    Sorting hides the order of the rows, which would show which answers one person gave.
    """
    return sorted(piece.scores.items()), sorted(piece.texts.items()), piece.source, piece.on


def _there(building: Building, round_id: int) -> dict[tuple[object, ...], int]:
    """Return the answers that a round already has, with how often each occurs."""
    held: dict[tuple[object, ...], int] = {}
    for response in building.responses.values():
        if response.round_id == round_id:
            key = (response.source, *sorted(response.scores.items()))
            held[key] = held.get(key, 0) + 1
    for item in building.feedback.values():
        if item.round_id == round_id:
            said = (item.prompt, item.source, item.text)
            held[said] = held.get(said, 0) + 1
    return held


def _unseen(answers: Answers, there: dict[tuple[object, ...], int]) -> tuple[Answers, int]:
    """Return the new part of a row and the number of known answers, which are counted down."""
    old = 0

    def known(key: tuple[object, ...]) -> bool:
        nonlocal old
        if there.get(key, 0) < 1:
            return False
        there[key] -= 1
        old += 1
        return True

    scores = answers.scores
    if scores and known((answers.source, *sorted(scores.items()))):
        scores = {}
    texts = {
        k: text
        for k, text in answers.texts.items()
        if text and not known((k, answers.source, text))
    }
    return Answers(answers.on, answers.source, scores, texts), old


def import_survey(building: Building, *, survey: Survey, today: date, **fields: object) -> Change:
    """Import a survey as one change. This is an intent with the arguments of `plan_survey`."""
    return plan_survey(building, survey, today=today, **fields).change  # type: ignore[arg-type]
