"""Published agendas and minutes of school teams, typed in line by line: what the tool must say of
each. Names are replaced.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .conftest import Shell


class Team(NamedTuple):
    """A school's team at its meeting of a day."""

    run: Shell

    def __call__(self, *words: object) -> Any:
        answer = self.run(*words)
        assert answer.status == 0, answer.err
        return answer

    def minutes(self) -> dict[str, Any]:
        """What the minutes are."""
        value: dict[str, Any] = self("meeting", "minutes", "--json").json
        return value

    def decide(self, *words: object) -> tuple[str, float | None, list[str]]:
        """What came of a decision: its result, the share of yes, what is to be checked."""
        value = self("meeting", "decide", *words, "--json").json
        return value["result"], value["percent_yes"], value["problems"]

    def found(self, rule: str) -> list[str]:
        """What a rule says."""
        return [
            f["message"]
            for f in self("check", "--rule", rule, "--fail-on", "never", "--json").json["findings"]
        ]


def team(shell: Shell, place: Path, size: int, day: str) -> Team:
    """A team of so many, "Sample A" and on, whose meeting begins."""
    path, year = place / "team.json", int(day[:4]) - (day[5:] < "07-01")
    roster = place / "roster.csv"
    lines = [f"Sample {chr(65 + n)},Grade {n % 5 + 1} teacher,{year}-07-01" for n in range(size)]
    roster.write_text("\n".join(["name,role,start", *lines]), encoding="utf-8")

    def run(*words: object) -> Any:
        return shell("--file", path, "--today", day, *words)

    made = shell(
        "--file",
        path,
        "new",
        "--name",
        "Sample School",
        "--grades",
        "K-5",
        "--year",
        f"{year}-{(year + 1) % 100:02d}",
    )
    assert made.status == 0
    here = Team(run)
    here("team", "import", roster)
    here("meeting", "start")
    return here


def test_ballots_of_the_staff_timed_points_and_blank_roles(shell: Shell, tmp_path: Path) -> None:
    """https://whittieres.seattleschools.org/cms/One.aspx?portalId=13759&pageId=36148333"""
    blt = team(shell, tmp_path, 12, "2018-03-12")
    for role, who in (
        ("Facilitator", "sa"),
        ("Recorder", "sb"),
        ("Time Keeper", "sc"),
        ("Temp Taker", "sd"),
    ):
        blt("meeting", "role", role, who)
    for title, at in (
        ("Open forum", "2:49pm"),
        ("Ballots", "3:00-3:15pm"),
        ("Budget", "3:15-3:30"),
    ):
        blt("meeting", "item", "add", title, "--at", at)
    # Fmt: skip
    blt(
        "add",
        "decision Classes: Out of 33 staff, there are 31 signatures: 29 approved, 1 "
        "rejected, 1 unclear, 2 non-votes, 88% approval",
    )
    # Fmt: skip
    blt(
        "add",
        "decision Budget: Out of 33 staff, there are 31 signatures: 28 approved, 2 "
        "rejected, 2 non-votes, 85% approved",
    )
    blt("meeting", "end", "--at", "3:30pm")
    value = blt.minutes()
    # Fmt: skip
    assert value["roles"] == {
        "facilitator": "Sample A",
        "recorder": "Sample B",
        "timekeeper": "Sample C",
        "temp taker": "Sample D",
    }
    assert [(i["begins"], i["minutes"]) for i in value["items"]] == [
        ("14:49", None),
        ("15:00", 15),
        ("15:15", 15),
    ]
    first, second = value["decisions"]
    assert (first["result"], first["percent_yes"], first["problems"]) == ("adopted", 87.9, [])
    assert (second["result"], second["percent_yes"]) == ("adopted", 84.8)
    assert second["problems"][0] == "1 of 33 ballots is not accounted for"
    # Fmt: skip
    assert blt.found("MTG-04") == [
        (
            f"BLT Mon, Mar 12, “{second['text'][:59].rpartition(' ')[0]}…”: "
            f"{'; '.join(second['problems'])}"
        )
    ]
    assert blt.found("MTG-02") == ["BLT Mon, Mar 12: no next meeting is planned"]


def test_a_quorum_of_seven_unanimous_votes_and_somebody_who_comes_later(
    shell: Shell, tmp_path: Path
) -> None:
    """http://raylsc.cuipblogs.net/2015/11/minutes-july-10-2015-organizational-meeting/"""
    council = team(shell, tmp_path, 11, "2015-07-10")
    council("building", "set", "--limit", "quorum_number=7")
    came = council("meeting", "present", "sa,sb,sc,sd,se,sf", "--absent", "sj,sk", "--json").json
    assert came["quorum"] == {"needed": 7, "present": 6, "met": False}
    assert council.decide("Interim chair", "--unanimous") == (
        "not_decided",
        100.0,
        ["no quorum: 6 of 11 were present, 7 needed"],
    )
    council("meeting", "present", "sg,sh")
    assert council.decide("Interim chair", "--unanimous", "--recount") == ("adopted", 100.0, [])
    council("meeting", "present", "--late", "si")
    council("add", "decision Fill the seat of a parent. Vote in favor: Unanimous (9)")
    assert council.decide("Dates", "--yes", 10, "--no", 0)[2] == [
        "10 took part, but 9 of the 11 voting members were present"
    ]
    value = council.minutes()
    assert [d["tally"]["yes"] for d in value["decisions"]] == [8, 9, 10]
    assert value["quorum"] == {"needed": 7, "present": 9, "voting": 11, "met": True}


def test_votes_that_are_not_unanimous_and_money(shell: Shell, tmp_path: Path) -> None:
    """https://docest.com/doc/8973/ernst-prussing-local-school-council-meeting-minutes"""
    council = team(shell, tmp_path, 12, "2015-07-01")
    council("meeting", "present", "all", "--absent", "Sample J,Sample K,Sample L")
    assert council.decide("Agenda", "--yes", 9, "--no", 0, "--abstain", 0) == ("adopted", 100.0, [])
    assert council.decide("Minutes as amended", "--yes", 8, "--no", 1) == ("adopted", 88.9, [])
    assert (
        council.decide("Help at recess", "--yes", 6, "--no", 3, "--financial", "$17,000")[0]
        == "adopted"
    )
    council("add", "decision Carts. Yes: 8 No. 1 Abstentions: 0")
    money, carts = council.minutes()["decisions"][2:]
    assert (money["amount"], money["category"], money["tally"]["percent_of_eligible"]) == (
        17000.0,
        "financial",
        50.0,
    )
    assert (carts["tally"]["yes"], carts["tally"]["no"]) == (8, 1)


def test_actions_without_owners_and_days(shell: Shell, tmp_path: Path) -> None:
    """https://laurelhurstes.seattleschools.org/school_involvement/b_l_t/notes/december_4_2017"""
    blt = team(shell, tmp_path, 10, "2017-12-04")
    blt("add", "here all")
    blt("meeting", "decide", "The staff meeting of December 6 decides how it is led", "--consensus")
    blt("meeting", "action", "Set up the shared drive", "--owner", "sj")
    blt("meeting", "action", "Send the agenda out a week before")
    said = blt(
        "--today",
        "2018-01-03",
        "meeting",
        "action",
        "Send the matrix to the staff",
        "--owner",
        "sb",
        "--due",
        "fri",
    )
    assert "(Sample B, due Fri, Dec 8, 2017)" in said.out
    actions = [(a["owner"], a["due"]) for a in blt.minutes()["actions"]]
    assert actions == [("Sample J", None), (None, None), ("Sample B", "2017-12-08")]
    assert blt.found("ACT-01") == ["Action without an owner: “Send the agenda out a week before”"]
    assert len(blt.found("ACT-02")) == 2


def test_what_is_tabled_is_not_decided_and_nobody_sits_on_a_vacant_seat(
    shell: Shell, tmp_path: Path
) -> None:
    """https://ps11brooklyn.org/minutes-budgets/2019/3/20/mar-19-nbspslt-minutes"""
    slt = team(shell, tmp_path, 10, "2018-09-25")
    assert slt.run("team", "add", "vacant", "--role", "Teacher").status == 4
    slt("team", "seat", "add", "Teacher")
    slt("meeting", "present", "all", "--absent", "Sample J")
    slt("meeting", "decide", "Words of the mission", "--consensus")
    slt("add", "decision role of the secretary: tabled to the next meeting")
    slt("meeting", "decide", "Fiscal officer", "--result", "tabled")
    value = slt.minutes()
    assert [d["result"] for d in value["decisions"]] == ["adopted", "tabled", "tabled"]
    assert (value["quorum"]["voting"], value["quorum"]["present"]) == (10, 9)


def test_fist_to_five_and_a_full_set_of_roles(shell: Shell, tmp_path: Path) -> None:
    """https://studylib.net/doc/8437648/ (school improvement team, North Carolina)"""
    sit = team(shell, tmp_path, 12, "2014-08-13")
    sit("meeting", "present", "all")
    for role, who in (("facilitator", "sd"), ("note taker", "sh"), ("time-keeper", "sc")):
        sit("meeting", "role", role, who)
    assert sit.decide("Take turns at the minutes", "--fist", "5x7,4x4,3x1") == ("adopted", None, [])
    assert sit.decide("A community goal", "--fist", "5x10,2x1,0x1")[0] == "not_decided"
    assert set(sit.minutes()["roles"].values()) == {"Sample D", "Sample H", "Sample C"}
    assert sit.found("MTG-02") == []


@pytest.mark.parametrize(
    ("limits", "words", "result"),
    [
        # https://laurelhurstes.seattleschools.org/get-involved/blt/decision-making-process/ : 75 %
        # of the votes, 75 % must cast one
        (("pass_percent=75", "ballot_percent=75"), ("--eligible", 40, "--yes", 24, "--no", 8), "adopted"),
        (("pass_percent=75", "ballot_percent=75"), ("--eligible", 40, "--yes", 23, "--no", 8, "--abstain", 1), "not_adopted"),
        (("pass_percent=75", "ballot_percent=75"), ("--eligible", 40, "--yes", 21, "--no", 7, "--abstain", 2), "adopted"),
        (("pass_percent=75", "ballot_percent=75"), ("--eligible", 40, "--yes", 29, "--no", 0), "not_decided"),
        # https://salmonbayk8.seattleschools.org/get-involved/blt/salmon-bay-b-l-t-bylaws/ : by-laws
        # need two thirds
        ((), ("--eligible", 33, "--yes", 20, "--no", 10, "--needs", "2/3", "--category", "bylaws"), "adopted"),
        ((), ("--eligible", 33, "--yes", 19, "--no", 10, "--needs", "two thirds"), "not_adopted"),
        # https://www.polk.k12.ga.us/Page/4751 : a majority of the members present
        (("pass_base=1",), ("--yes", 3, "--no", 2, "--abstain", 1), "not_adopted"),
        ((), ("--yes", 3, "--no", 2, "--abstain", 1), "adopted"),
        # https://www.spps.org/Page/15511 : thumbs up or down, majority; a tie goes to the next
        # meeting
        ((), ("--yes", 3, "--no", 3), "not_decided"),
        # http://jenniferspates.blogspot.com/2007/08/consensus-building.html : three fingers at
        # least; elsewhere two do
        ((), ("--fist", "5,5,4,3,3,2"), "not_decided"),
        (("fist_least=2",), ("--fist", "5,5,4,3,3,2"), "adopted"),
    ],
)  # fmt: skip
def test_by_laws_of_several_schools(
    shell: Shell, tmp_path: Path, limits: tuple[str, ...], words: tuple[object, ...], result: str
) -> None:
    council = team(shell, tmp_path, 11, "2026-11-22")
    for limit in limits:
        council("building", "set", "--limit", limit)
    council("meeting", "present", "sa,sb,sc,sd,se,sf")
    assert council.decide("A proposal", *words)[0] == result


def test_minutes_are_mended_until_they_are_approved(shell: Shell, tmp_path: Path) -> None:
    """A recount, other words, a line that was written by mistake; afterwards only amendments."""
    blt = team(shell, tmp_path, 5, "2026-11-22")
    blt("meeting", "note", "4 of 6 rooms")
    blt("meeting", "note", "Wrong meeting")
    blt("meeting", "decide", "Adopt it", "--yes", 3, "--no", 2, "--why", "as discussed")
    assert "--recount" in blt("meeting", "decide", "Adopt it", "--yes", 2, "--no", 3).out
    blt("meeting", "decide", "Adopt it", "--yes", 2, "--no", 3, "--recount")
    blt("meeting", "correct", "lines/1", "4 of 7 rooms")
    blt("meeting", "correct", "decisions/1", "Adopt the plan")
    blt("meeting", "strike", "lines/2")
    made = blt.minutes()
    assert (made["notes"], made["decisions"][0]["text"]) == (["4 of 7 rooms"], "Adopt the plan")
    assert (made["decisions"][0]["result"], made["decisions"][0]["reason"]) == (
        "not_adopted",
        "as discussed",
    )
    assert blt.run("meeting", "strike", "lines/2").status == 4
    blt("meeting", "strike", "decisions/1")
    assert blt.minutes()["decisions"] == []
    blt("meeting", "approve", 1)
    assert blt.run("meeting", "strike", "lines/1").status == 4


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("decide", "x", "--unanimous"), 2),
        (("decide", "x", "--unanimous", "--yes", 3), 0),
        (("decide", "x", "--unanimous", "--no", 1), 2),
        (("decide", "x", "--consensus"), 0),
        (("decide", "x", "--consensus", "--yes", 3, "--no", 0), 2),
        (("decide", "x", "--needs", "4/3", "--yes", 1, "--no", 0), 2),
        (("decide", "x", "--needs", "0", "--yes", 1, "--no", 0), 4),
        (("decide", "x", "--financial", "12,34"), 2),
        (("decide", "x", "--percent", "88%", "--yes", 1, "--no", 0), 0),
        (("item", "add", "x", "--at", "3:15-3:00pm"), 4),
        (("item", "add", "x", "--at", "half past"), 4),
        (("end", "--at", "7pm"), 0),
    ],
)
def test_what_is_typed_as_minutes_have_it_or_refused_in_one_line(
    shell: Shell, tmp_path: Path, words: tuple[object, ...], status: int
) -> None:
    answer = team(shell, tmp_path, 5, "2026-11-22").run("meeting", *words)
    assert (answer.status, answer.err.count("\n") <= 2) == (status, True), answer.err
