"""Two stories from end to end: a meeting whose minutes two people take at once, and a survey of 200
that is answered.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest

from bltui.domain.feedback import edits
from bltui.domain.feedback.queries import carried_into, unanswered
from bltui.domain.meetings import minutes_edits, planning
from bltui.domain.meetings import running as holding
from bltui.domain.meetings.agenda import Due, of_meeting, quorum
from bltui.domain.meetings.lookup import running
from bltui.domain.meetings.minutes import minutes
from bltui.domain.meetings.minutes_parts import Minutes
from bltui.domain.meetings.voting import ways
from bltui.domain.model.errors import UserError
from bltui.domain.model.themes import often
from bltui.domain.quick_add.parser import read
from bltui.domain.team.membership import on_day
from bltui.exchange.feedback_report import feedback_grid, report_page, round_page
from bltui.exchange.minutes_report import minutes_page
from bltui.exchange.page import WRITERS
from bltui.exchange.survey import import_survey, open_survey, plan_survey, read_survey
from bltui.exchange.survey_columns import Wishes
from bltui.framework import load_feedback_words, load_standing
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents

TODAY = date(2026, 12, 1)
BEFORE, AFTER = date(2026, 11, 17), date(2026, 12, 15)


def opened(path: Path, name: str) -> Workspace:
    return Workspace(BuildingFile(path, Author(name, 1000 + len(name))), today=lambda _: TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sample.json"
    documents = sample_documents(TODAY)
    # Nothing was said and nobody met yet: the stories begin at the beginning.
    for table in (
        "feedback",
        "themes",
        "meetings",
        "agenda",
        "attendance",
        "lines",
        "decisions",
        "actions",
    ):
        documents[table] = {}
    BuildingFile.create(path, documents, Author("ana", 1000), "building created")
    return path


def voters(space: Workspace) -> list[int]:
    return list(on_day(space.building, TODAY).people)


def seen(space: Workspace) -> Minutes:
    space.refresh()
    return minutes(space.building, space.framework, space.building.meetings[1])


def prepared(path: Path) -> tuple[Workspace, Workspace]:
    """Two people in front of a meeting that is planned for 45 minutes, with things left from the
    one before.
    """
    ana, ben = opened(path, "ana"), opened(path, "benjamin")
    ana.do(partial(planning.plan_meeting, on=TODAY, start="15:30", end="16:15", place="room 12"))
    ana.do(partial(planning.plan_meeting, on=BEFORE))
    ana.do(partial(holding.start_meeting, on=BEFORE))
    who = voters(ana)
    ana.do(partial(holding.set_role, meeting_id=2, role="Recorder", person_id=who[0]))
    ana.do(
        partial(
            minutes_edits.promise, meeting_id=2, text="Copy the rubric", owner_id=who[1], due=BEFORE
        )
    )
    ana.do(
        partial(minutes_edits.add_line, meeting_id=2, kind="parking", text="The copier contract")
    )
    ana.do(partial(holding.end_meeting, meeting_id=2, next_on=TODAY))
    ana.do(partial(edits.say, text="More modelling", on=BEFORE, source="teacher"))
    due = (Due("step:5", "Step 5 is due"), Due("training:1", "Training before the in-service day"))
    prepare = partial(planning.prepare, meeting_id=1, standing=load_standing(), due=due)
    ana.do(prepare)
    assert not ana.do(prepare).change
    ben.refresh()
    return ana, ben


def test_an_agenda_is_prepared(path: Path) -> None:
    ana, _ = prepared(path)
    titles = [item.title for item in of_meeting(ana.building, 1)]
    assert titles == [
        "Earlier actions (1 open, 1 overdue)",
        "Welcome, roles, and norms",
        "Minutes of the last meeting: amend, approve",
        "Where we are: steps, groups, goals",
        "The copier contract",
        "Step 5 is due",
        "Training before the in-service day",
        "Feedback without an answer (1 item)",
        "Who tells whom: district team, groups, staff",
        "Plus, delta, next date",
    ]
    roles = ana.building.meetings[1].roles
    assert set(roles) == {"facilitator", "recorder", "timekeeper"} and len(set(roles.values())) == 3
    assert roles["recorder"] != voters(ana)[0]
    last = of_meeting(ana.building, 1)[-1]
    ana.do(partial(planning.move_item, item_id=last.id, before=of_meeting(ana.building, 1)[0].id))
    assert of_meeting(ana.building, 1)[0].id == last.id
    parked = next(i for i in of_meeting(ana.building, 1) if i.origin.startswith("parking"))
    ana.do(partial(planning.edit_item, seen=parked, done=True, outcome="settled"))
    assert ana.building.lines[1].done


def test_two_take_the_minutes_at_once(path: Path) -> None:
    ana, ben = prepared(path)
    ana.do(partial(holding.start_meeting, on=TODAY))
    assert not ben.do(partial(holding.start_meeting, on=TODAY)).change
    meeting = running(ben.building)
    assert meeting is not None and meeting.id == 1
    who = voters(ana)
    names = {person: ana.building.people[person].name for person in who}

    def line(space: Workspace, text: str) -> None:
        space.do(read(text, space.building, TODAY).intent)

    failures: list[BaseException] = []

    def take(space: Workspace, mine: list[int], tag: str) -> None:
        try:
            for person in mine:
                space.do(partial(holding.mark, meeting_id=1, who={person: "present"}))
            for n in range(10):
                line(space, f"note {tag} noted {n}")
                line(space, f"todo {tag} does {n} due +7")
            line(space, f"decision {tag} proposes a calendar: {len(who) - 2} yes, 1 no")
            line(space, "plus we ended on time")
        except BaseException as error:  # noqa: BLE001 - a thread's failure must fail the test
            failures.append(error)

    half = len(who) // 2
    threads = [
        Thread(target=take, args=(ana, who[:half], "Ana")),
        Thread(target=take, args=(ben, who[half:-1], "Ben")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    line(ben, "decision Adopt the budget, fist 5 4 2")
    ana.do(partial(holding.mark, meeting_id=1, who={who[0]: "late"}))
    ana.do(
        partial(
            minutes_edits.add_line,
            meeting_id=1,
            kind="to",
            text="Dates are fixed",
            party="DLT",
            person_id=who[1],
        )
    )
    line(ana, "aha pairs found it themselves")
    line(ana, "park who orders paper")
    ana.do(partial(holding.end_meeting, meeting_id=1, next_on=AFTER))
    value = seen(ben)
    assert value == seen(ana)
    assert sorted(value.notes) == sorted(
        f"{tag} noted {n}" for tag in ("Ana", "Ben") for n in range(10)
    )
    assert len(value.actions) == 20 and {a.due for a in value.actions} == {date(2026, 12, 8)}
    assert value.late == (names[who[0]],) and set(value.present) == {names[p] for p in who[1:-1]}
    assert value.quorum is not None and value.quorum.met and value.quorum.present == len(who) - 1
    assert [(d.result, len(d.problems)) for d in value.decisions][2] == (
        "not_decided",
        1 + (len(who) > 6),
    )
    assert [d.result for d in value.decisions[:2]] == ["adopted", "adopted"]
    assert value.plus == ("we ended on time",) and value.aha == ("pairs found it themselves",)
    assert value.parking == ("who orders paper",) and value.next_meeting == AFTER
    shape = msgspec.to_builtins(value)
    assert {
        "id",
        "team",
        "date",
        "roles",
        "present",
        "late",
        "absent",
        "quorum",
        "items",
        "decisions",
    } <= set(shape)
    assert {"text", "result", "tally", "percent_yes", "problems"} <= set(shape["decisions"][0])
    # Each takes back their own last line, whatever the other wrote since.
    assert ana.undo().change.says.startswith("undo: meeting: ")
    assert ben.undo().change.says == "undo: minutes: decision: Adopt the budget"


def test_approved_minutes_take_amendments_only(path: Path) -> None:
    ana, ben = prepared(path)
    ana.do(partial(holding.share_minutes, meeting_id=2, on=BEFORE))
    ana.do(partial(holding.approve, meeting_id=2, on=TODAY))
    locked: list[Any] = [
        partial(minutes_edits.add_line, meeting_id=2, kind="note", text="late thought"),
        partial(minutes_edits.decide, meeting_id=2, text="late decision"),
        partial(holding.mark, meeting_id=2, who={1: "present"}),
        partial(holding.set_role, meeting_id=2, role="recorder", person_id=None),
        partial(planning.add_item, meeting_id=2, title="late point"),
        partial(planning.move_meeting, meeting_id=2, to=AFTER),
        partial(planning.cancel_meeting, meeting_id=2),
        partial(holding.start_meeting, on=BEFORE),
    ]
    for intent in locked:
        with pytest.raises(UserError):
            ben.do(intent)
    with pytest.raises(UserError, match="not approved yet"):
        ben.do(partial(minutes_edits.amend, meeting_id=1, text="x", on=TODAY))
    ben.do(partial(minutes_edits.amend, meeting_id=2, text="Ray was there", on=TODAY))
    ben.do(partial(minutes_edits.edit_line, seen=ben.building.lines[1], done=True))
    value = minutes(ben.building, ben.framework, ben.building.meetings[2])
    assert value.amendments == ((TODAY, "Ray was there"),) and value.status == "minutes_approved"


def test_a_meeting_moves_and_is_cancelled(path: Path) -> None:
    ana = opened(path, "ana")
    ana.do(partial(planning.plan_meeting, on=TODAY, team="CWG #2"))
    # The group meets on AFTER as well, and never twice on a day.
    with pytest.raises(UserError, match="already meets"):
        ana.do(partial(planning.move_meeting, meeting_id=1, to=AFTER))
    ana.do(partial(planning.move_meeting, meeting_id=1, to=AFTER + timedelta(1), why="snow"))
    meeting = ana.building.meetings[1]
    assert (meeting.team, meeting.occurrence, meeting.original, meeting.why) == (
        "cwg:2",
        "moved",
        TODAY,
        "snow",
    )
    seen = quorum(ana.building, meeting, ways({}, ana.framework))
    assert seen is not None and (seen.voting, seen.needed, seen.taken) == (6, 4, False)
    ana.do(partial(planning.move_meeting, meeting_id=1, to=TODAY))
    assert ana.building.meetings[1].occurrence == "planned"
    ana.do(partial(planning.cancel_meeting, meeting_id=1, why="snow"))
    assert ana.building.meetings[1].occurrence == "cancelled"
    with pytest.raises(UserError, match="canceled"):
        ana.do(partial(minutes_edits.add_line, meeting_id=1, kind="note", text="x"))
    for wrong in ({"start": "25:00"}, {"start": "16:00", "end": "15:00"}, {"team": "cats"}):
        with pytest.raises(UserError):
            ana.do(partial(planning.plan_meeting, on=AFTER, **wrong))


def test_minutes_on_paper_show_texts_as_they_are(path: Path) -> None:
    ana, _ = prepared(path)
    ana.do(partial(holding.start_meeting, on=TODAY))
    hostile = "<script>alert(1)</script> | **bold** [x](y)\nsecond # line"
    ana.do(partial(minutes_edits.add_line, meeting_id=1, kind="note", text=hostile, item_id=1))
    ana.do(
        partial(
            minutes_edits.decide,
            meeting_id=1,
            text="Paper",
            amount=1250.5,
            method="vote",
            yes=28,
            no=2,
            not_voting=2,
            eligible=33,
        )
    )
    page = minutes_page(seen(ana), "Sample Elementary School", sample=True)
    text, markdown, html = (WRITERS[kind](page) for kind in ("text", "md", "html"))
    assert (
        "1. Earlier actions (1 open, 1 overdue)\n--------------------------------------\n"
        "<script>alert(1)</script> | **bold** [x](y) / second # line\n"
    ) in text
    assert "MOTION: Paper. Amount: $1,250.50. Vote: 28-2, 2 not voting of 33 (84.8% yes), " in text
    assert "1 of 33 ballots is not accounted for" in text and "Next meeting" in text
    assert "(not approved yet)" in text and "Sample building" in text
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert r"\<script\>" in markdown and r"\*\*bold\*\*" in markdown and "\x1b" not in text


def answers_of_200() -> bytes:
    """An export of 200 answers, as a form makes it."""
    target = io.StringIO()
    rows = csv.writer(target)
    rows.writerow(
        [
            "Timestamp",
            "Email",
            "Your role",
            "The session was useful",
            "What should our next steps be?",
        ]
    )
    scale = ("Strongly disagree", "Disagree", "Agree", "Strongly agree")
    wishes = (
        "More modelling in our rooms",
        "Fewer articles to read",
        "Send the goals home in plain words",
        "",
    )
    roles = ("Teacher", "Teacher", "Paraprofessional", "Parent")
    for n in range(198):
        stamp = f"2026/11/{1 + n % 28} 3:{n % 60:02d}:00 PM CST"
        wish = wishes[n % 4] and f"{wishes[n % 4]}, say {n}"
        rows.writerow([stamp, f"sample{n}@example.org", roles[n % 4], scale[(n // 2) % 4], wish])
    for n in range(2):
        rows.writerow(
            [
                f"2026/11/28 4:0{n}:00 PM CST",
                "",
                "Business owner",
                "Agree",
                f"Invite us, please {n}",
            ]
        )
    return target.getvalue().encode("utf-8-sig")


def test_a_survey_of_two_hundred_becomes_themes_answers_and_a_report(path: Path) -> None:
    ana = opened(path, "ana")
    words = load_feedback_words()
    table = open_survey(answers_of_200(), "autumn.csv", words, Wishes())
    survey = read_survey(table, words, today=TODAY)
    plan = plan_survey(ana.building, survey, today=TODAY, title="Autumn", invited=400)
    assert (plan.responses, plan.texts, survey.problems) == (200, 151, ())
    ana.do(partial(import_survey, survey=survey, today=TODAY, title="Autumn", invited=400))
    assert not ana.do(
        partial(import_survey, survey=survey, today=TODAY, title="Autumn", invited=400)
    ).change
    common = {o.words: o for o in often(ana.building.feedback.values(), words.stop, pairs=True)}
    assert common["plain words"].count == 49
    for theme, word in (
        ("Modelling", "modelling"),
        ("Reading load", "articles"),
        ("Plain words", "plain words"),
    ):
        found = {
            o.words: o
            for pairs in (True, False)
            for o in often(ana.building.feedback.values(), words.stop, pairs=pairs)
        }
        ana.do(partial(edits.put_in_theme, numbers=found[word].items, name=theme))
    modelling, reading, plain = (
        [f.id for f in ana.building.feedback.values() if number in f.theme_ids]
        for number in (1, 2, 3)
    )
    assert (len(modelling), len(reading), len(plain)) == (50, 50, 49)
    ana.do(partial(edits.resolve, numbers=modelling, decision="adopted"))
    ana.do(partial(edits.answer, numbers=modelling, text="Coaches model every Tuesday.", on=TODAY))
    ana.do(
        partial(
            edits.resolve,
            numbers=reading,
            decision="not_adopted",
            reason="Two articles are the least.",
        )
    )
    ana.do(partial(edits.answer, numbers=reading, text="", on=TODAY))
    ana.do(
        partial(
            edits.resolve, numbers=plain, decision="carried", carried_to="2027-28", carried_step=2
        )
    )
    assert len(carried_into(ana.building, "2027-28")) == 49 and len(unanswered(ana.building)) == 51
    text = WRITERS["text"](report_page(ana.building, ana.framework, date(2026, 7, 1), TODAY))
    for said in (
        "We did: Coaches model every Tuesday.",
        "We did: Two articles are the least.",
        "carried to 2027-28, step 2",
    ):
        assert said in text
    assert "151 remarks, 100 of them answered." in text and "example.org" not in text
    page = WRITERS["text"](round_page(ana.building, 1, 3, words.stop))
    assert "200 of 400 (50%) answered." in page and "too few to show" in page
    assert "sample" not in str(ana.version.documents["feedback"]).casefold()
    rows = feedback_grid(ana.building, list(ana.building.feedback.values()), 3).rows
    assert [row[2] for row in rows if "Invite us" in str(row[6])] == ["", ""]
    assert ana.findings(only=["FBK-02"]) == []
    second = ana.history()[1][0]
    with pytest.raises(UserError, match="changed the same since"):
        ana.undo(second.id)
