"""Which groups' answers may be shown: those of too few are only counted, and cannot be reckoned out
either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback, Source
from bltui.domain.model.record import active


def told_apart(counts: Mapping[Source, int], least: int) -> frozenset[Source]:
    """The groups that may stand beside single texts, given how many of each answered.

    Not those of fewer than `least`. Where all of those together are fewer than `least` too, the
    next smallest stays unnamed with them: the texts without a group would else be theirs.
    """
    told, held = set(), 0
    for group, count in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        if count and (count < least or 0 < held < least):
            held += count
        elif count:
            told.add(group)
    return frozenset(told)


def counted_alone(
    counts: Mapping[Source, int], least: int
) -> tuple[frozenset[Source], frozenset[Source]]:
    """The groups whose scores may be shown, and those that may be counted into all together.

    All of them count where the small ones are at least `least` together. Where they are fewer, they
    stay out of the sum: less the groups that are shown, it would be theirs.
    """
    large = frozenset(group for group, count in counts.items() if count >= least)
    small = frozenset(group for group, count in counts.items() if 0 < count < least)
    few = sum(counts[group] for group in small) < least
    return large, large if few and large else large | small


def groups_counted(building: Building, round_id: int) -> dict[Source, int]:
    """How many of each group answered a round: its responses, or the most texts to one question
    where those are more.
    """
    responses: dict[Source, int] = {}
    for response in active(building.responses):
        if response.round_id == round_id:
            responses[response.source] = responses.get(response.source, 0) + 1
    texts: dict[tuple[Source, str], int] = {}
    for text in active(building.feedback):
        if text.round_id == round_id:
            texts[text.source, text.prompt] = texts.get((text.source, text.prompt), 0) + 1
    for (source, _), count in texts.items():
        responses[source] = max(responses.get(source, 0), count)
    return responses


def as_shown(building: Building, item: Feedback, least: int) -> Feedback:
    """Return an item without the group and the author that may not be shown."""
    source = sources_shown(building, least)(item) or ""
    return msgspec.structs.replace(
        item, source=source, author_id=None if item.anonymous else item.author_id
    )


def sources_shown(building: Building, least: int) -> Callable[[Feedback], Source | None]:
    """For any item the group to show beside it; None where that would point at a few.

    Only an anonymous answer of a round hides its group: whoever says something by themselves
    chooses what to say of themselves.
    """
    told: dict[int, frozenset[Source]] = {}

    def source(item: Feedback) -> Source | None:
        if not (item.anonymous and item.round_id is not None and item.source):
            return item.source
        if item.round_id not in told:
            told[item.round_id] = told_apart(groups_counted(building, item.round_id), least)
        return item.source if item.source in told[item.round_id] else None

    return source
