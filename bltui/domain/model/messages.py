"""Two-way communication of the BLT with the district team, groups, staff, and families."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Choice, Day, Prose
from bltui.domain.model.link_kinds import Group, Link
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Party = Literal["dlt", "cwg", "staff", "families", "principal", "community"]
Direction = Literal["to", "from"]

PARTIES: Mapping[Party, str] = labels.Worded(
    {
        "dlt": "DLT/CSLT",
        "cwg": "{group_names}",
        "staff": "staff",
        "families": "families",
        "principal": "the principal",
        "community": "community",
    }
)
#: Contacts of the facilitator (principal) and the liaison (DLT).
CONTACTS: dict[Literal["principal", "dlt"], str] = {
    "principal": "the principal",
    "dlt": "the DLT/CSLT",
}
DIRECTIONS: dict[Direction, str] = {"to": "we told them", "from": "they told us"}


class Addressee(Choice, frozen=True, kw_only=True):
    """A party. The district's team is named as in the building's settings."""

    def show(self, value: Any, context: "Context") -> str:
        name = super().show(value, context)
        return (
            name.replace("DLT/CSLT", context.get("profile", 1).dlt_label)
            if value == "dlt"
            else name
        )


class Message(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A message to or from another party.

    Contacts of the facilitator and liaison are in `contacts` and are shown here too.
    """

    TABLE = "messages"
    NOUN: ClassVar[str] = "message"
    NAME: ClassVar[str] = "text"

    party: Annotated[Party, Addressee("Party", choices=PARTIES, required=True)]
    on: Annotated[
        dt.date,
        Day(
            "Date",
            required=True,
            past="enter the date it was sent",
            option="--on",
            help="the date (default: today)",
        ),
    ]
    direction: Annotated[Direction, Choice("Direction", choices=DIRECTIONS)] = "to"
    text: Annotated[str, Prose("Message", required=True, first=True, hint="no student names")] = ""
    cwg_id: Annotated[
        int | None, Group("Group", option="--cwg", help="the group, if the party is cwg")
    ] = None
    """The group, if the party is a group."""
    reply_to: Annotated[
        int | None,
        Link(
            "Answers",
            to="messages",
            option="--answers",
            key="answers",
            form_by="`r` in Plan",
            help="the message it answers",
        ),
    ] = None
    """The message that it answers."""

    def describe(self, context: "Context") -> str:
        """Return the message by its direction and party."""
        return f"message {self.direction} {self.whom(context)}"

    def whom(self, context: "Context") -> str:
        """Return the name of the other group or party."""
        if self.cwg_id is not None:
            return Group("Group").show(self.cwg_id, context) or f"{labels.group()} {self.cwg_id}"
        return Addressee("Party", choices=PARTIES).show(self.party, context)

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that a group has the party `cwg` and no message answers itself.

        Raises UserError if not.
        """
        if self.cwg_id is not None and self.party != "cwg":
            raise UserError(
                "A group belongs to the party cwg. Choose that party, or no group.", field="cwg_id"
            )
        if self.reply_to is not None and self.reply_to == self.id:
            raise UserError(
                "A message does not answer itself. Choose another one.", field="reply_to"
            )


class ContactLog(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A contact of the facilitator with the principal, or of the liaison with the DLT/CSLT."""

    TABLE = "contacts"
    NOUN: ClassVar[str] = "contact"
    NAME: ClassVar[str] = "note"

    party: Annotated[
        Literal["principal", "dlt"], Addressee("With", choices=CONTACTS, required=True)
    ]
    on: Annotated[
        dt.date,
        Day(
            "On",
            required=True,
            past="enter the date of the contact",
            help="the date (default: today)",
        ),
    ]
    direction: Annotated[Direction, Choice("Who told", choices=DIRECTIONS)] = "to"
    note: Annotated[str, Prose("About", hint="a short line; no student names")] = ""

    def describe(self, context: "Context") -> str:
        """Return the contact by party and day."""
        whom = Addressee("With", choices=CONTACTS).show(self.party, context)
        return f"team: contact with {whom} on {show_date(self.on)}"
