"""What comes of a proposal: the building's own shares, ties and missing quorums, and sums that do
not add up.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.meetings.tally_parser import doubtful, read_fist, read_outcome, read_tally
from bltui.domain.meetings.voting import Quorum, Ways, judge, needed, share
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import DecisionMade
from bltui.domain.model.votes import Scores

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
        (vote(abstain=5), HALF, "not_decided", "no one voted for or against"),
        (
            vote(yes=9, eligible=20, not_voting=11),
            HALF,
            "not_decided",
            "too few ballots: 9 of 20, 50% needed",
        ),
        (vote(yes=10, eligible=20, not_voting=10), HALF, "adopted", ""),
        (vote(yes=6, abstain=4, eligible=20, not_voting=10), HALF, "adopted", ""),
        (vote(yes=2, no=1), TWO_THIRDS, "adopted", ""),
        (vote(yes=199, no=100), TWO_THIRDS, "not_adopted", ""),
        (vote(yes=200, no=100), TWO_THIRDS, "adopted", ""),
        (vote(yes=3, no=1, eligible=4), THREE_QUARTERS, "adopted", ""),
        (vote(yes=5, no=2, eligible=7), THREE_QUARTERS, "not_adopted", ""),
        (vote(yes=3, no=1, abstain=4, eligible=10, not_voting=2), THREE_QUARTERS, "adopted", ""),
        (
            vote(yes=5, no=2, eligible=10, not_voting=3),
            THREE_QUARTERS,
            "not_decided",
            "too few ballots: 7 of 10",
        ),
        (vote(yes=20, no=5, eligible=33), HALF, "adopted", "8 of 33 ballots are not accounted for"),
        (
            vote(yes=9, no=8, eligible=20),
            HALF,
            "adopted",
            "the missing ballots could change the result",
        ),
        (
            vote(yes=30, no=5, eligible=33),
            HALF,
            "adopted",
            "2 more ballots than the 33 people who could vote",
        ),
        (
            vote(yes=5, no=3, stated="not_adopted"),
            HALF,
            "adopted",
            "“not adopted” is recorded, but the count gives adopted",
        ),
        (
            vote(yes=28, no=2, eligible=33, not_voting=3, percent=90),
            HALF,
            "adopted",
            "90% is recorded, but 28 of 33 is",
        ),
        (fist(5, 4, 3), HALF, "adopted", ""),
        (fist(5, 4, 2), HALF, "not_decided", "1 must be heard first (score 2)"),
        (fist(5, 0, 5), HALF, "not_decided", "1 blocks it (0)"),
        (
            fist(5, 5, eligible=9, not_voting=7),
            HALF,
            "not_decided",
            "too few hands: 2 of 9, 50% needed",
        ),
        (DecisionMade(meeting_id=1, text="x"), HALF, "adopted", ""),
        (DecisionMade(meeting_id=1, text="x", stated="not_adopted"), HALF, "not_adopted", ""),
    ],
)
def test_what_comes_of_a_proposal(
    decision: DecisionMade, ways: Ways, result: str, problem: str
) -> None:
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
        "no quorum: 5 of 11 were present, 6 needed",
    )
    assert judge(vote(yes=25, no=3, eligible=33, not_voting=5), HALF, few).result == "adopted"
    untaken = Quorum(voting=11, present=0, needed=6, taken=False)
    assert judge(DecisionMade(meeting_id=1, text="x"), HALF, untaken).result == "adopted"


def test_in_a_vote_of_the_team_the_rest_did_not_vote() -> None:
    judged = judge(vote(yes=6, no=2), HALF, Quorum(voting=11, present=9, needed=6, taken=True))
    assert judged.problems == () and judged.tally["not_voting"] == 3
    assert (judged.percent_yes, judged.tally["percent_of_eligible"]) == (75.0, 54.5)


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


def test_a_quorum_that_the_by_laws_give_as_a_number() -> None:
    assert (needed(11, 50, 7), needed(12, 75, 7), needed(0, 50, 7)) == (7, 7, 7)


#: Georgia's school councils ask for a majority of the members present:
#: https://www.polk.k12.ga.us/Page/4751
OF_BALLOTS = Ways(quorum_percent=50, ballot_percent=50, pass_percent=50, fist_least=3, pass_base=1)
OF_ALL = Ways(quorum_percent=50, ballot_percent=50, pass_percent=67, fist_least=3, pass_base=2)
SIX_OF_ELEVEN = Quorum(voting=11, present=6, needed=6, taken=True)


@pytest.mark.parametrize(
    ("decision", "ways", "result"),
    [
        (vote(yes=2, no=2, abstain=2), OF_BALLOTS, "not_decided"),
        (vote(yes=3, no=2, abstain=1), OF_BALLOTS, "not_adopted"),
        (vote(yes=3, no=2, abstain=1), HALF, "adopted"),
        (vote(yes=4, no=1, abstain=1), OF_BALLOTS, "adopted"),
        (vote(yes=6, no=0), OF_ALL, "not_adopted"),
        (vote(yes=8, no=0, eligible=11, not_voting=3), OF_ALL, "adopted"),
        (vote(yes=4, no=2, needs=66.6667), HALF, "adopted"),
        (vote(yes=3, no=2, abstain=1, needs=66.6667), HALF, "not_adopted"),
        (vote(yes=4, no=1, abstain=1, needs=80), TWO_THIRDS, "adopted"),
        (vote(yes=6, no=0, eligible=11, not_voting=5), HALF, "adopted"),
    ],
)
def test_shares_that_by_laws_ask_for(decision: DecisionMade, ways: Ways, result: str) -> None:
    assert judge(decision, ways, SIX_OF_ELEVEN).result == result


def test_the_quorum_of_the_meeting_holds_where_the_team_is_named_as_eligible() -> None:
    """Six of twelve voted, at a meeting that needs seven.

    A ballot of the whole staff has its own quorum.
    """
    few = Quorum(voting=12, present=6, needed=7, taken=True)
    assert judge(vote(yes=6, no=0, eligible=12, not_voting=6), HALF, few).result == "not_decided"
    assert judge(vote(yes=20, no=0, eligible=33, not_voting=13), HALF, few).result == "adopted"


def test_more_votes_than_members_who_were_here() -> None:
    judged = judge(vote(yes=7, no=0), HALF, SIX_OF_ELEVEN)
    assert judged.sums == ("7 took part, but 6 of the 11 voting members were present",)
    assert judge(fist(5, 5, 5, 5, 5, 5, 5), HALF, SIX_OF_ELEVEN).sums == judged.sums
    assert judge(vote(yes=20, no=5, eligible=25), HALF, SIX_OF_ELEVEN).sums == ()


def test_ballots_too_many_may_change_the_result() -> None:
    close = judge(vote(yes=9, no=8, eligible=15), HALF)
    assert close.problems == (
        "2 more ballots than the 15 people who could vote",
        "the extra ballots could change the result",
    )
    assert judge(vote(yes=12, no=5, eligible=15), HALF).problems == (
        "2 more ballots than the 15 people who could vote",
    )
    assert judge(vote(yes=14, no=0, eligible=12), HALF).percent_yes == 100.0


def test_two_thirds_are_exact() -> None:
    assert share(66.7) == share(67) == (2, 3) and share(75) == (7500, 10_000)


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 40),
    st.floats(1, 100),
)
def test_more_yes_never_turns_a_proposal_down(
    yes: int, no: int, abstain: int, more: int, percent: float
) -> None:
    ways = Ways(quorum_percent=50, ballot_percent=50, pass_percent=percent, fist_least=3)
    eligible = yes + no + abstain + more
    before = judge(
        vote(yes=yes, no=no, abstain=abstain, eligible=eligible, not_voting=more), ways
    ).result
    after = judge(vote(yes=yes + more, no=no, abstain=abstain, eligible=eligible), ways).result
    assert not (before == "adopted" and after == "not_adopted")
    assert not (yes == no and before == "adopted")


#: The two ballots of a published meeting: the first adds up, one ballot of the second is missing.
FIRST = "Out of 33 staff, there are 31 signatures: 29 approved, 1 rejected, 1 unclear, 2 non-votes, 88% approval"
SECOND = (
    "Out of 33 staff, there are 31 signatures: 28 approved, 2 rejected, 2 non-votes, 85% approved"
)


def test_published_ballots_are_read_and_checked() -> None:
    for text, percent, problems in (
        (FIRST, 87.9, ()),
        (
            SECOND,
            84.8,
            (
                "1 of 33 ballots is not accounted for",
                "31 ballots are recorded, but the votes add up to 30",
            ),
        ),
    ):
        tally = read_tally(text)
        assert tally is not None
        judged = judge(
            vote(**{name: getattr(tally, name) for name in tally.__struct_fields__}), HALF
        )
        assert (judged.result, judged.percent_yes, judged.problems) == (
            "adopted",
            percent,
            problems,
        )


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
        # As published minutes of school teams and councils have it.
        ("29 yes 1 no 2 abstain of 33", (29, 1, 2, 33, "")),
        ("Approve agenda. Vote in Favor: Unanimous (8)", (8, 0, 0, None, "")),
        ("VOTE: Unanimous 7:0", (7, 0, 0, None, "")),
        ("the vote was 5/0 in favor and the motion passed", (5, 0, 0, None, "adopted")),
        ("Yes: 8 No. 1 Abstentions: 0", (8, 1, 0, None, "")),
        ("6 thumbs up, 3 thumbs down", (6, 3, 0, None, "")),
        ("Ayes: 7 Noes: 1 Abstentions: 1 Absent: 3", (7, 1, 1, None, "")),
        ("7 in favor, none opposed", (7, 0, 0, None, "")),
        ("Yes: 7, no: 6, 1 absent, 0 abstained, 0 unclear", (7, 6, 0, None, "")),
        ("new bell: 7-0-2", (7, 0, 2, None, "")),
        ("approved 7 to 2 with 1 abstention", (7, 2, 1, None, "adopted")),
        ("passed by a vote of 9-2", (9, 2, 0, None, "adopted")),
        ("Motion carried: 5 yes, 5 no", (5, 5, 0, None, "adopted")),
        ("Motion fails: 4 yes, 7 no", (4, 7, 0, None, "not_adopted")),
        ("8 votes in favor, 1 vote against", (8, 1, 0, None, "")),
        ("Yea-7, Nay-2, Abstain-1", (7, 2, 1, None, "")),
        ("7 yes/2 no", (7, 2, 0, None, "")),
        ("23 of 25 staff approved", (23, 0, 0, 25, "")),
        ("29 staff approved, 4 opposed", (29, 4, 0, None, "")),
        ("9 members voted yes, 2 voted no", (9, 2, 0, None, "")),
        ("Bylaws need a 2/3 majority: 14 yes 6 no", (14, 6, 0, None, "")),
        ("Adopt book No. 3: 9 yes 2 no", (9, 2, 0, None, "")),
        ("Budget of $17,000: 7 yes 2 no", (7, 2, 0, None, "")),
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
        "all in favor",
        "passed by a 2/3 majority",
        "fund 3 of 12 requests approved",
        "meet: 3-5",
        "bells (3-12)",
    ],
)
def test_what_is_no_tally_is_not_read_as_one(text: str) -> None:
    assert read_tally(text) is None


def test_a_tally_says_all_that_it_read() -> None:
    first, second = read_tally(FIRST), read_tally(SECOND)
    assert first and first.words == "29 yes, 1 no, 1 unclear, 2 not voting of 33, 31 ballots, 88%"
    assert second and second.words == "28 yes, 2 no, 2 not voting of 33, 31 ballots, 85%"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("secretary: tabled to the next meeting", "not_decided"),
        ("the role of the secretary was tabled", "not_decided"),
        ("No consensus on the learning compact", "not_decided"),
        ("uniforms, consensus was not reached", "not_decided"),
        ("copier contract - rejected", "not_adopted"),
        ("the motion failed", "not_adopted"),
        ("move the deferred budget to March", ""),
        ("report: deferred maintenance is done in June", ""),
        ("retire the failed program", ""),
        ("adopt the calendar", ""),
    ],
)
def test_what_minutes_without_a_count_say(text: str, outcome: str) -> None:
    assert read_outcome(text) == outcome


def test_what_may_be_a_vote_or_something_else_is_asked_about() -> None:
    assert (
        doubtful("adopt it, 4 opposed"),
        doubtful("4 no-homework nights"),
        doubtful("none opposed"),
    ) == (
        "4 opposed",
        "",
        "",
    )
    assert (
        doubtful("adopt it: 4-7"),
        doubtful("meet, 3-5."),
        doubtful("vote 4-7"),
        doubtful("2018-19"),
    ) == (
        "4-7",
        "3-5",
        "",
        "",
    )


def test_scores_one_by_one_or_counted() -> None:
    scores: Any = Scores("Fist")
    for text in ("5,4,3", "5 4 3", "543"):
        assert scores.parse(text, None) == (5, 4, 3)
    assert scores.parse("5x3, 3×2", None) == (5, 5, 5, 3, 3)
    for text in ("5x", "6", ""):
        with pytest.raises(UserError, match="is not a fist to five"):
            scores.parse(text, None)
    assert read_fist("by fist to five: 5x2 4 adopt it") == ((5, 5, 4), "adopt it")


def test_fist_to_five_is_read() -> None:
    assert read_fist("adopt the calendar, fist 5 4 3") == ((5, 4, 3), "adopt the calendar")
    assert read_fist("fist to five: 5,5,2 new schedule") == ((5, 5, 2), "new schedule")
    assert read_fist("first things first") is None
