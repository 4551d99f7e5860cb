"""The rows of the groups, and of the selected group in full: people, focus, times, exceptions."""

from __future__ import annotations

from bltui.domain.model import labels, shown
from bltui.domain.model.cwgs import STATUSES, STRUCTURES, Cwg
from bltui.domain.model.formats import show_date, show_time, time_range
from bltui.domain.model.record import active
from bltui.domain.model.series import MeetingException, Series
from bltui.domain.schedule import expansion
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_words import show_pattern, show_series, show_slot
from bltui.ui.cwg_selection import CwgSelection, Picture, meeting_id
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

GROUPS = (
    Column("Group", whole=True),
    Column("Leader", rank=1),
    Column("Meets"),
    Column("Room", rank=3),
    Column("Size", right=True, rank=2),
    Column("Check", 9),
)
DETAIL = (Column(cells=9), Column(wraps=True))
#: The number of upcoming meetings in the selected group's details.
COMING = 5
#: The status of a meeting, in a word.
STATES = {**expansion.STATES, "planned": ""}


def terms_shown(picture: Picture) -> Terms | None:
    """Return the school year whose dates need no year; None if there is no calendar."""
    table = picture.schedule.table
    return Terms(table.calendar.first, table.calendar.last) if table is not None else None


def when_words(picture: Picture, cwg: int) -> str:
    """Return when a group meets, in words."""
    return "; ".join(
        f"{show_pattern(s.pattern)} {show_slot(s.time)}" for s in picture.schedule.series_of(cwg)
    )


def empty(state: State) -> str:
    """Return the text of an empty list: what to do first."""
    if not any(active(state.building.calendars)):
        return "No groups yet. Press c to set the days of the school calendar, then n to create a group."
    if not state.overview.coverage.people:
        return f"No groups yet. Leaders come from the {labels.team()}: press 2 to add its members, then n to create a group."
    return "No groups yet. Press n to create the first one."


def hint(picture: Picture) -> str:
    """Return the number of conflicts by severity."""
    counts = {"error": 0, "warn": 0}
    for clash in picture.clashes:
        weight = picture.weight(clash)
        if not clash.waived and weight in counts:
            counts[weight] += 1
    parts = [f"{counts[key]} {WEIGHTS[key][1]}" for key in counts if counts[key]]
    return f"C: show {', '.join(parts)}" if parts else "no conflicts"


def published(picture: Picture) -> tuple[Bit, ...]:
    """Return how many groups are published."""
    done = sum(group.status == "published" for group in picture.groups)
    return (Bit(f"{done} of {len(picture.groups)} published"),) if picture.groups else ()


def _check(picture: Picture, group: Cwg) -> Cell:
    if group.status == "closed":
        return Bit("closed", "quiet")
    found = picture.clashes_of(group.id)
    if not found:
        return Bit(f"{picture.state.signs.done} {STATUSES[group.status]}", "done")
    role, word = WEIGHTS[picture.weight(found[0])]
    count = f"{len(found)} " if len(found) > 1 else ""
    return Bit(f"{picture.state.signs.of(role)} {count}{word}", role)


def _rooms(picture: Picture, cwg: int) -> str:
    rooms = (series.room for series in picture.schedule.series_of(cwg))
    return ", ".join(dict.fromkeys(room for room in rooms if room))


def _name(picture: Picture, person: int | None) -> str:
    return picture.schedule.name(person) if person is not None else ""


def group_rows(picture: Picture) -> tuple[Row, ...]:
    """Return a row for each group: name, leader, times, size, and the most severe conflict."""
    today = picture.state.today
    rows = []
    for group in picture.groups:
        meets: Cell = when_words(picture, group.id) or Bit("no time yet", "recommended")
        leader: Cell = _name(picture, group.leader_id) or Bit("no leader", "required")
        size = (
            len(picture.schedule.team(group.id, today))
            if group.id in picture.schedule.groups
            else 0
        )
        names = " ".join(_name(picture, p) for p in group.people())
        rows.append(
            Row(
                f"cwgs/{group.id}",
                (
                    group.called,
                    leader,
                    meets,
                    Bit(_rooms(picture, group.id), "quiet"),
                    str(size or len(group.people())),
                    _check(picture, group),
                ),
                role="quiet" if group.status == "closed" else "",
                find=f"{STRUCTURES[group.structure]} {group.focus} {names}",
            )
        )
    return tuple(rows)


def detail_rows(sight: CwgSelection) -> tuple[Row, ...]:
    """Return the rows of the selected group in full.

    Meetings and exceptions are separate rows, so that commands can apply to them.
    """
    picture, state = sight.picture, sight.state
    group = state.building.cwgs.get(sight.cwg) if sight.cwg is not None else None
    if group is None:
        return ()
    rows: list[Row] = []

    def say(head: str, text: Cell) -> None:
        if text:
            rows.append(Row(None, (Bit(head, "quiet"), text)))

    said: dict[str, Cell] = dict(
        shown.rows(group, FormContext(state.building, state.framework, state.today))
    )
    said["Leader"] = _leader(picture, group.leader_id) or Bit("no leader (press l)", "required")
    said["Co-leader"] = _leader(picture, group.co_leader_id)
    said["Members"] = _members(picture, group)
    for label, text in said.items():
        if label not in ("Number", "Name", "Published"):
            say(label, text)
    terms = terms_shown(picture)
    series = picture.schedule.series_of(group.id)
    for number, one in enumerate(series):
        say("Meets" if not number else "", show_series(one, terms))
    if not series:
        say("Meets", Bit("no time yet (press t)", "recommended"))
    coming = [p for p in picture.meetings(group.id) if p[1].date >= state.today][:COMING]
    for number, (one, meeting) in enumerate(coming):
        rows.append(_coming(picture, one, meeting, "Next" if not number else ""))
    for number, exception in enumerate(picture.exceptions(group.id)):
        head = Bit("Exception" if not number else "", "quiet")
        words: Cell = exception_words(exception)
        if picture.left_over(exception):
            words = Bit(f"{words}: orphaned (press K to keep it)", "recommended")
        rows.append(Row(f"exceptions/{exception.id}", (head, words)))
    for number, clash in enumerate(picture.clashes_of(group.id)):
        head = Bit("Check" if not number else "", "quiet")
        sign = picture.sign(clash)
        rows.append(
            Row(
                f"clash/{clash.rule}/{clash.key}",
                (head, Bit(f"{sign.text} {clash.message}", sign.role)),
            )
        )
    return tuple(rows)


def _leader(picture: Picture, person: int | None) -> Cell:
    if person is None:
        return ""
    name = _name(picture, person)
    if picture.schedule.on_blt(person, picture.state.today):
        return f"{name}, on the {labels.team()}"
    return Bit(f"{name}, not on the {labels.team()}", "required")


def _members(picture: Picture, group: Cwg) -> str:
    """Return the members by name; people in several groups show the other groups' numbers."""
    today, parts = picture.state.today, []
    for person in group.people():
        others = [
            f"#{g.number}"
            for g in picture.groups
            if g.id != group.id
            and g.status != "closed"
            and person in (*g.people(today), *g.heads())
        ]
        spans = [m for m in group.members if m.person_id == person]
        left = all(m.end is not None and m.end < today for m in spans)
        later = all(m.start is not None and m.start > today for m in spans)
        notes = (["also " + " ".join(others)] if others else []) + (
            ["left"] if left else ["joins later"] if later else []
        )
        parts.append(_name(picture, person) + (f" ({', '.join(notes)})" if notes else ""))
    return ", ".join(parts)


def _coming(picture: Picture, series: Series, meeting: Meeting, head: str) -> Row:
    words = [
        f"{show_date(meeting.date)}, {show_time(meeting.begins) if meeting.timed else meeting.hours}",
        meeting.room or "",
        STATES[meeting.state],
    ]
    role = "quiet" if not meeting.takes_place else ""
    if (clash := picture.clash_on(series.id, meeting.date)) is not None and meeting.takes_place:
        sign = picture.sign(clash)
        words.append(f"{sign.text} {WEIGHTS[picture.weight(clash)][1]}")
        role = sign.role
    text = "  ".join(word for word in words if word)
    return Row(meeting_id(series.id, meeting.original), (Bit(head, "quiet"), Bit(text, role)))


def exception_words(exception: MeetingException) -> str:
    """Return an exception as text: the original date, what changed, and why."""
    why = f" ({exception.why})" if exception.why else ""
    day = show_date(exception.date)
    to = exception.to
    if exception.do == "held":
        return f"{day} held{why}"
    if exception.do == "cancel" or to is None:
        return f"{day} canceled{why}"
    clock = f", {time_range(to.start, to.end)}" if to.start and to.end else ""
    room = f" {to.room}" if to.room else ""
    if exception.do == "add":
        return f"{show_date(to.date)}{clock}{room} added{why}"
    same = to.date == exception.date
    return f"{day} moved{'' if same else f' to {show_date(to.date)}'}{clock}{room}{why}"
