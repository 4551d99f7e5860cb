"""Several people in one text: "Emery and Gray", "ab kc", "all but Marlow", "Kim (jury duty)"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bltui.domain.model.errors import UserError
from bltui.domain.model.person_match import TITLES, P, find_person, matching, name_words, several

#: Most words of one name.
_LONGEST = 6
_AND = re.compile(r"[,;&+]|(?<!\d)/(?!\d)|\band\b", re.IGNORECASE)
#: A part that is only an initial belongs to the last name before it: "Hill, L."
_INITIAL = re.compile(r"[^\W\d_]\.?")
_ALL = r"all|every ?(?:one|body)|the (?:whole|entire) (?:team|group|blt)|whole team"
_BUT = re.compile(
    rf"(?:{_ALL})(?:\s+(?:is |are )?(?:here|present))?"
    r"(?:[\s,]+(?:but|except(?: for)?|besides|other than|minus|without)\s+(?P<others>.+))?",
    re.IGNORECASE,
)
_PAREN = re.compile(r"\(([^()]*)\)")


def read_everyone(text: str) -> str | None:
    """Return who is left out of "all" or "all but Kim"; None if the text names no "all"."""
    found = _BUT.fullmatch(text.strip(" ."))
    return (found["others"] or "") if found else None


def read_people(
    text: str,
    people: Sequence[P],
    first: Collection[int] = (),
    everyone: Collection[int] = (),
) -> list[int]:
    """Return the ids of the people in a list, each once. Raises UserError.

    `everyone` are those whom "all" means; `first` win over others, as in `matching`.
    """
    others = read_everyone(text)
    if others is not None:
        if not everyone:
            raise UserError("The team has no members yet, so “all” is no one. Name the people.")
        left_out = read_people(others, people, first) if others else ()
        return [number for number in everyone if number not in left_out]
    found = [number for part in parts_of(text) for number in _in_part(part, people, first)]
    return list(dict.fromkeys(found))


def parts_of(text: str) -> Iterator[str]:
    """Yield the parts of a list between commas and "and", without splitting in parentheses."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\0{len(held) - 1}\0"

    before = ""
    for part in _AND.split(_PAREN.sub(hold, f" {text} ")):
        whole = re.sub("\0(\\d+)\0", lambda m: held[int(m[1])], part).strip(" .")
        if before and " " not in before and _INITIAL.fullmatch(whole):
            whole, before = f"{whole} {before}", ""
        if before:
            yield before
        before = whole.removeprefix("@").strip()
    if before:
        yield before


def _in_part(text: str, people: Sequence[P], first: Collection[int]) -> Iterator[int]:
    """Yield the ids of the people in a part without commas: one name, or several with spaces between."""
    if len(matching(text, people, first)) == 1:
        yield find_person(text, people, first).id
        return
    words, at = text.split(), 0
    while at < len(words):
        size, found = longest_name(words[at:], people, first)
        if not size:
            titled = words[at].casefold().rstrip(".") in TITLES
            size = 1 + titled
            # A number, or an error that names who is near.
            found = [find_person(" ".join(words[at : at + size]).removeprefix("@"), people, first)]
        if len(found) > 1:
            raise several(" ".join(words[at : at + size]), found)
        yield found[0].id
        at += size


def longest_name(
    words: Sequence[str], people: Sequence[P], first: Collection[int] = ()
) -> tuple[int, list[P]]:
    """Return how many of the first words are one name, and whom they fit; 0 for no name."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        text = " ".join(words[:size]).removeprefix("@")
        parts = name_words(text)
        if size > 1 and all(len(part) == 1 for part in parts):
            continue  # "a b" are two people
        if found := matching(text, people, first, initials=size == 1):
            return size, found
    return 0, []
