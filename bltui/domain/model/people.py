"""The staff list, including external people who may be on the team."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from bltui.domain.model.kinds import Choice, Flag, Line, Prose, Words
from bltui.domain.model.record import Record, active
from bltui.domain.model.team_kinds import Grades
from bltui.domain.model.text import folded

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

EmployeeType = Literal["certified", "noncertified", "admin", "external"]

EMPLOYED: dict[EmployeeType, str] = {
    "certified": "certified",
    "noncertified": "noncertified",
    "admin": "administrator",
    "external": "external",
}


class Person(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A staff member, or an external person (parent, business, district)."""

    TABLE = "people"
    NOUN: ClassVar[str] = "person"
    NAME: ClassVar[str] = "name"

    name: Annotated[str, Line("Name", required=True, first=True, hint="first and last name")]
    title: Annotated[
        str,
        Line(
            "Work",
            hint="such as Grade 2 teacher",
            help="the job title",
        ),
    ] = ""
    employee_type: Annotated[
        EmployeeType,
        Choice(
            "Employed as",
            choices=EMPLOYED,
            option="--type",
            key="type",
            help="certified (default), noncertified, admin, or external",
        ),
    ] = "certified"
    """The type of employment. External people never count as staff."""
    grades: Annotated[tuple[str, ...], Grades("Grades", help="grades they teach")] = ()
    subjects: Annotated[tuple[str, ...], Words("Subjects", help="subjects they teach")] = ()
    educator: Annotated[
        bool,
        Flag(
            "Educator",
            edit_only=True,
            hint="teaches or supports teaching: belongs in a work group",
            help="teaches or supports teaching",
        ),
    ] = True
    """Whether they must be in a Collaborative Work Group ("engage all educators")."""
    active: Annotated[
        bool, Flag("Active", set_by="`x` in Team, `people deactivate|reactivate`")
    ] = True
    """False if they have left the building. Their history stays."""
    notes: Annotated[
        str,
        Prose(
            "Notes",
            hint="never scored; no student names",
            help="notes on a nominee; never scored",
        ),
    ] = ""
    """Notes, such as "able to communicate effectively and influence others"."""

    def describe(self, context: "Context") -> str:
        """Return the person by name."""
        return f"people: {self.name}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Add a note if a new person has the same name as another one, which is allowed."""
        if before is not None:
            return
        name, people = folded(self.name), active(writing.table("people"))
        if same := [f"#{person.id}" for person in people if folded(person.name) == name]:
            numbers = ", ".join(same)
            writing.note(
                f"{self.name} is already on the list ({numbers}); this adds another person with that name"
            )
