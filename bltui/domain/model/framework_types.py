"""The typed definitions that a framework's TOML gives to the domain: groups, rules, limits, step
boards, standards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bltui.domain.model.finding import Rule


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of people whom the team represents."""

    key: str
    """Such as "SPED"; part of the public JSON."""
    label: str
    short: str
    """At most 22 characters, for narrow screens."""
    wants: str
    """What the source asks for, in its own words."""
    rule: str
    """The rule that reports it missing."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A number that a building may set: a chosen default, not a fact."""

    key: str
    value: float
    label: str
    unit: str
    basis: str
    """Where the default comes from."""


#: What may show that a step was taken; "data & student work" are two kinds.
EvidenceKind = Literal["data", "student_work", "literature", "minutes", "other"]
#: The rooms of bltui that a step leads to.
Room = Literal["team", "calendar", "plan", "cwgs", "steps", "training", "feedback", "meeting"]
#: Records whose dates count as activity for a responsibility.
Activity = Literal[
    "training",
    "cycles",
    "goals",
    "indicators",
    "messages",
    "staff_messages",
    "feedback",
    "finances",
    "evaluation",
]
BoardKey = Literal["building", "district"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a board."""

    number: int
    title: str
    """In the words of the source."""
    short: str
    """At most 22 characters, for narrow screens."""
    checklist: dict[str, str] = {}
    """What to tick off: key -> words. The key is what is kept, so that words can be mended."""
    evidence: tuple[EvidenceKind, ...] = ()
    """The kinds that a cycle wants at this step (STP-04)."""
    advantages: tuple[str, ...] = ()
    """What speaks for it, in the words of the source."""
    opens: tuple[Room, ...] = ()
    """Where the work of this step is done."""


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of one year's work."""

    title: str
    source: str
    reconstruction: bool = False
    """True where the source is lost and bltui's steps are a proposal: shown wherever the board is
    shown.
    """
    precondition: int | None = None
    """The number of the step that comes before all: "after the superintendent has 'set the
    context'".
    """
    recursive: tuple[int, int] | None = None
    """First and last step of the recursive process; None where no step comes round again."""
    steps: tuple[Step, ...] = ()

    def step(self, number: int) -> Step | None:
        """The step of that number; None if there is none."""
        return next((step for step in self.steps if step.number == number), None)

    def phases(self) -> tuple[int, ...]:
        """The numbers of the steps that live in cycles, in order."""
        if self.recursive is None:
            return ()
        first, last = self.recursive
        return tuple(step.number for step in self.steps if first <= step.number <= last)


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """A standard for staff development that work can be tagged with."""

    key: str
    label: str
    text: str
    source: str


class Responsibility(msgspec.Struct, frozen=True, kw_only=True):
    """One of the responsibilities of the BLT."""

    key: str
    short: str
    text: str
    source: str
    activity: tuple[Activity, ...] = ()
    """Which records show activity by themselves, beside evidence that names the responsibility."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the self-check that people score from 1 to 4."""

    key: str
    """What answers are kept by, so that words can be mended."""
    short: str
    """At most 22 characters, for narrow screens."""
    text: str


class SelfCheckForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a team asks itself about a meeting; it is free to."""

    source: str = ""
    scale: tuple[str, str, str, str] = ("", "", "", "")
    """Words for 1, 2, 3 and 4."""
    statements: tuple[Statement, ...] = ()


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """All definitions of one framework, read from `data/`."""

    key: str
    title: str
    labels: dict[str, str]
    """What this framework calls things, such as "work_group" -> "Collaborative Work Group"."""
    groups: dict[str, Group]
    rules: dict[str, Rule]
    limits: dict[str, Limit]
    boards: dict[BoardKey, Board] = {}
    standards: dict[str, Standard] = {}
    responsibilities: dict[str, Responsibility] = {}
    self_check: SelfCheckForm = SelfCheckForm()


def limit_of(key: str, own: Mapping[str, float], framework: Framework) -> float:
    """A limit as it holds in a building: its own (`Profile.limits`), else the framework's."""
    return own[key] if key in own else framework.limits[key].value


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item that every meeting begins with."""

    key: str
    title: str
    minutes: int | None = None
    last: bool = False
    """Comes at the end instead, such as the evaluation."""
