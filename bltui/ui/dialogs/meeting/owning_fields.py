"""The owner and the due date of an action in a form, read as on the quick-add line."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bltui.domain.meetings import due_parser
from bltui.domain.meetings.agenda import members
from bltui.domain.model import labels
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.teams import team_words
from bltui.domain.model.text import PROSE, clean, shown
from bltui.domain.quick_add import promises
from bltui.ui.dialogs.fields import PersonField, Somebody, Typed
from bltui.ui.dialogs.form_context import FormContext

_HINT = "a name or initials, several with commas, or a team such as {team}"


class Owned(msgspec.Struct, frozen=True):
    """Who owns an action: people in order, and a team."""

    people: tuple[int, ...]
    team: str = ""


class OwnersField(PersonField, frozen=True, kw_only=True):
    """Who does it: a person, several with commas or "and", or a team such as BLT."""

    owners: promises.Owners

    def to_text(self, value: Any) -> str:
        return super().to_text(value.people[0] if isinstance(value, Owned) else value)

    def sure(self, raw: str) -> Somebody | None:
        found = self.owners.matching(raw)
        team = not self.exact(raw) and self.owners.group(raw)
        return (
            next((p for p in self.people if p.id == found[0].id), None)
            if len(found) == 1 and not team
            else None
        )

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        if not text:
            return None
        if exact := self.exact(text):
            return exact.id
        try:
            people, team = self.owners.read(text)
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None
        return people[0] if len(people) == 1 and not team else Owned(tuple(people), team)

    def describe(self, raw: str) -> str:
        try:
            found = self.parse(raw)
        except UserError as refused:
            return refused.message if "," in raw or " and " in raw else ""
        if not isinstance(found, Owned):
            return ""
        building = self.owners.building
        names = [building.people[number].name for number in found.people]
        names += [team_words(found.team, building.profile.dlt_label)] if found.team else []
        return shown(", ".join(names))


class DueField(Typed, frozen=True, kw_only=True):
    """A due date, or "next meeting"; a day that has passed is asked about."""

    building: Building
    today: date
    team: str = "blt"
    after: date | None = None
    """The day of the meeting, if minutes are written later."""

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        if not text:
            return None
        try:
            return due_parser.read_due(text, self.building, self.today, self.team, self.after)
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None


def owning_fields(
    basis: FormContext, meeting: Meeting | None, known: dict[str, Any]
) -> tuple[OwnersField, DueField]:
    """Return the fields for the owner and the due date in place of those of the record's form.

    `known` are the form's fields by key.
    """
    team, on = (meeting.team, meeting.on) if meeting else ("blt", basis.today)
    first = members(basis.building, team, on) or ()
    who, due = known["owner_id"], known["due"]
    return (
        OwnersField(
            key=who.key,
            label=who.label,
            value=who.value,
            people=who.people,
            hint=labels.fill(_HINT),
            owners=promises.Owners(basis.building, team, first),
        ),
        DueField(
            key=due.key,
            label=due.label,
            value=due.value,
            hint="12/4, Fri, +7, next meeting",
            kind=due.kind,
            context=basis,
            building=basis.building,
            today=basis.today,
            team=team,
            after=meeting.on if meeting else None,
        ),
    )


def owners_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return a form's values with several owners in the fields that hold them."""
    found = values.get("owner_id")
    if not isinstance(found, Owned):
        return values
    others = tuple(dict.fromkeys((*found.people[1:], *values.get("others", ()))))
    return {
        **values,
        "owner_id": found.people[0] if found.people else None,
        "others": others,
        "team": found.team or values.get("team", ""),
    }


def meeting_of(building: Building, action: Action | None) -> Meeting | None:
    """Return the meeting at which an action was agreed, or None."""
    table, _, number = (action.source if action else "").partition(":")
    return building.meetings.get(int(number)) if table == "meeting" and number else None
