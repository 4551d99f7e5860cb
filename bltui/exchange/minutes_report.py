"""Agenda and minutes as a page: the decisions and the actions, in the formats of `page.written`."""

from __future__ import annotations

from bltui.domain.meetings.minutes import yes_words
from bltui.domain.meetings.minutes_parts import Decided, Minutes, Point, Told
from bltui.domain.model import formats
from bltui.domain.model.formats import show_date, show_time, time_range
from bltui.domain.model.minutes import LINES, OUTCOMES
from bltui.exchange.page import Grid, Page, Section
from bltui.exchange.self_check_report import self_check_section


def _about(value: Minutes) -> Section:
    when = show_date(value.date)
    times = f", {time_range(value.start, value.end)}" if value.start else ""
    roles = ". ".join(
        f"{role.capitalize()}: {who or 'not filled'}" for role, who in value.roles.items()
    )
    lines = [
        f"{when}{times}{f', {value.place}' if value.place else ''}",
        value.purpose,
        f"{roles}.",
    ]
    if value.occurrence == "cancelled":
        lines.append("This meeting was canceled.")
    return Section("Meeting", tuple(line for line in lines if line))


def _here(value: Minutes) -> Section:
    lines = [
        f"{word}: {', '.join(names)}."
        for word, names in (
            ("Present", value.present),
            ("Late", value.late),
            ("Excused", value.excused),
            ("Absent", value.absent),
            ("Left early", value.left),
        )
        if names
    ]
    seen = value.quorum
    if seen is not None and seen.met is not None:
        state = "a quorum" if seen.met else "no quorum"
        lines.append(
            f"{seen.present} of {seen.voting} voting members: {state} ({seen.needed} needed)."
        )
    return Section("Attendance", tuple(lines) or ("Attendance was not recorded.",))


def _time(point: Point) -> str:
    lasts = f"{point.minutes} min" if point.minutes is not None else ""
    took = f"took {point.took}" if point.took is not None and point.took != point.minutes else ""
    return ", ".join(
        part for part in (show_time(point.begins) if point.begins else "", lasts, took) if part
    )


def _agenda(value: Minutes) -> Section:
    rows = tuple(
        (n, p.title, p.owner, _time(p), p.about, p.outcome) for n, p in enumerate(value.items, 1)
    )
    return Section(
        "Agenda",
        (Grid(("no.", "agenda item", "who", "time", "about", "outcome"), rows).without_empty(),),
    )


def _tally(made: Decided) -> str:
    if made.method == "fist_to_five":
        return "fist to five: " + ", ".join(
            f"{n} × {made.tally[str(n)]}" for n in range(5, -1, -1) if made.tally[str(n)]
        )
    if made.method == "consensus":
        return "consensus"
    words = {
        "yes": "yes",
        "no": "no",
        "abstain": "abstained",
        "unclear": "unclear",
        "not_voting": "not voting",
    }
    parts = [
        f"{made.tally[key]} {word}"
        for key, word in words.items()
        if made.tally[key] or key in ("yes", "no")
    ]
    of = f" of {made.tally['eligible']}" if made.tally["eligible"] is not None else ""
    return f"{', '.join(parts)}{of}{yes_words(made)}"


def _decisions(value: Minutes) -> Section:
    parts: list[str | Grid] = [
        Grid(
            ("decision", "how", "result", "amount", "why"),
            tuple(
                (
                    _one(d.text),
                    _tally(d),
                    OUTCOMES[d.result],
                    "" if d.amount is None else formats.money(d.amount),
                    _one(d.reason),
                )
                for d in value.decisions
            ),
        ).without_empty()
    ]
    parts += [
        f"To check: “{_one(d.text)}”: {problem}." for d in value.decisions for problem in d.problems
    ]
    return Section("Decisions", tuple(parts))


def _actions(value: Minutes) -> Section:
    rows = tuple(
        (a.text, a.owner or "no owner yet", show_date(a.due) if a.due else "no due date", a.status)
        for a in value.actions
    )
    return Section("Actions", (Grid(("action", "owner", "due", "status"), rows),))


def _one(text: str) -> str:
    """Join a text of several lines into one."""
    return " / ".join(line for line in text.split("\n") if line)


def _notes(value: Minutes) -> Section:
    titles = {p.id: f"{n}. {p.title}: " for n, p in enumerate(value.items, 1)}
    order = {item: n for n, item in enumerate(titles)}
    noted = sorted(value.noted, key=lambda pair: order.get(pair[0] or 0, -1))
    return Section(
        LINES["note"], tuple(f"{titles.get(item or 0, '')}{_one(text)}" for item, text in noted)
    )


def _told(heading: str, told: tuple[Told, ...]) -> Section:
    lines = [
        f"{t.party or 'everyone'}: {_one(t.text)}{f' ({t.who} communicates it)' if t.who else ''}"
        for t in told
    ]
    return Section(heading, tuple(lines))


def _list(heading: str, texts: tuple[str, ...]) -> Section:
    return Section(heading, tuple(_one(text) for text in texts))


@formats.paper()
def minutes_page(value: Minutes, building: str, *, sample: bool = False) -> Page:
    """Return the minutes of a meeting that was held, or the agenda of any other."""
    noun = "minutes" if value.occurrence == "held" else "agenda"
    draft = "" if value.approved or noun == "agenda" else " (not approved yet)"
    sections = [_about(value)]
    if noun == "minutes":
        sections.append(_here(value))
    if value.items:
        sections.append(_agenda(value))
    sections += [
        s
        for s, there in ((_decisions(value), value.decisions), (_actions(value), value.actions))
        if there
    ]
    rest = (
        _notes(value),
        _list(LINES["parking"], value.parking),
        _list("AHA!", value.aha),
        _told(LINES["to"], value.communication_to),
        _told(LINES["from"], value.communication_from),
        _list(LINES["plus"], value.plus),
        _list(LINES["delta"], value.delta),
        self_check_section(value.self_check),
    )
    sections += [section for section in rest if section.parts]
    if noun == "minutes":
        day = show_date(value.next_meeting) if value.next_meeting else "Not set yet."
        sections.append(Section("Next meeting", (day,)))
    if value.approved:
        sections.append(Section("Approved", (f"on {show_date(value.approved)}",)))
    if value.amendments:
        lines = tuple(
            f"{f'{show_date(day)}: ' if day else ''}{_one(text)}" for day, text in value.amendments
        )
        sections.append(Section(LINES["amendment"], lines))
    title = f"{'Sample building. ' if sample else ''}{building}: {value.team} {noun}, {show_date(value.date)}{draft}"
    return Page(title, tuple(sections))
