"""The forms for a feedback round: its questions, how many were asked, and the answers of one paper form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bltui.domain.feedback.round_edits import Answers, edit_round, open_round, respond
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import NO_STUDENTS
from bltui.domain.model.rounds import OCCASIONS, Prompt, Round
from bltui.domain.model.text import folded
from bltui.framework import load_feedback_words
from bltui.ui.dialogs.feedback.feedback_form import SOMEBODY, SPEAKERS, Said, source_of
from bltui.ui.dialogs.fields import Choice, Field, NumberField, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

#: What a statement begins with that is answered by a number.
_SCALE = "1-4 "


class Count(NumberField, frozen=True, kw_only=True):
    """A whole number; blank where nobody counted."""

    @property
    def blank(self) -> str:
        return "nobody counted"

    def parse(self, raw: str) -> int | None:
        found = super().parse(raw)
        return None if found is None else int(found)


class Questions(Prose, frozen=True, kw_only=True):
    """One question a line; what begins with "1-4" is a statement to agree with."""

    hint: str = "one a line; “1-4 ” before a statement to agree with. Tab goes on"

    def to_text(self, value: Any) -> str:
        lines = [f"{_SCALE if p.kind == 'likert' else ''}{p.text}" for p in value or ()]
        return super().to_text("\n".join(lines))

    def parse(self, raw: str) -> tuple[Prompt, ...]:  # type: ignore[override]
        return read_questions(super().parse(raw), self.value)


def read_questions(text: str, known: Sequence[Prompt]) -> tuple[Prompt, ...]:
    """Questions from lines; those that were there keep their keys."""
    found: list[Prompt] = []
    taken = {p.key for p in known}
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        likert = line.startswith(_SCALE.strip())
        words = line.removeprefix(_SCALE.strip()).strip() if likert else line
        same = next((p for p in known if folded(p.text) == folded(words)), None)
        key = same.key if same else next(k for k in (f"q{n}" for n in range(1, 999)) if k not in taken)
        taken.add(key)
        found.append(Prompt(key, words, "likert" if likert else "open"))
    return tuple(found)


def round_form(basis: FormContext, seen: Round | None = None) -> Form:
    """Open a round, or change one as it was seen."""
    prompts = seen.prompts if seen else load_feedback_words().prompts

    def build(values: Values, seen: Any) -> Intent:
        fields = {**values, "opens": values["opens"] or basis.today}
        return partial(open_round, **fields) if seen is None else partial(edit_round, seen=seen, **fields)

    return Form(
        title="Round" if seen else "New round of questions",
        about=f"{NO_STUDENTS} Answers to a round are anonymous.",
        fields=(
            Field(key="title", label="Title", value=seen.title if seen else "", required=True),
            Choice(
                key="occasion",
                label="Occasion",
                value=seen.occasion if seen else "step_8",
                choices=tuple(OCCASIONS.items()),
            ),
            Field(
                key="audience", label="Who is asked", value=seen.audience if seen else "", hint="such as all teachers"
            ),
            Count(key="invited", label="How many", value=seen.invited if seen else None, hint="for the response rate"),
            basis.day("opens", "Opens", seen.opens if seen else basis.today),
            basis.day("closes", "Last day", seen.closes if seen else None),
            Questions(key="prompts", label="Questions", value=prompts),
        ),
        build=build,
        seen=seen,
        saves="Save" if seen else "Open it",
    )


def answers_form(basis: FormContext, asked: Round) -> Form:
    """One paper form typed in: a number for each statement, words for each question."""
    scale = (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"))

    def build(values: Values, seen: Any) -> Intent:
        scores = {p.key: int(values[p.key]) for p in asked.prompts if p.kind == "likert" and values[p.key]}
        texts = {p.key: values[p.key] for p in asked.prompts if p.kind == "open" and values[p.key]}
        found = Answers(on=basis.today, source=source_of(values), scores=scores, texts=texts)  # type: ignore[arg-type]
        return partial(respond, round_id=asked.id, answers=found, typed_in=True)

    def entry(prompt: Prompt) -> Field:
        if prompt.kind == "likert":
            return Choice(key=prompt.key, label=prompt.text, value="", choices=scale, hint="1 disagrees, 4 agrees")
        return Said(key=prompt.key, label=prompt.text, limit=2000)

    return Form(
        title=f"An answer to “{asked.title}”",
        about=f"{NO_STUDENTS} 1 disagrees strongly, 4 agrees strongly.",
        fields=(
            Choice(key="source", label="Who", value=SOMEBODY, choices=SPEAKERS),
            *(entry(prompt) for prompt in asked.prompts),
        ),
        build=build,
        anonymous=lambda _: True,  # one person's scores and words stand side by side in it
        wide=True,
    )
