"""Share cells or rows between those who want some."""

from __future__ import annotations

from collections.abc import Sequence


def share(wanted: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Return what each gets: all that it wants if that fits, or else the same as the others.

    No one gets more than it wants, and nothing is left over while someone wants more. Each gets its
    `least` first, as far as there is room. More room never gives anyone less.
    """
    given = [0] * len(wanted)
    for place, (want, low) in enumerate(zip(wanted, least or given, strict=True)):
        given[place] = max(0, min(want, low, room))
        room -= given[place]
    level = 0
    while room > 0:
        open_ = [n for n, want in enumerate(wanted) if given[n] < want]
        if not open_:
            break
        level = min(given[n] for n in open_)
        lowest = [n for n in open_ if given[n] == level]
        others = [given[n] for n in open_ if given[n] > level]
        goal = min([wanted[n] for n in lowest] + others)
        step = min(goal - level, room // len(lowest))
        if step == 0:  # fewer cells than there are who want one
            for n in lowest[:room]:
                given[n] += 1
            break
        for n in lowest:
            given[n] += step
        room -= step * len(lowest)
    return given
