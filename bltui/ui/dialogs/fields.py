"""Form fields as values: what a person types into one, how it is read, and what is read is said
back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades, show_grades
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Number
from bltui.domain.model.text import LINE, PROSE, clean, folded, shown

_ON_ONE_LINE = " / "
#: How a choice that is stored as blank stands in its box: what is chosen there needs a word.
BLANK = "-"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One line of text; the other kinds refine it.

    What a person typed is always a `str`, its `raw` form.
    """

    key: str
    """The argument of the intent that the value goes to."""
    label: str
    value: Any = ""
    """What stands in the record; kept as it is while nobody types into the field."""
    hint: str = ""
    """What to type here, shown while the field has the focus."""
    required: bool = False
    """Blank is refused."""
    only: Mapping[str, tuple[str, ...]] = {}
    """Asked only while these other fields hold one of these, by key and in raw form.

    Else it is hidden and has no value.
    """

    def asked(self, raw: Mapping[str, str]) -> bool:
        """Whether the field is asked while such texts stand in the fields."""
        return all(raw[key] in held for key, held in self.only.items())

    @property
    def blank(self) -> str:
        """What a blank field shows in pale letters: what holds then."""
        return ""

    @property
    def joiner(self) -> str:
        """What goes between two texts that are both kept in the field.

        Blank unless the field takes any words.
        """
        # A subclass reads something of its own, such as a date. Those that take any words say so.
        return _ON_ONE_LINE if type(self) is Field else ""

    def to_text(self, value: Any) -> str:
        """A value as it stands in the field."""
        return shown(value or "")

    def parse(self, raw: str) -> Any:
        """The value that was typed.

        Raises UserError with one line that names what to type instead.
        """
        text = clean(raw, self.label.casefold(), limit=LINE)
        if self.required and not text:
            raise UserError(f"{self.label} is blank. Type something.", field=self.key)
        return text

    def describe(self, raw: str) -> str:
        """What the text is read as, where that is not plain from the text.

        Blank while it cannot be read.
        """
        return ""

    def words(self, raw: str) -> str:
        """A raw text as a person reads it."""
        return raw


class Sentences(Field, frozen=True, kw_only=True):
    """Words on one line, longer than a name, so that enter goes on."""

    limit: int = PROSE

    @property
    def joiner(self) -> str:
        return _ON_ONE_LINE

    def parse(self, raw: str) -> str:
        text = clean(raw, self.label.casefold(), limit=self.limit)
        if self.required and not text:
            raise UserError(f"{self.label} is blank. Type something.", field=self.key)
        return text


class Prose(Field, frozen=True, kw_only=True):
    """Text of several lines."""

    @property
    def joiner(self) -> str:
        return "\n\n"

    def to_text(self, value: Any) -> str:
        return shown(value or "", multiline=True)

    def parse(self, raw: str) -> str:
        return clean(raw, self.label.casefold(), limit=PROSE, multiline=True)


class Typed(Field, frozen=True, kw_only=True):
    """What a field kind parses from one line: a date, a number, a time, several words."""

    kind: Kind
    context: Any = None
    """What the kind looks at to parse."""
    pale: str = ""
    """What a blank field shows."""

    @property
    def blank(self) -> str:
        return self.pale

    def to_text(self, value: Any) -> str:
        return shown(self.kind.text(value))

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        if not text:
            if self.required:
                raise UserError(f"{self.label} is blank. Type something.", field=self.key)
            return self.kind.none
        try:
            value = self.kind.parse(text, self.context)
            return self.kind.in_range(value) if isinstance(self.kind, Number) else value
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None

    def describe(self, raw: str) -> str:
        try:
            value = self.parse(raw) if raw.strip() else None
        except UserError:
            return ""
        said = "" if value is None else self.kind.describe(value)
        return said if said != raw.strip() else ""


def typed(
    key: str,
    kind: Kind,
    value: Any = None,
    *,
    context: Any = None,
    pale: str = "",
    only: Mapping[str, tuple[str, ...]] | None = None,
) -> Typed:
    """A field of a kind, labelled as the kind is."""
    return Typed(
        key=key,
        label=kind.label,
        value=value,
        hint=kind.hint,
        required=kind.required,
        only=only or {},
        kind=kind,
        context=context,
        pale=pale,
    )


class Grades(Field, frozen=True, kw_only=True):
    """Grades as a span or a list, read back as the grades that it means."""

    value: Any = ()

    def to_text(self, value: Any) -> str:
        return show_grades(tuple(value or ()))

    def parse(self, raw: str) -> tuple[str, ...]:
        text = clean(raw, self.label.casefold())
        return read_grades(text) if text else ()

    def describe(self, raw: str) -> str:
        try:
            grades = self.parse(raw)
        except UserError:
            return ""
        said = ", ".join(grades)
        return f"grades {said}" if said != raw.strip() else ""


class Choice(Field, frozen=True, kw_only=True):
    """One of a few words."""

    choices: tuple[tuple[str, str], ...]
    """What is stored, and the word for it."""

    def to_text(self, value: Any) -> str:
        return BLANK if value == "" and BLANK in dict(self.choices) else value or ""

    def parse(self, raw: str) -> Any:
        return "" if raw == BLANK else raw or None

    def words(self, raw: str) -> str:
        return dict(self.choices).get(raw, raw)


class Flag(Choice, frozen=True, kw_only=True):
    """Yes or no."""

    value: Any = False
    choices: tuple[tuple[str, str], ...] = (("no", "no"), ("yes", "yes"))

    def to_text(self, value: Any) -> str:
        return "yes" if value else "no"

    def parse(self, raw: str) -> bool:
        return raw == "yes"


class Many(Field, frozen=True, kw_only=True):
    """Any of a few words, none too."""

    value: Any = ()
    choices: tuple[tuple[str, str], ...]

    def to_text(self, value: Any) -> str:
        return ",".join(value or ())

    def parse(self, raw: str) -> tuple[str, ...]:
        return tuple(word for word in raw.split(",") if word)

    def words(self, raw: str) -> str:
        names = dict(self.choices)
        return ", ".join(names.get(word, word) for word in self.parse(raw))


class Somebody(msgspec.Struct, frozen=True):
    """A person whom a picker offers."""

    id: int
    name: str
    about: str = ""
    """What tells them from others, such as their title."""


class PersonField(Field, frozen=True, kw_only=True):
    """A person of the list, found by any part of the name; gives their id."""

    value: Any = None
    people: tuple[Somebody, ...]
    hint: str = "type a part of the name; up and down choose"

    def to_text(self, value: Any) -> str:
        return next((self.call(p) for p in self.people if p.id == value), "")

    def call(self, person: Somebody) -> str:
        """A person's name, with the number where another has the same name."""
        twins = sum(folded(p.name) == folded(person.name) for p in self.people) > 1
        return shown(f"{person.name} #{person.id}" if twins else person.name)

    def matches(self, raw: str) -> list[Somebody]:
        """Who fits what was typed so far: beginnings of words first, then parts; everybody while it
        is blank.
        """
        keys = folded(raw).split()
        starts, parts = [], []
        for person in self.people:
            words = folded(f"{self.call(person)} {person.about}").split()
            if all(any(w.startswith(k) for w in words) for k in keys):
                starts.append(person)
            elif all(any(k in w for w in words) for k in keys):
                parts.append(person)
        return starts + parts

    def exact(self, raw: str) -> Somebody | None:
        """The person whose whole name was typed, if it is one only."""
        same = [p for p in self.people if folded(self.call(p)) == folded(raw)]
        return same[0] if len(same) == 1 else None

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold())
        if not text:
            if self.required:
                raise UserError(f"{self.label} is blank. Type a part of the name.", field=self.key)
            return None
        found = self.exact(text)
        if found is None:
            near = self.matches(text)
            if len(near) == 1:
                found = near[0]
            elif near:
                some = ", ".join(self.call(p) for p in near[:4]) + (" …" if len(near) > 4 else "")
                raise UserError(
                    f"“{shown(text)}” fits several: {some}. Choose one with up and down.",
                    field=self.key,
                )
            else:
                raise UserError(
                    f"Nobody on the list is called “{shown(text)}”. Add the person first.",
                    field=self.key,
                )
        return found.id


class PersonOrName(PersonField, frozen=True, kw_only=True):
    """A person of the list, or the name of somebody new.

    Gives the name, or the id of a person of the list.
    """

    value: Any = ""
    hint: str = "a new name, or part of one on the list"
    required: bool = True

    def to_text(self, value: Any) -> str:
        return super().to_text(value) if isinstance(value, int) else shown(value or "")

    def parse(self, raw: str) -> int | str:
        text = clean(raw, self.label.casefold())
        if not text and self.required:
            raise UserError(f"{self.label} is blank. Type a name.", field=self.key)
        found = self.exact(text)
        return found.id if found else text

    def describe(self, raw: str) -> str:
        if not raw.strip():
            return ""
        found = self.exact(raw)
        return (
            f"on the staff list{f': {shown(found.about)}' if found.about else ''}"
            if found
            else "a new person"
        )


def choices_of(
    pairs: Sequence[tuple[str, str]], keep: Sequence[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Choices for a field, with stored keys that the framework does not know kept at the end, so
    that nothing is lost.
    """
    known = {key for key, _ in pairs}
    return (*pairs, *((key, key) for key in keep if key not in known))
