"""The building's own settings: what it is called, whom it teaches, which rules hold here."""

import datetime as dt
from typing import Literal

from bltui.domain.model.record import Record

#: The vision of the Regional BLT Training [S1]: the default text of a new building.
VISION = (
    "The education community, learning and working collaboratively, establishes goals and improves professional practice "
    "leading to increased student achievement and school improvement."
)

CoverageBy = Literal["grades", "departments"]
Level = Literal["elementary", "middle", "high", "k8", "other"]
Severity = Literal["off", "info", "warn", "error"]


class Profile(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One building. A file holds exactly one, with id 1."""

    TABLE = "profile"

    name: str
    feed_name: str = ""
    """The name before the first new one: calendar feeds keep it in their UIDs, or subscribers would see all twice."""
    district: str = ""
    level: Level = "other"
    grades: tuple[str, ...] = ()
    """Grade labels in order, such as ("PK", "K", "1"); see `grades.py`."""
    early_grades: tuple[str, ...] = ("PK",)
    """Grades whose teachers are early childhood: whether kindergarten is, differs from place to place (chosen default)."""
    coverage_by: CoverageBy = "grades"
    """Whether teachers must cover every grade or every department (COM-03)."""
    departments: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    """Further groups that this building wants represented ("including all subgroups" [S2])."""
    vision: str = VISION
    dlt_label: Literal["DLT", "CSLT"] = "DLT"
    """District or Community School Leadership Team [S2]."""
    rotation_required: bool = True
    """False turns the rotation rules off: "In some cases, a rotation may not be required" [S2]."""
    not_applicable: dict[str, str] = {}
    """Representation groups that do not apply here, each with its reason."""
    limits: dict[str, float] = {}
    """This building's own limits; the defaults are in the framework."""
    rules: dict[str, Severity] = {}
    """Rules that this building grades differently, or has off."""
    year: str = ""
    """The school year being worked on, such as "2026-27"."""
    closed_years: dict[str, dt.date] = {}
    """School years that are closed, each with the day on which it was; nothing of a closed year is locked or gone."""
    year_starts: str = "07-01"
    """Month and day on which the school year begins for terms."""
    tz: str = "UTC"
    """IANA time zone in which meetings and dates are local."""
    framework: str = "south-dakota"
    """The framework of steps and labels in use."""
    sample: bool = False
    """True only for the sample building: every screen says so."""
