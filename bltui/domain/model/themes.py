"""Themes: feedback grouped by hand, and frequent words as a hint where to look.

Words are counted, but sentiment is not: a sentiment score for a sentence is misleading.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
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
    """A named group of related feedback items."""

    TABLE = "themes"
    NOUN: ClassVar[str] = "theme"
    NAME: ClassVar[str] = "name"

    name: Annotated[str, Line("Name", required=True, first=True)]
    note: Annotated[str, Prose("Note")] = ""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the name is unique. Raises UserError if not."""
        if any(
            t.id != self.id and folded(t.name) == folded(self.name)
            for t in active(writing.table("themes"))
        ):
            raise UserError(
                f"A theme “{self.name}” already exists. Add the items to that one.",
                field="name",
            )


class Often(msgspec.Struct, frozen=True):
    """A word or a pair of words, and the items that contain it."""

    words: str
    count: int
    """How many items contain it. Repetitions in an item count once."""
    items: tuple[int, ...]
    """The ids of these items, so that quotes can be shown with the count."""


def _words(text: str, stop: Collection[str]) -> Iterator[str | None]:
    """Yield the meaningful words, and None for each stop word, which a pair cannot include."""
    for match in _WORD.finditer(text.replace("’", "'")):
        word = folded(match[0])
        yield None if word in stop or len(word) < 2 else word


def often(
    items: Iterable[Feedback], stop: Collection[str], *, pairs: bool = False, least: int = 2
) -> list[Often]:
    """Return the words (or pairs of neighbors) in at least `least` items, most common first.

    `stop` must be folded.
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
