"""The form for a feedback decision: adopted, not adopted (with a reason), or deferred."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bltui.domain.feedback.edits import resolve
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import Feedback
from bltui.domain.steps.current_state import coming_year
from bltui.ui.dialogs.feedback.feedback_form import Told, title_of
from bltui.ui.dialogs.fields import Choice, Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

_DECISIONS = (
    ("adopted", "adopted"),
    ("not_adopted", "not adopted"),
    ("carried", "carried to next year"),
)


def resolve_form(basis: FormContext, chosen: Sequence[Feedback]) -> Form:
    """Return the form for the decision; telling people is the next step."""
    year = coming_year(basis.building, basis.today)
    first = chosen[0]

    def build(values: Values, seen: Any) -> Intent:
        carried = values["decision"] == "carried"
        return partial(
            resolve,
            numbers=[f.id for f in chosen],
            decision=values["decision"],
            reason=values["reason"],
            carried_to=values["carried_to"] if carried else "",
            carried_step=int(values["carried_step"]) if carried else None,
        )

    def reads(raw: Any) -> dict[str, str]:
        if raw["decision"] != "carried":
            return {"carried_to": "only if it is carried"}
        return {
            "carried_to": (
                f"an open item of step {raw['carried_step']} in {raw['carried_to'].strip()}"
            )
        }

    return Form(
        title=title_of("Outcome", chosen),
        about="The loop is closed when people get a reply: press r afterwards.",
        fields=(
            Choice(
                key="decision",
                label="Outcome",
                value=first.decision or "adopted",
                choices=_DECISIONS,
            ),
            Told(
                key="reason",
                label="Reason",
                value=first.reason,
                hint="required if it is not adopted",
            ),
            Field(
                key="carried_to",
                label="School year",
                value=first.carried_to or year,
                hint="such as 2027-28",
            ),
            Choice(
                key="carried_step",
                label="Step",
                value=str(first.carried_step or 2),
                choices=(("1", "step 1"), ("2", "step 2")),
            ),
        ),
        build=build,
        reads=reads,
    )
