"""The open-meeting clock: which law applies, the deadline, and what is late."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bltui import framework as frameworks
from bltui.domain.checks import agenda_due, rules
from bltui.domain.meetings.agenda import of_meeting
from bltui.domain.meetings.planning import edit_meeting, move_meeting, prepare
from bltui.domain.meetings.posting import (
    PostTime,
    deadline,
    lacks_comment,
    late,
    law_for,
    post_agenda,
    posting_words,
)
from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework, OpenMeeting
from bltui.domain.model.meetings import Meeting

TODAY = date(2026, 11, 10)
FULL = OpenMeeting(law="Sec. 1", source="A law", days=3)
BUSINESS = OpenMeeting(law="Sec. 2", source="A law", days=3, business=True)


def hours(count: int, **fields: Any) -> OpenMeeting:
    return OpenMeeting(law="Sec. 3", source="A law", hours=count, **fields)


def under(framework: Framework, law: OpenMeeting | None) -> Framework:
    return msgspec.structs.replace(framework, open_meeting=law)


def meeting(school: Any, on: str = "2026-12-02", **fields: Any) -> Meeting:
    number = school.put("meetings", on=on, **{"start": "15:15", **fields})
    found: Meeting = school.building.meetings[number]
    return found


def year(team: Any) -> None:
    """A school year with a long weekend, a day off, and a snow day."""
    team.put("calendars", year="2026-27", first="2026-08-20", last="2027-05-25", tz="UTC")
    team.put("days", date="2026-11-26", to="2026-11-27", kind="no_school", name="Thanksgiving")
    team.put("days", date="2026-12-07", kind="snow", name="Snow")


@pytest.mark.parametrize(
    ("law", "tz", "on", "start", "by"),
    [
        (hours(24), "America/Chicago", "2026-12-02", "15:15", PostTime(date(2026, 12, 1), "15:15")),
        (
            hours(72),
            "America/Chicago",
            "2026-12-02",
            "15:15",
            PostTime(date(2026, 11, 29), "15:15"),
        ),
        # Clocks go back on November 1 and forward on March 14: 24 hours are another time.
        (
            hours(24),
            "America/Chicago",
            "2026-11-01",
            "15:15",
            PostTime(date(2026, 10, 31), "16:15"),
        ),
        (hours(24), "America/Chicago", "2027-03-14", "15:15", PostTime(date(2027, 3, 13), "14:15")),
        (
            hours(24),
            "America/Phoenix",
            "2026-11-01",
            "15:15",
            PostTime(date(2026, 10, 31), "15:15"),
        ),
        (hours(24), "UTC", "2026-12-02", "", None),
        # Three full days: neither the day of the posting nor that of the meeting counts.
        (FULL, "UTC", "2026-12-10", "", PostTime(date(2026, 12, 6))),
        # Published charts: Thursday is posted on Friday, Monday on Tuesday of the week before.
        (BUSINESS, "UTC", "2026-12-17", "", PostTime(date(2026, 12, 11))),
        (BUSINESS, "UTC", "2026-12-14", "", PostTime(date(2026, 12, 8))),
        # Days off do not count. A snow day does: nobody knew of it.
        (BUSINESS, "UTC", "2026-12-01", "", PostTime(date(2026, 11, 23))),
        (BUSINESS, "UTC", "2026-12-10", "", PostTime(date(2026, 12, 4))),
        # Outside the school year offices are open.
        (BUSINESS, "UTC", "2027-07-15", "", PostTime(date(2027, 7, 9))),
    ],
)
def test_the_deadline_follows_the_law(
    team: Any, law: OpenMeeting, tz: str, on: str, start: str, by: PostTime | None
) -> None:
    year(team)
    team.profile(tz=tz)
    one = meeting(team, on, start=start)
    assert deadline(team.building, law, one) == by


def test_business_days_need_no_calendar(team: Any) -> None:
    one = meeting(team, "2026-12-17")
    assert deadline(team.building, BUSINESS, one) == PostTime(date(2026, 12, 11))


def test_a_law_applies_only_to_teams_it_is_for(team: Any, framework: Framework) -> None:
    ours = meeting(team)
    others = [
        meeting(team, team="cwg:1"),
        meeting(team, team="dlt"),
        meeting(team, kind="training"),
        meeting(team, "2026-12-09", cancelled=True),
    ]
    named = hours(24, names_team=True)
    for said, law, applies in (
        (None, hours(24), False),
        ("yes", hours(24), True),
        ("no", hours(24), False),
        (None, named, True),
        ("no", named, False),
        ("yes", None, False),
    ):
        team.profile(public_body=said)
        now = under(framework, law)
        assert (law_for(team.building, now, ours) is not None) is applies, (said, law)
        assert not any(law_for(team.building, now, one) for one in others)
        assert bool(posting_words(team.building, now, ours, TODAY)) is applies


def test_laws_of_the_frameworks_are_cited_and_off_unless_they_name_the_team() -> None:
    found = {key: frameworks.load_framework(key).open_meeting for key in frameworks.names()}
    for key, law in found.items():
        if law is not None:
            assert "https://" in law.source and law.law.split()[-1].partition("(")[0] in law.source
            assert (law.hours is None) != (law.days is None), key
    assert found["south-dakota"] is not None and not found["south-dakota"].names_team
    assert found["ohio"] is not None and not found["ohio"].names_team


def test_a_framework_file_has_its_own_law_or_none(tmp_path: Path) -> None:
    def law(text: str) -> OpenMeeting | None:
        file = tmp_path / "own.toml"
        file.write_text(f'title = "Sample"\n{text}', "utf-8")
        return frameworks.load_framework(str(file)).open_meeting

    said = '[open_meeting]\nlaw = "Sec. 2"\nsource = "A law"\n'
    assert law("") is None  # the default framework's law is that of another state
    assert law(f"{said}days = 3\nbusiness = true\n") == BUSINESS
    for wrong in ("", "hours = 24\ndays = 3\n", "hours = 24\nbusiness = true\n", "hours = 0\n"):
        with pytest.raises(frameworks.Unusable, match=r"own\.toml: open_meeting"):
            law(f"{said}{wrong}")


def test_words_say_what_to_do_or_what_was_done(team: Any, framework: Framework) -> None:
    team.profile(public_body="yes")

    def words(law: OpenMeeting, today: date = TODAY, **fields: Any) -> str:
        one = meeting(team, **fields)
        with formats.paper((date(2026, 7, 1), date(2027, 6, 30))):
            return posting_words(team.building, under(framework, law), one, today)

    due = date(2026, 12, 1)
    assert words(hours(24)) == words(hours(24), due) == "Post the agenda by Tue, Dec 1, 3:15 PM"
    assert words(hours(24), due + timedelta(1)) == (
        "The deadline for posting the agenda was Tue, Dec 1, 3:15 PM"
    )
    assert words(FULL) == "Post the agenda by Sat, Nov 28"
    assert words(hours(24), start="") == ("Set the time: the agenda must be posted 24 hours before")
    posted = {"posted_on": "2026-11-30", "posted_at": "15:00"}
    assert words(hours(24), **posted) == "Agenda posted Mon, Nov 30, 3:00 PM"
    assert words(hours(24), posted_on="2026-11-30") == "Agenda posted Mon, Nov 30"
    assert words(hours(24), held=True) == ""
    assert hours(1).lead == "1 hour" and BUSINESS.lead == "3 full business days"


def test_late_is_after_the_deadline_and_an_unknown_time_is_not() -> None:
    by = PostTime(date(2026, 12, 1), "15:15")
    assert not late(by, by)
    assert late(PostTime(by.on, "15:16"), by) and not late(PostTime(by.on, "09:00"), by)
    assert not late(PostTime(by.on), by)
    assert late(PostTime(date(2026, 12, 2), "01:00"), by)
    assert not late(PostTime(by.on, "23:59"), PostTime(by.on))


def test_posting_is_recorded_corrected_and_never_in_the_future(team: Any) -> None:
    number = meeting(team).id
    given: dict[str, Any] = {"meeting_id": number, "today": TODAY}
    made = post_agenda(team.building, on=TODAY, at="3:05pm", **given)
    assert [edit.after for edit in made.edits] == [
        {"posted_on": "2026-11-10", "posted_at": "15:05"}
    ]
    team.change("meetings", number, posted_on="2026-11-10", posted_at="15:05")
    assert not post_agenda(team.building, on=TODAY, at="15:05", **given)
    assert post_agenda(team.building, on=TODAY, at="15:30", **given)
    with pytest.raises(UserError, match="future"):
        post_agenda(team.building, on=date(2026, 11, 11), **given)


def found(team: Any, framework: Framework, today: date) -> list[tuple[str, str]]:
    hits = rules.check(team.building, framework, today, rules=["MTG-09"])
    assert all(hit.source == "A law" for hit in hits)
    return [(hit.severity, hit.message) for hit in hits]


def test_the_rule_knows_before_on_and_after_the_deadline(team: Any, framework: Framework) -> None:
    law = under(framework, hours(24))
    number = meeting(team).id
    assert found(team, law, date(2026, 12, 2)) == []  # not a public body
    team.profile(public_body="yes")
    assert found(team, law, date(2026, 11, 30)) == []
    assert found(team, law, date(2026, 12, 1)) == [
        ("warn", "BLT Wed, Dec 2, 2026: the agenda must be posted today by 3:15 PM")
    ]
    assert [severity for severity, _ in found(team, law, date(2026, 12, 2))] == ["error"]
    assert found(team, law, date(2026, 12, 3)) == []  # nothing can be done about it any more
    team.change("meetings", number, posted_on="2026-12-01", posted_at="15:14")
    assert found(team, law, date(2026, 12, 2)) == []
    team.change("meetings", number, posted_at="15:16")
    assert [severity for severity, _ in found(team, law, date(2026, 12, 2))] == ["error"]
    team.change("meetings", number, start="")
    assert [severity for severity, _ in found(team, law, date(2026, 11, 1))] == ["warn"]


def test_an_agenda_gets_public_comment_once_if_the_law_asks(
    team: Any, framework: Framework
) -> None:
    law = under(framework, hours(24, public_comment=True))
    number = meeting(team).id

    def titles() -> list[str]:
        one = team.building.meetings[number]
        due = agenda_due.due_at(team.building, law, one)
        made = prepare(team.building, meeting_id=number, due=due)
        return [
            e.after["title"]
            for e in made.edits
            if e.table == "agenda" and "title" in (e.after or {})
        ]

    assert "Public comment" not in titles()
    team.profile(public_body="yes")
    assert titles() == ["Public comment"]
    team.put("agenda", meeting_id=number, order=1, title="Parents' forum")
    assert titles() == ["Public comment"]
    team.change("meetings", number, posted_on="2026-11-01")
    assert [text for _, text in found(team, law, TODAY)] == [
        "BLT Wed, Dec 2, 2026: the posted agenda has no time for public comment"
    ]
    for title in ("Comments from the public", "Open forum", "Community input"):
        team.change("agenda", 1, title=title)
        assert titles() == [] and found(team, law, TODAY) == []
        assert not lacks_comment(team.building, law, team.building.meetings[number])


def test_a_carried_public_comment_is_not_added_twice(team: Any, framework: Framework) -> None:
    law = under(framework, hours(24, public_comment=True))
    team.profile(public_body="yes")
    last = meeting(team, "2026-11-03", held=True, ended=True).id
    team.put("agenda", meeting_id=last, order=1, title="Public comment", kind="standing")
    coming = meeting(team)
    due = agenda_due.due_at(team.building, law, coming)
    assert [one.title for one in due] == ["Public comment"]


def test_unfinished_items_keep_their_intent_and_preparation(
    team: Any, framework: Framework
) -> None:
    last = meeting(team, "2026-11-03", held=True, ended=True).id
    said = {"intent": "decide", "preparation": "Read the draft"}
    team.put("agenda", meeting_id=last, order=1, title="Budget", **said)
    team.put("agenda", meeting_id=last, order=2, title="Data", kind="standing", **said)
    coming = meeting(team).id
    due = agenda_due.due_at(team.building, framework, team.building.meetings[coming])
    assert {(d.title, d.intent, d.preparation) for d in due} == {
        ("Budget", "decide", "Read the draft"),
        ("Data", "decide", ""),
    }
    made = prepare(team.building, meeting_id=coming, due=due)
    kept = [e.after for e in made.edits if e.table == "agenda" and "title" in (e.after or {})]
    assert {a["title"]: a.get("intent") for a in kept} == {"Data": "decide", "Budget": "decide"}
    assert of_meeting(team.building, coming) == []


def test_a_moved_meeting_says_that_its_agenda_was_posted_for_another_day(team: Any) -> None:
    number = meeting(team).id
    assert not move_meeting(team.building, meeting_id=number, to=date(2026, 12, 3)).notes
    team.change("meetings", number, posted_on="2026-11-09")
    one = team.building.meetings[number]
    for change in (
        move_meeting(team.building, meeting_id=number, to=date(2026, 12, 3)),
        edit_meeting(team.building, seen=one, start="16:00"),
    ):
        assert any("Post it again" in note for note in change.notes)
    assert not edit_meeting(team.building, seen=one, place="Library").notes
