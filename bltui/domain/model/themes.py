"""Themes: feedback that people put together by hand, and the words that come up often, as a hint
where to look.

Words are counted, moods are not: a score for the mood of a sentence misleads more than it tells.
"""

# No annotations from the future here: they are evaluated once, when this file is compiled to a
# class.
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.kinds import Line, Prose
from bltui.domain.model.record import Record, active
from bltui.domain.model.text import folded

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Theme(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A name under which people put what belongs together."""

    TABLE = "themes"
    NOUN: ClassVar[str] = "theme"
    NAME: ClassVar[str] = "name"

    name: Annotated[str, Line("Name", required=True, first=True)]
    note: Annotated[str, Prose("Note")] = ""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """No two themes have one name."""
        if any(
            t.id != self.id and folded(t.name) == folded(self.name)
            for t in active(writing.table("themes"))
        ):
            raise UserError(
                f"There is a theme “{self.name}” already. Put the items into that one.",
                field="name",
            )


class Often(msgspec.Struct, frozen=True):
    """A word or a pair of words, and where it stands."""

    words: str
    count: int
    """In how many items; an item that says it twice counts once."""
    items: tuple[int, ...]
    """The numbers of these items, so that the quotes stand beside the count."""


def _words(text: str, stop: Collection[str]) -> Iterator[str | None]:
    """The words that say something; None for each stop word, over which no pair reaches."""
    for match in _WORD.finditer(text.replace("’", "'")):
        word = folded(match[0])
        yield None if word in stop or len(word) < 2 else word


def often(
    items: Iterable[Feedback], stop: Collection[str], *, pairs: bool = False, least: int = 2
) -> list[Often]:
    """The words (or pairs of neighbours) that at least `least` items have, the commonest first.

    `stop` is folded.
    """
    found: dict[str, list[int]] = {}
    for item in items:
        words = list(_words(item.text, stop))
        said = (
            [f"{a} {b}" for a, b in pairwise(words) if a and b]
            if pairs
            else [w for w in words if w]
        )
        for word in dict.fromkeys(said):
            found.setdefault(word, []).append(item.id)
    counted = [
        Often(word, len(where), tuple(where))
        for word, where in found.items()
        if len(where) >= least
    ]
    return sorted(counted, key=lambda o: (-o.count, o.words))
