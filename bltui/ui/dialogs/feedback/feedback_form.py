"""The forms for feedback: record it in seconds, edit it, and answer it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bltui.domain.feedback.edits import answer, say
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import LONGEST, NO_STUDENTS, PROMISE, Feedback, Kind
from bltui.ui.dialogs.fields import Field, Flag, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, saves


def _fields(basis: FormContext, item: Feedback) -> tuple[Field, ...]:
    """Return the fields of an item.

    Unsolicited feedback is one line, and an answer to a round may be longer.
    """
    fields = {field.key: field for field in fields_of(basis, item)}
    if item.round_id is None and "\n" not in item.text:
        hint = "the feedback; F10: save"
        fields["text"] = Sentences(
            key="text", label="Text", value=item.text, required=True, limit=LONGEST, hint=hint
        )
    return fields["text"], fields["source"], fields["kind"], fields["about"]


def who(basis: FormContext) -> Field:
    """Return the field for the group that gives the feedback."""
    start = Feedback(text="", on=basis.today)
    return next(field for field in fields_of(basis, start) if field.key == "source")


def say_form(basis: FormContext, *, kind: Kind = "comment", about: str = "") -> Form:
    """Return the form that records one item; only the text is required before F10."""

    def reads(raw: Any) -> dict[str, str]:
        own = "Your account name is saved with it." if raw["anonymous"] == "no" else PROMISE
        return {"anonymous": own}

    start = Feedback(text="", on=basis.today, kind=kind, about=about)
    return Form(
        title="AHA" if kind == "aha" else "Feedback",
        about=NO_STUDENTS,
        fields=(*_fields(basis, start), Flag(key="anonymous", label="Anonymous")),
        build=lambda values, seen: partial(say, on=basis.today, **values),
        reads=reads,
        anonymous=lambda raw: raw["anonymous"] == "yes",
    )


def edit_feedback_form(basis: FormContext, seen: Feedback) -> Form:
    """Return the form for an item as it was seen."""
    return Form(
        title=f"Feedback {seen.id}",
        about=NO_STUDENTS,
        fields=_fields(basis, seen),
        build=saves(basis, Feedback),
        seen=seen,
        anonymous=lambda _: seen.anonymous,
    )


def answer_form(basis: FormContext, chosen: Sequence[Feedback]) -> Form:
    """Return the form for the answer given to people, which closes the loop."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            answer,
            numbers=[f.id for f in chosen],
            text=values["text"],
            on=values["on"] or basis.today,
        )

    reason = chosen[0].reason if len({f.reason for f in chosen}) == 1 else ""
    return Form(
        title=title_of("Answer", chosen),
        about="What people were told. This closes the loop: you said, we did.",
        fields=(
            Told(
                key="text", label="Answer", value=chosen[0].answer if len(chosen) == 1 else reason
            ),
            basis.day("on", "Date", basis.today),
        ),
        names={"answer": "text"},
        build=build,
        saves="Save answer",
    )


class Told(Sentences, frozen=True, kw_only=True):
    """A one-line answer field, so that Enter goes on."""

    hint: str = "in a sentence or two, as people were told"


def title_of(word: str, chosen: Sequence[Feedback]) -> str:
    """Return the title of a form for one or several items."""
    if len(chosen) > 1:
        return f"{word}: {len(chosen)} items"
    text = chosen[0].text.partition("\n")[0]
    return f"{word}: {text[:50]}{'…' if len(text) > 50 else ''}"
