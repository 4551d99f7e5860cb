"""Agenda and minutes as a page, in the formats of `page.written`.

Minutes are in American form: who was present, then by agenda item its notes, motions with mover,
second, and vote, and actions. A fact that was not entered is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bltui.domain.meetings.carried import titled
from bltui.domain.meetings.minutes import yes_words
from bltui.domain.meetings.minutes_parts import Came, Decided, Minutes, Promised, Told
from bltui.domain.model import formats
from bltui.domain.model.actions import STATUSES
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.meetings import PRESENCES, Presence
from bltui.domain.model.minutes import LINES, OUTCOMES, VOTES, Outcome
from bltui.domain.model.text import one_line
from bltui.exchange.agenda_report import about_section, agenda_sections, paper_title
from bltui.exchange.page import Page, Section
from bltui.exchange.process_report import process_sections
from bltui.exchange.self_check_report import self_check_section

#: The results of a motion, as minutes say them.
_MOTIONS: Mapping[Outcome, str] = {**OUTCOMES, "adopted": "carried", "not_adopted": "failed"}
#: The beginning of a motion as it is said. The label already says that it is one.
_SAID = ("motion to ", "a motion to ", "moved to ", "motion: ")


def _person(came: Came) -> str:
    """Return a name, with the time of arrival or leaving and the reason."""
    beside = [
        show_time(at) if came.state == state else f"{word} {show_time(at)}"
        for at, state, word in ((came.came, "late", "came"), (came.left, "left", "left"))
        if at
    ]
    beside += [came.reason] if came.reason else []
    return f"{came.name} ({', '.join(beside)})" if beside else came.name


def _here(value: Minutes) -> Section:
    def those(state: Presence | str) -> list[str]:
        return [_person(came) for came in value.attendance if came.state == state]

    states = {str(state): word for state, word in PRESENCES.items()}
    states |= {"present": "present", "guest": LINES["guest"]}
    lines = [
        f"{word.capitalize()}: {', '.join(names)}"
        for state, word in states.items()
        if (names := those(state))
    ]
    seen = value.quorum
    if seen is not None and seen.met is not None:
        state = "Quorum" if seen.met else "No quorum"
        lines.append(
            f"{state}: {seen.present} of {formats.count(seen.voting, 'voting member')} present, "
            f"{seen.needed} needed"
        )
    return Section("Attendance", tuple(lines) or ("Attendance was not recorded.",))


def _vote(made: Decided) -> str:
    """Return how a decision was made and its result, such as "Vote: 6-1, carried"."""
    motion = _is_motion(made)
    result = (_MOTIONS if motion else OUTCOMES)[made.result]
    if made.method == "announced" and made.result == "not_decided":
        result = "no vote recorded"
    if made.result == "tabled" and made.until:
        result = f"{result} until {made.until}"
    share = yes_words(made) if made.eligible is not None or made.needs not in (None, 50) else ""
    return _sentence(", ".join(filter(None, (f"{made.score}{share}", result))))


def _is_motion(made: Decided) -> bool:
    return bool(made.moved or made.seconded) or made.method not in ("consensus", "fist_to_five")


def _sentence(text: str) -> str:
    """Return a text with a capital and a period, unless it has its own."""
    text = one_line(text).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _moved(text: str) -> str:
    """Return what a motion is for: "Motion to adopt it" is about "adopt it"."""
    start = next((s for s in _SAID if text[: len(s)].casefold() == s), "")
    return text[len(start) :] or text


def _decision(made: Decided) -> Iterator[str]:
    """Yield a decision: what was moved, by whom, the vote, and what does not add up."""
    by = [
        f"{word} by {who}"
        for word, who in (("moved", made.moved), ("seconded", made.seconded))
        if who
    ]
    parts = [
        f"{'MOTION' if _is_motion(made) else 'DECISION'}: {_sentence(_moved(made.text))}",
        _sentence(", ".join(by)) if by else "",
        "" if made.amount is None else f"Amount: {formats.money(made.amount)}.",
        _vote(made),
        f"Reason: {_sentence(made.reason)}" if made.reason else "",
    ]
    yield " ".join(part for part in parts if part)
    if made.roll:
        votes = list(made.roll.values())
        every = made.method == "vote" and votes.count("yes") == made.tally["yes"]
        names = ", ".join(f"{name} {VOTES[vote]}" for name, vote in made.roll.items())
        yield f"{'Roll call' if every else 'By name'}: {names}."
    if made.method != "announced":
        yield from (f"To check: {_sentence(problem)}" for problem in made.problems)


def _action(action: Promised) -> str:
    state = "" if action.status == "open" else f" {STATUSES[action.status].capitalize()}."
    owner = f"Owner: {action.owner}." if action.owner else "No owner yet."
    due = f"Due: {show_date(action.due)}." if action.due else "No due date."
    return f"ACTION: {_sentence(action.text)} {owner} {due}{state}"


def _recorded(
    notes: Iterable[str], decisions: Iterable[Decided], actions: Iterable[Promised]
) -> Iterator[str]:
    yield from map(one_line, notes)
    for made in decisions:
        yield from _decision(made)
    yield from map(_action, actions)


def _items(value: Minutes) -> Iterator[Section]:
    """Yield a section for each agenda item, and one for what was recorded without an item."""
    held = value.occurrence == "held"
    for point in value.items:
        facts = [
            f"led by {point.owner}" if point.owner else "",
            f"took {point.took} min" if point.took is not None else "",
            f"about {point.about}" if point.about else "",
            f"protocol: {point.protocol}" if point.protocol else "",
        ]
        told = ", ".join(filter(None, facts))
        parts = [_sentence(told)] if held and told else []
        parts += _recorded(point.notes, point.decisions, point.actions)
        parts += [f"Outcome: {_sentence(point.outcome)}"] if point.outcome else []
        if held or parts:
            yield Section(f"{point.number}. {titled(point.title, point.times)}", tuple(parts))
    there = {point.id for point in value.items}
    rest = tuple(
        _recorded(
            (text for item, text in value.noted if item not in there),
            (made for made in value.decisions if made.item is None),
            (action for action in value.actions if action.item is None),
        )
    )
    if rest:
        yield Section("Other notes and decisions" if value.items else "Notes and decisions", rest)


def _told(heading: str, told: tuple[Told, ...]) -> Section:
    lines = [
        f"{t.party or 'everyone'}: {one_line(t.text)}{f' ({t.who} communicates it)' if t.who else ''}"
        for t in told
    ]
    return Section(heading, tuple(lines))


def _list(heading: str, texts: tuple[str, ...]) -> Section:
    return Section(heading, tuple(one_line(text) for text in texts))


@formats.paper()
def minutes_page(value: Minutes, building: str, *, sample: bool = False) -> Page:
    """Return the minutes of a meeting that was held, or the agenda of any other."""
    noun = "minutes" if value.occurrence == "held" else "agenda"
    draft = "" if value.approved or noun == "agenda" else " (not approved yet)"
    sections = [about_section(value)]
    sections += [_here(value)] if noun == "minutes" else agenda_sections(value)
    sections += _items(value)
    sections += process_sections(value)
    rest = (
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
    if value.adjourned:
        sections.append(Section("Adjourned", (show_time(value.adjourned),)))
    if value.approved:
        sections.append(Section("Approved", (show_date(value.approved),)))
    if value.amendments:
        lines = tuple(
            f"{f'{show_date(day)}: ' if day else ''}{one_line(text)}"
            for day, text in value.amendments
        )
        sections.append(Section(LINES["amendment"], lines))
    title = paper_title(value, noun, building, sample=sample)
    return Page(f"{title}{draft}", tuple(sections))
