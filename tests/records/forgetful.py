"""A record with undescribed fields: what a developer who adds a field may forget."""

from typing import Annotated

import msgspec

from bltui.domain.model.kinds import Line
from bltui.domain.model.record import Record


class Part(msgspec.Struct, frozen=True):
    """A part with text."""

    note: str = ""


class Forgetful(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A record with one described field; the others hold text too."""

    told: Annotated[str, Line("Told")] = ""
    forgotten: str = ""
    parts: tuple[Part, ...] = ()
    by_key: dict[str, str] = {}
