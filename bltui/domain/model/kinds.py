"""The kinds of fields that hold text, days, numbers and choices."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model.dates import read_date, show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind, cleaned, key_of, kinds_in, kinds_of
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import LINE, PROSE, clean, removed, shown

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: No number that people write is larger.
_MOST = 1e12


class Line(Kind, frozen=True, kw_only=True):
    """One line of text."""

    max: int = LINE
    lines: bool = False

    def clean(self, value: str, writing: Writing) -> str:
        text = clean(value, self.label.casefold(), limit=self.max, multiline=self.lines)
        if gone := removed(value, text):
            writing.note(f"{self.label.casefold()}: {gone} invisible character{'s' * (gone > 1)} removed")
        return text

    def wants(self) -> str:
        return f"at most {self.max:,} characters"


class Prose(Line, frozen=True, kw_only=True):
    """Text of several lines."""

    max: int = PROSE
    lines: bool = True


class Day(Kind, frozen=True, kw_only=True):
    """A date."""

    past: str = ""
    """Why it cannot be a day to come, if it cannot."""

    def clean(self, value: Any, writing: Writing) -> Any:
        if self.past and value is not None and value > writing.today:
            raise UserError(f"{show_date(value)} is still to come: {self.past}.")
        return value

    def parse(self, text: str, context: Context) -> Any:
        year = school_year_of(context.today, context.get("profile", 1).year_starts)
        return read_date(text, today=context.today, year=(year.first, year.last))

    def show(self, value: Any, context: Context) -> str:
        return show_date(value) if value is not None else ""

    def wants(self) -> str:
        return "a day, not one to come" if self.past else "a day"


class Choice(Kind, frozen=True, kw_only=True):
    """One of a few words: what is stored, and how people read it."""

    choices: Mapping[Any, str]

    def clean(self, value: Any, writing: Writing) -> Any:
        if value not in self.choices:
            raise UserError(f"{self.label}: “{shown(value)}” is not one of {', '.join(self.choices)}.")
        return value

    def show(self, value: Any, context: Context) -> str:
        return self.choices.get(value, str(value))

    def wants(self) -> str:
        return "one of " + ", ".join(f"`{choice}`" for choice in self.choices)


class Number(Kind, frozen=True, kw_only=True):
    """A number; negative too unless `least` says otherwise."""

    least: float | None = None
    most: float = _MOST
    unit: str = ""
    """What is counted, such as "minutes"."""

    def clean(self, value: Any, writing: Writing) -> Any:
        if value is not None and not (-self.most if self.least is None else self.least) <= value <= self.most:
            raise UserError(f"{self.label}: {value:g} is out of range. Enter {self.wants()}.")
        return value

    def parse(self, text: str, context: Context) -> Any:
        try:
            value = float(text.strip().removesuffix("%"))
        except ValueError:
            value = nan
        if not -_MOST < value < _MOST:
            raise UserError(f"“{shown(text[:60])}” is not a number. Write one such as 62 or 62.5.")
        return value

    def show(self, value: Any, context: Context) -> str:
        return "" if value is None else f"{value:,.15g} {self.unit}".rstrip()

    def wants(self) -> str:
        return "a number" if self.least is None else f"{self.least:g} or more"


class Whole(Number, frozen=True, kw_only=True):
    """A whole number of at least 0."""

    least: float | None = 0
    most: float = 999_999

    def parse(self, text: str, context: Context) -> Any:
        words = text.strip()
        if not (words.isascii() and words.isdecimal() and len(words) <= 6):
            raise UserError(f"“{shown(text[:60])}” is not a whole number. Write one such as 45.")
        return int(words)

    def wants(self) -> str:
        return f"{self.least:g} to {self.most:,.0f}"


class Amount(Number, frozen=True, kw_only=True):
    """An amount of money, never below 0."""

    least: float | None = 0

    def parse(self, text: str, context: Context) -> Any:
        return super().parse(text.replace("$", "").replace(",", ""), context)

    def show(self, value: Any, context: Context) -> str:
        return "" if value is None else f"{value:,.2f}"


class Words(Line, frozen=True, kw_only=True):
    """Several short texts."""

    def clean(self, value: Any, writing: Writing) -> Any:
        texts = (Line.clean(self, one, writing) for one in value)
        return tuple(dict.fromkeys(text for text in texts if text))

    def parse(self, text: str, context: Context) -> Any:
        return tuple(part for piece in text.split(",") if (part := piece.strip()))

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(value)


class Tags(Words, frozen=True, kw_only=True):
    """Standards of the framework."""

    noun: str = "standard"

    def known(self, context: Context) -> Mapping[str, Any]:
        """What the framework has."""
        return context.framework.standards

    def clean(self, value: Any, writing: Writing) -> Any:
        known = self.known(writing) if value else {}
        for key in value:
            if key not in known:
                raise UserError(f"There is no {self.noun} “{shown(key)}”. Choose from {', '.join(known)}.")
        return tuple(dict.fromkeys(value))

    def show(self, value: Any, context: Context) -> str:
        known = self.known(context) if value else {}
        return ", ".join(known[key].label if key in known else key for key in value)

    def wants(self) -> str:
        return f"a {self.noun} of the framework"


class Duties(Tags, frozen=True, kw_only=True):
    """Responsibilities of the framework."""

    noun: str = "responsibility"

    def known(self, context: Context) -> Mapping[str, Any]:
        return context.framework.responsibilities


class Parts(Kind, frozen=True, kw_only=True):
    """Values that have fields themselves, described in the same way: one of them or none, or several."""

    NESTED = True

    of: type
    """What such a value is."""

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
        return {key_of(name, kind): kind.json(getattr(value, name), context) for name, kind in kinds.items()}
