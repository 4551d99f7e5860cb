"""The form for a message to or from the teams and people that the BLT talks with [S2]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.messages import PARTIES, Message
from bltui.domain.team.message_edits import edit_message, send
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.fields import Choice, Field, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.plan_fields import Link, groups, none_or


def message_form(basis: Basis, seen: Message | None = None, *, answers: Message | None = None) -> Form:
    """A message anew, as it was seen, or as the answer to another one."""
    turned = {"to": "from", "from": "to"}
    own = seen or Message(
        party=answers.party if answers else "dlt",
        on=basis.today,
        direction=turned[answers.direction] if answers else "to",  # type: ignore[arg-type]
        cwg_id=answers.cwg_id if answers else None,
        reply_to=answers.id if answers else None,
    )

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None:
            return partial(edit_message, seen=seen, **values)
        return partial(send, today=basis.today, reply_to=own.reply_to, **values)

    words = {**PARTIES, "dlt": basis.building.profile.dlt_label}
    party: tuple[Field, ...] = (
        Choice(key="party", label="With", value=own.party, choices=tuple(words.items())),
        Choice(
            key="direction",
            label="Who told",
            value=own.direction,
            choices=(("to", "we told them"), ("from", "they told us")),
        ),
        Link(key="cwg_id", label="Group", value=own.cwg_id, choices=none_or(groups(basis))),
    )
    return Form(
        title="Message",
        about=f"Answers: {answers.text}" if answers else "",
        fields=(
            *(party if seen is None else ()),
            basis.day("on", "On", own.on, wanted=True),
            Prose(key="text", label="What", value=own.text, hint="no student names. Tab goes on"),
        ),
        build=build,
        seen=seen,
        names={"message": "text", "cwg": "cwg_id"},
        tries=True,
    )
