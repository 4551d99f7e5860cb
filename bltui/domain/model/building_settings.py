"""The building's own settings: its name, its grades, and the rules that apply."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model import severity, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import FORMATS, Format, short_date
from bltui.domain.model.grades import Level
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Day, Flag, Line, Number, Prose, Words
from bltui.domain.model.record import Record
from bltui.domain.model.school_year import school_year
from bltui.domain.model.severity import Severity
from bltui.domain.model.team_kinds import Grades
from bltui.domain.model.text import quoted, shown

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: The vision of the Regional BLT Training: the default text of a new building.
VISION = (
    "The education community, learning and working collaboratively, establishes goals and improves professional practice "
    "leading to increased student achievement and school improvement."
)

CoverageBy = Literal["grades", "departments"]

PublicBody = Literal["yes", "no"]
PUBLIC_BODY: dict[PublicBody, str] = {"yes": "yes", "no": "no"}

LEVELS: dict[Level, str] = {
    "elementary": "elementary",
    "middle": "middle",
    "high": "high",
    "k8": "K-8",
    "other": "other",
}
COVERAGE: dict[CoverageBy, str] = {"grades": "every grade", "departments": "every department"}
DISTRICT_TEAMS = {"DLT": "DLT", "CSLT": "CSLT"}


class TimeZone(Line, frozen=True, kw_only=True):
    """An IANA time zone known to this machine."""

    def clean(self, value: str, writing: "Writing") -> str:
        # Importing zoneinfo takes 4 ms, and every command reads the building's settings.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        name = super().clean(value, writing)
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UserError(
                f"“{shown(name)}” is not a time zone. Write an IANA name such as America/Chicago."
            ) from None
        return name

    def wants(self) -> str:
        return "an IANA time zone, such as `America/Chicago`"


class YearStart(Line, frozen=True, kw_only=True):
    """The month and day on which the school year begins."""

    EXAMPLE = "07-01"
    ALONE = True

    def clean(self, value: str, writing: "Writing") -> str:
        return self.parse(super().clean(value, writing), writing)

    def parse(self, text: str, context: "Context") -> str:
        first = school_year(2027, text).first
        return f"{first.month:02d}-{first.day:02d}"

    def show(self, value: str, context: "Context") -> str:
        return short_date(school_year(2027, value).first, year=False)

    def wants(self) -> str:
        return "a month and day, such as `07-01`"


class YearLabel(Line, frozen=True, kw_only=True):
    """A school year label, such as 2026-27."""

    EXAMPLE = "2026-27"
    ALONE = True

    def parse(self, text: str, context: "Context") -> str:
        match = re.fullmatch(r"(\d{4})[-/–](?:\d{2})?(\d{2})", text.strip())
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            raise UserError(f"{quoted(text)} is not a school year. Write it as 2026-27.")
        return f"{match[1]}-{match[2]}"

    def wants(self) -> str:
        return "a school year, such as `2026-27`"


class Entries(Kind, frozen=True, kw_only=True):
    """Values by key."""

    of: Kind
    """The kind of each value; its label is what people call it."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        key, found = Line("key", required=True), {}
        for name, one in value.items():
            found[key.clean(name, writing)] = kept = self.of.clean(one, writing)
            if self.of.required and not kept:
                label = f"{shown(name)}: {self.of.label.casefold()}"
                raise UserError(validation_messages.blank(label))
        return found

    def show(self, value: Any, context: "Context") -> str:
        return "\n".join(f"{name}: {self.of.show(one, context)}" for name, one in value.items())

    def json(self, value: Any, context: "Context") -> Any:
        return {name: self.of.json(one, context) for name, one in value.items()}

    def wants(self) -> str:
        return f"by key, {self.of.wants()}"


class _Groups(Entries, frozen=True, kw_only=True):
    """Values by group to represent."""

    def show(self, value: Any, context: "Context") -> str:
        known = context.framework.groups if value else {}
        names = {key: known[key].short if key in known else key for key in value}
        return super().show({names[key]: one for key, one in value.items()}, context)


class Profile(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One building. A file holds exactly one, with id 1."""

    TABLE = "profile"
    NOUN: ClassVar[str] = "building"
    NAME: ClassVar[str] = "name"

    name: Annotated[str, Line("Name", required=True, help="the name of the school")]
    feed_name: Annotated[str, Line("Feed name", set_by="the name")] = ""
    """The name before the first rename. Feeds use it in their UIDs.

    With a new UID, subscribers would see every event twice.
    """
    district: Annotated[str, Line("District", help="the district")] = ""
    level: Annotated[Level, Choice("Level", choices=LEVELS, help="the kind of school")] = "other"
    grades: Annotated[tuple[str, ...], Grades("Grades", help="grades taught")] = ()
    """Grade labels in order, such as ("PK", "K", "1"); see `grades.py`."""
    early_grades: Annotated[
        tuple[str, ...],
        Grades(
            "Early childhood",
            hint="grades that count as early childhood; PK is the default",
            help="grades with early childhood teachers",
        ),
    ] = ("PK",)
    """Whether kindergarten counts as early childhood, which differs between schools."""
    coverage_by: Annotated[
        CoverageBy,
        Choice("Teachers for", choices=COVERAGE, help="what the teachers must represent together"),
    ] = "grades"
    """Whether teachers must represent every grade or every department (COM-03)."""
    departments: Annotated[
        tuple[str, ...], Words("Departments", help="departments that need a representative")
    ] = ()
    subgroups: Annotated[
        tuple[str, ...],
        Words(
            "Subgroups",
            hint="more groups that the team represents",
            help="more groups that need a representative",
        ),
    ] = ()
    vision: Annotated[
        str, Prose("Vision", help="the vision (default: from the Regional BLT Training)")
    ] = VISION
    dlt_label: Annotated[
        Literal["DLT", "CSLT"],
        Choice(
            "District team",
            choices=DISTRICT_TEAMS,
            hint="District or Community School Leadership Team",
            help="District or Community School Leadership Team",
        ),
    ] = "DLT"
    rotation_required: Annotated[
        bool,
        Flag(
            "Rotation",
            hint="“no” turns off the rotation rules, as in small districts",
            help="“no” turns off the rotation rules",
        ),
    ] = True
    """ "In some cases, a rotation may not be required"."""
    public_body: Annotated[
        PublicBody | None,
        Choice(
            "Public body",
            choices=PUBLIC_BODY,
            unset="as the framework's law says",
            hint="“yes” if your board treats this team as a public body: its agendas are posted",
            help="whether your board treats this team as a public body that posts its agendas",
        ),
    ] = None
    """Whether the open-meeting law of the framework applies to the team."""
    not_applicable: Annotated[
        dict[str, str],
        _Groups(
            "Does not apply",
            of=Line("Reason", required=True),
            set_by="`o` in Team, `building set --na --why`",
        ),
    ] = {}
    """Representation groups that do not apply here, each with the reason."""
    limits: Annotated[
        dict[str, float],
        Entries(
            "Limits", of=Number("Limit", least=0), set_by="`L` in Team, `building set --limit`"
        ),
    ] = {}
    """Limits set by this building. The defaults are in the framework."""
    rules: Annotated[
        dict[str, Severity],
        Entries(
            "Rules", of=Choice("Severity", choices=severity.WORDS), set_by="`building set --rule`"
        ),
    ] = {}
    """Rules for which this building changed the severity or that it turned off."""
    year: Annotated[
        str,
        YearLabel("School year", form_by="`year open`", help="the current school year: 2026-27"),
    ] = ""
    closed_years: Annotated[
        dict[str, dt.date], Entries("Closed years", of=Day("Closed"), set_by="`year close`")
    ] = {}
    """The date on which each year was closed. Closing locks and removes nothing."""
    year_starts: Annotated[
        str,
        YearStart(
            "Year starts",
            hint="month and day, such as 07-01",
            help="the first day of a school year, for terms",
        ),
    ] = "07-01"
    tz: Annotated[
        str,
        TimeZone(
            "Time zone",
            hint="such as America/Chicago",
            help="IANA time zone, such as America/Chicago",
        ),
    ] = "UTC"
    """The time zone of meetings and dates."""
    format: Annotated[
        Format,
        Choice(
            "Format",
            choices={name: f"{name} ({example})" for name, example in FORMATS.items()},
            hint="how dates and times are written",
            help="how dates and times are written; a person's config.toml wins on screen",
        ),
    ] = "us"
    """How dates and times are written for everybody, and on paper."""
    framework: Annotated[
        str,
        Line(
            "Framework",
            form_by="no form: few buildings ever change it",
            help="south-dakota, ohio, or a TOML file of your own",
        ),
    ] = "south-dakota"
    """The framework of steps and labels in use."""
    sample: Annotated[bool, Flag("Sample", set_by="`demo`")] = False
    """True only for the sample building. Every screen shows this."""

    def describe(self, context: "Context") -> str:
        """Return "building": the history need not name it."""
        return "building"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the building has grades or departments. Raises UserError if not.

        A file that never had either can still be edited.
        """
        had = isinstance(before, Profile) and not (before.grades or before.departments)
        if not (self.grades or self.departments or had):
            raise UserError(
                "A building has grades or departments. Give --grades K-5 or --departments "
                "Math,Science.",
                field="grades",
            )
