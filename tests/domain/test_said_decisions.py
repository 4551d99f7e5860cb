"""Every form of a motion with every form of a result: each fact is recorded, or it is asked about."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError

from .test_meeting_lines import held, recorded  # noqa: F401  # a fixture

PROPOSALS = ("Adopt the calendar", "Buy iPads for grades 3-5", "Approve the minutes of 9/14")
#: Forms in which Kim Lee moves and Mel Park seconds.
MOTIONS = (
    "",
    "Kim moved, Mel seconded",
    "moved by Kim Lee and seconded by Mel Park",
    "Motion by Kim, second by Mel",
    "Motion: Kim; second: Mel",
    "M/S Kim/Mel",
    "on a motion by K. Lee, seconded by M. Park",
)
#: Results, with what they say.
RESULTS: dict[str, dict[str, Any]] = {
    "passed": {"stated": "adopted"},
    "motion failed": {"stated": "not_adopted"},
    "carried 7-2": {"yes": 7, "no": 2},
    "7 yes, 2 no": {"yes": 7, "no": 2},
    "7-2-1": {"yes": 7, "no": 2, "abstain": 1},
    "passed 7 to 2": {"yes": 7, "no": 2},
    "passed seven to two": {"yes": 7, "no": 2},
    "motion fails 2-7": {"yes": 2, "no": 7, "stated": "not_adopted"},
    "passed with one abstention": {"stated": "adopted", "abstain": 1},
    "passed, Pat Lane opposed": {"no": 1, "roll": "Pat Lane no"},
    "passed with Lane and Hill abstaining": {"abstain": 2},
    "carried 7-2 with one abstention": {"yes": 7, "no": 2, "abstain": 1},
    "carried unanimously": {"method": "unanimous"},
    "all in favor, motion carried": {"method": "unanimous"},
    "unanimous except for Hill": {},
    "tabled until May": {"result": "tabled", "until": "May"},
    "tabled until May, 7-2": {"result": "tabled", "until": "May", "yes": 7, "no": 2},
    "tabled; Hill opposed": {"result": "tabled", "no": 1},
    "no action taken": {"stated": "not_decided"},
    "ayes: Hill, Lane; nays: Bell": {"yes": 2, "no": 1},
    "Hill yes, Lane yes, Bell no, passed": {"yes": 2, "no": 1},
    "roll call: Hill yes, Lane no, Bell abstain": {"yes": 1, "no": 1, "abstain": 1},
}
PAUSES = (". ", "; ", ", ", " - ", " – ")


@pytest.mark.parametrize("motion", MOTIONS)
def test_no_fact_of_a_decision_disappears(held: Building, motion: str) -> None:  # noqa: F811
    wrong = []
    for text, (said, facts), pause in product(PROPOSALS, RESULTS.items(), PAUSES):
        line = pause.join(filter(None, (text, motion, said)))
        want = facts | {"text": text}
        want |= {"moved": "Kim Lee", "seconded": "Mel Park"} if motion else {}
        try:
            found = recorded(held, f"decision {line}")
        except UserError:
            continue  # asked
        if not facts or any(found[name] != value for name, value in want.items()):
            wrong.append((line, {n: found[n] for n in ("text", *facts, "moved", "seconded")}))
    assert wrong == []


def test_most_decisions_are_not_asked_about(held: Building) -> None:  # noqa: F811
    asked = []
    lines = [
        pause.join(filter(None, (PROPOSALS[0], motion, said)))
        for motion, (said, facts), pause in product(MOTIONS, RESULTS.items(), PAUSES)
        if facts
    ]
    for line in lines:
        try:
            recorded(held, f"decision {line}")
        except UserError:
            asked.append(line)
    assert len(asked) * 20 < len(lines), asked
