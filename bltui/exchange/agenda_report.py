"""An agenda as a page, and as the plain text of a mail or a calendar event.

What was not entered is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from bltui.clock import moment_in_words
from bltui.domain.meetings.carried import titled
from bltui.domain.meetings.minutes_parts import Minutes, Point
from bltui.domain.meetings.posting import COMMENT
from bltui.domain.model import formats
from bltui.domain.model.formats import show_date, show_time, time_range
from bltui.domain.model.meetings import INTENTS
from bltui.domain.model.text import shown
from bltui.exchange.page import Grid, Page, Section

#: The item for public comment that a law asks for and nobody has added.
_DEFAULT = f"{COMMENT} (default)"
#: How many lines and characters a calendar event can hold of an agenda.
_LINES, _LETTERS = 90, 3500


def about_section(value: Minutes) -> Section:
    """Return when and where a meeting is, and who has which role."""
    held = value.occurrence == "held"
    where = f", {value.place}" if value.place else ""
    planned = "" if held or not value.start else f", {time_range(value.start, value.end)}"
    lines = [f"{show_date(value.date)}{planned}{where}", value.purpose]
    if value.called_to_order:
        lines.append(f"Called to order: {show_time(value.called_to_order)}")
    lines += [f"{role.capitalize()}: {who}" for role, who in value.roles.items() if who]
    unfilled = [role for role, who in value.roles.items() if not who]
    if unfilled and not held:
        lines.append(f"Still needed: {', '.join(unfilled)}")
    if value.posted and not held:
        lines.append(f"Posted: {moment_in_words(value.posted)}")
    if value.occurrence == "cancelled":
        lines.append("This meeting was canceled.")
    return Section("Meeting", tuple(line for line in lines if line))


def _time(point: Point) -> str:
    begins = show_time(point.begins) if point.begins else ""
    return ", ".join(part for part in (begins, minutes_words(point)) if part)


def minutes_words(point: Point) -> str:
    """Return the planned minutes of an item; those of its protocol as a default."""
    if point.minutes is not None:
        return f"{point.minutes} min"
    return f"{point.usual_minutes} min by protocol" if point.usual_minutes is not None else ""


def _intent(point: Point) -> str:
    return INTENTS[point.intent] if point.intent else ""


def _lacks_comment(value: Minutes) -> bool:
    return value.posting is not None and value.posting.lacks_comment


def agenda_sections(value: Minutes) -> Iterator[Section]:
    """Yield the table of agenda items, and what to prepare."""
    rows = [
        (p.number, titled(p.title, p.times), _intent(p), p.owner, _time(p), p.about, p.protocol)
        for p in value.items
    ]
    if _lacks_comment(value):
        rows.append((len(rows) + 1, _DEFAULT, "", "", "", "", ""))
    if rows:
        columns = ("no.", "agenda item", "intent", "who", "time", "about", "protocol")
        yield Section("Agenda", (Grid(columns, tuple(rows)).without_empty(),))
    tasks = tuple(f"{p.number}. {p.title}: {p.preparation}" for p in value.items if p.preparation)
    if tasks:
        yield Section("Before the meeting", tasks)


@formats.paper()
def agenda_page(value: Minutes, building: str, *, sample: bool = False) -> Page:
    """Return the agenda of a meeting, planned or held."""
    sections = (about_section(value), *agenda_sections(value))
    return Page(paper_title(value, "agenda", building, sample=sample), sections)


def paper_title(value: Minutes, noun: str, building: str, *, sample: bool) -> str:
    """Return the title of an agenda or of minutes."""
    school = f"{'Sample building. ' if sample else ''}{building}"
    return f"{school}: {value.team} {noun}, {show_date(value.date)}"


@formats.paper()
def agenda_text(value: Minutes) -> str:
    """Return the agenda as plain lines, for a mail or a calendar event.

    Tables are not aligned there, so each item has its facts on a separate line.
    """

    def lines() -> Iterator[str]:
        yield from about_section(value).parts  # type: ignore[misc]  # it has only paragraphs
        for point in value.items:
            yield ""
            yield f"{point.number}. {titled(point.title, point.times)}"
            facts = (_intent(point), _time(point), point.owner, point.about, point.protocol)
            if told := ", ".join(filter(None, facts)):
                yield f"   {told}"
            if point.preparation:
                yield f"   Before the meeting: {point.preparation}"
        if _lacks_comment(value):
            yield from ("", f"{len(value.items) + 1}. {_DEFAULT}")

    return "\n".join(map(shown, lines())) + "\n"


def event_text(value: Minutes) -> str:
    """Return the agenda for a calendar event, shortened to what an event can hold."""
    kept: list[str] = []
    room = _LETTERS
    for line in agenda_text(value).splitlines():
        room -= len(line) + 1
        if room < 0 or len(kept) == _LINES:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)


@formats.paper()
def mail_text(value: Minutes, building: str, *, sample: bool = False) -> str:
    """Return a mail with the agenda: its subject and its body.

    It has no recipients: the staff list has no addresses.
    """
    subject = shown(paper_title(value, "agenda", building, sample=sample))
    return f"Subject: {subject}\n\n{agenda_text(value)}"
