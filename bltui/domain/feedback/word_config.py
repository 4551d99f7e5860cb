"""The words of `data/feedback.toml` and `data/meetings.toml`, typed: statements, groups, scales,
headings, stop words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from bltui.domain.model.feedback import Source
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.rounds import Prompt
from bltui.domain.model.text import folded

#: What the heading of a survey's column tells.
Heading = Literal["date", "source", "aside"]


class FeedbackWords(msgspec.Struct, frozen=True, kw_only=True):
    """Everything, folded for comparing."""

    prompts: tuple[Prompt, ...]
    """What a new round asks."""
    sources: dict[str, Source]
    """A word for a group -> the group."""
    scales: tuple[tuple[str, str, str, str], ...]
    """Words for 1, 2, 3 and 4."""
    columns: dict[str, Heading]
    """A heading -> "date", "source", or "aside"."""
    stop: frozenset[str]


class _Scale(msgspec.Struct, forbid_unknown_fields=True):
    words: Annotated[tuple[str, ...], msgspec.Meta(min_length=4, max_length=4)]


class _Stop(msgspec.Struct, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _Columns(msgspec.Struct, forbid_unknown_fields=True):
    date: tuple[str, ...]
    source: tuple[str, ...]
    aside: tuple[str, ...]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    prompts: tuple[Prompt, ...]
    sources: dict[Source, tuple[str, ...]]
    scales: tuple[_Scale, ...]
    columns: _Columns
    stop: _Stop


def feedback_words(value: Mapping[str, Any]) -> FeedbackWords:
    """The file's tables. Raises msgspec.ValidationError where something is not what it should be."""
    file = msgspec.convert(value, _File)
    columns: dict[Heading, tuple[str, ...]] = {
        "date": file.columns.date,
        "source": file.columns.source,
        "aside": file.columns.aside,
    }
    scales = []
    for scale in file.scales:
        one, two, three, four = map(folded, scale.words)
        scales.append((one, two, three, four))
    return FeedbackWords(
        prompts=file.prompts,
        sources={folded(word): source for source, words in file.sources.items() for word in words},
        scales=tuple(scales),
        columns={
            folded(heading): what for what, headings in columns.items() for heading in headings
        },
        stop=frozenset(map(folded, file.stop.words)),
    )


def standing_items(value: Mapping[str, Any]) -> tuple[Standing, ...]:
    """The points of every agenda, of a file that holds other things too.

    Raises msgspec.ValidationError.
    """
    return msgspec.convert(value["standing"], tuple[Standing, ...])
