"""The forms for what somebody says: taken down in seconds, mended, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bltui.domain.feedback.edits import answer, edit_feedback, say
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import LONGEST, NO_STUDENTS, PROMISE, SOURCES, Feedback, Kind
from bltui.ui.dialogs.fields import Choice, Field, Flag, Prose, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

KINDS: tuple[tuple[Kind, str], ...] = (
    ("comment", "comment"),
    ("plus", "plus"),
    ("delta", "delta"),
    ("question", "question"),
    ("idea", "idea"),
    ("aha", "AHA"),
)
#: A box needs a word to be kept by: nobody in particular is this one.
SOMEBODY = "somebody"
SPEAKERS = tuple((key or SOMEBODY, words) for key, words in SOURCES.items())
_ABOUT = "step:5, goal:3, cwg:2, meeting:7, or blank"


class Said(Sentences, frozen=True, kw_only=True):
    """What was said: one line of at most 500 characters; an answer of a survey may be longer."""

    limit: int = LONGEST


def source_of(values: Values) -> str:
    """The group that was chosen, as it is kept."""
    chosen = values["source"]
    return "" if chosen in (None, SOMEBODY) else str(chosen)


def say_form(basis: FormContext, *, kind: Kind = "comment", about: str = "") -> Form:
    """Take one thing down. Everything but the words may stay as it is: typing and F10 is enough."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(say, **{**values, "source": source_of(values), "on": basis.today})

    def reads(raw: Any) -> dict[str, str]:
        own = "Your account's name is kept with it." if raw["anonymous"] == "no" else PROMISE
        return {"anonymous": own}

    return Form(
        title="AHA" if kind == "aha" else "Feedback",
        about=NO_STUDENTS,
        fields=(
            Said(key="text", label="What", required=True, hint="what was said; F10 saves at once"),
            Choice(key="source", label="Who", value=SOMEBODY, choices=SPEAKERS),
            Choice(key="kind", label="Kind", value=kind, choices=KINDS),
            Field(key="about", label="About", value=about, hint=_ABOUT),
            Flag(key="anonymous", label="Anonymous"),
        ),
        build=build,
        reads=reads,
        anonymous=lambda raw: raw["anonymous"] == "yes",
    )


def edit_feedback_form(seen: Feedback) -> Form:
    """Edit an item as it was seen."""

    def build(values: Values, seen: Any) -> Intent:
        fields = {**values, "source": source_of(values)}
        return partial(edit_feedback, seen=seen, **fields)

    words: Field
    if seen.round_id is not None:
        words = Prose(key="text", label="What", value=seen.text, required=True)
    else:
        words = Said(key="text", label="What", value=seen.text, required=True)
    return Form(
        title=f"Feedback {seen.id}",
        about=NO_STUDENTS,
        fields=(
            words,
            Choice(key="source", label="Who", choices=SPEAKERS, value=_shows(seen)["source"]),
            Choice(key="kind", label="Kind", value=seen.kind, choices=KINDS),
            Field(key="about", label="About", value=seen.about, hint=_ABOUT),
        ),
        build=build,
        seen=seen,
        shows=_shows,
        anonymous=lambda _: seen.anonymous,
    )


def _shows(item: Feedback) -> Values:
    return {"source": item.source or SOMEBODY}


def answer_form(basis: FormContext, chosen: Sequence[Feedback]) -> Form:
    """What people were told: this closes the loop."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(answer, numbers=[f.id for f in chosen], text=values["text"], on=values["on"] or basis.today)

    reason = chosen[0].reason if len({f.reason for f in chosen}) == 1 else ""
    return Form(
        title=title_of("Answer", chosen),
        about="What people were told. Only this closes the loop: you said, we did.",
        fields=(
            Told(key="text", label="Answer", value=chosen[0].answer if len(chosen) == 1 else reason),
            basis.day("on", "Told on", basis.today),
        ),
        names={"answer": "text"},
        build=build,
        saves="Told",
    )


class Told(Sentences, frozen=True, kw_only=True):
    """An answer on one line, so that enter goes on."""

    hint: str = "in a sentence or two, as people were told"


def title_of(word: str, chosen: Sequence[Feedback]) -> str:
    """The title of a form on one item or several."""
    if len(chosen) > 1:
        return f"{word}: {len(chosen)} items"
    text = chosen[0].text.partition("\n")[0]
    return f"{word}: {text[:50]}{'…' if len(text) > 50 else ''}"
