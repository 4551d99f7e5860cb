"""Ids that do not reveal the order in which records were added."""

from __future__ import annotations

import zlib
from collections.abc import Container

_FIRST_NUMBER, _NUMBERS = 10_000, 90_000


def free_number(content: str, taken: Container[int]) -> int:
    """Return a free id that is computed from the content only."""
    place = zlib.crc32(content.encode("utf-8", "replace"))
    while (number := _FIRST_NUMBER + place % _NUMBERS) in taken:
        place += 1
    return number
