"""Record feedback and follow it up until people are told the outcome.

Intents for `workspace.do`. Repeating one is a no-op.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.model import formats, validation_messages
from bltui.domain.model.about import about_words, read_about
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import LONGEST, SOURCES, STATUSES, Decision, Feedback, Kind, Source
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, clean, folded
from bltui.domain.model.themes import Theme


def say(
    building: Building,
    *,
    text: str,
    on: date,
    kind: Kind = "comment",
    source: Source = "",
    about: str = "",
    anonymous: bool = False,
    author_id: int | None = None,
) -> Change:
    """Add a feedback item. An anonymous one has no author and only the day, not the time."""
    builder = ChangeBuilder(building)
    item = Feedback(
        text=builder.text(text, "text", limit=LONGEST, blank=False),
        on=on,
        kind=kind,
        source=source,
        about=read_about(building, about),
        anonymous=anonymous,
        author_id=None if anonymous else author_id,
    )
    builder.add("feedback", item)
    # The history must not contain the text, because a purge must remove it.
    words = ", ".join(
        word for word in (SOURCES[source] if source else "", about_words(item.about)) if word
    )
    noun = "AHA" if kind == "aha" else "anonymous feedback" if anonymous else "feedback"
    change = builder.change(f"feedback: {noun} added{f' ({words})' if words else ''}")
    return msgspec.structs.replace(change, anonymous=anonymous)


def _item(building: Building, number: int) -> Feedback:
    item = building.feedback.get(number)
    if item is None or item.archived:
        raise UserError(validation_messages.gone("feedback"))
    return item


def theme_named(builder: ChangeBuilder, name: str) -> int:
    """Return the id of the theme with that name, and add it if it is new."""
    wanted = folded(clean(name))
    found = next((t.id for t in active(builder.building.themes) if folded(t.name) == wanted), None)
    return found if found is not None else builder.add("themes", Theme(name=name))


def _themes_of(building: Building, item: Feedback) -> tuple[int, ...]:
    """Return the ids of an item's themes that were not removed."""
    return tuple(
        t for t in item.theme_ids if t in building.themes and not building.themes[t].archived
    )


def put_in_theme(building: Building, *, numbers: Sequence[int], name: str) -> Change:
    """Add items to a theme, which is created if it is new. An item can have several themes."""
    builder = ChangeBuilder(building)
    found = [_item(building, number) for number in numbers]
    theme = theme_named(builder, name)
    added = 0
    for item in found:
        if theme not in item.theme_ids:
            builder.put("feedback", item.id, theme_ids=(*_themes_of(building, item), theme))
            added += 1
    change = builder.change(
        f"feedback: {formats.count(added, 'item')} added to the theme “{name.strip()}”"
    )
    return change if change else no_change("feedback: already in that theme")


def take_from_theme(building: Building, *, numbers: Sequence[int], theme_id: int) -> Change:
    """Remove items from a theme."""
    builder = ChangeBuilder(building)
    for number in numbers:
        item = _item(building, number)
        builder.put(
            "feedback",
            number,
            theme_ids=tuple(t for t in _themes_of(building, item) if t != theme_id),
        )
    change = builder.change(f"feedback: {len(numbers)} removed from a theme")
    return change if change else no_change("feedback: not in that theme")


def discuss(
    building: Building, *, numbers: Sequence[int], on: date, meeting_id: int | None = None
) -> Change:
    """Mark items as discussed, with the meeting."""
    builder = ChangeBuilder(building)
    for number in numbers:
        if _item(building, number).discussed_on is None:
            builder.put("feedback", number, discussed_on=on, meeting_id=meeting_id)
    change = builder.change(f"feedback: {len(numbers)} discussed on {show_date(on)}")
    return change if change else no_change("feedback: already discussed")


def resolve(
    building: Building,
    *,
    numbers: Sequence[int],
    decision: Decision,
    reason: str = "",
    carried_to: str = "",
    carried_step: int | None = None,
) -> Change:
    """Record the decision on items. They stay open until people are told (`answer`).

    `not_adopted` needs a reason. `carried` needs a school year and becomes an open item of its step
    1 or 2 (default 2). Raises UserError if these are missing.
    """
    builder = ChangeBuilder(building)
    if decision == "not_adopted" and not clean(reason, "why", limit=PROSE, multiline=True):
        raise UserError("Enter why it is not adopted, so that people can be told.", field="reason")
    if decision == "carried":
        if not carried_to:
            raise UserError(
                "Enter the school year it is carried to, such as 2027-28.", field="carried_to"
            )
        carried_step = carried_step or 2
    else:
        carried_to, carried_step = "", None
    for number in numbers:
        _item(building, number)
        builder.put(
            "feedback",
            number,
            decision=decision,
            reason=reason,
            carried_to=carried_to,
            carried_step=carried_step,
        )
    words = STATUSES[decision] if decision else "undecided again"
    change = builder.change(
        f"feedback: {_named(numbers)} {words}{f' ({carried_to})' if carried_to else ''}"
    )
    return change if change else no_change(f"feedback: already {words}")


def answer(building: Building, *, numbers: Sequence[int], text: str, on: date) -> Change:
    """Record what people were told and when. This closes the items."""
    builder = ChangeBuilder(building)
    text = builder.text(text, "answer", limit=PROSE, multiline=True)
    for number in numbers:
        item = _item(building, number)
        told = text or item.reason
        if not told:
            raise UserError("Enter the answer that people got.", field="answer")
        builder.put("feedback", number, answer=told, answered_on=on)
    change = builder.change(f"feedback: {_named(numbers)} answered")
    return change if change else no_change("feedback: already answered")


def _named(numbers: Sequence[int]) -> str:
    return f"#{numbers[0]}" if len(numbers) == 1 else formats.count(len(numbers), "item")
