"""What intents do to records, one after the other: the day before, the next one, once and not
twice.
"""

from __future__ import annotations

from typing import Any

import pytest

from bltui.domain.calendar import edits as calendar
from bltui.domain.feedback import edits as feedback
from bltui.domain.groups import edits as groups
from bltui.domain.meetings import actions, minutes_edits, planning, running
from bltui.domain.model.editing import edit
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.plan import indicators
from bltui.domain.series import edits as series
from bltui.domain.series import occurrence_edits as occurrences
from bltui.domain.steps import cycle_edits as cycles
from bltui.domain.steps import edits as steps
from bltui.domain.team import duties, seat_edits
from bltui.domain.training import edits as training

from .intents import ALSO, TODAY, after, building, day, past, run


def test_a_duty_passes_on_from_the_day_before() -> None:
    there = building()
    change = run(duties.assign, {"role": "facilitator", "person_id": 2, "start": TODAY}, there)
    assert change.edits[0].after == {"end": "2026-11-09"}
    same = run(
        duties.assign, {"role": "facilitator", "person_id": 2, "start": day("2026-08-01")}, there
    )
    assert same.edits[0].after == {"archived": True}
    assert [
        e.after for e in run(duties.release, {"role": "facilitator", "on": TODAY}, there).edits
    ] == [{"end": "2026-11-09"}]
    on = {"role": "facilitator", "on": day("2026-08-01")}
    assert [e.after for e in run(duties.release, on, there).edits] == [{"archived": True}]
    assert not run(duties.release, {"role": "facilitator", "on": day("2026-07-31")}, there)
    assert not run(duties.assign, {"role": "facilitator", "person_id": 1, "start": TODAY}, there)


def test_a_day_of_a_range_is_the_day_alone() -> None:
    one = {"date": TODAY, "to": TODAY}
    there = after(building(), run(calendar.set_days, one | {"kind": "no_school"}, building()))
    assert [(d.date, d.to) for d in there.days.values()] == [(TODAY, None)]
    assert run(calendar.clear_days, one, there)
    with pytest.raises(UserError):
        run(calendar.clear_days, {"date": TODAY, "to": past(1)}, there)
    snow = building(("days", 1, {"date": TODAY, "kind": "snow"}))
    with pytest.raises(UserError):
        run(calendar.clear_days, {"date": TODAY}, snow)


def test_an_action_is_done_on_a_day_and_open_again_on_none() -> None:
    there = building()
    for status, done in (("doing", None), ("done", TODAY), ("dropped", TODAY), ("open", None)):
        there = after(
            there, run(actions.set_status, {"action_id": 1, "status": status, "on": TODAY}, there)
        )
        assert (there.actions[1].status, there.actions[1].done_on) == (status, done)
    noted = run(
        actions.set_status,
        {"action_id": 1, "status": "open", "on": TODAY, "note": "Ask Kim"},
        there,
    )
    assert [edit.after for edit in noted.edits] == [{"note": "Ask Kim"}]


def test_an_action_of_a_meeting_is_promised_once() -> None:
    said = {"meeting_id": 1, "text": "Copy it", "owner_id": 2, "due": past(7)}
    there = after(building(), run(minutes_edits.promise, said, building()))
    assert not run(minutes_edits.promise, said | {"text": "copy  IT"}, there)
    for other in ({"meeting_id": 2}, {"owner_id": 3}, {"due": past(8)}, {"text": "Read it"}):
        assert run(minutes_edits.promise, said | other, there)
    done = after(
        there, run(actions.set_status, {"action_id": 2, "status": "done", "on": TODAY}, there)
    )
    assert run(minutes_edits.promise, said, done)


@pytest.mark.parametrize(
    ("other", "twin"),
    [
        ({}, True),
        ({"text": "new BOOKS"}, True),
        ({"item_id": 2}, False),
        ({"kind": "plus"}, False),
        ({"text": "New"}, False),
        ({"meeting_id": 2, "item_id": 3}, False),
    ],
)
def test_a_line_is_written_once(other: dict[str, Any], twin: bool) -> None:
    line = {"meeting_id": 1, "kind": "note", "text": "New books", "item_id": 1}
    there = after(building(), run(minutes_edits.add_line, line, building()))
    assert bool(run(minutes_edits.add_line, line | other, there)) != twin


def test_items_of_an_agenda_move_by_one() -> None:
    def order(there: Any) -> list[int]:
        return [
            i.id
            for i in sorted(there.agenda.values(), key=lambda i: i.order)
            if i.meeting_id == 1 and not i.archived
        ]

    there = after(
        building(), run(planning.add_item, {"meeting_id": 1, "title": "Third"}, building())
    )
    assert order(there) == [1, 2, 5]
    for item, by, wanted in (
        (1, 1, [2, 1, 5]),
        (5, -1, [1, 5, 2]),
        (1, -1, None),
        (5, 1, None),
        (1, 2, [2, 5, 1]),
    ):
        change = run(planning.shift_item, {"item_id": item, "by": by}, there)
        assert bool(change) == (wanted is not None)
        assert order(after(there, change)) == (wanted or [1, 2, 5])
    assert order(after(there, run(planning.move_item, {"item_id": 1, "before": None}, there))) == [
        2,
        5,
        1,
    ]
    assert order(after(there, run(planning.move_item, {"item_id": 5, "before": 1}, there))) == [
        5,
        1,
        2,
    ]
    assert not run(planning.add_item, {"meeting_id": 1, "title": "third"}, there)


def test_a_meeting_that_moves_back_was_never_moved() -> None:
    there = building()
    for to, original in (
        (past(5), day("2026-11-24")),
        (past(6), day("2026-11-24")),
        (day("2026-11-24"), None),
    ):
        there = after(there, run(planning.move_meeting, {"meeting_id": 2, "to": to}, there))
        assert (there.meetings[2].on, there.meetings[2].original) == (to, original)


def test_a_meeting_begins_again_and_keeps_what_was_planned() -> None:
    for at, called in (("", "15:00"), ("15:59", "15:59"), ("4:10pm", "16:10")):
        there = after(building(), run(running.start_meeting, {"on": TODAY, "at": at}, building()))
        begun = there.meetings[1]
        assert (begun.held, begun.called_to_order) == (True, called)
        assert (begun.start, begun.end) == ("15:00", "16:00")
    planned = building(("meetings", 1, {"held": False}))
    there = after(planned, run(running.start_meeting, {"on": TODAY, "now": 5}, planned))
    assert there.meetings[1].clock is not None and there.meetings[1].clock.item_id == 1
    going = after(building(), run(running.start_meeting, {"on": TODAY, "now": 5}, building()))
    assert going.meetings[1].clock is None


def test_a_check_of_an_indicator_is_measured_on_its_day_or_today() -> None:
    for planned, measured in ((day("2026-11-01"), day("2026-11-01")), (past(9), TODAY)):
        change = run(
            indicators.measure, {"indicator_id": 1, "planned": planned, "actual": 3.0}, building()
        )
        check = after(building(), change).indicators[1].checks[0]
        assert (check.planned, check.actual_on, check.actual) == (planned, measured, 3.0)
    first = after(
        building(),
        run(indicators.measure, {"indicator_id": 1, "planned": TODAY, "expected": 2.0}, building()),
    )
    again = after(
        first,
        run(
            indicators.measure,
            {"indicator_id": 1, "planned": TODAY, "actual": 3.0, "note": "So"},
            first,
        ),
    )
    assert [(c.expected, c.actual, c.note) for c in again.indicators[1].checks] == [
        (2.0, 3.0, "So")
    ]
    assert not run(indicators.measure, {"indicator_id": 1, "planned": TODAY}, again)


def test_a_cycle_goes_on_and_comes_round_again() -> None:
    there = building()
    for _ in range(2):
        there = after(there, run(cycles.advance, {"cwg_id": 1}, there))
    assert there.cycles[1].step == 7
    with pytest.raises(UserError):
        run(cycles.advance, {"cwg_id": 1}, there)
    back = after(there, run(cycles.step_back, {"cwg_id": 1}, there))
    assert back.cycles[1].step == 6 and back.cycles[1].phases[-1].started is None
    for outcome, first in (("continue", 5), ("adjust", 4), ("adopt", None), ("stop", None)):
        closed = after(there, run(cycles.close, {"cwg_id": 1, "outcome": outcome}, there))
        assert (closed.cycles[1].outcome, closed.cycles[1].closed, closed.cycles[1].step) == (
            outcome,
            TODAY,
            None,
        )
        following = closed.cycles.get(2)
        assert (following.step if following else None) == first
        assert closed.cycles[1].next_id == (2 if first else None)


def test_meetings_change_from_a_day_on() -> None:
    there = after(
        building(),
        run(occurrences.cancel_meeting, {"series_id": 1, "day": day("2026-11-18")}, building()),
    )
    there = after(
        there, run(occurrences.cancel_meeting, {"series_id": 1, "day": day("2026-12-02")}, there)
    )
    split = after(
        there,
        run(
            series.this_and_later, {"series_id": 1, "day": day("2026-12-02"), "room": "104"}, there
        ),
    )
    assert (split.series[1].until, split.series[2].first) == (day("2026-12-01"), day("2026-12-02"))
    assert [(e.date, e.series_id) for e in split.exceptions.values()] == [
        (day("2026-11-18"), 1),
        (day("2026-12-02"), 2),
    ]
    assert (split.series[1].changes, split.series[2].changes) == (1, 1)
    whole = after(
        there,
        run(
            series.this_and_later, {"series_id": 1, "day": day("2026-09-02"), "room": "104"}, there
        ),
    )
    assert len(whole.series) == 1 and whole.series[1].room == "104"


def test_a_training_prepares_the_next_in_service_of_its_year() -> None:
    there = building(
        ("inservices", 2, {"on": "2027-02-15"}),
        ("inservices", 3, {"on": "2026-12-01"}),
        ("inservices", 4, {"on": "2027-07-01"}),
    )
    for on, prepares in ((day("2026-11-30"), 3), (day("2026-12-01"), 2), (day("2027-02-15"), None)):
        added = after(there, run(training.add_training, {"on": on}, there))
        assert added.trainings[3].inservice_id == prepares


def test_a_group_takes_the_lowest_free_number() -> None:
    assert after(building(), run(groups.add_group, {"name": "New"}, building())).cwgs[3].number == 3
    gap = building(("cwgs", 1, {"archived": True}))
    assert after(gap, run(groups.add_group, {"name": "New"}, gap)).cwgs[3].number == 1


def test_removing_takes_along_what_belongs_to_it() -> None:
    there = building(
        (
            "series",
            2,
            {
                "team": "blt",
                "cwg_id": None,
                "pattern": {"type": "weekly", "days": ["mon"]},
                "time": {"from": "15:15", "to": "16:00"},
                "first": "2026-09-02",
                "until": "2027-05-19",
            },
        ),
        *ALSO,
    )
    assert {e.reference for e in run(groups.remove_group, {"cwg_id": 1}, there).edits} == {
        "cwgs/1",
        "series/1",
    }
    assert {e.reference for e in run(seat_edits.remove_seat, {"seat_id": 2}, there).edits} == {
        "seats/2",
        "memberships/2",
    }
    with_exception = after(
        there, run(occurrences.cancel_meeting, {"series_id": 1, "day": past(1)}, there)
    )
    gone = run(series.remove_series, {"series_id": 1}, with_exception)
    assert {e.reference for e in gone.edits} == {"series/1", "exceptions/1"}


def test_themes_hold_each_item_once() -> None:
    there = after(
        building(), run(feedback.put_in_theme, {"numbers": [1], "name": "books"}, building())
    )
    assert there.feedback[1].theme_ids == (2,)
    assert not run(feedback.put_in_theme, {"numbers": [1], "name": "BOOKS"}, there)
    both = after(there, run(feedback.put_in_theme, {"numbers": [1], "name": "New"}, there))
    assert both.feedback[1].theme_ids == (2, 3)
    assert after(
        both, run(feedback.take_from_theme, {"numbers": [1], "theme_id": 2}, both)
    ).feedback[1].theme_ids == (3,)
    with pytest.raises(UserError):
        run(edit, {"seen": there.themes[1], "name": "books"}, there)
    assert run(edit, {"seen": there.themes[2], "name": "books"}, there)


def test_what_is_discussed_and_decided_stays_so() -> None:
    there = after(
        building(),
        run(feedback.discuss, {"numbers": [1], "on": TODAY, "meeting_id": 1}, building()),
    )
    assert not run(feedback.discuss, {"numbers": [1], "on": past(1)}, there)
    carried = {"numbers": [1], "decision": "carried", "carried_to": "2027-28"}
    there = after(there, run(feedback.resolve, carried, there))
    assert (there.feedback[1].carried_to, there.feedback[1].carried_step) == ("2027-28", 2)
    there = after(there, run(feedback.resolve, carried | {"decision": "adopted"}, there))
    assert (there.feedback[1].carried_to, there.feedback[1].carried_step) == ("", None)


def test_a_step_has_no_other_fields() -> None:
    with pytest.raises(AttributeError, match="colour"):
        run(steps.set_step, {"step": 1, "colour": "red"}, building())


def test_a_line_stays_at_an_item_of_its_meeting() -> None:
    there = building(("lines", 1, {"item_id": 1}))
    assert run(minutes_edits.edit_line, {"seen": there.lines[1], "item_id": 2}, there)
    with pytest.raises(UserError):
        run(minutes_edits.edit_line, {"seen": there.lines[1], "item_id": 3}, there)


def test_two_people_who_set_one_field_are_told_who_was_first() -> None:
    seen = building().goals[1]
    there = building(("goals", 1, {"title": "Books", "_rev": seen.rev + 1, "_by": "Sample Two"}))
    with pytest.raises(Conflict) as first:
        run(edit, {"seen": seen, "title": "Writing"}, there)
    assert "Sample Two changed title first" in str(first.value)
    assert (first.value.field, first.value.reference) == ("title", "goals/1")
    assert run(edit, {"seen": seen, "title": "Books"}, there).notes == ()
