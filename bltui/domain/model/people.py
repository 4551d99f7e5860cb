"""The staff list and the external people who may sit on the team."""

from typing import Literal

from bltui.domain.model.record import Record

EmployeeType = Literal["certified", "noncertified", "admin", "external"]


class Person(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who works in the building, or an external person (parent, business, district)."""

    TABLE = "people"

    name: str
    title: str = ""
    """What their work is called here, such as "Grade 2 teacher"."""
    employee_type: EmployeeType = "certified"
    """External people never count as staff."""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    educator: bool = True
    """Teaches or supports teaching: must sit in a Collaborative Work Group ("engage all educators" [S1])."""
    active: bool = True
    """False once they have left the building; their history stays."""
    notes: str = ""
    """Free notes on a nominee ("able to communicate effectively and influence others" [S2]); never scored."""
