"""Putting questions to people and taking their answers: feedback rounds. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.feedback.edits import put_feedback
from bltui.domain.feedback.round_results import response_count
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Feedback, Source, free_number
from bltui.domain.model.rounds import LEAST, MOST, Occasion, Prompt, Response, Round
from bltui.domain.model.text import PROSE, shown


class Taken:
    """The numbers that are given, for a draft with many answers."""

    __slots__ = ("feedback", "responses")

    def __init__(self, building: Building) -> None:
        self.feedback = set(building.feedback)
        self.responses = set(building.responses)


class Answers(msgspec.Struct, frozen=True):
    """What one person answered."""

    on: date
    source: Source = ""
    scores: Mapping[str, int] = {}
    """Per prompt 1 to 4."""
    texts: Mapping[str, str] = {}
    """Per prompt what was written."""


def new_round(
    builder: ChangeBuilder,
    *,
    title: str,
    prompts: Sequence[Prompt],
    opens: date,
    closes: date | None = None,
    occasion: Occasion = "step_8",
    purpose: str = "",
    audience: str = "",
    invited: int | None = None,
) -> int:
    """Put a new round into a draft; gives its id."""
    asked = Round(
        title=title,
        prompts=tuple(prompts),
        occasion=occasion,
        purpose=purpose,
        audience=audience,
        invited=invited,
        opens=opens,
        closes=closes,
    )
    return builder.add("rounds", asked)


def open_round(building: Building, **fields: Any) -> Change:
    """A new round; arguments as `new_round`."""
    builder = ChangeBuilder(building)
    new_round(builder, **fields)
    return builder.change(f"feedback: round “{fields['title'].strip()}” from {show_date(fields['opens'])}")


def edit_round(building: Building, *, seen: Round, **fields: Any) -> Change:
    """Change title, purpose, audience, invited, opens, closes or occasion as they were seen; merges with others' edits.

    The questions change only as long as nobody answered them.
    """
    builder = ChangeBuilder(building)
    if tuple(fields.get("prompts", seen.prompts)) != seen.prompts and response_count(building, seen.id):
        raise UserError("There are answers to these questions already. Open a new round.", field="prompts")
    if not builder.merge("rounds", seen, **fields):
        return no_change("feedback: round unchanged")
    return builder.change(f"feedback: round “{fields.get('title', seen.title)}” changed")


def close_round(building: Building, *, round_id: int, on: date) -> Change:
    """No more answers after a day."""
    builder = ChangeBuilder(building)
    asked = round_of(building, round_id)
    builder.put("rounds", round_id, closes=on)
    change = builder.change(f"feedback: round “{asked.title}” closes on {show_date(on)}")
    return change if change else no_change(f"feedback: the round closes on {show_date(on)} already")


def round_of(building: Building, round_id: int) -> Round:
    """A round that is there. Raises UserError."""
    asked = building.rounds.get(round_id)
    if asked is None or asked.archived:
        raise UserError("This round is no longer there.")
    return asked


def put_answers(
    builder: ChangeBuilder, round_id: int, prompts: Sequence[Prompt], answers: Answers, taken: Taken
) -> None:
    """Put one person's answers into a draft: the scores in one record, each text in another, so that nothing joins them."""
    known = {prompt.key: prompt for prompt in prompts}
    for key in answers.scores:
        if key not in known or known[key].kind != "likert":
            keys = ", ".join(p.key for p in prompts if p.kind == "likert")
            raise UserError(f"This round has no statement “{shown(key)}”. It has {keys or 'none'}.", field=key)
    for key, score in answers.scores.items():
        if not LEAST <= score <= MOST:
            raise UserError(f"A statement of this round takes a number from {LEAST} to {MOST}.", field=key)
    if answers.scores:
        response = Response(round_id=round_id, on=answers.on, source=answers.source, scores=dict(answers.scores))
        content = f"{round_id} {answers.source} {sorted(answers.scores.items())}"
        number = free_number(content, taken.responses)
        taken.responses.add(number)
        builder.add("responses", response, number=number)
    for key, text in answers.texts.items():
        if key not in known:
            keys = ", ".join(p.key for p in prompts if p.kind == "open")
            raise UserError(f"This round has no question “{shown(key)}”. It has {keys or 'none'}.", field=key)
        text = builder.text(text, "answer", limit=PROSE, multiline=True)
        if text:
            item = Feedback(
                text=text, on=answers.on, source=answers.source, anonymous=True, round_id=round_id, prompt=key
            )
            put_feedback(builder, item, taken.feedback)


def respond(building: Building, *, round_id: int, answers: Answers, typed_in: bool = False) -> Change:
    """One person's answers to a round. The history names nobody; with `typed_in` it names whoever typed in a paper form."""
    builder = ChangeBuilder(building)
    asked = round_of(building, round_id)
    if answers.on < asked.opens or asked.closed(answers.on):
        raise UserError(f"The round “{asked.title}” is not open on {show_date(answers.on)}.", field="on")
    put_answers(builder, round_id, asked.prompts, answers, Taken(building))
    change = builder.change(f"feedback: an answer to “{asked.title}”")
    if not change:
        raise UserError("Nothing is answered. Give a score or write something.")
    return msgspec.structs.replace(change, anonymous=not typed_in)
