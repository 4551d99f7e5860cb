"""The form for a meeting's self-check: one person's scores, or everyone's by statement."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.meetings.self_check_edits import UNNAMED, answer, read_hands, read_sheets
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import SelfCheckForm
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.scores import Spread, counted, mean
from bltui.ui.dialogs.feedback.answer_form import answer_form
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values

#: The prefix of the statements' keys in the form, so that none is taken for the line above.
_HANDS = "hands-"


class Sheets(Field, frozen=True, kw_only=True):
    """Scores of one person, or of several one after another; its value is the counts."""

    form: SelfCheckForm

    def to_text(self, value: Any) -> str:
        return ""

    def parse(self, raw: str) -> dict[str, Spread]:
        return read_sheets(raw, self.form, self.key)

    def describe(self, raw: str) -> str:
        try:
            counts = self.parse(raw)
        except UserError as refused:
            return refused.message
        people = max(map(sum, counts.values()), default=0)
        return "" if not people else "one person" if people == 1 else f"{people} people"


class Hands(Field, frozen=True, kw_only=True):
    """Everyone's scores of one statement, as digits or counts."""

    form: SelfCheckForm
    value: Any = (0, 0, 0, 0)
    hint: str = "all digits, such as 3 4 4 2, or 4x5 3x2"

    def to_text(self, value: Any) -> str:
        return ""

    def parse(self, raw: str) -> Spread:
        return read_hands(raw, self.form, self.key)

    def describe(self, raw: str) -> str:
        try:
            spread = self.parse(raw)
        except UserError as refused:
            return refused.message
        count = sum(spread)
        return f"{counted(count)}, average {mean(spread):.2f}" if count else ""


def self_check_form(form: SelfCheckForm, meeting: Meeting, called: str, so_far: int) -> Form:
    """Return the form that adds answers to those already recorded."""
    scale = ", ".join(f"{number} {word}" for number, word in enumerate(form.scale, 1))
    example = " ".join(str(3 + n % 2) for n in range(len(form.statements)))

    def build(values: Values, seen: Any) -> Intent:
        hands = {
            key.removeprefix(_HANDS): spread
            for key, spread in values.items()
            if key.startswith(_HANDS)
        }
        if values["scores"] and any(map(any, hands.values())):
            raise UserError("Fill this line or the lines below, not both.", field="scores")
        return partial(answer, meeting_id=meeting.id, form=form, counts=values["scores"] or hands)

    sheets = Sheets(
        key="scores",
        label="Your scores, one digit for each statement",
        value={},
        form=form,
        hint=f"such as {example}; F10: save",
    )
    hands = (Hands(key=f"{_HANDS}{s.key}", label=s.text, form=form) for s in form.statements)
    about = f"{scale}. {UNNAMED}" + (f" So far: {counted(so_far)}." if so_far else "")
    return answer_form(f"Self-check: {called}", about, (sheets, *hands), build)
