"""Taking feedback down and carrying it to an answer. Intents for `workspace.do`; each can be done twice without harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.model.about import about_words, read_about
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import LONGEST, SOURCES, STATUSES, Decision, Feedback, Kind, Source, free_number
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, folded
from bltui.domain.model.themes import Theme


def put_feedback(builder: ChangeBuilder, item: Feedback, taken: set[int]) -> int:
    """Put a new item into a draft under a number of its own, which is put into `taken`; gives it."""
    number = free_number(f"{item.on} {item.source} {item.text}", taken)
    taken.add(number)
    return builder.add("feedback", item, number=number)


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
    """Take one thing down. Anonymous: no author is kept, and of the time only the day."""
    builder = ChangeBuilder(building)
    text = builder.text(text, "text", limit=LONGEST, blank=False)
    if author_id is not None and author_id not in building.people:
        raise UserError("That person is not on the list. Add them first.", field="author")
    item = Feedback(
        text=text,
        on=on,
        kind=kind,
        source=source,
        about=read_about(building, about),
        anonymous=anonymous,
        author_id=None if anonymous else author_id,
    )
    put_feedback(builder, item, set(building.feedback))
    # The history quotes nothing: what was said must go when the item is purged.
    words = ", ".join(word for word in (SOURCES[source] if source else "", about_words(item.about)) if word)
    noun = "AHA" if kind == "aha" else "anonymous feedback" if anonymous else "feedback"
    change = builder.change(f"feedback: {noun} added{f' ({words})' if words else ''}")
    return msgspec.structs.replace(change, anonymous=anonymous)


def _item(building: Building, number: int) -> Feedback:
    item = building.feedback.get(number)
    if item is None or item.archived:
        raise UserError("This feedback is no longer there.")
    return item


def edit_feedback(
    building: Building,
    *,
    seen: Feedback,
    text: str | None = None,
    kind: Kind | None = None,
    source: Source | None = None,
    about: str | None = None,
) -> Change:
    """Fix an item as it was seen; merges with what others changed.

    A fix of an anonymous item is anonymous too: most likely its author makes it.
    """
    builder = ChangeBuilder(building)
    fields: dict[str, object] = {}
    if text is not None:
        longest = PROSE if seen.round_id is not None else LONGEST
        fields["text"] = builder.text(text, "text", limit=longest, multiline=seen.round_id is not None, blank=False)
    if kind is not None:
        fields["kind"] = kind
    if source is not None:
        fields["source"] = source
    if about is not None:
        fields["about"] = read_about(building, about)
    if not builder.merge("feedback", seen, **fields):
        return no_change("feedback: unchanged")
    # An anonymous change quotes no number: it would tell which item was changed on that day.
    change = builder.change(f"feedback: {'anonymous feedback' if seen.anonymous else f'#{seen.id}'} changed")
    return msgspec.structs.replace(change, anonymous=seen.anonymous)


def remove_feedback(building: Building, *, number: int) -> Change:
    """Take an item off the lists; it stays in the history. Only a purge takes the words away."""
    builder = ChangeBuilder(building)
    builder.archive("feedback", _item(building, number).id)
    return builder.change(f"feedback: #{number} removed")


def theme_named(builder: ChangeBuilder, name: str) -> int:
    """The theme of that name; a new one if there is none."""
    name = builder.text(name, "theme", blank=False)
    found = next((t.id for t in active(builder.building.themes) if folded(t.name) == folded(name)), None)
    return found if found is not None else builder.add("themes", Theme(name=name))


def put_in_theme(building: Building, *, numbers: Sequence[int], name: str) -> Change:
    """Put items into a theme, which is made if it is new. Items may be in several themes."""
    builder = ChangeBuilder(building)
    found = [_item(building, number) for number in numbers]
    theme = theme_named(builder, name)
    added = 0
    for item in found:
        if theme not in item.theme_ids:
            builder.put("feedback", item.id, theme_ids=(*item.theme_ids, theme))
            added += 1
    change = builder.change(f"feedback: {added} into the theme “{name.strip()}”")
    return change if change else no_change("feedback: they are in that theme already")


def take_from_theme(building: Building, *, numbers: Sequence[int], theme_id: int) -> Change:
    """Take items out of a theme."""
    builder = ChangeBuilder(building)
    for number in numbers:
        item = _item(building, number)
        builder.put("feedback", number, theme_ids=tuple(t for t in item.theme_ids if t != theme_id))
    change = builder.change(f"feedback: {len(numbers)} taken out of a theme")
    return change if change else no_change("feedback: they are not in that theme")


def rename_theme(building: Building, *, seen: Theme, name: str, note: str | None = None) -> Change:
    """Call a theme otherwise. Raises UserError if another has that name: put its items together instead."""
    builder = ChangeBuilder(building)
    name = builder.text(name, "theme", blank=False)
    if any(t.id != seen.id and folded(t.name) == folded(name) for t in active(building.themes)):
        raise UserError(f"There is a theme “{name}” already. Put the items into that one.", field="theme")
    fields = {"name": name} if note is None else {"name": name, "note": builder.text(note, "note", limit=PROSE)}
    if not builder.merge("themes", seen, **fields):
        return no_change("feedback: theme unchanged")
    return builder.change(f"feedback: theme “{seen.name}” is now “{name}”")


def discuss(building: Building, *, numbers: Sequence[int], on: date, meeting_id: int | None = None) -> Change:
    """Note that items were talked about, and at which meeting."""
    builder = ChangeBuilder(building)
    for number in numbers:
        if _item(building, number).discussed_on is None:
            builder.put("feedback", number, discussed_on=on, meeting_id=meeting_id)
    change = builder.change(f"feedback: {len(numbers)} discussed on {show_date(on)}")
    return change if change else no_change("feedback: discussed already")


def resolve(
    building: Building,
    *,
    numbers: Sequence[int],
    decision: Decision,
    reason: str = "",
    carried_to: str = "",
    carried_step: int | None = None,
) -> Change:
    """Decide what becomes of items. The loop is not closed by this: somebody has to tell people (`answer`).

    `not_adopted` needs a reason; `carried` a school year, and is an open item of its step 1 or 2 (2 unless said).
    """
    builder = ChangeBuilder(building)
    reason = builder.text(reason, "why", limit=PROSE, multiline=True)
    if decision == "not_adopted" and not reason:
        raise UserError("Say why it is not adopted: people want to know.", field="why")
    if decision == "carried":
        if not carried_to:
            raise UserError("Carried to which school year? Write such as 2027-28.", field="carried_to")
        carried_step = carried_step or 2
        if carried_step not in (1, 2):
            raise UserError("Feedback is carried to step 1 or 2 of the next year.", field="carried_step")
    else:
        carried_to, carried_step = "", None
    for number in numbers:
        _item(building, number)
        builder.put(
            "feedback", number, decision=decision, reason=reason, carried_to=carried_to, carried_step=carried_step
        )
    words = STATUSES[decision] if decision else "undecided again"
    change = builder.change(f"feedback: {_named(numbers)} {words}{f' ({carried_to})' if carried_to else ''}")
    return change if change else no_change(f"feedback: {words} already")


def answer(building: Building, *, numbers: Sequence[int], text: str, on: date) -> Change:
    """Note what people were told, and when: this closes the loop."""
    builder = ChangeBuilder(building)
    text = builder.text(text, "answer", limit=PROSE, multiline=True)
    for number in numbers:
        item = _item(building, number)
        told = text or item.reason
        if not told:
            raise UserError("What were people told? An answer needs words.", field="answer")
        builder.put("feedback", number, answer=told, answered_on=on)
    change = builder.change(f"feedback: {_named(numbers)} answered")
    return change if change else no_change("feedback: answered already")


def _named(numbers: Sequence[int]) -> str:
    return f"#{numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} items"
