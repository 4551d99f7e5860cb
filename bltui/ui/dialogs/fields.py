"""Form fields as values: what is typed, how it is parsed, and how the result is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades, show_grades
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Number
from bltui.domain.model.person_match import matching
from bltui.domain.model.text import LINE, PROSE, clean, folded, shown

_ON_ONE_LINE = " / "
#: How a choice that is stored as blank appears in its box, because a choice needs a word.
BLANK = "-"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One line of text; the other kinds refine it.

    Typed text is always a `str`, the `raw` form.
    """

    key: str
    """The argument of the intent that gets the value."""
    label: str
    value: Any = ""
    """The value in the record; kept as it is until the user types into the field."""
    hint: str = ""
    """What to type here; shown while the field has the focus."""
    required: bool = False
    """Whether blank is refused."""
    saves: bool = False
    """Whether Enter in it saves the form, although more fields follow."""
    only: Mapping[str, tuple[str, ...]] = {}
    """The field is asked only while each of these other fields has one of these raw values.

    Otherwise it is hidden and has no value.
    """

    def asked(self, raw: Mapping[str, str]) -> bool:
        """Return whether the field is asked, given the raw texts of the fields."""
        return all(raw[key] in held for key, held in self.only.items())

    @property
    def blank(self) -> str:
        """The placeholder of a blank field: what applies if it stays blank."""
        return ""

    @property
    def joiner(self) -> str:
        """The separator between two texts that are both kept in the field.

        Blank unless the field takes free text.
        """
        # A subclass parses a specific value, such as a date. Free-text fields override this.
        return _ON_ONE_LINE if type(self) is Field else ""

    def to_text(self, value: Any) -> str:
        """Return a value as its text in the field."""
        return shown(value or "")

    def parse(self, raw: str) -> Any:
        """Return the parsed value.

        Raises UserError with one line that names what to type instead.
        """
        text = clean(raw, self.label.casefold(), limit=LINE)
        if self.required and not text:
            raise UserError(validation_messages.blank(self.label), field=self.key)
        return text

    def describe(self, raw: str) -> str:
        """Return how the text is understood, if that is not obvious from the text.

        Blank if it cannot be parsed.
        """
        return ""

    def words(self, raw: str) -> str:
        """Return a raw text as display text."""
        return raw


class Sentences(Field, frozen=True, kw_only=True):
    """Text on one line, longer than a name, so that Enter goes to the next field."""

    limit: int = PROSE

    @property
    def joiner(self) -> str:
        return _ON_ONE_LINE

    def parse(self, raw: str) -> str:
        text = clean(raw, self.label.casefold(), limit=self.limit)
        if self.required and not text:
            raise UserError(validation_messages.blank(self.label), field=self.key)
        return text


class Prose(Field, frozen=True, kw_only=True):
    """Multi-line text."""

    @property
    def joiner(self) -> str:
        return "\n\n"

    def to_text(self, value: Any) -> str:
        return shown(value or "", multiline=True)

    def parse(self, raw: str) -> str:
        return clean(raw, self.label.casefold(), limit=PROSE, multiline=True)


class Typed(Field, frozen=True, kw_only=True):
    """A one-line field whose kind parses the text: a date, a number, a time, or several words."""

    kind: Kind
    context: Any = None
    """The context that the kind needs for parsing."""
    pale: str = ""
    """The placeholder of a blank field."""

    @property
    def blank(self) -> str:
        return self.pale

    def to_text(self, value: Any) -> str:
        return shown(self.kind.text(value))

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        if not text:
            if self.required:
                raise UserError(validation_messages.blank(self.label), field=self.key)
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
    """Return a field of a kind, with the kind's label."""
    return Typed(
        key=key,
        label=kind.label,
        value=value,
        hint=labels.fill(kind.hint),
        required=kind.required,
        only=only or {},
        kind=kind,
        context=context,
        pale=pale,
    )


class Grades(Field, frozen=True, kw_only=True):
    """Grades as a span or a list; shows the grades that it was parsed as."""

    value: Any = ()

    def to_text(self, value: Any) -> str:
        return show_grades(tuple(value or ()))

    def parse(self, raw: str) -> tuple[str, ...]:
        text = clean(raw, self.label.casefold())
        if self.required and not text:
            raise UserError(
                validation_messages.blank(self.label, "Type them as K-5."), field=self.key
            )
        return read_grades(text) if text else ()

    def describe(self, raw: str) -> str:
        try:
            grades = self.parse(raw)
        except UserError:
            return ""
        said = ", ".join(grades)
        return f"grades {said}" if said != raw.strip() else ""


class Choice(Field, frozen=True, kw_only=True):
    """A single choice."""

    choices: tuple[tuple[str, str], ...]
    """The stored values, each with its label."""

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
    """A choice of any number, including none."""

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
    """A person in a picker."""

    id: int
    name: str
    about: str = ""
    """What distinguishes them from others, such as their title."""


class PersonField(Field, frozen=True, kw_only=True):
    """A person on the staff list, by name or initials; its value is their id.

    Those whose names begin with the text are listed, to be chosen.
    """

    value: Any = None
    people: tuple[Somebody, ...]
    hint: str = "a name or initials; up and down choose"

    def to_text(self, value: Any) -> str:
        return next((self.call(p) for p in self.people if p.id == value), "")

    def call(self, person: Somebody) -> str:
        """Return a person's name, with the number if another person has the same name."""
        twins = sum(folded(p.name) == folded(person.name) for p in self.people) > 1
        return shown(f"{person.name} #{person.id}" if twins else person.name)

    def matches(self, raw: str) -> list[Somebody]:
        """Return the people who match the typed text.

        Beginnings of words first, then other parts; everyone if it is blank.
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
        """Return the person whose full name was typed, if there is exactly one."""
        same = [p for p in self.people if folded(self.call(p)) == folded(raw)]
        return same[0] if len(same) == 1 else None

    def sure(self, raw: str) -> Somebody | None:
        """Return the one person whom the text names, or None. The beginning of a name is none."""
        found = self.exact(raw)
        near = [found] if found else matching(raw, self.people)
        return near[0] if len(near) == 1 else None

    def parse(self, raw: str) -> Any:
        text = clean(raw, self.label.casefold())
        if not text:
            if self.required:
                raise UserError(
                    validation_messages.blank(self.label, "Type a name."),
                    field=self.key,
                )
            return None
        found = self.sure(text)
        if found is None:
            near = matching(text, self.people) or self.matches(text)
            if len(near) == 1:
                raise UserError(
                    f"Do you mean {self.call(near[0])}? Choose with down, or type the name.",
                    field=self.key,
                )
            if near:
                some = ", ".join(self.call(p) for p in near[:4]) + (" …" if len(near) > 4 else "")
                raise UserError(
                    f"“{shown(text)}” matches several: {some}. Choose one with up and down.",
                    field=self.key,
                )
            raise UserError(
                f"No matches on the staff list for “{shown(text)}”. Add the person first.",
                field=self.key,
            )
        return found.id


class PersonOrName(PersonField, frozen=True, kw_only=True):
    """A person on the staff list, or the name of a new person.

    Its value is the name, or the id of a person on the list.
    """

    value: Any = ""
    hint: str = "a new name, or part of one on the list"
    required: bool = True

    def to_text(self, value: Any) -> str:
        return super().to_text(value) if isinstance(value, int) else shown(value or "")

    def parse(self, raw: str) -> int | str:
        text = clean(raw, self.label.casefold())
        if not text and self.required:
            raise UserError(validation_messages.blank(self.label, "Type a name."), field=self.key)
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
    """Return the choices of a field, with unknown stored keys kept at the end.

    Keys that the framework does not know are kept so that nothing is lost.
    """
    known = {key for key, _ in pairs}
    return (*pairs, *((key, key) for key in keep if key not in known))
