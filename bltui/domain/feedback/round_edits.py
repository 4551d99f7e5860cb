"""Putting questions to people and taking their answers: feedback rounds.

Intents for `workspace.do`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Feedback, Source
from bltui.domain.model.rounds import Prompt, Response, Round
from bltui.domain.model.text import PROSE, shown


class Answers(msgspec.Struct, frozen=True):
    """What one person answered."""

    on: date
    source: Source = ""
    scores: Mapping[str, int] = {}
    """Per prompt 1 to 4."""
    texts: Mapping[str, str] = {}
    """Per prompt what was written."""


def round_of(building: Building, round_id: int) -> Round:
    """A round that is there. Raises UserError."""
    asked = building.rounds.get(round_id)
    if asked is None or asked.archived:
        raise UserError("This round is no longer there.")
    return asked


def put_answers(
    builder: ChangeBuilder, round_id: int, prompts: Sequence[Prompt], answers: Answers
) -> None:
    """Put one person's answers into a draft: the scores in one record, each text in another, so
    that nothing joins them.
    """
    check_asked(answers.scores, [p.key for p in prompts if p.kind == "likert"])
    check_asked(answers.texts, [p.key for p in prompts])
    source, on = answers.source, answers.on
    if answers.scores:
        builder.add(
            "responses",
            Response(round_id=round_id, on=on, source=source, scores=dict(answers.scores)),
        )
    for key, text in answers.texts.items():
        if text := builder.text(text, "answer", limit=PROSE, multiline=True):
            said = Feedback(
                text=text, on=on, source=source, anonymous=True, round_id=round_id, prompt=key
            )
            builder.add("feedback", said)


def check_asked(given: Iterable[str], asked: Sequence[str]) -> None:
    """Raise UserError if something is answered that is not asked."""
    for key in given:
        if key not in asked:
            raise UserError(
                f"“{shown(key)}” is not asked. Choose from {', '.join(asked) or 'nothing'}.",
                field=key,
            )


def taken(builder: ChangeBuilder, says: str, *, nameless: bool = True) -> Change:
    """Finish a draft with answers, of which the history names nobody.

    Raises UserError if nothing is answered.
    """
    change = builder.change(says)
    if not change:
        raise UserError(
            "Nothing is answered. Give a score from 1 to 4, or write something.", field="scores"
        )
    return msgspec.structs.replace(change, anonymous=nameless)


def respond(
    building: Building, *, round_id: int, answers: Answers, typed_in: bool = False
) -> Change:
    """One person's answers to a round.

    The history names nobody; with `typed_in` it names whoever typed in a paper form.
    """
    builder = ChangeBuilder(building)
    asked = round_of(building, round_id)
    if answers.on < asked.opens or asked.closed(answers.on):
        raise UserError(
            f"The round “{asked.title}” is not open on {show_date(answers.on)}.", field="on"
        )
    put_answers(builder, round_id, asked.prompts, answers)
    return taken(builder, f"feedback: an answer to “{asked.title}”", nameless=not typed_in)
