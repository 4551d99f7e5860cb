"""Quick-add words for feedback, actions, and meetings, such as fb, todo, note, and decision."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from bltui.domain.feedback import edits as listening
from bltui.domain.meetings import minutes_edits
from bltui.domain.meetings.actions import add_action, put_action
from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.attendance import (
    add_guest,
    attend,
    mark_words,
    read_attendance,
    read_guest,
)
from bltui.domain.meetings.clock import current
from bltui.domain.meetings.deciding import how_words, read_said
from bltui.domain.meetings.due_parser import split_due
from bltui.domain.meetings.lookup import named, running
from bltui.domain.model.about import about_words, read_about
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import LONGEST, Kind, Source
from bltui.domain.model.meetings import Meeting, Presence
from bltui.domain.model.minutes import DecisionMade, LineKind
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, clean, folded
from bltui.domain.quick_add.context import Line, Read, Word, reads
from bltui.domain.quick_add.promises import Owners, Promise, read_promise

_TAG = re.compile(r"(?<!\S)#(step|goal|cwg|meeting|training):?(\d{1,6})\b", re.IGNORECASE)
_SIGNS: dict[str, Kind] = {"+": "plus", "-": "delta", "?": "question", "!": "idea"}
# The first word of feedback names the speaker's group if it is one of these.
_SPEAKERS: dict[str, Source] = {
    **dict.fromkeys(("teacher", "teachers"), "teacher"),
    **dict.fromkeys(("parent", "parents", "families"), "parent"),
    **dict.fromkeys(("paras", "noncertified", "classified"), "noncertified"),
    **dict.fromkeys(("business", "businesses"), "business"),
    "community": "community",
    **dict.fromkeys(("student", "students"), "student"),
    **dict.fromkeys(("dlt", "cslt", "district"), "dlt"),
    **dict.fromkeys(("coach", "coaches"), "coach"),
    "blt": "blt",
}


def _about(line: Line, text: str) -> tuple[str, str]:
    """Split a tag such as "#step5" off a text. Raises UserError if there are several."""
    tags = list(_TAG.finditer(text))
    if len(tags) > 1:
        raise UserError("A line can have only one # word. Remove the others.")
    if not tags:
        return text, ""
    about = read_about(line.building, f"{tags[0][1]}:{tags[0][2]}")
    return " ".join(_TAG.sub(" ", text).split()), about


#: The end or the beginning of feedback from someone who is not named.
_ANONYMOUS_FIRST = re.compile(
    r"^\(?(?:an\s+)?anon(?:ymous(?:ly)?)?\)?\s*[:,]?\s+(?=\S)", re.IGNORECASE
)
_ANONYMOUS_LAST = re.compile(
    r"(?P<off>[\s,;.!?(\[–—-]*[,;.!?(\[–—-]\s*|#)?(?P<word>(?<!\w)(?:from\s+)?anon(?:ymous(?:ly)?)?)[\s.)\]]*$",
    re.IGNORECASE,
)
_ANONYMOUS_TAG = re.compile(r"(?<!\S)#anon(?:ymous)?\b", re.IGNORECASE)


def _unnamed(text: str) -> tuple[str, bool]:
    """Split the word "anonymous" off a text. Returns whether the text names no one.

    At the end it leaves the text only if a tag or punctuation sets it off.
    """
    tagged = _ANONYMOUS_TAG.search(text)
    if tagged:
        text = " ".join(_ANONYMOUS_TAG.sub(" ", text).split())
    first = _ANONYMOUS_FIRST.match(text)
    if first and not _ANONYMOUS_LAST.fullmatch(text):
        return text[first.end() :], True
    last = _ANONYMOUS_LAST.search(text)
    if last and last.start():
        before = text[: last.start("word")].rstrip()
        set_off = last["off"] or _TAG.search(before.split(" ")[-1] if before else "")
        return (text[: last.start()].strip() if set_off else text), True
    return text, bool(tagged)


def _owners(line: Line, meeting: Meeting | None) -> Owners:
    """Return who can own an action: of the running meeting's team first, else of the BLT."""
    team, day = (meeting.team, meeting.on) if meeting else ("blt", line.today)
    return Owners(line.building, team, members(line.building, team, day) or ())


def _feedback(line: Line) -> Read:
    """Parse feedback: speaker, kind, and topic. An owner or due date adds an action too."""
    bare, hidden = _unnamed(line.rest)
    text, about = _about(line, bare)
    promise = _promised(line, text)
    text = promise.text
    first, _, rest = text.partition(" ")
    kind: Kind = "comment"
    if first in _SIGNS and rest:
        kind, text = _SIGNS[first], rest
        first = text.partition(" ")[0]
    source = _SPEAKERS.get(folded(first).strip(":,"), "")
    if first.endswith(":") and source:
        text = text.removeprefix(first).strip()
    text = clean(text, "text", limit=LONGEST)
    say = partial(
        listening.say,
        text=text,
        on=line.today,
        kind=kind,
        source=source,
        about=about,
        anonymous=hidden,
    )
    intent: Intent = say
    if promise.owners or promise.team or promise.due is not None:
        if hidden:
            raise UserError(
                "An anonymous line names no one. Write the action in a separate line, with todo."
            )
        intent = partial(_with_action, say=say, text=text, about=about, **promise.fields)
    said = ("anonymous" if hidden else "", source, kind if kind != "comment" else "")
    return reads("feedback", intent, *said, about_words(about), text, *promise.words(line.building))


def _promised(line: Line, text: str) -> Promise:
    """Return the action in a line of feedback: only "@lee" and "due fri" make one."""
    head, due = text, None
    if re.search(r"(?:^|\s)due\s", text, re.IGNORECASE):
        head, due = split_due(text, line.building, line.today)
    if "@" not in head:
        return Promise(head, due=due)
    promise = read_promise(head, _owners(line, running(line.building)), line.today)
    return msgspec.structs.replace(promise, due=due or promise.due)


def _with_action(
    building: Building,
    *,
    say: Callable[[Building], Change],
    text: str,
    about: str,
    **fields: Any,
) -> Change:
    """Add the feedback and its action in one change."""
    said = say(building)
    builder = ChangeBuilder(building)
    put_action(builder, Action(text=text, about=about, **fields))
    promised = builder.change("")
    reference = said.edits[0].reference.replace("/", ":")
    edits = tuple(
        type(e)(e.table, e.id, e.before, {**(e.after or {}), "source": reference})
        for e in promised.edits
    )
    return Change(f"{said.says}, with an action", (*said.edits, *edits), said.notes)


def _aha(line: Line) -> Read:
    text, about = _about(line, line.rest)
    text = clean(text, "text", limit=LONGEST)
    meeting = running(line.building)
    about = about or (f"meeting:{meeting.id}" if meeting else "")
    intent = partial(listening.say, text=text, on=line.today, kind="aha", source="", about=about)
    return reads("aha", intent, about_words(about), text)


def _todo(line: Line) -> Read:
    """Parse an action with its owners and due date."""
    text, about = _about(line, line.rest)
    meeting = running(line.building)
    promise = read_promise(text, _owners(line, meeting), line.today)
    text = clean(promise.text, "action")
    if not text:
        raise UserError("What is to be done? Such as: todo @lee copy the rubric due fri")
    fields = {"text": text, "about": about, **promise.fields}
    if meeting is None:
        intent: Intent = partial(add_action, **fields)
    else:
        intent = partial(
            minutes_edits.promise, meeting_id=meeting.id, item_id=_point(line, meeting), **fields
        )
    where = named(line.building, meeting) if meeting else ""
    return reads("todo", intent, text, *promise.words(line.building), about_words(about), where)


def _meeting(line: Line) -> Meeting:
    meeting = running(line.building)
    if meeting is None:
        raise UserError("No meeting is running. Start it first: `bltui meeting start`")
    return meeting


def _point(line: Line, meeting: Meeting) -> int | None:
    """Return the id of the running agenda item, or None if no clock is running."""
    point = current(line.building, meeting.id) if meeting.clock is not None else None
    return point.id if point is not None else None


def _after(line: Line) -> Meeting:
    """Return the running meeting, else one that ended today, for plus and delta."""
    ended = (
        m
        for m in active(line.building.meetings)
        if m.on == line.today and m.ended and m.team == "blt"
    )
    return (
        running(line.building)
        or next((m for m in ended if not m.approved_on), None)
        or _meeting(line)
    )


def _line(kind: LineKind, word: str) -> Callable[[Line], Read]:
    def read(line: Line) -> Read:
        meeting = _after(line) if kind in ("plus", "delta") else _meeting(line)
        text = clean(line.rest, "text", limit=PROSE)
        at = _point(line, meeting) if kind in ("note", "parking") else None
        intent = partial(
            minutes_edits.add_line, meeting_id=meeting.id, kind=kind, text=text, item_id=at
        )
        return reads(word, intent, text, named(line.building, meeting))

    return read


def _decision(line: Line) -> Read:
    """Parse a decision: what, who moved it, and the vote or the result as it was said."""
    meeting = _meeting(line)
    said, fields = read_said(line.building, meeting, clean(line.rest, "decision", limit=PROSE))
    intent = partial(
        minutes_edits.decide, meeting_id=meeting.id, item_id=_point(line, meeting), **fields
    )
    how = how_words(line.building, DecisionMade(meeting_id=meeting.id, **fields))
    return reads("decision", intent, said.text, how, named(line.building, meeting))


def _presence(state: Presence, word: str) -> Callable[[Line], Read]:
    def read(line: Line) -> Read:
        meeting = _meeting(line)
        marks = read_attendance(line.building, meeting, line.rest, state)
        intent = partial(attend, meeting_id=meeting.id, state=state, marks=marks)
        who = ", ".join(mark_words(line.building, mark) for mark in marks)
        return reads(word, intent, who, named(line.building, meeting))

    return read


def _guest(line: Line) -> Read:
    """Parse a guest and whom they come for."""
    meeting = _meeting(line)
    name, reason = read_guest(clean(line.rest, "name"))
    intent = partial(add_guest, meeting_id=meeting.id, name=name, reason=reason)
    return reads(
        "guest", intent, name, f"for {reason}" if reason else "", named(line.building, meeting)
    )


def _idea(line: Line) -> Read:
    """Parse feedback that is an idea."""
    return _feedback(msgspec.structs.replace(line, rest=f"! {line.rest}"))


#: Parsers by first word.
WORDS: dict[str, Word] = {
    "fb": Word("fb teachers want more modeling #step5", _feedback, "what?"),
    "feedback": Word("feedback parents: send the goals home #step2", _feedback, "what?"),
    "aha": Word("aha the pairs found it themselves", _aha, "what?"),
    "idea": Word("idea rotate the meeting room", _idea, "what?"),
    "todo": Word("todo @lee copy the rubric due fri", _todo, "what?"),
    "action": Word("action Casey copies the rubric by 12/4", _todo, "what?"),
    "note": Word("note 4 of 6 rooms have started", _line("note", "note"), "what?"),
    "park": Word("park the copier contract", _line("parking", "park"), "what?"),
    "plus": Word("plus we ended on time", _line("plus", "plus"), "what?"),
    "delta": Word("delta fewer agenda items next time", _line("delta", "delta"), "what?"),
    "decision": Word("decision adopt the calendar: 7 yes, 1 no", _decision, "what?"),
    "here": Word("here ana ben kim", _presence("present", "here")),
    "late": Word("late kim 4:05", _presence("late", "late")),
    "excused": Word("excused sam: jury duty", _presence("excused", "excused")),
    "absent": Word("absent pat", _presence("absent", "absent")),
    "left": Word("left kim 4:30", _presence("left", "left")),
    "guest": Word("guest Jane Doe for the PTA", _guest),
}
