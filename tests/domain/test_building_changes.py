"""What changes a building's own rules, several intents as one, and what pages and agendas take from
it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from msgspec import ValidationError
from msgspec.structs import replace

from bltui.domain.checks import agenda_due, district_summary, rule_overrides, rules, waivers
from bltui.domain.checks.context import RuleContext
from bltui.domain.checks.dashboard import WEEK, first_page
from bltui.domain.checks.overview import persons
from bltui.domain.feedback.edits import say, take_from_theme
from bltui.domain.meetings import minutes_edits, planning, running, upcoming
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.combine import combine
from bltui.domain.model.editing import add, edit
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.people import Person
from bltui.domain.model.record import to_document
from bltui.domain.model.rounds import Prompt, Round
from bltui.domain.model.tables import TABLES
from bltui.domain.model.waivers import NEVER
from bltui.domain.series import reschedule_edits
from bltui.domain.team.staff_edits import add_person
from bltui.domain.years.carry_over import going_on
from bltui.domain.years.open_items import Leftover, Open

from .intents import DOCUMENTS, TODAY, USUAL, after, building, day, past, run

FRAMEWORK = USUAL["framework"]


@pytest.mark.parametrize("table", ["limits", "rules", "not_applicable"])
def test_entries_are_set_and_taken_out_one_by_one(table: str) -> None:
    one, two = {"limits": (8, 9), "rules": ("off", "warn"), "not_applicable": ("Few", "None here")}[
        table
    ]

    def put(there: Any, seen: Any = None, **entries: Any) -> Any:
        return run(
            rule_overrides.set_local,
            {"table": table, "seen": seen or there.profile, "entries": entries},
            there,
        )

    def held(there: Any) -> Any:
        return getattr(there.profile, table)

    empty = building()
    first = after(empty, put(empty, ELL=one))
    both = after(first, put(first, SPED=two))
    assert held(both) == {"ELL": one, "SPED": two}
    assert held(after(both, put(both, ELL=None))) == {"SPED": two}
    assert put(both, ELL=one).says == "building: unchanged"
    # somebody else set the same entry, to the same and to another value
    assert not put(first, empty.profile, ELL=one)
    with pytest.raises(Conflict):
        put(first, empty.profile, ELL=two)
    assert held(after(first, put(first, empty.profile, SPED=two))) == {"ELL": one, "SPED": two}


def test_a_group_that_does_not_apply_needs_a_reason() -> None:
    there = building()
    with pytest.raises(UserError) as refused:
        fields = {"table": "not_applicable", "seen": there.profile, "entries": {"ELL": " "}}
        run(rule_overrides.set_local, fields, there)
    assert refused.value.field == "reason"


def test_a_conflict_is_accepted_with_a_reason_and_no_longer() -> None:
    there = building()
    key = {"rule": "CWG-07", "key": "cwgs/1|people/2"}
    for refused in (
        key | {"why": " "},
        *({"rule": rule, "key": "x", "why": "So"} for rule in NEVER),
    ):
        with pytest.raises(UserError):
            run(waivers.waive, refused, there)
    waived = after(there, run(waivers.waive, key | {"why": "Known"}, there))
    assert not run(waivers.waive, key | {"why": "Known"}, waived)
    again = after(waived, run(waivers.waive, key | {"why": "New"}, waived))
    assert [w.why for w in again.waivers.values()] == ["New"]
    for other in ({"rule": "CWG-08"}, {"key": "cwgs/2"}):
        assert not run(waivers.unwaive, key | other, again)
        assert (
            len(after(again, run(waivers.waive, key | other | {"why": "So"}, again)).waivers) == 2
        )
    assert run(waivers.unwaive, key, again).edits[0].after == {"archived": True}


def test_new_records_of_a_change_are_numbered_without_gaps() -> None:
    builder = ChangeBuilder(building())
    assert [builder.add("people", Person(name=name)) for name in ("New", "Newer")] == [5, 6]


def test_a_field_that_gets_its_old_value_back_is_no_change() -> None:
    there, tried = building(), set()
    for table in TABLES:
        for number, record in there.table(table).items():
            for field, old in to_document(record).items():
                builder = ChangeBuilder(there)
                if isinstance(old, str) and not field.startswith("_"):
                    with suppress(UserError, ValidationError):
                        assert builder.put(table, number, **{field: f"{old} again"})
                        assert builder.put(table, number, **{field: old})
                        assert not builder.change("back"), (table, field)
                        tried.add((table, field))
    assert len(tried) > 15


def test_an_edit_of_an_anonymous_item_names_nobody() -> None:
    for anonymous in (True, False):
        there = building(("feedback", 1, {"anonymous": anonymous}))
        change = run(edit, {"seen": there.feedback[1], "kind": "aha"}, there)
        assert change.anonymous == anonymous


def test_the_meetings_of_a_group_keep_their_group() -> None:
    with pytest.raises(UserError) as refused:
        run(edit, {"seen": building().series[1], "cwg_id": None}, building())
    assert refused.value.field == "cwg_id"


def test_a_theme_that_is_gone_is_dropped_when_themes_change() -> None:
    there = building(("feedback", 1, {"theme_ids": [1, 2, 9]}), ("themes", 2, {"archived": True}))
    change = run(take_from_theme, {"numbers": [1], "theme_id": 1}, there)
    assert after(there, change).feedback[1].theme_ids == ()


def test_a_moved_meeting_that_gets_a_record_needs_no_exception() -> None:
    moved = {"series_id": 1, "date": "2026-11-18", "do": "move", "to": {"date": "2026-11-19"}}
    there = building(("exceptions", 1, moved))
    change = run(planning.plan_meeting, {"on": day("2026-11-19"), "team": "cwg:1"}, there)
    now = after(there, change)
    assert now.exceptions[1].archived and now.series[1].changes == there.series[1].changes + 1


@pytest.mark.parametrize(("before", "ended"), [("", "16:05"), ("15:50", "15:50")])
def test_a_meeting_ends_now_unless_it_has_ended(before: str, ended: str) -> None:
    there = building(("meetings", 1, {"adjourned": before} if before else {}))
    now = datetime(2026, 11, 10, 16, 5, tzinfo=running.zone(there.profile.tz)).timestamp()
    change = run(running.end_meeting, {"meeting_id": 1, "now": int(now)}, there)
    assert after(there, change).meetings[1].adjourned == ended


def test_who_leaves_has_an_end_if_the_term_has_one() -> None:
    there = building(
        ("memberships", 1, {"end": "2027-06-30"}),
        ("memberships", 2, {"seat_id": 2, "person_id": 2, "start": "2026-07-01"}),
        ("memberships", 2, {"active_years": "even"}),
        ("seats", 2, {"kind": "alternate"}),
    )
    found = going_on(there, old="2026-27", year="2027-28", first=day("2027-08-20"))
    leaves = {one.name: one.end for one in found.leaves}
    assert leaves == {"Sample One": day("2027-06-30"), "Sample Two": None}


def test_people_of_a_conflict_are_in_one_order() -> None:
    """A waiver goes by the key, so that must not depend on who was found first."""
    both = [{"person_id": n} for n in (41, 9, 17)]
    there = building(
        *(("people", n, {"name": f"Sample {n}"}) for n in (41, 9, 17)),
        ("cwgs", 1, {"members": both, "leader_id": None}),
        ("cwgs", 2, {"members": both, "status": "published"}),
        ("series", 2, {**DOCUMENTS["series"][1], "cwg_id": 2}),
    )
    keys = [c.key for c in RuleContext(there, FRAMEWORK, TODAY).clashes if c.rule == "CWG-01"]
    assert keys == ["cwgs/1|cwgs/2|people/9,17,41"]


def test_several_intents_are_one_change() -> None:
    there = building()
    new, gone = partial(add_person, name="New"), partial(add_person, name=" ")

    def rename(now: Any) -> Any:
        return partial(edit, today=TODAY, seen=now.people[5], title="Coach")

    change = combine([lambda now: new, rename])(there)
    assert after(there, change).people[5].title == "Coach" and len(change.edits) == 1
    with pytest.raises(UserError, match=r"^Line 2: "):
        combine([lambda now: new, lambda now: gone])(there)
    quiet = partial(say, text="Quiet", on=TODAY, anonymous=True)
    loud = partial(say, text="Loud", on=TODAY)
    assert combine([lambda now: quiet, lambda now: quiet])(there).anonymous
    assert not combine([lambda now: loud])(there).anonymous
    with pytest.raises(UserError, match=r"\(2\)"):
        combine([lambda now: loud, lambda now: quiet])(there)
    twice = combine(
        [
            lambda now: partial(edit, today=TODAY, seen=now.people[1], title="Coach"),
            lambda now: partial(edit, today=TODAY, seen=now.people[1], notes="New"),
            lambda now: partial(edit, today=TODAY, seen=now.people[1], title=""),
        ]
    )(there)
    assert [(e.before, e.after) for e in twice.edits] == [({}, {"notes": "New"})]


def test_the_district_sees_steps_cycles_findings_and_context() -> None:
    bare = {"board": "district", "step": 0, "year": "2026-27", "who": "Kim"}
    for fields, wanted in (
        ({"status": "done", "done": "2026-09-01"}, (True, "Kim", day("2026-09-01"))),
        ({"status": "in_progress"}, (False, None, None)),
        (
            {"status": "done", "done": "2026-09-01", "who": "", "owner_id": 2},
            (True, "Sample Two", day("2026-09-01")),
        ),
    ):
        there = building(
            ("steps", 1, bare | fields),
            ("steps", 2, {"step": 1, "year": "2026-27", "due": "2026-11-08"}),
        )
        found = district_summary.roll_up(there, FRAMEWORK, TODAY, ())
        assert (found.context.set, found.context.by, found.context.on) == wanted
        assert found.cycles == {"open": 1, "closed": 0}
        assert [cell.late for cell in found.steps][:2] == [2, 0]
    # a framework whose precondition is not the first step of the district
    later = replace(FRAMEWORK.boards["district"], precondition=1)
    other = replace(FRAMEWORK, boards={**FRAMEWORK.boards, "district": later})
    there = building(("steps", 1, bare | {"step": 1, "status": "done"}))
    assert district_summary.roll_up(there, other, TODAY, ()).context.set
    without = replace(other, boards={**other.boards, "district": replace(later, precondition=None)})
    assert district_summary.roll_up(there, without, TODAY, ()).context is None


def test_steps_and_trainings_come_on_the_agenda_when_they_are_near() -> None:
    steps = [
        ("steps", n, {"step": n, "year": "2026-27", "due": due.isoformat(), "status": status})
        for n, (due, status) in enumerate(
            [
                (past(14 + agenda_due.AHEAD), "in_progress"),
                (past(15 + agenda_due.AHEAD), "in_progress"),
                (past(-1), "done"),
                (past(-1), "not_applicable"),
                (past(-2), "blocked"),
            ],
            1,
        )
    ]
    there = building(
        *steps, ("trainings", 2, {"on": "2026-11-24"}), ("trainings", 3, {"on": "2026-12-24"})
    )
    due = agenda_due.due_at(there, FRAMEWORK, there.meetings[2])
    assert [one.about for one in due] == ["step:5", "step:1", "training:2"]
    group = building(("meetings", 2, {"team": "cwg:1"}), *steps)
    assert agenda_due.due_at(group, FRAMEWORK, group.meetings[2]) == ()


def test_the_first_page_shows_a_week_and_what_is_late() -> None:
    there = building(
        ("actions", 2, {"text": "Late", "due": past(-1).isoformat()}),
        ("actions", 3, {"text": "Today", "due": TODAY.isoformat()}),
        ("actions", 4, {"text": "Done", "due": past(-1).isoformat(), "status": "done"}),
        (
            "assignments",
            2,
            {
                "role": "primary_liaison",
                "person_id": 2,
                "start": past(1).isoformat(),
                "end": past(2).isoformat(),
            },
        ),
    )
    page = first_page(there, FRAMEWORK, TODAY, ())
    assert {(a.text, a.overdue) for a in page.actions if a.due} == {
        ("Late", True),
        ("Today", False),
    }
    assert [n.day for n in page.week] == [TODAY, past(1)]
    assert {n.day for n in page.next if n.record == "assignments/2"} == {past(1), past(2)}
    assert page.staff == 3 and page.facilitator == page.liaison == "Sample One"
    later = first_page(there, FRAMEWORK, past(1 - WEEK), ())
    assert [n.day for n in later.week] == [past(-6), TODAY]


def test_a_meeting_of_the_series_is_begun_with_its_time() -> None:
    blt = {
        "team": "blt",
        "pattern": {"type": "weekly", "days": ["thu"]},
        "time": {"from": "15:15", "to": "16:00"},
        "first": "2026-09-03",
        "until": "2027-05-20",
    }
    there = building(("series", 2, blt))
    thursday = past(2)
    assert [c.on for c in upcoming.coming(there, TODAY)][:2] == [thursday, past(9)]
    assert [c.on for c in upcoming.coming(there, thursday)][:1] == [thursday]
    for at, called in (("", ""), ("15:59", "15:59"), ("16:00", "16:00")):
        begun = after(there, run(upcoming.begin, {"on": thursday, "at": at}, there)).meetings[5]
        assert (begun.start, begun.end, begun.series_id) == ("15:15", "16:00", 2)
        assert begun.called_to_order == called
    other = after(there, run(upcoming.begin, {"on": past(3)}, there))
    assert other.meetings[5].series_id is None and other.meetings[5].held


def test_a_phrase_changes_the_meetings_that_are_there() -> None:
    there = building(("series", 1, {"room": "104"}))
    on = {"on": TODAY, "cwg_id": 1}
    whole = after(
        there, run(reschedule_edits.reschedule, on | {"phrase": "every thu 3pm-4pm"}, there)
    )
    assert [s.room for s in whole.series.values()] == ["104"] and whole.series[
        1
    ].time.start == "15:00"
    later = on | {"phrase": "every thu 3pm-4pm", "since": day("2026-12-02")}
    split = after(there, run(reschedule_edits.reschedule, later, there))
    assert sorted((s.first, s.time.start) for s in split.series.values()) == [
        (day("2026-09-02"), "15:15"),
        (day("2026-12-02"), "15:00"),
    ]
    new = after(
        there,
        run(
            reschedule_edits.reschedule,
            {"on": TODAY, "cwg_id": 2, "phrase": "every thu 3pm-4pm"},
            there,
        ),
    )
    assert len(new.series) == 2
    with pytest.raises(UserError) as none:
        run(reschedule_edits.reschedule, later | {"cwg_id": 2}, there)
    assert none.value.field == "since"
    second = building(("series", 2, {**DOCUMENTS["series"][1], "first": "2026-09-03"}))
    for number, field in ((None, "series"), (9, "series")):
        with pytest.raises(UserError) as several:
            run(
                reschedule_edits.reschedule,
                on | {"phrase": "every thu 3pm-4pm", "series_id": number},
                second,
            )
        assert several.value.field == field
    assert reschedule_edits.the_series(second, 1, TODAY, 2).id == 2


def test_approved_minutes_are_not_edited() -> None:
    there = building(
        ("lines", 2, {"meeting_id": 3, "kind": "parking", "text": "Later"}),
        ("decisions", 2, {"meeting_id": 3, "text": "Old"}),
    )
    for intent, table, number, fields in (
        (minutes_edits.edit_line, "lines", 2, {"text": "New"}),
        (minutes_edits.edit_decision, "decisions", 2, {"text": "New"}),
        (planning.edit_item, "agenda", 4, {"title": "New"}),
        (planning.edit_meeting, "meetings", 3, {"place": "Hall"}),
    ):
        with pytest.raises(UserError):
            run(intent, fields | {"seen": there.table(table)[number]}, there)
    # what was parked can be settled after that
    assert run(minutes_edits.edit_line, {"seen": there.lines[2], "done": True}, there)
    with pytest.raises(UserError):
        run(running.start_meeting, {"on": day("2026-10-27")}, there)


def test_what_is_left_open_is_counted_in_words() -> None:
    one = Open("A cycle", "cycles/1")
    left = Leftover(cycles=(one,), steps=(one, one), feedback=(), actions=(one,), trainings=())
    assert left.counts() == "1 open cycle, 2 steps not done, 1 open action"
    assert [persons(count) for count in (0, 1, 2)] == ["0 people", "1 person", "2 people"]


def test_the_district_counts_findings_by_weight() -> None:
    there = building(("cycles", 2, {**DOCUMENTS["cycles"][1], "cwg_id": 2, "outcome": "stop"}))
    findings = rules.check(there, FRAMEWORK, TODAY)
    found = district_summary.roll_up(there, FRAMEWORK, TODAY, findings)
    assert found.findings == rules.counts(findings)
    assert len({found.findings[weight] for weight in ("error", "warn", "info")}) == 3
    assert found.cycles == {"open": 1, "closed": 1}


@pytest.mark.parametrize(
    "bad",
    [
        {"prompts": []},
        {"prompts": [Prompt("q", "One?", "likert"), Prompt("q", "Two?", "open")]},
        {"closes": past(-1)},
    ],
)
def test_a_round_has_questions_with_keys_of_their_own_and_ends_after_it_begins(
    bad: dict[str, Any],
) -> None:
    good = {
        "title": "Spring",
        "opens": TODAY,
        "closes": TODAY,
        "prompts": [Prompt("q", "One?", "likert")],
    }
    assert run(add, {"record": Round(**good)}, building())
    with pytest.raises(UserError):
        run(add, {"record": Round(**good | bad)}, building())
