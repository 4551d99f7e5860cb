"""The form for a schedule proposal: structure, sizes, times, rooms, topics, and dates."""

from __future__ import annotations

import datetime as dt

import msgspec

from bltui.domain.model.cwgs import STRUCTURES, Structure
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Whole, Words
from bltui.domain.model.record import active
from bltui.domain.scheduler.proposals import Request
from bltui.domain.scheduler.request import ask, times_to_meet, to_place
from bltui.exchange.import_wishes import read_wishes
from bltui.exchange.optimal import MISSING, available
from bltui.exchange.read_input import given_bytes
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.fields import Choice, Field, Flag, Typed, typed
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.prompt import Question


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The answers to the form; kept from one proposal to the next."""

    structure: Structure = "interdisciplinary"
    low: int = 3
    high: int = 8
    count: int | None = None
    unplaced: bool = False
    in_class: bool = True
    length: int = 45
    rooms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    wishes: str = ""
    """The file with each person's topic preferences."""
    first: dt.date
    last: dt.date
    every: int = 1
    seed: int = 1
    optimal: bool = False
    """Let HiGHS prove the optimum; for groups by interest."""


def _count(key: str, label: str, value: int | None, default: int | None, hint: str) -> Typed:
    """Return a field for an integer of at least 1; blank uses the default."""
    kind = Whole(label, least=1, none=default, hint=hint)
    return typed(key, kind, value, pale="" if default is None else str(default))


def question(basis: FormContext, asked: Asked) -> Question:
    """Return the form with the previous answers."""
    return Question(
        "Propose groups",
        (
            Choice(
                key="structure",
                label="Structure",
                value=asked.structure,
                choices=tuple(STRUCTURES.items()),
            ),
            _count("low", "At least", asked.low, 3, "people in a group, including the leader"),
            _count("high", "At most", asked.high, 8, "people in a group"),
            _count("count", "Groups", asked.count, None, "blank: as few as possible"),
            Flag(
                key="unplaced",
                label="People",
                value=asked.unplaced,
                choices=(("no", "every educator"), ("yes", "only people without a group")),
            ),
            Flag(
                key="in_class",
                label="Times",
                value=asked.in_class,
                choices=(("yes", "periods too"), ("no", "before and after school")),
            ),
            _count("length", "Minutes", asked.length, 45, "of a meeting before or after school"),
            typed(
                "rooms",
                Words("Rooms", hint="free at every time; blank: ignore rooms"),
                asked.rooms,
            ),
            typed(
                "topics",
                Words("Topics", hint="for groups by interest: one group for each"),
                asked.topics,
            ),
            Field(
                key="wishes",
                label="Preferences",
                value=asked.wishes,
                hint="CSV file: name, first, second, third",
            ),
            basis.day("first", "Meet from", asked.first, required=True),
            basis.day("last", "Meet until", asked.last, required=True),
            _count("every", "Every", asked.every, 1, "weeks: 1 is weekly, 2 every other week"),
            _count("seed", "Seed", asked.seed, 1, "change it for another proposal"),
            Flag(
                key="optimal",
                label="Method",
                value=asked.optimal,
                choices=(
                    ("no", "fast: a good answer"),
                    ("yes", "exact: the proven best, by interest"),
                ),
                hint="up to a minute; esc: stop"
                if available()
                else "the exact method needs: pip install 'bltui[optimal]'",
            ),
        ),
        about="A draft for the whole staff. Nothing changes until you accept it, and locked parts "
        "stay.",
        does="Propose",
    )


def request_of(picture: Picture, asked: Asked) -> tuple[Request, list[str]]:
    """Return the request, and every line of the preferences file that could not be parsed.

    Raises UserError if something required is missing.
    """
    schedule, building = picture.schedule, picture.state.building
    if asked.optimal and not available():
        raise UserError(MISSING)
    if schedule.table is None:
        raise UserError(
            "No school calendar yet. Press esc, then c to open it and s to set the first and last "
            "day."
        )
    times = times_to_meet(schedule, length=asked.length, rooms=asked.rooms)
    if not asked.in_class:
        times = tuple(t for t in times if t.when is None or not t.when.period)
    if not times:
        raise UserError(
            "No bell schedule yet. Press esc, then c to open the calendar and b to add one."
        )
    if asked.low > asked.high:
        raise UserError(
            f"The minimum ({asked.low}) is more than the maximum ({asked.high}). Change one of "
            "them."
        )
    topics, wishes, unread = asked.topics, {}, []
    if asked.wishes:
        listed = read_wishes(
            given_bytes(asked.wishes), asked.wishes, active(building.people), topics
        )
        topics, wishes = listed.topics, listed.wishes
        unread = [f"line {p.line}: {p.message}" for p in listed.problems]
    return (
        ask(
            building,
            schedule,
            asked.structure,
            times,
            low=asked.low,
            high=asked.high,
            count=asked.count,
            people=to_place(schedule, unplaced=asked.unplaced),
            topics=topics,
            wishes=wishes,
            seed=asked.seed,
        ),
        unread,
    )
