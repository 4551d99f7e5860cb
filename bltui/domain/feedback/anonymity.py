"""Decide which groups' answers may be shown, so that small groups stay anonymous.

Small groups are only counted, and cannot be inferred from totals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback, Source
from bltui.domain.model.record import active


def told_apart(counts: Mapping[Source, int], least: int) -> frozenset[Source]:
    """Return the groups that may be named beside single texts, given the answers per group.

    Leaves out groups with fewer than `least` answers. If these together have fewer than `least`,
    the next smallest group is left out too, because unlabeled texts could be attributed otherwise.
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
    """Return the groups whose scores may be shown, and the groups that the total includes.

    If the small groups together have fewer than `least` answers, the total leaves them out.
    Otherwise their scores could be computed by subtraction.
    """
    large = frozenset(group for group, count in counts.items() if count >= least)
    small = frozenset(group for group, count in counts.items() if 0 < count < least)
    few = sum(counts[group] for group in small) < least
    return large, large if few and large else large | small


def groups_counted(building: Building, round_id: int) -> dict[Source, int]:
    """Return the number of answers to a round by group.

    This is the number of responses, or of texts to one question if that is larger.
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
    """Return an item without the group and author that may not be shown."""
    source = sources_shown(building, least)(item) or ""
    return msgspec.structs.replace(
        item, source=source, author_id=None if item.anonymous else item.author_id
    )


def sources_shown(building: Building, least: int) -> Callable[[Feedback], Source | None]:
    """Return a function that gives the group to show beside an item, or None.

    Only anonymous answers to a round hide their group. Other feedback shows what its author gave.
    """
    told: dict[int, frozenset[Source]] = {}

    def source(item: Feedback) -> Source | None:
        if not (item.anonymous and item.round_id is not None and item.source):
            return item.source
        if item.round_id not in told:
            told[item.round_id] = told_apart(groups_counted(building, item.round_id), least)
        return item.source if item.source in told[item.round_id] else None

    return source
