"""Attendance with its remarks: who came when, who left when, who was excused and why, and guests.

Reads what people type, and has the intents for `workspace.do`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.deciding import Attending
from bltui.domain.meetings.lookup import unlocked
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Intent, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_time
from bltui.domain.model.meetings import PRESENCES, Attendance, Meeting, Presence
from bltui.domain.model.minutes import Line
from bltui.domain.model.name_lists import longest_name, parts_of, read_everyone, read_people
from bltui.domain.model.person_match import matching
from bltui.domain.model.record import active
from bltui.domain.model.text import folded, shown
from bltui.domain.model.times import clock_minutes, read_time

_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m?\.?)?|\d{1,4}\s?[ap]\.?m?\.?|noon)(?![\w:])"
_TIME = re.compile(rf"(?<![\w:])(?P<time>{_CLOCK})", re.IGNORECASE)
#: Words about coming and going that a time makes superfluous.
_ONLY_TIME = re.compile(
    r"(?:got in|came|came in|come in|arrived?|arriving|joined|here|in|left|leaves?|leaving|had to leave|out|gone"
    r"|departed|until|from|since|after|early|late|about|around|at|@|~|by|\s|[.,])*",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"^(?P<who>.+?)\s*(?:\((?P<paren>.*)\)|\s[–—-]\s(?P<dash>.+)"
    r"|\s(?P<because>(?:because|due to|for|with|who|got in|came|arrived?|joined|left|at|until|from|since)\b.*)"
    rf"|\s(?:@\s?)?(?P<time>{_CLOCK}))$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = re.compile(r"^(?:for|because(?: of)?|due to|with|reason)\s*:?\s+", re.IGNORECASE)


class Mark(msgspec.Struct, frozen=True):
    """One person's attendance as it was said."""

    person_id: int
    came_at: str = ""
    left_at: str = ""
    reason: str = ""


def read_attendance(
    building: Building, meeting: Meeting, text: str, state: Presence
) -> tuple[Mark, ...]:
    """Return who is named in a line such as "Kim (got in at 4:05), Lee". Raises UserError."""
    there = Attending(building, meeting)
    if read_everyone(text) is not None:
        everyone = read_people(text, there.people, there.first, there.first)
        return tuple(Mark(number) for number in everyone)
    marks: dict[int, Mark] = {}
    for names, remark in _pieces(text, there):
        mark = _mark(remark, state)
        for number in read_people(names, there.people, there.first, there.first):
            marks[number] = msgspec.structs.replace(mark, person_id=number)
    return tuple(marks.values())


def _pieces(text: str, there: Attending) -> Iterator[tuple[str, str]]:
    """Yield names, each with its remark: "Lee: jury duty; Kim (sick), Ana 4:05"."""
    for piece in text.split(";"):
        head, colon, tail = piece.partition(": ")
        if colon and not _TIME.search(head):
            yield head, tail.strip()
            continue
        found: list[tuple[str, str]] = []
        for part in parts_of(piece):
            names, remark = _apart(part, there)
            if names:
                found.append((names, remark))
            elif found and _ONLY_TIME.fullmatch(_TIME.sub(" ", part)):
                found[-1] = (found[-1][0], f"{found[-1][1]} {part}")
            else:
                # "Lee, jury duty": the comma may end the name.
                before = shown(found[-1][0]) if found else "Lee"
                raise UserError(
                    f"“{shown(part)}” is no one's name. Write a reason as: {before}: {shown(part)}"
                )
        yield from found


def _apart(part: str, there: Attending) -> tuple[str, str]:
    """Split a part into names and a remark. No names if it has several words and none is one."""
    if matching(part, there.people, there.first):
        return part, ""
    if found := _REMARK.match(part):
        remark = next(filter(None, (found[n] for n in ("paren", "dash", "because", "time"))))
        who, before = _apart(found["who"], there) if _TIME.search(found["who"]) else ("", "")
        return (who, f"{before} {remark}") if who else (found["who"], remark)
    words = part.split()
    size, _ = longest_name(words, there.people, there.first)
    others = [word for word in words[size:] if matching(word, there.people, there.first)]
    if size and not others:
        return " ".join(words[:size]), " ".join(words[size:])
    alone = len(words) == 1 and not _ONLY_TIME.fullmatch(_TIME.sub(" ", part))
    return (part, "") if size or alone else ("", "")


def _mark(remark: str, state: Presence) -> Mark:
    """Return a remark as the time it states and the reason it gives."""
    found = _TIME.search(remark)
    time = read_time(found["time"]) if found and clock_minutes(found["time"]) else ""
    rest = f"{remark[: found.start()]} {remark[found.end() :]}" if found and time else remark
    said = rest if found and time and not remark[: found.start()].strip() else remark
    reason = "" if _ONLY_TIME.fullmatch(rest) else _LEADING.sub("", said.strip())
    leaves = state == "left" or (
        state != "late" and re.match(r"\s*(?:until|left|leav)", remark, re.I)
    )
    return Mark(0, "" if leaves else time, time if leaves else "", reason)


def timed(mark: Mark, state: Presence) -> Mark:
    """Return a mark whose only time is when the person left, if that is how it is marked."""
    if state == "left" and mark.came_at and not mark.left_at:
        return Mark(mark.person_id, "", mark.came_at, mark.reason)
    return mark


def mark_words(building: Building, mark: Mark) -> str:
    """Return a person with the time and the reason, such as "Kim Lee (4:05 PM)"."""
    return said_words(shown(building.people[mark.person_id].name), mark)


def said_words(name: str, mark: Mark | Attendance) -> str:
    """Return a name with when the person came and left, and why, in parentheses."""
    parts = [
        f"arrived {show_time(mark.came_at)}" if mark.came_at else "",
        f"left {show_time(mark.left_at)}" if mark.left_at else "",
        mark.reason,
    ]
    said = "; ".join(filter(None, parts))
    return f"{name} ({said})" if said else name


def attend(
    building: Building, *, meeting_id: int, state: Presence, marks: Sequence[Mark]
) -> Change:
    """Mark people as present, late, excused, absent, or left, with times and reasons."""
    return attend_all(building, meeting_id=meeting_id, marks={state: marks})


def attend_all(
    building: Building, *, meeting_id: int, marks: Mapping[Presence, Sequence[Mark]]
) -> Change:
    """Mark people of several states in one change."""
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    known = {a.person_id: a for a in active(building.attendance) if a.meeting_id == meeting_id}
    names = []
    for state, those in marks.items():
        for mark in those:
            fields: dict[str, Any] = {"state": state, "reason": mark.reason}
            fields |= {k: v for k, v in (("came_at", mark.came_at), ("left_at", mark.left_at)) if v}
            old = known.get(mark.person_id)
            if old is None:
                builder.add(
                    "attendance",
                    Attendance(meeting_id=meeting_id, person_id=mark.person_id, **fields),
                )
            else:
                if old.state == state and not mark.reason:
                    del fields["reason"]
                if state in ("absent", "excused"):
                    fields |= {"came_at": "", "left_at": ""}
                if not builder.put("attendance", old.id, **fields):
                    continue
            names.append(f"{mark_words(building, mark)} {PRESENCES[state]}")
    change = builder.change(f"meeting: {', '.join(names)}")
    return change if change else no_change("meeting: attendance unchanged")


def together(building: Building, *, first: Intent, second: Intent) -> Change:
    """Return one change of two that touch different records."""
    one, two = first(building), second(building)
    says = "; ".join(filter(None, (one.says, two.says)))
    return Change(says, (*one.edits, *two.edits), (*one.notes, *two.notes))


def voting_now(building: Building, meeting: Meeting) -> list[int]:
    """Return the voting members who are here, by name; all of them if no one was marked."""
    voting = members(building, meeting.team, meeting.on) or ()
    marked = {a.person_id: a for a in active(building.attendance) if a.meeting_id == meeting.id}
    here = [
        number
        for number in voting or marked
        if not marked or (number in marked and marked[number].state in ("present", "late"))
    ]
    return sorted(here, key=lambda number: folded(building.people[number].name))


def add_guest(building: Building, *, meeting_id: int, name: str, reason: str = "") -> Change:
    """Record a guest: present, not counted for the quorum. Raises UserError for a member."""
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    there = Attending(building, meeting)
    found = [p for p in matching(name, there.people, there.first) if p.id in there.first]
    if len(found) == 1 and folded(found[0].name) == folded(name):
        raise UserError(
            f"{shown(found[0].name)} is a member of this team. Mark them as present instead.",
            field="text",
        )
    line = Line(meeting_id=meeting_id, kind="guest", text=name, party=reason)
    if any(folded(guest.text) == folded(name) for guest in there.guests):
        return no_change(f"meeting: {name} is already a guest")
    builder.add("lines", line)
    return builder.change(f"meeting: guest: {name}{f' for {reason}' if reason else ''}")


_FOR = re.compile(
    r"^(?P<name>.+?)(?:\s+(?:for|from|representing|with|of|,)\s+|\s*[,(–—]\s*|\s-\s)(?P<what>.+?)\)?$"
)


def read_guest(text: str) -> tuple[str, str]:
    """Return the name and the reason in "Jane Doe for the PTA" or "Jane Doe (PTA)"."""
    found = _FOR.match(text.strip())
    return (found["name"].strip(), found["what"].strip()) if found else (text.strip(), "")
