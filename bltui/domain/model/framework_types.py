"""The types of a framework's TOML definitions: groups, rules, limits, boards, and standards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from bltui.domain.model.finding import Rule
from bltui.domain.model.formats import count, quantity
from bltui.domain.model.protocols import Protocol


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of people that the team represents."""

    key: str
    """The group key, such as "SPED". Part of the public JSON."""
    label: str
    short: str
    """At most 22 characters, for narrow screens."""
    wants: str
    """What the source requires, in its own words."""
    rule: str
    """The rule that reports it as missing."""


#: The counted noun at the start of a unit, such as "school days" or "people".
_ONE = re.compile(r"^(?:[a-z]+ )??(people|[a-z]+s)\b")


def _singular(match: re.Match[str]) -> str:
    one = "person" if match[1] == "people" else match[1][:-1]
    return f"{match[0].removesuffix(match[1])}{one}"


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A number that a building may set. The value is a default, not a fact."""

    key: str
    group: str
    """The heading under which forms and lists show it."""
    value: float
    label: str
    unit: str
    """What follows the number."""
    basis: str
    """Where the default comes from."""

    def said(self, value: float) -> str:
        """Return a value with its unit: "8 people", "1 day", "50% of the voting members"."""
        unit = _ONE.sub(_singular, self.unit) if value == 1 else self.unit
        return quantity(value, unit)


#: What can show that a step was done. "data & student work" are two kinds.
EvidenceKind = Literal["data", "student_work", "literature", "minutes", "other"]
#: The screens that a step can open.
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
    """The title in the source's words."""
    short: str
    """At most 22 characters, for narrow screens."""
    checklist: dict[str, str] = {}
    """The checklist, key -> words. The key is stored, so that the words can be fixed later."""
    evidence: tuple[EvidenceKind, ...] = ()
    """The kinds of evidence that a cycle needs at this step (STP-04)."""
    advantages: tuple[str, ...] = ()
    """Its advantages, in the source's words."""
    opens: tuple[Room, ...] = ()
    """The screens for the work of this step."""


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of one year's work."""

    title: str
    source: str
    reconstruction: bool = False
    """True if the source is lost and the steps are bltui's proposal. Shown with the board."""
    precondition: int | None = None
    """The number of the step before all others.

    For "after the superintendent has 'set the context'".
    """
    recursive: tuple[int, int] | None = None
    """The first and last step of the recursive process, or None if no steps repeat."""
    steps: tuple[Step, ...] = ()

    def step(self, number: int) -> Step | None:
        """Return the step with that number, or None."""
        return next((step for step in self.steps if step.number == number), None)

    def phases(self) -> tuple[int, ...]:
        """Return the numbers of the steps that belong to cycles, in order."""
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
    """The records that show activity, in addition to evidence that names the responsibility."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the self-check that people score from 1 to 4."""

    key: str
    """The key under which answers are stored, so that the words can be fixed later."""
    short: str
    """At most 22 characters, for narrow screens."""
    text: str


class SelfCheckForm(msgspec.Struct, frozen=True, kw_only=True):
    """The questions that a team may ask itself about a meeting. Optional."""

    source: str = ""
    scale: tuple[str, str, str, str] = ("", "", "", "")
    """The labels of 1, 2, 3, and 4."""
    statements: tuple[Statement, ...] = ()


class ProcessStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the process that a group works through in its meetings."""

    number: int
    title: str
    prompt: str = ""
    """What the group writes at this step."""


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of a group's meetings, and the levels of its results."""

    source: str
    levels: dict[str, str]
    """The levels of students' results, best first: key -> words."""
    steps: tuple[ProcessStep, ...] = ()

    def step(self, number: int) -> ProcessStep | None:
        """Return the step with that number, or None."""
        return next((step for step in self.steps if step.number == number), None)


class OpenMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """What an open-meeting law asks of a public body before a meeting. One of `hours` and `days`."""

    law: str
    """The section, such as "SDCL 1-25-1.1"."""
    source: str
    """The title, section, and address of the law, and which parts are defaults."""
    hours: int | None = None
    """How many hours before the beginning the agenda must be posted."""
    days: int | None = None
    """How many full days must lie between the posting and the day of the meeting."""
    business: bool = False
    """Whether only business days count: no weekends and no days off of the school calendar."""
    public_comment: bool = False
    """Whether the agenda must have time for public comment."""
    names_team: bool = False
    """Whether the law names this kind of team, so that it applies unless the building says no."""

    @property
    def lead(self) -> str:
        """How long before a meeting, such as "24 hours" or "3 full business days"."""
        if self.hours is not None:
            return count(self.hours, "hour")
        return count(self.days or 0, f"full {'business ' if self.business else ''}day")


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """All definitions of one framework, read from `data/`."""

    key: str
    title: str
    labels: dict[str, str]
    """This framework's terms, such as "work_group" -> "Collaborative Work Group"."""
    groups: dict[str, Group]
    rules: dict[str, Rule]
    limits: dict[str, Limit]
    boards: dict[BoardKey, Board] = {}
    standards: dict[str, Standard] = {}
    responsibilities: dict[str, Responsibility] = {}
    self_check: SelfCheckForm = SelfCheckForm()
    process: Process = Process(source="", levels={})
    open_meeting: OpenMeeting | None = None
    """The open-meeting law of the state, or None if the file names none."""
    protocols: dict[str, Protocol] = {}
    """The discussion protocols, by id."""


def limit_of(key: str, own: Mapping[str, float], framework: Framework) -> float:
    """Return a limit of a building: its own (`Profile.limits`), or else the framework's."""
    return own[key] if key in own else framework.limits[key].value


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item that is on every agenda."""

    key: str
    title: str
    minutes: int | None = None
    last: bool = False
    """Whether it is at the end instead of the beginning, such as the evaluation."""
