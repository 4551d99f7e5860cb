"""What a building calls its team and its groups: the only place that names them in text.

A framework calls the team "Building Leadership Team" and "BLT", and a group "Collaborative Work
Group" and "CWG"; another framework has other words. Like the format of dates, the labels belong to
the whole program: the building on view sets them. Commands, options, stored keys, and rule ids
never come here: they are the same in every building.

Code says `f"The {labels.team()} meets"`. A constant has a placeholder, as do the texts in `data/`,
and is filled when it is shown: `labels.fill("The {team} meets")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

K = TypeVar("K")


class Labels(msgspec.Struct, frozen=True):
    """The labels of a framework. The defaults are those of the default framework."""

    team: str = "Building Leadership Team"
    team_short: str = "BLT"
    work_group: str = "Collaborative Work Group"
    work_group_short: str = "CWG"

    def placeholders(self) -> Mapping[str, str]:
        """Return what each placeholder of a text stands for."""
        return {
            "team": self.team_short,
            "teams": plural(self.team_short),
            "a_team": with_article(self.team_short),
            "team_name": self.team,
            "team_names": plural(self.team),
            "group": self.work_group_short,
            "groups": plural(self.work_group_short),
            "a_group": with_article(self.work_group_short),
            "group_name": self.work_group,
            "group_names": plural(self.work_group),
        }

    def fill(self, text: str) -> str:
        """Return a text with its placeholders replaced, such as "{team}" and "{A_group}".

        A capital first letter makes the first letter of the label a capital. Other braces stay.
        """
        if "{" not in text:
            return text
        known = self.placeholders()

        def said(match: re.Match[str]) -> str:
            key = match[1]
            if key in known:
                return known[key]
            label = known.get(f"{key[0].lower()}{key[1:]}")
            return match[0] if label is None else f"{label[0].upper()}{label[1:]}"

        return re.sub(_PLACEHOLDER, said, text)


# Patterns are compiled when they are first used: many commands write no label.
_PLACEHOLDER = r"\{([A-Za-z][a-z_]*)\}"
#: Letters whose names begin with a vowel sound: "an SLT", "an MTSS team".
_SOUND = frozenset("AEFHILMNORSX")
_VOWELS = frozenset("AEIOU")
#: Beginnings that are written with a vowel and said with a consonant: "a unit", "a one-day team".
_CONSONANT = r"(?i:uni(?!n)|use|eu|one\b|once\b)"
#: What follows the counted noun: "Communities of Practice".
_AFTER = r" (?:of|for|in|on|with) "


def plural(name: str) -> str:
    """Return the plural of a label: "CWGs", "Teacher-Based Teams", "Communities of Practice"."""
    if found := re.search(_AFTER, name):
        return f"{plural(name[: found.start()])}{name[found.start() :]}"
    last = name.rpartition(" ")[2]
    if last.isupper():  # an abbreviation
        return f"{name}s"
    if re.search(r"(?:s|x|z|ch|sh)$", name):
        return f"{name}es"
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}s"


def with_article(name: str) -> str:
    """Return a label with its article: "a CWG", "an SLT", "an Improvement Team"."""
    first = re.split(r"[\s-]", name, maxsplit=1)[0]
    spelled = len(first) > 1 and first.isupper() and not _VOWELS & set(first[1:])
    if spelled or len(first) == 1:
        return f"{'an' if first[:1].upper() in _SOUND else 'a'} {name}"
    vowel = name[:1].upper() in _VOWELS and not re.match(_CONSONANT, name)
    return f"{'an' if vowel else 'a'} {name}"


class _Followed(msgspec.Struct):
    labels: Labels | None = None
    read: Callable[[], Labels] | None = None


_followed = _Followed()


def current() -> Labels:
    """Return the labels of the building on view, or the default ones without a building."""
    if _followed.labels is None:
        _followed.labels = Labels() if _followed.read is None else _followed.read()
    return _followed.labels


def follow(read: Callable[[], Labels] | None) -> None:
    """Set where the labels come from; None for the default ones.

    It is asked when the first label is written: most commands write none, and a framework's file
    takes time to read.
    """
    _followed.labels, _followed.read = None, read


class Worded(Mapping[K, str]):
    """A table of texts for people: key -> text, with its placeholders replaced on every look-up."""

    def __init__(self, texts: Mapping[K, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: K) -> str:
        return fill(self._texts[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class _Attribute:
    """An attribute of a class whose placeholders are replaced whenever it is read."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __get__(self, owner: object, kind: type) -> str:
        return fill(self._text)


def attribute(text: str) -> Any:
    """Return the value of a class attribute that is a text with placeholders.

    It reads as a string, such as `TITLE: ClassVar[str] = labels.attribute("{groups}")`.
    """
    return _Attribute(text)


def fill(text: str) -> str:
    """Return a text with its placeholders replaced by the labels of the building on view."""
    return current().fill(text) if "{" in text and re.search(_PLACEHOLDER, text) else text


def typed(text: str) -> str:
    """Return a typed team or group with "blt" or "cwg" for its label: "TBT #2" → "cwg #2".

    Those two words can be typed in every building. Only the beginning is a label.
    """
    known = current()
    for word, own in (
        ("cwg", (known.work_group, known.work_group_short)),
        ("blt", (known.team, known.team_short)),
    ):
        for label in own:
            if text[: len(label)].casefold() == label.casefold():
                rest = text[len(label) :]
                if not rest[:1].isalpha():
                    return f"{word}{rest}"
    return text


def team() -> str:
    """Return the short name of the team: "BLT"."""
    return current().team_short


def team_name() -> str:
    """Return the full name of the team: "Building Leadership Team"."""
    return current().team


def a_team() -> str:
    """Return the short name of the team with its article: "a BLT"."""
    return with_article(team())


def group() -> str:
    """Return the short name of a group: "CWG"."""
    return current().work_group_short


def groups() -> str:
    """Return the short name of groups: "CWGs"."""
    return plural(group())
