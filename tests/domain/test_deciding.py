"""What comes of a proposal: the building's own shares, ties and missing quorums, and sums that do not add up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.meetings.ballots import read_fist, read_tally
from bltui.domain.meetings.deciding import Quorum, Ways, judge, needed, share
from bltui.domain.meetings.records import DecisionMade

HALF = Ways(quorum_percent=50, ballot_percent=50, pass_percent=50, fist_least=3)
THREE_QUARTERS = Ways(quorum_percent=50, ballot_percent=75, pass_percent=75, fist_least=3)
TWO_THIRDS = Ways(quorum_percent=50, ballot_percent=50, pass_percent=67, fist_least=3)


def vote(**fields: Any) -> DecisionMade:
    return DecisionMade(meeting_id=1, text="x", method="vote", **fields)


def fist(*scores: int, **fields: Any) -> DecisionMade:
    return DecisionMade(meeting_id=1, text="x", method="fist_to_five", scores=scores, **fields)


@pytest.mark.parametrize(
    ("decision", "ways", "result", "problem"),
    [
        (vote(yes=6, no=5), HALF, "adopted", ""),
        (vote(yes=5, no=6), HALF, "not_adopted", ""),
        (vote(yes=5, no=5), HALF, "not_decided", "a tie: 5 to 5"),
        (vote(abstain=5), HALF, "not_decided", "nobody voted for or against"),
        (vote(yes=9, eligible=20, not_voting=11), HALF, "not_decided", "too few ballots: 9 of 20, 50 % are needed"),
        (vote(yes=10, eligible=20, not_voting=10), HALF, "adopted", ""),
        (vote(yes=6, abstain=4, eligible=20, not_voting=10), HALF, "adopted", ""),
        (vote(yes=2, no=1), TWO_THIRDS, "adopted", ""),
        (vote(yes=199, no=100), TWO_THIRDS, "not_adopted", ""),
        (vote(yes=200, no=100), TWO_THIRDS, "adopted", ""),
        (vote(yes=3, no=1, eligible=4), THREE_QUARTERS, "adopted", ""),
        (vote(yes=5, no=2, eligible=7), THREE_QUARTERS, "not_adopted", ""),
        (vote(yes=3, no=1, abstain=4, eligible=10, not_voting=2), THREE_QUARTERS, "adopted", ""),
        (vote(yes=5, no=2, eligible=10, not_voting=3), THREE_QUARTERS, "not_decided", "too few ballots: 7 of 10"),
        (vote(yes=20, no=5, eligible=33), HALF, "adopted", "8 of 33 ballots are not accounted for"),
        (vote(yes=9, no=8, eligible=20), HALF, "adopted", "the missing ballots could change the result"),
        (vote(yes=30, no=5, eligible=33), HALF, "adopted", "2 more than the 33 who could vote"),
        (
            vote(yes=5, no=3, stated="not_adopted"),
            HALF,
            "adopted",
            "“not adopted” is written, but the count says adopted",
        ),
        (
            vote(yes=28, no=2, eligible=33, not_voting=3, percent=90),
            HALF,
            "adopted",
            "90 % is written, but 28 of 33 is",
        ),
        (fist(5, 4, 3), HALF, "adopted", ""),
        (fist(5, 4, 2), HALF, "not_decided", "1 must be heard first (score 2)"),
        (fist(5, 0, 5), HALF, "not_decided", "1 blocks it (0)"),
        (fist(5, 5, eligible=9, not_voting=7), HALF, "not_decided", "too few hands: 2 of 9, 50 % are needed"),
        (DecisionMade(meeting_id=1, text="x"), HALF, "adopted", ""),
        (DecisionMade(meeting_id=1, text="x", stated="not_adopted"), HALF, "not_adopted", ""),
    ],
)
def test_what_comes_of_a_proposal(decision: DecisionMade, ways: Ways, result: str, problem: str) -> None:
    judged = judge(decision, ways)
    assert judged.result == result
    if problem:
        assert any(found.startswith(problem) for found in judged.problems), judged.problems
    else:
        assert judged.problems == ()


def test_missing_quorum_decides_nothing_but_a_ballot_of_all_staff_has_its_own() -> None:
    few = Quorum(voting=11, present=5, needed=6, taken=True)
    assert judge(vote(yes=5), HALF, few).result == "not_decided"
    assert judge(DecisionMade(meeting_id=1, text="x"), HALF, few).problems == (
        "no quorum: 5 of 11 were here, 6 are needed",
    )
    assert judge(vote(yes=25, no=3, eligible=33, not_voting=5), HALF, few).result == "adopted"
    untaken = Quorum(voting=11, present=0, needed=6, taken=False)
    assert judge(DecisionMade(meeting_id=1, text="x"), HALF, untaken).result == "adopted"


def test_in_a_vote_of_the_team_the_rest_did_not_vote() -> None:
    judged = judge(vote(yes=6, no=2), HALF, Quorum(voting=11, present=9, needed=6, taken=True))
    assert judged.problems == () and judged.tally["not_voting"] == 3 and judged.percent_yes == 54.5


@pytest.mark.parametrize(
    ("voting", "percent", "want"),
    [
        (9, 50, 5),
        (10, 50, 6),
        (1, 50, 1),
        (0, 50, 0),
        (12, 67, 8),
        (12, 75, 9),
        (13, 75, 10),
        (10, 100, 10),
        (9, 33, 3),
    ],
)
def test_quorum(voting: int, percent: float, want: int) -> None:
    assert needed(voting, percent) == want


def test_two_thirds_are_exact() -> None:
    assert share(66.7) == share(67) == (2, 3) and share(75) == (7500, 10_000)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.floats(1, 100))
def test_more_yes_never_turns_a_proposal_down(yes: int, no: int, abstain: int, more: int, percent: float) -> None:
    ways = Ways(quorum_percent=50, ballot_percent=50, pass_percent=percent, fist_least=3)
    eligible = yes + no + abstain + more
    before = judge(vote(yes=yes, no=no, abstain=abstain, eligible=eligible, not_voting=more), ways).result
    after = judge(vote(yes=yes + more, no=no, abstain=abstain, eligible=eligible), ways).result
    assert not (before == "adopted" and after == "not_adopted")
    assert not (yes == no and before == "adopted")


#: The two ballots of a published meeting: the first adds up, one ballot of the second is missing.
FIRST = "Out of 33 staff, there are 31 signatures: 29 approved, 1 rejected, 1 unclear, 2 non-votes, 88% approval"
SECOND = "Out of 33 staff, there are 31 signatures: 28 approved, 2 rejected, 2 non-votes, 85% approved"


def test_published_ballots_are_read_and_checked() -> None:
    for text, percent, problems in (
        (FIRST, 87.9, ()),
        (SECOND, 84.8, ("1 of 33 ballots is not accounted for", "31 ballots are written, but 30 are counted")),
    ):
        tally = read_tally(text)
        assert tally is not None
        judged = judge(vote(**{name: getattr(tally, name) for name in tally.__struct_fields__}), HALF)
        assert (judged.result, judged.percent_yes, judged.problems) == ("adopted", percent, problems)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("28 yes, 2 no", (28, 2, 0, None, "")),
        ("yes 28 no 2", (28, 2, 0, None, "")),
        ("Yes: 7, No: 1, Abstain: 2", (7, 1, 2, None, "")),
        ("9 for, 2 against, 1 abstention", (9, 2, 1, None, "")),
        ("9 in favor, 2 opposed out of 14", (9, 2, 0, 14, "")),
        ("motion passed 9-2-1", (9, 2, 1, None, "adopted")),
        ("motion failed 4 to 7", (4, 7, 0, None, "not_adopted")),
        ("12 ayes, 3 nays", (12, 3, 0, None, "")),
    ],
)
def test_tallies_as_minutes_write_them(text: str, counts: tuple[Any, ...]) -> None:
    tally = read_tally(text)
    assert tally is not None
    assert (tally.yes, tally.no, tally.abstain, tally.eligible, tally.stated) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Budget for 2018-19",
        "Approve 3 new tables",
        "meet on 3/12 for 20 minutes",
        "Tess leads CWG 3",
        "",
        "29 approved",
        "approved 2027-01-15",
        "read chapters 4 to 7",
        "7 yes, 8 yes, 2 no",
    ],
)
def test_what_is_no_tally_is_not_read_as_one(text: str) -> None:
    assert read_tally(text) is None


def test_fist_to_five_is_read() -> None:
    assert read_fist("adopt the calendar, fist 5 4 3") == ((5, 4, 3), "adopt the calendar")
    assert read_fist("fist to five: 5,5,2 new schedule") == ((5, 5, 2), "new schedule")
    assert read_fist("first things first") is None
