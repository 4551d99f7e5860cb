"""The agenda of a meeting as `bltui meeting agenda` and `next` print it, and as it is sent."""

from __future__ import annotations

from argparse import Namespace

from bltui.cli.session import Session
from bltui.cli.write_output import MAIL, deliver, deliver_page, form_of
from bltui.domain.meetings import agenda as meetings_agenda
from bltui.domain.meetings import lookup
from bltui.domain.meetings import minutes as meetings_minutes
from bltui.domain.meetings.carried import titled
from bltui.domain.meetings.posting import posting_words
from bltui.domain.model import formats
from bltui.domain.model.formats import show_time
from bltui.domain.model.meetings import INTENTS, Meeting
from bltui.exchange import agenda_report, feeds


def show(session: Session, args: Namespace, meeting: Meeting) -> int:
    """Print the agenda items of a meeting, or write its agenda in the chosen format."""
    if args.format or args.out:
        return _agenda_out(session, args, meeting)
    if session.out.as_json:
        value = meetings_minutes.minutes(session.building, session.workspace.framework, meeting)
        planned = _planned(session, meeting)
        whole = {
            "id": str(meeting.id),
            "date": meeting.on,
            "minutes": planned,
            "length": meetings_agenda.length(meeting),
            "posted": value.posted,
            "posting": value.posting,
        }
        session.out.json({**whole, "roles": value.roles, "items": value.items})
        return 0
    session.out.line(lookup.named(session.building, meeting))
    print_agenda(session, meeting)
    return 0


def _agenda_out(session: Session, args: Namespace, meeting: Meeting) -> int:
    """Write the agenda as a page, a mail, or a calendar event."""
    building, form = session.building, form_of(args)
    value = meetings_minutes.minutes(building, session.workspace.framework, meeting)
    name, sample = building.profile.name, building.profile.sample
    if form == MAIL:
        return deliver(session, args, agenda_report.mail_text(value, name, sample=sample))
    if form == "ics":
        event = feeds.meeting_event(building, meeting, agenda_report.event_text(value))
        return deliver(session, args, event.decode())
    return deliver_page(session, args, agenda_report.agenda_page(value, name, sample=sample))


def _planned(session: Session, meeting: Meeting) -> int:
    """Return the planned minutes of a meeting's agenda."""
    items = meetings_agenda.of_meeting(session.building, meeting.id)
    return meetings_agenda.planned_minutes(items, session.framework.protocols)


def print_agenda(session: Session, meeting: Meeting) -> None:
    """Print the roles and the items of an agenda, and what it still needs."""
    value = meetings_minutes.minutes(session.building, session.workspace.framework, meeting)
    for role, who in value.roles.items():
        session.out.line(f"  {role}: {who or '–'}")
    session.out.table(
        ("item", "what", "intent", "who", "at", "minutes", "about", ""),
        [
            (
                p.number,
                titled(p.title, p.times),
                INTENTS[p.intent] if p.intent else "",
                p.owner or "",
                show_time(p.begins) if p.begins else "",
                agenda_report.minutes_words(p).removesuffix(" min"),
                ", ".join(filter(None, (p.about, p.protocol))),
                "done" if p.done else "",
            )
            for p in value.items
        ],
    )
    for point in value.items:
        if point.preparation:
            session.out.line(f"  before the meeting: item {point.number}: {point.preparation}")
    if value.posting is not None and value.posting.lacks_comment:
        session.out.tell("The law asks for public comment. `bltui meeting prepare` adds the item.")
    planned, has = _planned(session, meeting), meetings_agenda.length(meeting)
    if not value.items:
        session.out.tell("The agenda is empty. Fill it in with `bltui meeting prepare`.")
    elif has is None:
        session.out.line(f"{formats.count(planned, 'minute')} planned")
    else:
        over = f": {planned - has} too many" if planned > has else ""
        session.out.line(f"{planned} of {has} minutes planned{over}")
    framework = session.workspace.framework
    if words := posting_words(session.building, framework, meeting, session.today):
        session.out.line(words)
