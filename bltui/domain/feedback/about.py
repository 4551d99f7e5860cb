"""The kind of fields that say where something comes from or what it is about: "step:5", "goal:3", "meeting:2"."""

from typing import TYPE_CHECKING, Any

from bltui.domain.feedback.queries import about_words, read_source
from bltui.domain.model.kinds import Line

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing


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
