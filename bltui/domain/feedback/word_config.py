"""The typed form of `data/feedback.toml` and `data/meetings.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from bltui.domain.model.feedback import Source
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.rounds import Prompt
from bltui.domain.model.text import folded

#: The type of a survey column.
Heading = Literal["date", "source", "aside"]


class FeedbackWords(msgspec.Struct, frozen=True, kw_only=True):
    """The feedback vocabulary, folded for comparison."""

    prompts: tuple[Prompt, ...]
    """The questions of a new round."""
    sources: dict[str, Source]
    """Group by word."""
    scales: tuple[tuple[str, str, str, str], ...]
    """Labels of 1, 2, 3, and 4."""
    columns: dict[str, Heading]
    """Type of a survey column by heading: "date", "source", or "aside"."""
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
    """Return the vocabulary of a parsed file. Raises msgspec.ValidationError if it is invalid."""
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
    """Return the standing agenda items of a parsed file.

    Raises msgspec.ValidationError if one is invalid.
    """
    return msgspec.convert(value["standing"], tuple[Standing, ...])
