"""The rotation strip and the forecast of the next summers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.team.coverage import coverage
from bltui.domain.team.rotation import forecast, lost_words, strip

TODAY = date(2026, 11, 10)


def test_strip_says_who_leaves_when(team: Any) -> None:
    seen = strip(team.building, TODAY)
    assert seen.years == ("2026-27", "2027-28", "2028-29", "2029-30")
    assert seen.ends == {"2026-27": 2, "2027-28": 2, "2028-29": 2, "2029-30": 3}
    rows = {row.person: row for row in seen.rows}
    assert "Sample Coach" not in rows  # core members do not rotate
    assert rows["Sample One"].serves == (True, True, False, False)
    assert rows["Sample One"].leaves == "2027-28"
    assert rows["Sample K Next"].serves == (False, True, True, True)
    assert [row.end for row in seen.rows] == sorted(row.end for row in seen.rows if row.end)


def test_strip_of_alternates_open_ends_and_past_terms(empty_team: Any) -> None:
    team = empty_team()
    team.sit("Sample Odd", kind="alternate")
    team.change("memberships", 1, active_years="odd")
    team.sit("Sample Past", kind="term", end="2026-11-09")
    team.sit("Sample Today", kind="term", end="2026-11-10")
    team.sit("Sample Late", kind="term", start="2030-07-01")
    team.sit("Sample Long", kind="term", end="2040-06-30")
    seen = strip(team.building, TODAY)
    assert [(row.person, row.serves, row.leaves) for row in seen.rows] == [
        ("Sample Today", (True, False, False, False), "2026-27"),
        ("Sample Long", (True, True, True, True), "2039-40"),
        ("Sample Odd", (False, True, False, True), None),
    ]
    assert seen.ends == {"2026-27": 1, "2027-28": 0, "2028-29": 0, "2029-30": 0}
    assert strip(team.building, TODAY, years=1).years == ("2026-27",)


def test_forecast_says_what_each_summer_takes(team: Any, framework: Any) -> None:
    seen = forecast(team.building, framework, TODAY)
    assert [(o.year, o.summer) for o in seen] == [
        ("2027-28", 2027),
        ("2028-29", 2028),
        ("2029-30", 2029),
        ("2030-31", 2030),
    ]
    assert seen[0].lost == {} and seen[0].left == (
        "Sample K",
        "Sample Early",
    )  # both have a successor
    assert seen[1].lost == {"GRADES": ("1",), "SPED": ("Special education",)}
    assert seen[1].left == ("Sample One", "Sample Special")
    assert seen[1].vacant == ("seat of Sample One", "seat of Sample Special")
    assert seen[2].lost == {"GRADES": ("2",), "ELL": ("English language learners (ELL)",)}
    assert seen[2].missing["GRADES"] == ("1", "2")
    assert seen[3].lost["GRADES"] == ("K",) and "UNION" in seen[3].lost
    assert [o.people for o in seen] == [11, 9, 7, 4]
    assert lost_words(framework, seen[1].lost) == "grade 1; Special education"
    assert (
        lost_words(framework, {"GRADES": ("Art", "Math")}, "departments")
        == "departments Art and Math"
    )


def test_forecast_knows_terms_that_start_or_end_in_late_summer(
    empty_team: Any, framework: Any
) -> None:
    team = empty_team()
    team.sit("Sample A", "UNION", "term", "2025-08-15", "2027-08-31")
    assert forecast(team.building, framework, TODAY, summers=1)[0].lost == {
        "UNION": ("Teachers union",)
    }
    team.term(1, team.person("Sample B"), "2027-09-01", "2029-08-31")
    assert forecast(team.building, framework, TODAY, summers=1)[0].lost == {}


@pytest.mark.parametrize("years", [-1, 0, 21, 10**9])
def test_too_many_years_are_refused(empty_team: Any, framework: Any, years: int) -> None:
    building = empty_team().building
    with pytest.raises(UserError, match="Choose 1 to 20"):
        strip(building, TODAY, years)
    with pytest.raises(UserError, match="Choose 1 to 20"):
        forecast(building, framework, TODAY, years)
    assert len(forecast(building, framework, TODAY, 20)) == 20


@given(ends=st.lists(st.none() | st.dates(date(2026, 11, 10), date(2031, 12, 31)), max_size=6))
def test_forecast_adds_up(ends: list[date | None], empty_team: Any, framework: Any) -> None:
    team = empty_team()
    keys = ["UNION", "SPED", "ELL"]
    for n, end in enumerate(ends):
        team.sit(f"Sample {n}", keys[n % 3], "term", end=end.isoformat() if end else None)
    before = {
        key
        for key, group in coverage(team.building, framework, TODAY).groups.items()
        if group.status == "missing"
    }
    for outlook in forecast(team.building, framework, TODAY):
        staying = [n for n, end in enumerate(ends) if end is None or end >= outlook.on]
        assert (outlook.people, outlook.filled, len(outlook.vacant)) == (
            len(staying),
            len(staying),
            len(ends) - len(staying),
        )
        assert set(outlook.missing) & set(keys) == set(keys) - {keys[n % 3] for n in staying}
        assert set(outlook.lost) == set(outlook.missing) - before
        before = set(outlook.missing)
