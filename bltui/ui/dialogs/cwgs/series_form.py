"""The form for a meeting phrase, with a live preview of its dates, count, skips, and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks import conflicts
from bltui.domain.model import labels
from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.formats import listed_dates, show_date, show_dates
from bltui.domain.model.record import active
from bltui.domain.model.series import Series
from bltui.domain.model.severity import WEIGHT
from bltui.domain.schedule.expansion import Expansion
from bltui.domain.schedule.phrase import Reading, read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_tokens import Unclear
from bltui.domain.schedule.phrase_words import show_series
from bltui.domain.series.edits import add_series, edit_series, this_and_later
from bltui.domain.series.phrase_edits import PHRASE_FIELDS, terms_of
from bltui.domain.series.team_meetings import BLT, expand_teams, is_separate, records_by_team
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.fields import Choice, Field
from bltui.ui.dialogs.form import Form, Values

#: The numbers of dates and of conflict lines that are shown.
DATES, LINES = 3, 4
#: The id of an unsaved series in previews.
_NEW = 10**9


class Phrase(Field, frozen=True, kw_only=True):
    """A field for a meeting pattern in words; parse errors name the column."""

    terms: Terms
    hint: str = "every other wed 3:15pm-4pm room 104"
    required: bool = True

    def parse(self, raw: str) -> Reading:
        return read_phrase(raw, self.terms)


def no_calendar(picture: Picture) -> str:
    """Return why no time can be set yet; "" if it can."""
    if picture.schedule.table is None:
        return f"No school calendar yet. In {labels.groups()} (3), press c, then s to set the first and last day."
    return ""


def time_form(
    picture: Picture,
    group: Cwg | None = None,
    series_id: int | None = None,
    original: date | None = None,
) -> Form:
    """Return the form for a group's times (None: the BLT's): a series of it, its first one, or a
    new one.
    """
    team = group.id if group is not None else BLT
    mine = [one for one in picture.schedule.series_of(team) if not is_separate(one)]
    series = next((s for s in mine if s.id == series_id), mine[0] if mine else None)
    if original is None and series is not None:
        coming = [m for m in picture.expanded(series.id) if m.date >= picture.state.today]
        original = coming[0].original if coming else None
    return series_form(picture, group, series, original)


def series_form(
    picture: Picture,
    group: Cwg | None,
    series: Series | None = None,
    original: date | None = None,
) -> Form:
    """Return the form for a group's meetings (None: the BLT's): a new series, a changed one, or
    an additional one.

    A series can be changed as a whole or from one of its meetings on.
    """
    building = picture.state.building
    terms = terms_of(building, series.first if series is not None else picture.state.today)

    def build(values: Values, seen: Any) -> Intent:
        reading: Reading = values["phrase"]
        if isinstance(reading, str):  # untouched: the words of the series itself
            reading = read_phrase(reading, terms)
        said = {name: getattr(reading, name) for name in PHRASE_FIELDS}
        if series is None or values.get("what") == "besides":
            new = reading.series(cwg_id=group.id if group is not None else None)
            return partial(add_series, series=new, notes=reading.notes)
        if values["what"] == "later" and original is not None:
            if said["first"] < original:
                del said[
                    "first"
                ]  # what was stays as it was: the new series begins with the meeting
            return partial(this_and_later, series_id=series.id, day=original, **said)
        return partial(edit_series, seen=seen, **said)

    def shows(record: Series) -> Values:
        return {"phrase": show_series(record, terms, typed=True)}

    fields: list[Field] = []
    if series is not None:
        fields.append(Choice(key="what", label="Change", value="all", choices=_scopes(original)))
    fields.append(
        Phrase(
            key="phrase",
            label="Meets",
            value=shows(series)["phrase"] if series is not None else "",
            terms=terms,
        )
    )
    return Form(
        title=f"Meeting time of {group.called if group is not None else f'the {labels.team()}'}",
        fields=tuple(fields),
        build=build,
        seen=series,
        at="phrase",
        names=dict.fromkeys((*PHRASE_FIELDS, "last"), "phrase"),
        shows=shows,
        reads=lambda raw: {
            "phrase": "\n".join(preview(picture, group, terms, raw, series, original))
        },
    )


def _scopes(original: date | None) -> tuple[tuple[str, str], ...]:
    all_of_it = (("all", "the whole series"),)
    besides = (("besides", "one more series"),)
    if original is None:
        return all_of_it + besides
    return (*all_of_it, ("later", f"{show_date(original)} and later"), *besides)


def preview(
    picture: Picture,
    group: Cwg | None,
    terms: Terms,
    raw: Mapping[str, str],
    series: Series | None = None,
    original: date | None = None,
) -> list[str]:
    """Return the preview lines of the phrase, or the parse error with its column."""
    text = raw["phrase"]
    if not text.strip():
        return [
            (
                "such as: every other wed 3:15pm-4pm, or 1st and 3rd thu period 4, or sep 22, oct 29 "
                "1pm-2pm"
            )
        ]
    try:
        reading = read_phrase(text, terms)
    except Unclear as unclear:
        return [unclear.message]
    table = picture.schedule.table
    if table is None:
        return []
    what = raw.get("what", "all")
    owner = group.id if group is not None else None
    team = owner or BLT
    kept = [one for one in picture.schedule.series_of(team) if not is_separate(one)]
    exceptions = list(active(picture.state.building.exceptions))
    records = records_by_team(picture.state.building).get(team, [])
    own = 0
    if series is not None and what != "besides":
        own = series.id
        kept = [s for s in kept if s.id != series.id]
        if what == "later" and original is not None:
            kept.append(msgspec.structs.replace(series, id=_NEW + 1, until=original - timedelta(1)))
    new = reading.series(cwg_id=owner, id=own or _NEW)
    if what == "later" and original is not None and new.first < original:
        new = msgspec.structs.replace(new, first=original)
    every, expansions = expand_teams([*kept, new], exceptions, {team: records}, table)
    found = expansions[new.id]
    lines = [_dates(found, picture.state.today), *_skips(found), *reading.notes]
    dates = [*(line for line in lines if line)]
    if group is None:
        return dates  # the conflicts are those of groups
    changed = picture.schedule.with_group(group, every.values(), expansions)
    found_there = conflicts.check(changed, picture.limits, only=group.id)
    standing = {(c.rule, c.key) for c in picture.clashes}
    # Problems of the group itself, independent of its times, are not shown here.
    news = [c for c in found_there if c.dates or (c.rule, c.key) not in standing]
    return [*dates, *conflict_lines(picture, news)]


def _dates(found: Expansion, today: date) -> str:
    dates = [m.date for m in found.meetings if m.takes_place]
    if not dates:
        return "no meeting at all"
    coming = [d for d in dates if d >= today] or dates
    first = "next" if coming[0] >= today and coming[0] != dates[0] else "first"
    count = f"{len(dates)} meeting{'' if len(dates) == 1 else 's'}"
    return f"{count}; {first}: {show_dates(coming[:DATES])}; last: {show_date(dates[-1])}"


def _skips(found: Expansion) -> Iterable[str]:
    if not found.skipped:
        return []
    named = listed_dates(f"{show_date(s.date)} ({s.why})" for s in found.skipped[:DATES])
    more = f" and {len(found.skipped) - DATES} more" if len(found.skipped) > DATES else ""
    return [f"skips {len(found.skipped)}: {named}{more}"]


def conflict_lines(picture: Picture, clashes: Iterable[Any]) -> list[str]:
    """Return lines for the required and recommended conflicts, most severe first.

    Returns one line if there are none.
    """
    weights = [(WEIGHT[picture.weight(c)], c) for c in clashes if not c.waived]
    heavy = sorted((p for p in weights if p[0] > WEIGHT["info"]), key=lambda p: -p[0])
    if not heavy:
        return ["no conflicts"]
    lines = [f"! {c.rule} {c.message}" for _, c in heavy[:LINES]]
    return [*lines, f"and {len(heavy) - LINES} more"] if len(heavy) > LINES else lines
