"""The form for a message to or from the teams and people that the BLT talks with."""

from __future__ import annotations

from functools import partial

from bltui.domain.model.messages import Direction, Message
from bltui.domain.team.message_edits import send
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form

_TURNED: dict[Direction, Direction] = {"to": "from", "from": "to"}


def message_form(
    basis: FormContext, seen: Message | None = None, *, answers: Message | None = None
) -> Form:
    """Return the form for a new message, for the one in `seen`, or for an answer to another one."""
    start = Message(
        party=answers.party if answers else "dlt",
        on=basis.today,
        direction=_TURNED[answers.direction] if answers else "to",
        cwg_id=answers.cwg_id if answers else None,
    )
    return record_form(
        basis,
        start,
        seen=seen,
        title="Message",
        about=f"Answers: {answers.text}" if answers else "",
        add_with=partial(send, today=basis.today, reply_to=answers.id if answers else None),
    )
