"""The training chain: BLT trainings, the in-service days that they prepare, and what staff get of it [S1]."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from bltui.domain.model.record import Record

PhaseTag = Literal["i_do", "we_do", "you_do"]

#: Shown in the usual order, whatever order a slide or a file has.
PHASES: dict[PhaseTag, str] = {"i_do": "I do", "we_do": "We do", "you_do": "You do"}


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a training."""

    topic: str
    phase: PhaseTag
    strategy_id: int | None = None
    minutes: int | None = None


class Rollout(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the team brings it to its own staff: "building specific" [S1]."""

    audience: str = ""
    how: str = ""
    lead_ids: tuple[int, ...] = ()
    materials: str = ""

    def __bool__(self) -> bool:
        return bool(self.how)


class Training(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A BLT Leadership Training [S1]."""

    on: dt.date
    title: str = ""
    content: str = ""
    presenter_ids: tuple[int, ...] = ()
    guests: tuple[str, ...] = ()
    """Presenters who are not on the list."""
    district_goal_ids: tuple[int, ...] = ()
    """The "district-wide goals" that it is based on [S1]."""
    segments: tuple[Segment, ...] = ()
    planning_minutes: int | None = None
    """"Planning time is given during the BLT training" [S1]; None while nobody said."""
    rollout: Rollout | None = None
    inservice_id: int | None = None
    """The in-service day that it prepares."""
    attended: tuple[int, ...] = ()
    """Persons of the list who were there."""
    standards: tuple[str, ...] = ()

    def in_order(self) -> tuple[Segment, ...]:
        """The segments as they are shown: I do, We do, You do; within each as entered."""
        order = list(PHASES)
        return tuple(sorted(self.segments, key=lambda s: order.index(s.phase)))


class InService(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One of the district's in-service days, on which "the BLT trains their entire staff" [S1]."""

    on: dt.date
    title: str = ""
    presenter_ids: tuple[int, ...] = ()
    guests: tuple[str, ...] = ()
    strategy_ids: tuple[int, ...] = ()
    """The strategies that it introduced."""
    reached: int | None = None
    """How many of the staff were there, where nobody kept names."""
    attended: tuple[int, ...] = ()
    """Persons of the list who were there."""
    note: str = ""
    standards: tuple[str, ...] = ()
