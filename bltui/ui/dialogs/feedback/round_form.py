"""The forms for a feedback round: its questions, how many were asked, and paper answers."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from bltui.domain.feedback.round_edits import Answers, respond
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import NO_STUDENTS
from bltui.domain.model.rounds import Prompt, Round
from bltui.framework import load_feedback_words
from bltui.ui.dialogs.feedback.answer_form import answer_form
from bltui.ui.dialogs.feedback.feedback_form import who
from bltui.ui.dialogs.fields import Choice, Field, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def round_form(basis: FormContext, seen: Round | None = None) -> Form:
    """Return the form for a new round, or for the one in `seen`."""
    start = seen or Round(title="", prompts=load_feedback_words().prompts, opens=basis.today)
    form = record_form(
        basis,
        start,
        seen=seen,
        title="Round" if seen else "New round of questions",
        about=f"{NO_STUDENTS} Answers to a round are anonymous.",
    )
    # Enter goes from field to field, but adds a line in the questions.
    fields = sorted(form.fields, key=lambda field: field.key == "prompts")
    return msgspec.structs.replace(
        form, fields=tuple(fields), saves="Save" if seen else "Open round"
    )


def answers_form(basis: FormContext, asked: Round) -> Form:
    """Return the form for one paper form: a number for each statement, words for each question."""
    scale = (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"))

    def build(values: Values, seen: Any) -> Intent:
        source = values.pop("source")
        given = {p: values[p.key] for p in asked.prompts if values[p.key]}
        scores = {p.key: int(value) for p, value in given.items() if p.kind == "likert"}
        texts = {p.key: value for p, value in given.items() if p.kind == "open"}
        answers = Answers(basis.today, source, scores, texts)
        return partial(respond, round_id=asked.id, answers=answers, typed_in=True)

    def entry(prompt: Prompt) -> Field:
        if prompt.kind == "likert":
            return Choice(
                key=prompt.key,
                label=prompt.text,
                value="",
                choices=scale,
                hint="1 disagrees, 4 agrees",
            )
        return Sentences(key=prompt.key, label=prompt.text, limit=2000)

    return answer_form(
        f"Enter an answer to “{asked.title}”",
        f"{NO_STUDENTS} 1 disagrees strongly, 4 agrees strongly.",
        (who(basis), *(entry(prompt) for prompt in asked.prompts)),
        build,
    )
