"""Record answers to feedback rounds. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Feedback, Source
from bltui.domain.model.formats import show_date
from bltui.domain.model.rounds import Prompt, Response, Round
from bltui.domain.model.text import PROSE, shown


class Answers(msgspec.Struct, frozen=True):
    """One person's answers."""

    on: date
    source: Source = ""
    scores: Mapping[str, int] = {}
    """Score from 1 to 4 by prompt."""
    texts: Mapping[str, str] = {}
    """Text by prompt."""


def round_of(building: Building, round_id: int) -> Round:
    """Return a round by id. Raises UserError if it was removed."""
    asked = building.rounds.get(round_id)
    if asked is None or asked.archived:
        raise UserError(validation_messages.gone("round"))
    return asked


def put_answers(
    builder: ChangeBuilder, round_id: int, prompts: Sequence[Prompt], answers: Answers
) -> None:
    """Add one person's answers to the builder.

    The scores are one record and each text is another, so that they cannot be linked.
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
    """Raise UserError if an answer's key is not among the questions."""
    for key in given:
        if key not in asked:
            raise UserError(
                f"“{shown(key)}” is not a question of this round. Choose from {', '.join(asked) or 'nothing'}.",
                field=key,
            )


def taken(builder: ChangeBuilder, says: str, *, nameless: bool = True) -> Change:
    """Finish a builder with answers as a change, anonymous by default.

    Raises UserError if nothing is answered.
    """
    change = builder.change(says)
    if not change:
        raise UserError("No answers. Give a score from 1 to 4, or a text.", field="scores")
    return msgspec.structs.replace(change, anonymous=nameless)


def respond(
    building: Building, *, round_id: int, answers: Answers, typed_in: bool = False
) -> Change:
    """Add one person's answers to a round.

    The history names nobody, except the person who typed in a paper form (`typed_in`).
    """
    builder = ChangeBuilder(building)
    asked = round_of(building, round_id)
    if answers.on < asked.opens or asked.closed(answers.on):
        raise UserError(
            f"The round “{asked.title}” is not open on {show_date(answers.on)}.", field="on"
        )
    put_answers(builder, round_id, asked.prompts, answers)
    return taken(builder, f"feedback: an answer to “{asked.title}”", nameless=not typed_in)
