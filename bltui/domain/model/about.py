"""References such as "step:5", "goal:3", or "meeting:2", and the kind of fields that hold one."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Line
from bltui.domain.model.record import active
from bltui.domain.model.text import shown

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables, Writing

#: What an item can be about, and the table of such records. Groups and steps are referenced by
#: their number, not by their id.
ABOUT: Mapping[str, str] = {
    "step": "",
    "cwg": "",
    "goal": "goals",
    "meeting": "meetings",
    "training": "trainings",
}

_REFERENCE = re.compile(r"([a-z]+):(\d{1,9})")


def read_about(building: "Tables", text: str) -> str:
    """Return a reference in its stored form.

    Raises UserError if nothing of that name exists.
    """
    wanted = "".join(text.casefold().split()).replace("#", ":")
    if not wanted:
        return ""
    match = _REFERENCE.fullmatch(wanted)
    if match is None or match[1] not in ABOUT:
        forms = ", ".join(f"{name}:N" for name in ABOUT)
        raise UserError(
            f"“{shown(text)}” is not a record to link. Write one of {forms}.", field="about"
        )
    table, number = ABOUT[match[1]], int(match[2])
    if table and ((record := building.get(table, number)) is None or record.archived):
        raise UserError(f"There is no {match[1]} {number}.", field="about")
    if match[1] == "cwg" and not any(
        getattr(group, "number", 0) == number for group in active(building.table("cwgs"))
    ):
        raise UserError(f"There is no group with number {number}.", field="about")
    return f"{match[1]}:{number}"


def read_source(building: "Tables", text: str) -> str:
    """Return a source reference in its stored form: as `read_about`, or a feedback item."""
    if text.startswith("feedback:"):
        number = text.removeprefix("feedback:")
        if not number.isdecimal() or building.get("feedback", int(number)) is None:
            raise UserError(f"There is no feedback {shown(number)}.", field="source")
        return text
    return read_about(building, text)


def about_words(about: str) -> str:
    """Return a reference in words ("step 5", "CWG #2"), or "" if there is none."""
    name, _, number = about.partition(":")
    return f"{labels.group()} #{number}" if name == "cwg" else f"{name} {number}" if number else ""


class About(Line, frozen=True, kw_only=True):
    """A reference to a step, goal, group, meeting, training or item of feedback; blank for none."""

    def clean(self, value: str, writing: "Writing") -> str:
        return read_source(writing, super().clean(value, writing))

    def show(self, value: Any, context: "Context") -> str:
        return about_words(value)

    def json(self, value: Any, context: "Context") -> Any:
        return value or None

    def wants(self) -> str:
        return "such as `step:5` or `goal:3`"
