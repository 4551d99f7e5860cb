"""Every rule finds the same faults as before, on the day and around it."""

from __future__ import annotations

from itertools import zip_longest

from bltui.domain.checks import conflicts, rules
from bltui.domain.checks.context import RuleContext
from bltui.domain.model.waivers import NEVER
from tests.house.vocabulary import PLURALS

from .findings import FRAMEWORK, GOLDEN, found, lines, schedules
from .intents import TODAY, building
from .questions import worlds


def test_rules_find_what_they_found() -> None:
    """If a rule is meant to change: `python -m tests.domain.findings`, and read the difference."""
    for now, before in zip_longest(lines(), GOLDEN.read_text(encoding="utf-8").splitlines()):
        assert now == before


#: Rules of the groups that a building sets a limit for first, and one of the spring.
FIRED_ELSEWHERE = {"CWG-21", "CWG-31", "FBK-03"}


def test_every_rule_finds_one_of_the_faults() -> None:
    fired = {rule for _, _, rule, days in found() if any(days.values())}
    fired |= {clash.rule for _, _, plan in schedules() for clash in conflicts.check(plan)}
    assert fired | FIRED_ELSEWHERE == set(FRAMEWORK.rules)


def test_one_is_not_many() -> None:
    wrong = [
        f.message
        for _, _, _, days in found()
        for findings in days.values()
        for f in findings
        if PLURALS.search(f.message) or PLURALS.search(f.fix)
    ]
    assert not wrong


def test_a_rule_of_the_groups_finds_its_own_conflicts_that_are_not_accepted() -> None:
    open_ones = rules.check(building(), FRAMEWORK, TODAY, areas=["groups"])
    clashes = RuleContext(building(), FRAMEWORK, TODAY).clashes
    assert len({f.rule for f in open_ones}) > 2
    for rule in {f.rule for f in open_ones}:
        alone = rules.check(building(), FRAMEWORK, TODAY, rules=[rule])
        assert {f.message for f in alone} == {c.message for c in clashes if c.rule == rule}
    accepted = next(c for c in clashes if c.rule not in NEVER)
    waiver = ("waivers", 1, {"rule": accepted.rule, "key": accepted.key, "why": "Known"})
    left = rules.check(building(waiver), FRAMEWORK, TODAY, rules=[accepted.rule])
    assert accepted.message not in {f.message for f in left}


def test_a_finding_leads_to_records_that_are_there() -> None:
    faulty = [f for _, _, _, days in found() for findings in days.values() for f in findings]
    references = {reference for f in faulty for reference in f.records}
    assert not [r for r in references if r.partition("/")[2] == "0"]
    for there in worlds().values():
        for finding in rules.check(there, FRAMEWORK, TODAY):
            assert all(map(there.resolve, finding.records)), finding
