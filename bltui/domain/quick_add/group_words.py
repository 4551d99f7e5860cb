"""Quick-add words for groups and the calendar: `cwg`, `meet`, and `snow`.

Examples are `cwg 3 leader Sample Person`, `meet cwg 3 wed 3:15pm-4pm`, and `snow jan 27`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from bltui.domain.calendar.edits import table_on
from bltui.domain.groups import edits
from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.series import Series
from bltui.domain.quick_add.context import Line, Read, reads
from bltui.domain.schedule.expansion import expand
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_words import show_series
from bltui.domain.series import occurrence_edits
from bltui.domain.series.phrase_edits import terms_of
from bltui.domain.series.reschedule_edits import named_meeting, reschedule
from bltui.domain.series.snow_days import hit_by, snow_on
from bltui.domain.team import lookup

_FORMS = "Write: cwg 3 leader PERSON, cwg 3 join PERSON, cwg 3 move DATE to DATE, cwg 3 cancel DATE, or meet cwg 3 wed 3:15pm-4pm."


def cwg(line: Line) -> Read:
    """Parse a group and a change of it."""
    words = line.rest.split()
    at = next((n for n, word in enumerate(words) if n and word.casefold() in _VERBS), None)
    if at is None or at == len(words) - 1:
        raise UserError(f"What about the group? {_FORMS}")
    group = lookup.group(line.building, " ".join(words[:at]))
    verb = words[at].casefold()
    intent, said = _VERBS[verb](line, group, " ".join(words[at + 1 :]))
    return reads("cwg", intent, group.called, verb, said)


_Verb = Callable[[Line, Cwg, str], tuple[Intent, str]]


def _leader(line: Line, group: Cwg, text: str) -> tuple[Intent, str]:
    person = line.person(text)
    return partial(edits.lead, cwg_id=group.id, person_id=person.id), person.name


def _joins(line: Line, group: Cwg, text: str) -> tuple[Intent, str]:
    person = line.person(text)
    return partial(edits.join, cwg_id=group.id, people=[person.id]), person.name


def _leaves(line: Line, group: Cwg, text: str) -> tuple[Intent, str]:
    person = line.person(text)
    told = f"{person.name}, last day {show_date(line.today)}"
    return partial(edits.leave, cwg_id=group.id, people=[person.id], on=line.today), told


def _moves(line: Line, group: Cwg, text: str) -> tuple[Intent, str]:
    old, to, new = text.partition(" to ")
    if not to:
        raise UserError("Add the new date, such as: cwg 3 move jan 27 to feb 3.")
    series, original = named_meeting(line.building, group.id, line.day(old))
    target = line.day(new)
    told = f"{show_date(original)} to {show_date(target)}"
    return partial(occurrence_edits.move_meeting, series_id=series, day=original, to=target), told


def _on_a_day(edit: Callable[..., Change]) -> _Verb:
    def read(line: Line, group: Cwg, text: str) -> tuple[Intent, str]:
        series, original = named_meeting(line.building, group.id, line.day(text))
        return partial(edit, series_id=series, day=original), show_date(original)

    return read


_VERBS: dict[str, _Verb] = {
    "leader": _leader,
    "join": _joins,
    "leave": _leaves,
    "move": _moves,
    "cancel": _on_a_day(occurrence_edits.cancel_meeting),
    "held": _on_a_day(occurrence_edits.hold_meeting),
}


def meet(line: Line) -> Read:
    """Parse a team and a schedule phrase: "cwg 3 every other wed 3:15pm-4pm"."""
    rest = labels.typed(line.rest)
    if rest.casefold().startswith("cwg "):
        rest = rest.partition(" ")[2].strip()
    who, _, phrase = rest.partition(" ")
    if not phrase.strip():
        raise UserError("When? Write: meet cwg 3 every other wed 3:15pm-4pm sep 9 to may 20.")
    group = None if who.casefold() == "blt" else lookup.group(line.building, who)
    cwg_id = group.id if group else None
    terms = terms_of(line.building, line.today)
    series = read_phrase(phrase, terms).series(cwg_id=cwg_id)
    count, coming = _dates(line.building, line.today, series)
    intent = partial(reschedule, phrase=phrase, on=line.today, cwg_id=cwg_id)
    told = formats.count(count, "meeting")
    following = f"next {show_date(coming)}" if coming else ""
    title = group.titled if group else labels.team()
    return reads("meet", intent, title, show_series(series, terms), told, following)


def _dates(building: Building, today: date, series: Series) -> tuple[int, date | None]:
    """Return the number of meetings of a series and the next date."""
    found = expand(series, (), table_on(building, series.first))
    return found.count(), next((m.date for m in found.meetings if m.date >= today), None)


def snow(line: Line) -> Read:
    """Parse a snow day. Its meetings wait for a decision."""
    day = line.day(line.rest)
    intent = partial(snow_on, day=day)
    intent(line.building)  # raises UserError while typing if the day cannot be a snow day
    hit = len(list(hit_by(line.building, day)))
    told = f"{formats.count(hit, 'meeting')} affected"
    return reads("snow", intent, show_date(day), told)
