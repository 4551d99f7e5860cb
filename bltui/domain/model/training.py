"""The training chain: BLT trainings, the in-service days they prepare, and the staff reached."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Choice, Day, Line, Parts, Prose, Tags, Whole, Words
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record, active
from bltui.domain.model.school_year import school_year_of

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

PhaseTag = Literal["i_do", "we_do", "you_do"]

#: In the order in which they are always shown.
PHASES: dict[PhaseTag, str] = {"i_do": "I do", "we_do": "We do", "you_do": "You do"}
#: Longest planning time or segment of a training, in minutes: a day.
_DAY = 1440

_ON = Day("Date", required=True)
_TITLE = Line("Title", max=200)
_PRESENTERS = Person("Presenters", many=True, key="presenters", help="people on the staff list")
_GUESTS = Words(
    "Guests",
    hint="presenters who are not on the list, with commas",
    help="presenters who are not on the list",
)
_ATTENDED = Person("Attendance", many=True, set_by="`w` in Plan, `training attendance`")
_TAGS = Tags("Standards", help="the standards it supports")


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a training."""

    topic: Annotated[str, Line("Topic", required=True, first=True)]
    phase: Annotated[PhaseTag, Choice("Phase", choices=PHASES, required=True)]
    strategy_id: Annotated[
        int | None, Link("Strategy", to="strategies", help="the strategy it models")
    ] = None
    minutes: Annotated[int | None, Whole("Minutes", most=_DAY)] = None


class Rollout(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the team presents the training to its own staff ("building specific")."""

    audience: Annotated[str, Line("For whom", help="the staff it is for")] = ""
    how: Annotated[str, Prose("How")] = ""
    lead_ids: Annotated[
        tuple[int, ...], Person("Led by", many=True, key="leads", help="who leads it")
    ] = ()
    materials: Annotated[str, Prose("Materials")] = ""

    def __bool__(self) -> bool:
        return bool(self.how)


class _Segments(Parts, frozen=True, kw_only=True):
    """The segments of a training, in the order I do, We do, You do."""

    def show(self, value: Any, context: "Context") -> str:
        strategy = Link("Strategy", to="strategies")
        lines = []
        for part in in_order(value):
            minutes = f" ({part.minutes} min)" if part.minutes is not None else ""
            models = f", {words}" if (words := strategy.show(part.strategy_id, context)) else ""
            lines.append(f"{PHASES[part.phase]}: {part.topic}{minutes}{models}")
        return "\n".join(lines)

    def json(self, value: Any, context: "Context") -> Any:
        return [super(_Segments, self).json(part, context) for part in in_order(value)]


class _Rollout(Parts, frozen=True, kw_only=True):
    """A roll-out plan, each part with its label."""

    def show(self, value: Any, context: "Context") -> str:
        if not value:
            return ""
        leads = Person("Led by", many=True).show(value.lead_ids, context)
        rest = (("for", value.audience), ("led by", leads), ("materials:", value.materials))
        return "; ".join([value.how, *(f"{word} {part}" for word, part in rest if part)])


def in_order(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return segments in display order: I do, We do, You do, each in the order entered."""
    order = list(PHASES)
    return tuple(sorted(segments, key=lambda s: order.index(s.phase)))


class Training(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A BLT Leadership Training."""

    TABLE = "trainings"
    NOUN: ClassVar[str] = labels.attribute("{team} training")
    NAME: ClassVar[str] = "on"

    on: Annotated[dt.date, _ON]
    title: Annotated[str, _TITLE] = ""
    content: Annotated[str, Prose("Content", help="what {a_team} training is about")] = ""
    presenter_ids: Annotated[tuple[int, ...], _PRESENTERS] = ()
    guests: Annotated[tuple[str, ...], _GUESTS] = ()
    """Presenters who are not on the staff list."""
    district_goal_ids: Annotated[
        tuple[int, ...],
        Link(
            "District goals",
            to="district_goals",
            many=True,
            option="--goal",
            key="district_goals",
            help="the district goal {a_team} training is based on; repeatable",
        ),
    ] = ()
    """The "district-wide goals" that it is based on."""
    segments: Annotated[
        tuple[Segment, ...],
        _Segments(
            "Segments",
            of=Segment,
            command_by="`training segment`",
            hint="one per line: I do: topic (20 min) #strategy. We do, You do likewise",
        ),
    ] = ()
    planning_minutes: Annotated[
        int | None,
        Whole(
            "Planning",
            most=_DAY,
            unit="minutes",
            hint="minutes of planning time",
            help="planning time given during {a_team} training",
        ),
    ] = None
    """"Planning time is given during the BLT training"; None if not entered."""
    rollout: Annotated[
        Rollout | None, _Rollout("Roll-out", of=Rollout, set_by="`p` in Plan, `training plan`")
    ] = None
    inservice_id: Annotated[
        int | None,
        Link(
            "Prepares",
            to="inservices",
            option="--prepares",
            key="prepares",
            hint="the in-service day (default: the next one)",
            help="the in-service day {a_team} training prepares (default: the next one)",
        ),
    ] = None
    """The in-service day that it prepares."""
    attended: Annotated[tuple[int, ...], _ATTENDED] = ()
    """The people on the staff list who attended."""
    standards: Annotated[tuple[str, ...], _TAGS] = ()

    def in_order(self) -> tuple[Segment, ...]:
        """Return the segments in display order: I do, We do, You do, each in the order entered."""
        return in_order(self.segments)

    def describe(self, context: "Context") -> str:
        """Return the training by its day."""
        return f"{self.NOUN} of {show_date(self.on)}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Add a note if the day is in another school year.

        Raises UserError if it is moved after the in-service day that it prepares.
        """
        _other_year(self, before, writing)
        moved = (self.on, self.inservice_id) != (
            getattr(before, "on", None),
            getattr(before, "inservice_id", None),
        )
        prepared: Any = writing.get("inservices", self.inservice_id or 0)
        if moved and prepared and prepared.on < self.on:
            raise UserError(
                f"The in-service day of {show_date(prepared.on)} is before this training on "
                f"{show_date(self.on)}. Choose a later one.",
                field="inservice_id",
            )


class InService(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A district in-service day, on which "the BLT trains their entire staff"."""

    TABLE = "inservices"
    NOUN: ClassVar[str] = "in-service"
    NAME: ClassVar[str] = "on"

    on: Annotated[dt.date, _ON]
    title: Annotated[str, _TITLE] = ""
    presenter_ids: Annotated[tuple[int, ...], _PRESENTERS] = ()
    guests: Annotated[tuple[str, ...], _GUESTS] = ()
    strategy_ids: Annotated[
        tuple[int, ...],
        Link(
            "Introduces",
            to="strategies",
            many=True,
            option="--strategy",
            key="strategies",
            help="a strategy an in-service introduces; repeatable",
        ),
    ] = ()
    """The strategies that it introduced."""
    reached: Annotated[
        int | None,
        Whole(
            "Reached",
            hint="how many of the staff attended; w in Plan records names",
            help="the number of staff an in-service reached",
        ),
    ] = None
    """How many of the staff attended, if nobody recorded names."""
    attended: Annotated[tuple[int, ...], _ATTENDED] = ()
    """The people on the staff list who attended."""
    note: Annotated[str, Prose("Note", help="a note on an in-service")] = ""
    standards: Annotated[tuple[str, ...], _TAGS] = ()

    def describe(self, context: "Context") -> str:
        """Return the in-service day by its date."""
        return f"{self.NOUN} of {show_date(self.on)}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the day is entered only once. Raises UserError if not.

        Adds a note if more people were reached than are on the staff list.
        """
        others = (day for day in active(writing.table("inservices")) if day.id != self.id)
        if self.on != getattr(before, "on", None) and any(day.on == self.on for day in others):
            raise UserError(
                f"{show_date(self.on)} is already an in-service day. Edit that one.", field="on"
            )
        _other_year(self, before, writing)
        if isinstance(before, InService) and before.on != self.on:
            trainings: Any = active(writing.table("trainings"))
            for one in trainings:
                if one.inservice_id == self.id and one.on > self.on:
                    writing.note(f"it is before the {one.describe(writing)}, which prepares it")
        if self.reached is not None and self.reached != getattr(before, "reached", None):
            staff = len(staff_in(writing.table("people")))
            if self.reached > staff:
                writing.note(f"{self.reached} is more than the {staff} on the staff list")


def staff_in(people: Any) -> set[int]:
    """Return the ids of the building's active staff, without external people."""
    return {p.id for p in active(people) if p.active and p.employee_type != "external"}


def _other_year(day: Training | InService, before: Any, writing: "Writing") -> None:
    """Add a note if a day is not in the current school year, whose lists do not show it."""
    if before is not None and before.on == day.on:
        return
    profile = writing.get("profile", 1)
    year = school_year_of(day.on, profile.year_starts).label
    if profile.year not in ("", year):
        writing.note(
            f"{show_date(day.on)} is in the school year {year}; the lists show {profile.year}"
        )
