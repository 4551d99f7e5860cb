"""Quick-add words for feedback, actions, and meetings, such as fb, todo, note, and decision."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from bltui.domain.feedback import edits as listening
from bltui.domain.meetings import minutes_edits
from bltui.domain.meetings import running as holding
from bltui.domain.meetings.actions import add_action, put_action
from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.clock import current
from bltui.domain.meetings.lookup import named, running
from bltui.domain.meetings.tally_parser import doubtful, read_fist, read_outcome, read_tally
from bltui.domain.model.about import about_words, read_about
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import LONGEST, Kind, Source
from bltui.domain.model.meetings import Meeting, Presence
from bltui.domain.model.minutes import OUTCOMES, LineKind
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, clean, folded, shown
from bltui.domain.quick_add.context import Line, Read, Word, on_its_day, reads

_TAG = re.compile(r"(?<!\S)#(step|goal|cwg|meeting|training):?(\d{1,6})\b", re.IGNORECASE)
_OWNER = re.compile(r"(?<!\S)@(\w[\w.'’-]*)")
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


def _promise(line: Line, text: str) -> tuple[str, int | None, str, date | None]:
    """Split "@lee" and "due fri" off a text. Returns text, owner id, owner name, and due date."""
    text, due = line.day_after("due", text)
    owners = list(_OWNER.finditer(text))
    if len(owners) > 1:
        raise UserError("An action has one owner. Keep only one @ word.")
    if not owners:
        return text, None, "", due
    person = line.person(owners[0][1])
    return " ".join(_OWNER.sub(" ", text).split()), person.id, person.name, due


def _feedback(line: Line) -> Read:
    """Parse feedback: speaker, kind, and topic. An owner or due date adds an action too."""
    text, about = _about(line, line.rest)
    text, owner, owner_name, due = _promise(line, text)
    first, _, rest = text.partition(" ")
    hidden = folded(first).rstrip(":") in ("anonymous", "anon") and bool(rest)
    if hidden:
        text = rest
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
    if owner is not None or due is not None:
        if hidden:
            raise UserError(
                "An anonymous line names no one. Write the action in a separate line, with todo."
            )
        intent = partial(_with_action, say=say, text=text, owner_id=owner, due=due, about=about)
    said = ("anonymous" if hidden else "", source, kind if kind != "comment" else "")
    return reads("feedback", intent, *said, about_words(about), text, *_promised(owner_name, due))


def _promised(owner: str, due: date | None) -> tuple[str, ...]:
    return (f"owner {owner}" if owner else "", on_its_day("due", due))


def _with_action(
    building: Building,
    *,
    say: Callable[[Building], Change],
    text: str,
    owner_id: int | None,
    due: date | None,
    about: str,
) -> Change:
    """Add the feedback and its action in one change."""
    said = say(building)
    builder = ChangeBuilder(building)
    put_action(builder, Action(text=text, owner_id=owner_id, due=due, about=about))
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
    text, about = _about(line, line.rest)
    text, owner, name, due = _promise(line, text)
    text = clean(text, "action")
    if not text:
        raise UserError("What is to be done? Such as: todo @lee copy the rubric due fri")
    meeting = running(line.building)
    if meeting is None:
        intent: Intent = partial(add_action, text=text, owner_id=owner, due=due, about=about)
    else:
        intent = partial(
            minutes_edits.promise,
            meeting_id=meeting.id,
            text=text,
            owner_id=owner,
            due=due,
            about=about,
            item_id=_point(line, meeting),
        )
    where = named(line.building, meeting) if meeting else ""
    return reads("todo", intent, text, *_promised(name, due), about_words(about), where)


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
    """Parse a decision: a vote count, fist to five, an outcome such as "tabled", or consensus."""
    meeting = _meeting(line)
    text = clean(line.rest, "decision")
    fist, tally = read_fist(text), read_tally(text)
    decide = partial(minutes_edits.decide, meeting_id=meeting.id, item_id=_point(line, meeting))
    if fist:
        scores, rest = fist
        how = f"fist to five {', '.join(map(str, scores))}"
        intent: Intent = partial(decide, text=rest or text, method="fist_to_five", scores=scores)
    elif tally:
        said = f" ({OUTCOMES[tally.stated]} was written)" if tally.stated else ""
        how = f"{tally.words}{said}"
        counts = {name: getattr(tally, name) for name in type(tally).__struct_fields__}
        intent = partial(decide, text=text, method="vote", **counts)
    elif pair := doubtful(text):
        raise UserError(
            f"Is “{shown(pair)}” a vote? Then write it as 9 yes, 4 no. If not, use other words."
        )
    else:
        stated = read_outcome(text)
        how = f"consensus{f': {OUTCOMES[stated]}' if stated else ''}"
        intent = partial(decide, text=text, stated=stated)
    return reads("decision", intent, text, how, named(line.building, meeting))


def _people(line: Line) -> list[int]:
    """Parse people: "all", names separated by commas, or one name prefix per word."""
    if folded(line.rest) in ("all", "everybody", "everyone"):
        meeting = _meeting(line)
        return list(members(line.building, meeting.team, meeting.on) or ())
    parts = line.rest.split(",") if "," in line.rest else None
    if parts is None:
        key = folded(line.rest)
        whole = [p for p in active(line.building.people) if p.active and folded(p.name) == key]
        parts = [line.rest] if len(whole) == 1 else line.rest.split()
    return list(
        dict.fromkeys(
            line.person(part.strip().removeprefix("@")).id for part in parts if part.strip(" &")
        )
    )


def _presence(state: Presence, word: str) -> Callable[[Line], Read]:
    def read(line: Line) -> Read:
        meeting = _meeting(line)
        people = _people(line)
        names = ", ".join(line.building.people[number].name for number in people)
        intent = partial(holding.mark, meeting_id=meeting.id, who=dict.fromkeys(people, state))
        return reads(word, intent, names, named(line.building, meeting))

    return read


#: Parsers by first word.
WORDS: dict[str, Word] = {
    "fb": Word("fb teachers want more modeling #step5", _feedback, "what?"),
    "feedback": Word("feedback parents: send the goals home #step2", _feedback, "what?"),
    "aha": Word("aha the pairs found it themselves", _aha, "what?"),
    "todo": Word("todo @lee copy the rubric due fri", _todo, "what?"),
    "note": Word("note 4 of 6 rooms have started", _line("note", "note"), "what?"),
    "park": Word("park the copier contract", _line("parking", "park"), "what?"),
    "plus": Word("plus we ended on time", _line("plus", "plus"), "what?"),
    "delta": Word("delta fewer agenda items next time", _line("delta", "delta"), "what?"),
    "decision": Word("decision adopt the calendar: 7 yes, 1 no", _decision, "what?"),
    "here": Word("here ana ben kim", _presence("present", "here")),
    "late": Word("late kim", _presence("late", "late")),
    "excused": Word("excused sam", _presence("excused", "excused")),
    "absent": Word("absent pat", _presence("absent", "absent")),
    "left": Word("left kim", _presence("left", "left")),
}
