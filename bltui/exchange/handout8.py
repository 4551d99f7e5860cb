"""Handout 8, "Building-Level Plans": leaders, members and meeting times, six CWGs to a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from html import escape

import msgspec

from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import STRUCTURES, Cwg
from bltui.domain.model.formats import full_date, short_date, show_dates
from bltui.domain.model.series import Series
from bltui.domain.model.text import shown
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_words import show_pattern, show_room, show_slot
from bltui.domain.series.team_meetings import is_separate
from bltui.domain.series.year_schedule import Schedule
from bltui.exchange.page import Grid, Page, Section, as_markdown
from bltui.exchange.text_table import padded, wrapped

#: The words of the handout.
TITLE = "Building-Level Plans"
_QUESTION = "How will you form your {group_names} ({groups})?"
_CHART = "Use the chart to identify each {group} leader, members, and specific, regular meeting times with dates."
MORE = "Attach more sheets if necessary."

ACROSS = 3
A_SHEET = 6
#: Widths of a printed line and of the row labels, in columns.
LINE = 80
LABEL = 14


def question() -> str:
    """Return the question of the form, which names the groups as the building does."""
    return labels.fill(_QUESTION)


def chart() -> str:
    """Return what the chart asks for, which names the groups as the building does."""
    return labels.fill(_CHART)


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One group in the chart. Every row is a list of lines."""

    heading: str
    name: str
    structure: str
    times: tuple[str, ...]
    leader: str
    members: str
    meetings: int


class Handout(msgspec.Struct, frozen=True, kw_only=True):
    """The whole handout."""

    school: str
    year: str
    answer: str
    """How the groups are formed, as the training names it."""
    boxes: tuple[Box, ...]
    printed: date

    def sheets(self) -> list[tuple[Box, ...]]:
        """Return the groups sheet by sheet; one empty sheet if there are no groups."""
        return [self.boxes[n : n + A_SHEET] for n in range(0, max(len(self.boxes), 1), A_SHEET)]


def handout(
    building: Building, schedule: Schedule, today: date, only: Collection[int] | None = None
) -> Handout:
    """Return the handout of the active groups, or only of those with the given ids."""
    groups = [g for g in schedule.groups.values() if only is None or g.id in only]
    groups.sort(key=lambda g: (g.number, g.id))
    counts: dict[str, int] = {}
    for group in groups:
        title = STRUCTURES[group.structure]
        counts[title] = counts.get(title, 0) + 1
    calendar = schedule.table.calendar if schedule.table else None
    year = calendar.year if calendar else building.profile.year
    # The handout names its school year once, so its dates need none.
    with formats.paper((calendar.first, calendar.last) if calendar else None):
        boxes = tuple(_box(schedule, group, today) for group in groups)
    return Handout(
        school=building.profile.name,
        year=year,
        answer="; ".join(f"{title} ({n})" for title, n in counts.items()),
        boxes=boxes,
        printed=today,
    )


def _box(schedule: Schedule, group: Cwg, today: date) -> Box:
    times: list[str] = []
    count = 0
    for one in schedule.series_of(group.id):
        expansion = schedule.expansions.get(one.id)
        meetings = [m for m in expansion.meetings if m.state != "cancelled"] if expansion else []
        count += len(meetings)
        times += _times(schedule, one, meetings)
    heads = [schedule.name(p) for p in group.heads()]
    leading = set(group.heads())
    people = [
        schedule.name(m.person_id)
        + (f" from {short_date(m.start)}" if m.start and m.start > today else "")
        for m in group.members
        if m.person_id not in leading and (m.end is None or m.end >= today)
    ]
    structure = STRUCTURES[group.structure]
    return Box(
        heading=f"{labels.group()} #{group.number}",
        name=group.name,
        structure=f"{structure}: {group.structure_note}" if group.structure_note else structure,
        times=tuple(times) or ("no times yet",),
        leader=heads[0] + (f"; co-leader {heads[1]}" if heads[1:] else "")
        if group.leader_id is not None
        else "no leader",
        members=", ".join(people),
        meetings=count,
    )


def _times(schedule: Schedule, series: Series, meetings: Sequence[Meeting]) -> Iterator[str]:
    """Yield the pattern, the time and room, every date, and the moved meetings."""
    calendar = schedule.table.calendar if schedule.table else None
    listed = series.pattern.__class__.__name__ == "Dates"
    slot = show_slot(series.time)
    place = f" {show_room(series.room)}" if series.room else ""
    if not listed:
        pattern = show_pattern(
            series.pattern, Terms(calendar.first, calendar.last) if calendar else None
        )
        yield pattern[:1].upper() + pattern[1:]
    if slot or place:
        yield f"{slot}{place}".strip()
    usual = _usual(meetings)
    marked = [
        meeting
        for meeting in meetings
        if meeting.state in ("moved", "added")
        or (not series.time.period and _hours(meeting) != usual)
    ]
    dates = show_dates((m.date for m in meetings), {m.date for m in marked})
    yield dates or "no dates yet"
    for meeting in marked:
        yield f"* {_moved(meeting, usual, series)}"


def _hours(meeting: Meeting) -> tuple[time, time]:
    return meeting.start, meeting.end


def _usual(meetings: Sequence[Meeting]) -> tuple[time, time] | None:
    """Return the most common start and end of the meetings."""
    hours = [_hours(m) for m in meetings]
    return max(hours, key=hours.count) if hours else None


def _moved(meeting: Meeting, usual: tuple[time, time] | None, series: Series) -> str:
    """Return how a meeting differs from the usual one."""
    text = short_date(meeting.date)
    alone = is_separate(series)  # nothing above says when such a meeting is
    if meeting.state == "added" and not alone:
        text += " added"
    elif meeting.original != meeting.date:
        text += f", not {short_date(meeting.original)}"
    if alone or _hours(meeting) != usual:
        text += f", {meeting.hours}"
    if meeting.room and meeting.room != series.room:
        text += f", {show_room(meeting.room)}"
    return text


def chart_rows(boxes: Sequence[Box]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the rows of the chart: a label, and the lines of each group."""
    return [
        ("Name", [(b.name,) for b in boxes]),
        ("Structure", [(b.structure,) for b in boxes]),
        ("Meeting Times", [b.times for b in boxes]),
        ("Leader", [(b.leader,) for b in boxes]),
        ("Members", [(b.members,) for b in boxes]),
    ]


def _chart(boxes: Sequence[Box], columns: int) -> Iterator[str]:
    cell = (columns - LABEL) // ACROSS
    yield (" " * LABEL + "".join(padded(shown(b.heading), cell) for b in boxes)).rstrip()
    yield "-" * columns
    for label, cells in chart_rows(boxes):
        blocks = [[part for line in lines for part in wrapped(line, cell - 2)] for lines in cells]
        for n in range(max(map(len, blocks))):
            left = padded(label if n == 0 else "", LABEL)
            yield (
                left + "".join(padded(block[n] if n < len(block) else "", cell) for block in blocks)
            ).rstrip()
        if label != "Name":
            yield "-" * columns


def as_text(page: Handout, columns: int = LINE) -> str:
    """Return plain text; a form feed starts each further sheet."""
    sheets = page.sheets()
    lines: list[str] = []
    for number, boxes in enumerate(sheets, 1):
        head = f"{TITLE}  (Handout 8)"
        sheet = f"Sheet {number} of {len(sheets)}"
        begin = "\f" if number > 1 else ""
        lines.append(begin + padded(head, columns - len(sheet)) + sheet)
        lines += wrapped(f"School  {page.school}  {page.year}", columns)
        lines.append("")
        if number == 1:
            lines += [
                question(),
                *(f"  {line}" for line in wrapped(page.answer or "(no groups yet)", columns - 2)),
                "",
            ]
            lines += wrapped(chart(), columns)
        lines.append(MORE)
        lines.append("=" * columns)
        for n in range(0, len(boxes), ACROSS):
            lines += _chart(boxes[n : n + ACROSS], columns)
        counts = " / ".join(str(b.meetings) for b in boxes)
        lines.append(f"{counts or 'No'} meetings. Printed {full_date(page.printed)} by bltui.")
    return "\n".join(lines) + "\n"


def as_md(page: Handout) -> str:
    """Return Markdown with all text of people escaped."""
    sections = [Section(question(), (page.answer or "(no groups yet)", chart(), MORE))]
    sheets = page.sheets()
    for number, boxes in enumerate(sheets, 1):
        parts: list[str | Grid] = []
        for n in range(0, len(boxes), ACROSS):
            some = boxes[n : n + ACROSS]
            rows = tuple(
                (label, *("; ".join(lines) for lines in cells)) for label, cells in chart_rows(some)
            )
            parts.append(Grid(("", *(b.heading for b in some)), rows))
        parts.append(f"Printed {full_date(page.printed)} by bltui.")
        sections.append(Section(f"Sheet {number} of {len(sheets)}", tuple(parts)))
    title = f"{TITLE} (Handout 8). School: {page.school} {page.year}".rstrip()
    return as_markdown(Page(title, tuple(sections)))


_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;max-width:60em;margin:1em auto;padding:0 1em;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:1em 0;table-layout:fixed}"
    "th,td{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th:first-child{width:7.5em}section+section{break-before:page}table{break-inside:avoid}"
)


def _html(text: str) -> str:
    return escape(shown(text), quote=True)


def as_html(page: Handout) -> str:
    """Return one self-contained HTML file with a printed page for each sheet."""
    sheets = page.sheets()
    lines = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f"<title>{_html(f'{TITLE}: {page.school}')}</title><style>{_STYLE}</style></head><body>",
    ]
    for number, boxes in enumerate(sheets, 1):
        lines.append(
            f"<section><h1>{TITLE} <small>(Handout 8, sheet {number} of {len(sheets)})</small></h1>"
        )
        lines.append(f"<p>School: <strong>{_html(page.school)}</strong> {_html(page.year)}</p>")
        if number == 1:
            lines.append(
                f"<h2>{_html(question())}</h2><p>{_html(page.answer or '(no groups yet)')}</p><p>{_html(chart())}</p>"
            )
        lines.append(f"<p>{MORE}</p>")
        for n in range(0, len(boxes), ACROSS):
            some = boxes[n : n + ACROSS]
            lines.append(
                f"<table><tr><th></th>{''.join(f'<th>{_html(b.heading)}</th>' for b in some)}</tr>"
            )
            for label, cells in chart_rows(some):
                body = "".join(
                    f"<td>{'<br>'.join(_html(line) for line in found)}</td>" for found in cells
                )
                lines.append(f"<tr><th>{label}</th>{body}</tr>")
            lines.append("</table>")
        lines.append(f"<p>Printed {full_date(page.printed)} by bltui.</p></section>")
    return "\n".join([*lines, "</body></html>"]) + "\n"


WRITERS = {"text": as_text, "md": as_md, "html": as_html}
