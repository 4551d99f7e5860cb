"""Whoever comes late or leaves before the end counts for what was decided while they were there,
and for nothing else.
"""

from __future__ import annotations

from typing import Any

from bltui.domain.meetings.agenda import gone, quorum
from bltui.domain.meetings.minutes import decided, minutes
from bltui.domain.meetings.minutes_edits import add_line, decide, edit_decision
from bltui.domain.meetings.voting import ways


def put(team: Any, change: Any) -> None:
    for edit in change.edits:
        assert edit.before is None
        team.put(edit.table, **edit.after)


def test_a_decision_keeps_the_quorum_of_its_moment(team: Any, framework: Any) -> None:
    number = team.put("meetings", on="2026-11-20", held=True)
    here = [
        team.put("attendance", meeting_id=number, person_id=person, state="present")
        for person in range(1, 7)
    ]
    put(
        team,
        decide(
            team.building,
            meeting_id=number,
            text="While six of eleven are here",
            method="vote",
            yes=6,
        ),
    )
    for one in here[:2]:
        team.change("attendance", one, state="left")
    put(team, decide(team.building, meeting_id=number, text="After two left", method="vote", yes=4))
    building = team.building
    meeting = building.meetings[number]
    rules = ways(building.profile.limits, framework)
    assert gone(building, meeting) == 2
    now, whole = quorum(building, meeting, rules, 2), quorum(building, meeting, rules)
    assert now is not None and (now.present, now.met) == (4, False)
    assert whole is not None and (whole.present, whole.met) == (6, True)
    first, second = (
        decided(building, framework, meeting, made) for made in building.decisions.values()
    )
    assert (first.result, first.problems) == ("adopted", ())
    assert second.result == "not_decided"
    assert second.problems[0] == "no quorum: 4 of 11 were present, 6 needed"
    told = minutes(building, framework, meeting)
    assert len(told.left) == 2 and len(told.present) == 4
    assert told.quorum is not None and told.quorum.met


def test_who_comes_after_a_decision_does_not_make_it_valid(team: Any, framework: Any) -> None:
    """Five of eleven decide nothing, also when a sixth comes later.

    What is decided then counts all six.
    """
    number = team.put("meetings", on="2026-11-20", held=True)
    put(team, decide(team.building, meeting_id=number, text="Before anybody was noted"))
    team.put("attendance", meeting_id=number, person_id=1, state="late")
    for person in range(2, 6):
        team.put("attendance", meeting_id=number, person_id=person, state="present")
    put(team, decide(team.building, meeting_id=number, text="While five of eleven are here"))
    team.put("attendance", meeting_id=number, person_id=6, state="late")
    put(team, decide(team.building, meeting_id=number, text="After the sixth came"))
    building = team.building
    told = [
        decided(building, framework, building.meetings[number], made)
        for made in building.decisions.values()
    ]
    assert [made.result for made in told] == ["adopted", "not_decided", "adopted"]
    assert told[1].problems == ("no quorum: 5 of 11 were present, 6 needed",)


def test_who_is_noted_as_here_after_a_decision_is_asked_about(team: Any, framework: Any) -> None:
    """Forgotten or come later, nobody knows: said where the quorum counts them, until somebody says
    which.
    """
    number = team.put("meetings", on="2026-11-20", held=True)
    for person in range(1, 6):
        team.put("attendance", meeting_id=number, person_id=person, state="present")
    put(team, decide(team.building, meeting_id=number, text="While five of eleven are noted"))
    sixth = team.put("attendance", meeting_id=number, person_id=6, state="present")

    def told(of: int = 0) -> tuple[str, tuple[str, ...]]:
        building = team.building
        made = list(building.decisions.values())[of]
        found = decided(building, framework, building.meetings[number], made)
        return found.result, found.problems

    asked = ("the quorum includes 1 marked as present after the vote: mark who came later as late",)
    assert told() == ("adopted", asked)
    team.change("attendance", sixth, state="late")
    assert told() == ("not_decided", ("no quorum: 5 of 11 were present, 6 needed",))
    team.change("attendance", sixth, state="present")
    seen = next(iter(team.building.decisions.values()))
    (edit,) = edit_decision(team.building, seen=seen, all_there=True).edits
    team.change("decisions", seen.id, **edit.after)
    assert told() == ("adopted", ())
    put(team, decide(team.building, meeting_id=number, text="While six are noted"))
    team.put("attendance", meeting_id=number, person_id=7, state="present")
    assert told(1) == ("adopted", ())  # enough without them: nothing to ask


def test_the_same_words_about_another_point_are_another_line(team: Any) -> None:
    number = team.put("meetings", on="2026-11-20", held=True)
    points = [team.put("agenda", meeting_id=number, order=n, title=f"Point {n}") for n in (1, 2)]
    for point in (*points, points[0]):
        change = add_line(
            team.building, meeting_id=number, kind="note", text="Agreed", item_id=point
        )
        if change:
            put(team, change)
    assert [line.item_id for line in team.building.lines.values()] == points
