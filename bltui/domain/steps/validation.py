"""Validate a board's definition beyond its types."""

from __future__ import annotations

import re
from itertools import pairwise

from bltui.domain.model.framework_types import Board

#: Format of the key that identifies a checklist item in building files.
_KEY = re.compile("[a-z][a-z0-9_]{0,30}")


def fault_of(board: Board) -> tuple[str, str] | None:
    """Return the first error as (key, message), such as "steps[2].number", or None."""
    numbers = [step.number for step in board.steps]
    for n, (before, after) in enumerate(pairwise(numbers), 1):
        if after <= before:
            return (
                f"steps[{n}].number",
                f"step {after} follows step {before}. Number the steps in order.",
            )
    for n, step in enumerate(board.steps):
        for key in step.checklist:
            if not _KEY.fullmatch(key):
                return (
                    f"steps[{n}].checklist.{key}",
                    f"“{key}” is not a key. Write lowercase letters, such as roster.",
                )
    if board.recursive and (
        board.recursive[0] > board.recursive[1] or not set(board.recursive) <= set(numbers)
    ):
        return (
            "recursive",
            "write the first and last recursive step, such as [4, 7].",
        )
    if board.precondition is not None and board.precondition != numbers[0]:
        return "precondition", f"only the first step, {numbers[0]}, can come before the others."
    return None
