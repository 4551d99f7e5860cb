"""`bltui calendar` and `availability`: a school year set up by hand and from files, rotation,
bells, snow.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Answer, Shell, documents

#: The year that the design counts with: 177 days with students, 179 with staff.
YEAR = """date,to,kind,name
2026-08-24,,first_day,
2027-05-28,,last_day,
2026-09-07,,no_school,Labor Day
2026-10-12,,in_service,
2026-11-25,2026-11-27,no_school,Thanksgiving
2026-12-21,2027-01-01,no_school,Winter break
2027-01-18,,no_school,
2027-02-15,,in_service,
2027-03-15,2027-03-19,no_school,Spring break
2027-04-02,,no_school,
"""


@pytest.fixture
def new(shell: Shell, tmp_path: Path) -> Shell:
    """A new building without a calendar."""
    path = tmp_path / "new.json"
    shell(
        "new",
        "--name",
        "Sample School",
        "--grades",
        "K-5",
        "--tz",
        "America/Chicago",
        "--file",
        path,
    )
    (tmp_path / "year.csv").write_text(YEAR, encoding="utf-8")

    def run(*words: object) -> Answer:
        return shell("--file", path, "--today", "2026-09-01", *words)

    return run


def test_a_year_goes_in_by_file_and_twice_changes_nothing(new: Shell, tmp_path: Path) -> None:
    assert "No school calendar" in new("calendar", "show").err
    tried = new("calendar", "import", "year.csv", "--dry-run", "--json").json
    assert new("calendar", "days", "--json").json == []
    done = new("calendar", "import", "year.csv", "--json").json
    assert (done["added"], done["changed"], done["unchanged"], done["problems"]) == (8, 0, 0, [])
    assert {k: tried[k] for k in ("added", "days", "first", "last")} == {
        k: done[k] for k in ("added", "days", "first", "last")
    }
    days = new("calendar", "days", "--json").json
    assert set(days[0]) >= {"date", "kind", "name", "letter", "bell", "students", "staff"}
    assert (sum(d["students"] for d in days), sum(d["staff"] for d in days)) == (177, 179)
    before = documents(tmp_path / "new.json")
    again = new("calendar", "import", "year.csv", "--json").json
    assert (again["added"], again["unchanged"], again["change"]) == (0, 8, None)
    assert documents(tmp_path / "new.json") == before


def test_a_calendar_of_a_district_program_goes_in(new: Shell, tmp_path: Path) -> None:
    (tmp_path / "district.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:No School - Fall Break\nDTSTART;VALUE=DATE:20261015\n"
        "DTEND;VALUE=DATE:20261017\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMMARY:Veterans Day\n"
        "DTSTART;VALUE=DATE:20261111\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    assert (
        new("calendar", "import", "district.ics").status == 4
    )  # the file does not say when the year begins
    new("calendar", "import", "year.csv")
    done = new("calendar", "import", "district.ics")
    assert done.status == 0
    assert "Wed, Nov 11 Veterans Day" in done.err  # a holiday's name closes nothing
    days = {d["date"]: d for d in new("calendar", "days", "--json").json}
    assert [days[f"2026-10-{n}"]["students"] for n in (14, 15, 16, 19)] == [
        True,
        False,
        False,
        True,
    ]
    assert (days["2026-11-11"]["students"], days["2026-11-11"]["ask"]) == (True, True)


def test_letters_carry_over_a_snow_day_and_come_back(new: Shell, tmp_path: Path) -> None:
    new("calendar", "import", "year.csv")
    assert new("calendar", "rotation", "A,B", "--policy", "carry", "--start", "aug 24").status == 0

    def letters(*dates: str) -> list[str]:
        days = {d["date"]: d["letter"] for d in new("calendar", "days", "--json").json}
        return [days[d] for d in dates]

    assert letters("2026-09-04", "2026-09-08", "2027-01-04", "2027-01-26", "2027-05-28") == [
        "B",
        "A",
        "A",
        "B",
        "A",
    ]
    before = documents(tmp_path / "new.json")
    assert new("calendar", "snow", "jan", "27").status == 0
    assert letters("2027-01-28", "2027-01-29", "2027-05-28") == ["A", "B", "B"]
    assert new("calendar", "snow", "2027-01-27").status == 4
    assert new("calendar", "snow", "2027-01-27", "--undo").status == 0
    assert documents(tmp_path / "new.json") == before
    new("calendar", "rotation", "A,B", "--policy", "fixed", "--start", "2026-08-24")
    new("calendar", "day", "2027-01-27", "snow")
    assert letters("2027-01-28", "2027-01-29", "2027-05-28") == ["B", "A", "A"]


def test_a_snow_day_says_every_meeting_that_it_hits(bltui: Shell) -> None:
    asked = bltui("calendar", "snow", "2027-01-27", "--json", "--dry-run").json
    assert [hit["cwg"] for hit in asked["hit"]] == [1, 4]
    assert [c["rule"] for c in asked["conflicts"]] == ["CWG-26", "CWG-26"]
    done = bltui("calendar", "snow", "2027-01-27", "--then", "next_week", "--json").json
    assert "CWG-26" not in [c["rule"] for c in done["conflicts"]]
    moved = [d for d in bltui("cwg", "dates", "1", "--json").json["dates"] if d["original"]]
    assert [(d["date"], d["original"], d["state"]) for d in moved] == [
        ("2027-02-03", "2027-01-27", "moved")
    ]


def test_bells_are_set_and_named(new: Shell) -> None:
    new("calendar", "set", "--first", "2026-08-24", "--last", "2027-05-28")
    assert (
        new(
            "calendar", "bell", "set", "Regular", "1=8:00-8:46", "2=1:10-1:56", "--students", "8-3"
        ).status
        == 0
    )
    assert new("calendar", "bell", "set", "Late", "1=9:00am-9:40").status == 0
    assert new("calendar", "bell", "weekday", "wednesday", "late").status == 0
    regular, late = new("calendar", "bell", "list", "--json").json
    assert regular["periods"][1] == {"id": "2", "from": "13:10", "to": "13:56"}
    assert regular["students"] == {"from": "08:00", "to": "15:00"}
    days = new("calendar", "days", "--from", "2026-09-01", "--to", "2026-09-02", "--json").json
    assert [d["bell"] for d in days] == ["Regular", late["name"]]
    wrong = new("calendar", "bell", "set", "Odd", "1=25:00-26:00")
    assert (wrong.status, "not a time" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["set", "--first", "2027-05-28", "--last", "2026-08-24"], "Swap"),
        (
            ["set", "--first", "2026-08-24", "--last", "2027-05-28", "--tz", "CST"],
            "America/Chicago",
        ),
        (
            ["set", "--first", "2026-08-24", "--last", "2027-05-28", "--tz", "Mars/Base"],
            "no time zone",
        ),
        (["set", "--last", "2027-05-28"], "Give --first and --last"),
        (["day", "2026-11-27..2026-11-25", "no_school"], "ends before it starts"),
        (["day", "2026-11-25..", "no_school"], "has no last day"),
        (["day", "2026-11-25..2026-11-27", "snow"], "one by one"),
        (["day", "feb 30", "no_school"], "not a day of the calendar"),
        (["snow", "2026-11-25", "--undo", "--then", "cancel"], "--undo cannot be combined"),
        (["rotation", "A,A", "--policy", "carry", "--start", "2026-08-24"], "calendar"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(new: Shell, words: list[str], says: str) -> None:
    answer = new("calendar", *words)
    assert answer.status == 4
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_a_kind_that_is_none_is_wrong_usage(new: Shell) -> None:
    answer = new("calendar", "day", "2026-11-25", "no_skool")
    assert (answer.status, "no_school" in answer.err) == (2, True)
    assert new("calendar", "set", "--first", "2026-08-24", "--last", "2027-05-28").status == 0
    assert new("calendar", "day", "2026-11-11", "early release", "--dismissal", "1:30").status == 0
    assert new("calendar", "show", "--json").json["days"][0]["dismissal"] == "13:30"
    assert new("calendar", "clear", "2026-11-11").status == 0
    assert new("calendar", "show", "--json").json["days"] == []


def test_availability_is_listed_set_cleared_and_imported(bltui: Shell, tmp_path: Path) -> None:
    done = bltui(
        "availability",
        "set",
        "Blake",
        "busy",
        "--days",
        "tue-thu",
        "--time",
        "3pm-4pm",
        "--note",
        "coach",
    )
    assert done.out.startswith("availability: Blake Sample busy tue, wed, thu 3:00–4:00 PM")
    (row,) = bltui("availability", "list", "Blake", "--json").json
    assert (row["days"], row["from"], row["to"], row["note"]) == (
        ["tue", "wed", "thu"],
        "15:00",
        "16:00",
        "coach",
    )
    # Blake sits in a group on Wednesdays at that time: that is said, and saved.
    assert "CWG-07" in done.out
    assert bltui("availability", "clear", row["id"]).status == 0
    table = tmp_path / "staff.csv"
    table.write_text(
        "name,kind,days,period\nBlake Sample,planning,mon,4\nNobody,busy,tue,\n", encoding="utf-8"
    )
    read = bltui("availability", "import", table, "--json").json
    assert (read["added"], [p["line"] for p in read["problems"]]) == (1, [3])
    assert bltui("availability", "import", table, "--json").json["unchanged"] == 1
    assert bltui("availability", "set", "Blake", "planning").status == 4
    assert bltui("availability", "set", "Blake", "busy", "--time", "3pm-4pm room 4").status == 4
