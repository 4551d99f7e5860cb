"""The kinds of fields that hold text, days, numbers and choices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model import date_parser, formats, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import full_date, short_date, show_date
from bltui.domain.model.kind import Kind, cleaned, key_of, kinds_in, kinds_of
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import LINE, PROSE, clean, quoted, removed

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: The largest number that is accepted.
_MOST = 1e12
_YES_OR_NO = dict.fromkeys(("yes", "y", "true", "on"), True) | dict.fromkeys(
    ("no", "n", "false", "off"), False
)
#: Digits, with or without commas between thousands.
_NUMBER = re.compile(
    r"[+-]?(?=[.]?[0-9])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{0,12})(?:[.][0-9]{1,6})?"
)


class Line(Kind, frozen=True, kw_only=True):
    """One line of text."""

    max: int = LINE
    lines: bool = False

    def clean(self, value: str, writing: Writing) -> str:
        text = clean(value, self.label.casefold(), limit=self.max, multiline=self.lines)
        if gone := removed(value, text):
            writing.note(
                f"{self.label.casefold()}: {gone} invisible character{'s' * (gone > 1)} removed"
            )
        return text

    def wants(self) -> str:
        return f"at most {self.max:,} characters"


class Prose(Line, frozen=True, kw_only=True):
    """Text of several lines."""

    max: int = PROSE
    lines: bool = True


class Day(Kind, frozen=True, kw_only=True):
    """A date."""

    EXAMPLE = "DATE"

    hint: str = "12/4, Fri, +7"
    past: str = ""
    """Why it cannot be in the future, if it cannot."""
    within: tuple[date, date] | None = None
    """The school year (first and last day) used for a date without a year; by default, today's."""

    def clean(self, value: Any, writing: Writing) -> Any:
        if self.past and value is not None and value > writing.today:
            raise UserError(f"{show_date(value)} is in the future: {self.past}.")
        return value

    def parse(self, text: str, context: Context) -> Any:
        within = self.within
        if within is None:
            year = school_year_of(context.today, context.get("profile", 1).year_starts)
            within = (year.first, year.last)
        return date_parser.read_date(text, today=context.today, year=within)

    def text(self, value: Any) -> str:
        return short_date(value, year=True) if value else ""

    def describe(self, value: Any) -> str:
        return full_date(value)

    def show(self, value: Any, context: Context) -> str:
        return show_date(value) if value is not None else ""

    def wants(self) -> str:
        return "not a future date" if self.past else "a day"


class Choice(Kind, frozen=True, kw_only=True):
    """One of a few stored words, each with a label for people."""

    choices: Mapping[Any, str]
    unset: str = ""
    """The label of "no choice", if that is allowed."""
    apart: tuple[Any, ...] = ()
    """Choices that are set elsewhere, so a form does not offer them."""

    def clean(self, value: Any, writing: Writing) -> Any:
        if value is None and self.unset:
            return None
        if value not in self.choices:
            wrong = validation_messages.not_one_of(quoted(str(value)), self.choices)
            raise UserError(f"{self.label}: {wrong}")
        return value

    def show(self, value: Any, context: Context) -> str:
        return "" if value is None else self.choices.get(value, str(value))

    def json(self, value: Any, context: Context) -> Any:
        return None if value == "" else value

    def wants(self) -> str:
        return "one of " + ", ".join(f"`{choice}`" for choice in self.choices if choice)


class Flag(Kind, frozen=True, kw_only=True):
    """Yes or no."""

    EXAMPLE = "yes|no"
    ALONE = True

    switch: bool = False
    """Whether its option takes no value and sets True."""

    def parse(self, text: str, context: Context) -> Any:
        word = text.strip().casefold()
        if word not in _YES_OR_NO:
            raise UserError(validation_messages.not_yes_or_no(quoted(text)))
        return _YES_OR_NO[word]

    def show(self, value: Any, context: Context) -> str:
        return "yes" if value else "no"

    def wants(self) -> str:
        return "yes or no"


class Choices(Choice, frozen=True, kw_only=True):
    """Several of a few words, each once."""

    EXAMPLE = "A,B"
    ALONE = True

    def clean(self, value: Any, writing: Writing) -> Any:
        return tuple(dict.fromkeys(Choice.clean(self, one, writing) for one in value))

    def parse(self, text: str, context: Context) -> Any:
        found = tuple(part for piece in text.split(",") if (part := piece.strip()))
        if wrong := [part for part in found if part not in self.choices]:
            raise UserError(validation_messages.not_one_of(quoted(wrong[0]), self.choices))
        return found

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(Choice.show(self, one, context) for one in value)

    def wants(self) -> str:
        return "any of " + ", ".join(f"`{choice}`" for choice in self.choices)


class Number(Kind, frozen=True, kw_only=True):
    """A number. May be negative unless `least` is set."""

    EXAMPLE = "N"
    ALONE = True

    least: float | None = None
    most: float = _MOST
    unit: str = ""
    """The unit, such as "minutes"."""

    def clean(self, value: Any, writing: Writing) -> Any:
        return self.in_range(value)

    def in_range(self, value: Any) -> Any:
        """Return the number if it is in range. Raises UserError otherwise."""
        least = -self.most if self.least is None else self.least
        if value is not None and not least <= value <= self.most:
            raise UserError(f"{self.label}: {value:g} is out of range. Enter {self.wants()}.")
        return value

    def parse(self, text: str, context: Context) -> Any:
        digits = text.strip().removesuffix("%")
        if not _NUMBER.fullmatch(digits):
            raise UserError(validation_messages.not_a_number(quoted(text)))
        return float(digits.replace(",", ""))

    def text(self, value: Any) -> str:
        return f"{value:.15g}" if super().text(value) else ""

    def show(self, value: Any, context: Context) -> str:
        return "" if value is None else formats.quantity(value, self.unit)

    def wants(self) -> str:
        return "a number" if self.least is None else f"{self.least:g} or more"


class Whole(Number, frozen=True, kw_only=True):
    """A whole number, 0 or more."""

    least: float | None = 0
    most: float = 999_999

    def parse(self, text: str, context: Context) -> Any:
        words = text.strip()
        if not (words.isascii() and words.isdecimal() and len(words) <= 6):
            raise UserError(validation_messages.not_whole(quoted(text)))
        return int(words)

    def wants(self) -> str:
        return f"{self.least:g} to {self.most:,g}"


class Amount(Number, frozen=True, kw_only=True):
    """An amount of money, 0 or more."""

    EXAMPLE = "AMOUNT"

    least: float | None = 0

    def parse(self, text: str, context: Context) -> Any:
        return super().parse(text.strip().removeprefix("$").strip(), context)

    def show(self, value: Any, context: Context) -> str:
        return "" if value is None else formats.money(value)


class Words(Line, frozen=True, kw_only=True):
    """Several short texts."""

    EXAMPLE = "TEXT,.."

    none: Any = ()
    hint: str = "with commas between them"

    def clean(self, value: Any, writing: Writing) -> Any:
        texts = (Line.clean(self, one, writing) for one in value)
        return tuple(dict.fromkeys(text for text in texts if text))

    def parse(self, text: str, context: Context) -> Any:
        return tuple(dict.fromkeys(part for piece in text.split(",") if (part := piece.strip())))

    def text(self, value: Any) -> str:
        return ", ".join(value or ())

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(value)


class Tags(Words, frozen=True, kw_only=True):
    """Standards of the framework."""

    EXAMPLE = "A,B"

    # Chosen from what there is, not typed.
    hint: str = ""
    noun: str = "standard"

    def known(self, context: Context) -> Mapping[str, str]:
        """Return the framework's keys and their labels."""
        return {key: one.label for key, one in context.framework.standards.items()}

    def clean(self, value: Any, writing: Writing) -> Any:
        known = self.known(writing) if value else {}
        for key in value:
            if key not in known:
                raise UserError(validation_messages.no_such(self.noun, quoted(key), known))
        return tuple(dict.fromkeys(value))

    def show(self, value: Any, context: Context) -> str:
        known = self.known(context) if value else {}
        return ", ".join(known.get(key, key) for key in value)

    def wants(self) -> str:
        return f"a {self.noun} of the framework"


class Duties(Tags, frozen=True, kw_only=True):
    """Responsibilities of the framework."""

    noun: str = "responsibility"

    def known(self, context: Context) -> Mapping[str, str]:
        return {key: one.short for key, one in context.framework.responsibilities.items()}


class Parts(Kind, frozen=True, kw_only=True):
    """One value, several, or None, each with its own described fields."""

    NESTED = True

    of: type
    """The class of each value."""

    def wants(self) -> str:
        return "with " + ", ".join(f"`{name}`" for name in kinds_of(self.of))

    def clean(self, value: Any, writing: Writing) -> Any:
        if isinstance(value, tuple | list):
            return tuple(self.clean(one, writing) for one in value)
        if value is None:
            return None
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **cleaned(type(value), fields, writing))

    def show(self, value: Any, context: Context) -> str:
        parts = value if isinstance(value, tuple) else (value,) if value else ()
        return "\n".join(self._words(part, context) for part in parts)

    def _words(self, part: Any, context: Context) -> str:
        kinds = kinds_in(part)
        found = {name: kind.show(getattr(part, name), context) for name, kind in kinds.items()}
        first = next(iter(kinds))
        return ", ".join(
            words if name == first else f"{kinds[name].label.casefold()} {words}"
            for name, words in found.items()
            if words
        )

    def json(self, value: Any, context: Context) -> Any:
        if isinstance(value, tuple):
            return [self.json(one, context) for one in value]
        if not value:
            return None
        kinds = kinds_in(value)
        return {
            key_of(name, kind): kind.json(getattr(value, name), context)
            for name, kind in kinds.items()
        }
