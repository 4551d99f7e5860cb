"""The kinds of fields that link to other records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kind import Kind, kinds_of
from bltui.domain.model.kinds import Day
from bltui.domain.model.lookup import find
from bltui.domain.model.person_match import find_person
from bltui.domain.model.record import Record, active

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables, Writing


class Link(Kind, frozen=True, kw_only=True):
    """A link to another record or None; with `many`, several unique links."""

    to: str
    """The table of the linked records."""
    many: bool = False
    between: str = "; "
    """The separator between several names."""

    def noun(self, context: Tables) -> str:
        """Return what such a record is called."""
        return context.kind(self.to).NOUN

    def gone(self, context: Tables) -> str:
        """Return the error message for a linked record that was removed."""
        return validation_messages.gone(self.noun(context))

    def name(self, record: Record) -> str:
        """Return the name of a linked record."""
        if not record.NAME:
            return f"{self.to} {record.id}"
        name = getattr(record, record.NAME)
        return show_date(name) if isinstance(name, date) else str(name)

    def clean(self, value: Any, writing: Writing) -> Any:
        for one in _each(value):
            record = writing.get(self.to, one)
            if record is None or record.archived:
                raise UserError(self.gone(writing))
        return tuple(dict.fromkeys(value)) if self.many else value

    def parse(self, text: str, context: Context) -> Any:
        records = list(active(context.table(self.to)))
        if self._by_day(context) and not text.removeprefix(f"{self.to}/").isdecimal():
            return self._of_day(text, records, context)
        return find(text.removeprefix(f"{self.to}/"), records, self.name, self.noun(context)).id

    def _by_day(self, context: Context) -> bool:
        """Return whether such records are identified by their date."""
        record = context.kind(self.to)
        return isinstance(kinds_of(record).get(record.NAME), Day)

    def _of_day(self, text: str, records: Sequence[Record], context: Context) -> int:
        day = Day(self.label).parse(text, context)
        found = [record.id for record in records if getattr(record, record.NAME) == day]
        if len(found) != 1:
            raise UserError(
                f"There {'is no' if not found else 'are several'} {self.noun(context)} on "
                f"{show_date(day)}."
            )
        return found[0]

    def show(self, value: Any, context: Context) -> str:
        found = (context.get(self.to, one) for one in _each(value))
        return self.between.join(
            self.name(record) for record in found if record is not None and not record.archived
        )

    def json(self, value: Any, context: Context) -> Any:
        names = [f"{self.to}/{one}" for one in _each(value)]
        return names if self.many else next(iter(names), None)

    def wants(self) -> str:
        return f"{'ids' if self.many else 'an id'} of `{self.to}`"


class Person(Link, frozen=True, kw_only=True):
    """A person on the staff list; with `many`, several, typed with commas.

    JSON has their names for compatibility.
    """

    to: str = "people"
    between: str = ", "
    present: bool = False
    """Whether people who have left are not accepted."""

    def noun(self, context: Tables) -> str:
        return "person"

    def gone(self, context: Tables) -> str:
        return validation_messages.nobody()

    def clean(self, value: Any, writing: Writing) -> Any:
        people = writing.table("people")
        if self.present and any(one in people and not people[one].active for one in _each(value)):
            raise UserError(self.gone(writing))
        return super().clean(value, writing)

    def name(self, record: Any) -> str:
        return str(record.name)

    def parse(self, text: str, context: Context) -> Any:
        if self.many:
            return tuple(
                self._one(part, context) for piece in text.split(",") if (part := piece.strip())
            )
        return self._one(text, context)

    def _one(self, text: str, context: Context) -> Any:
        first = getattr(context, "first_people", ())
        people = [p for p in active(context.table("people")) if p.active or not self.present]
        return find_person(text.removeprefix("people/"), people, first).id

    def json(self, value: Any, context: Context) -> Any:
        people = context.table("people")
        names = [self.name(people[one]) for one in _each(value) if one in people]
        return names if self.many else next(iter(names), None)


class Group(Link, frozen=True, kw_only=True):
    """A Collaborative Work Group, or several.

    People and JSON use its number, not its id.
    """

    to: str = "cwgs"
    between: str = ", "

    def noun(self, context: Tables) -> str:
        return "group"

    def name(self, record: Any) -> str:
        return f"{labels.group()} #{record.number}"

    def parse(self, text: str, context: Context) -> Any:
        return group_named(active(context.table("cwgs")), text).id

    def json(self, value: Any, context: Context) -> Any:
        groups = context.table("cwgs")
        numbers = [groups[one].number for one in _each(value) if one in groups]
        return numbers if self.many else next(iter(numbers), None)


def _each(value: Any) -> tuple[int, ...]:
    """Return the ids in a field."""
    return () if value is None else (value,) if isinstance(value, int) else tuple(value)


def group_named(groups: Iterable[Any], wanted: str) -> Any:
    """Return the one group that matches a number ("3", "#3"), "cwgs/5", or a part of a name.

    Raises UserError if none or several match.
    """
    numbered = {group.number: group for group in groups}
    if wanted.startswith("cwgs/"):
        return find(wanted.removeprefix("cwgs/"), numbered.values(), lambda g: g.name, "group")
    # People use the number that the building gave a group, not the record's id.
    known = [msgspec.structs.replace(group, id=number) for number, group in numbered.items()]
    return numbered[find(wanted, known, lambda g: g.name, "group").id]
