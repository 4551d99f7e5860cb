"""The kinds of fields that only schools need: grades, and groups to represent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades, show_grades
from bltui.domain.model.kinds import Words
from bltui.domain.model.text import folded, quoted

if TYPE_CHECKING:
    from bltui.domain.model.context import Context


class Grades(Words, frozen=True, kw_only=True):
    """Grades, typed as a range or a list."""

    EXAMPLE = "K-2"
    hint: str = "K-2, or 2/3, or PK,K"

    def parse(self, text: str, context: Context) -> Any:
        return read_grades(text)

    def show(self, value: Any, context: Context) -> str:
        return show_grades(value)

    def wants(self) -> str:
        return "grades, such as K-2"


class Groups(Words, frozen=True, kw_only=True):
    """Groups that a seat represents: framework keys and subgroups of the building."""

    EXAMPLE = "GEN,UNION"
    # Chosen from what there is, not typed.
    hint: str = ""

    def parse(self, text: str, context: Context) -> Any:
        wanted = super().parse(text, context)
        if wanted == ("none",):
            return ()
        known = self.known(context)
        for group in wanted:
            if folded(group) not in known:
                raise UserError(validation_messages.no_such("group", quoted(group), known.values()))
        return tuple(known[folded(group)] for group in wanted)

    def show(self, value: Any, context: Context) -> str:
        known = context.framework.groups if value else {}
        return ", ".join(known[key].short if key in known else key for key in value)

    def known(self, context: Context) -> dict[str, str]:
        """Return the existing groups by their folded name."""
        profile = context.get("profile", 1)
        return {folded(key): key for key in (*profile.subgroups, *context.framework.groups)}

    def wants(self) -> str:
        return "groups of the framework, or subgroups of the building"
