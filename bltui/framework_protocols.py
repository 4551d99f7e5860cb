"""Discussion protocols in `data/protocols.toml`, or in a framework file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.protocols import Protocol, Speaker, Turn

_Label = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
_Minutes = Annotated[int, msgspec.Meta(ge=1, le=600)]


class TurnWords(msgspec.Struct, forbid_unknown_fields=True):
    """One turn as it is written in the file."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    minutes: _Minutes
    speaks: Speaker
    prompt: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class ProtocolWords(msgspec.Struct, forbid_unknown_fields=True):
    """One protocol as it is written in the file."""

    title: _Label
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    minutes: _Minutes
    turns: Annotated[tuple[TurnWords, ...], msgspec.Meta(min_length=1, max_length=20)]

    def __post_init__(self) -> None:
        """Raise ValueError, which msgspec reports with the place, if the times do not add up."""
        total = sum(turn.minutes for turn in self.turns)
        if total != self.minutes:
            whole = formats.count(self.minutes, "minute")
            raise ValueError(f"the turns of “{self.title}” add up to {total}, not {whole}")


def protocols_of(words: Mapping[str, ProtocolWords]) -> dict[str, Protocol]:
    """Return the protocols that a file describes."""
    return {
        key: Protocol(
            key=key,
            title=protocol.title,
            source=protocol.source,
            minutes=protocol.minutes,
            turns=tuple(
                Turn(title=t.title, minutes=t.minutes, speaks=t.speaks, prompt=t.prompt)
                for t in protocol.turns
            ),
        )
        for key, protocol in words.items()
    }
