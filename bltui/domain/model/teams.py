"""The team of a meeting: the BLT, the district's team, or a group by its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind
from bltui.domain.model.record import active

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

_TEAM = re.compile(r"blt|dlt|cwg:[1-9]\d{0,3}")


def team_words(team: str, dlt_label: str = "DLT") -> str:
    """Return a team as minutes name it: "BLT", "DLT", or "CWG #2" for a group."""
    if team.startswith("cwg:"):
        return f"{labels.group()} #{team.removeprefix('cwg:')}"
    return dlt_label if team == "dlt" else labels.team()


def _stored(text: str) -> str:
    return "".join(text.casefold().split()).replace("#", ":").replace("cslt", "dlt")


def read_team(text: str) -> str:
    """Return a team in its stored form. Raises UserError."""
    team = _stored(text)
    if not _TEAM.fullmatch(team):
        team = re.sub(r"^cwg(?=\d)", "cwg:", _stored(labels.typed(text.strip())))
    if not _TEAM.fullmatch(team):
        raise UserError("Whose meeting? Write blt, dlt, or a group as cwg:2.", field="team")
    return team


class Team(Kind, frozen=True, kw_only=True):
    """A team, stored as "blt", "dlt", or "cwg:2"."""

    hint: str = "blt, dlt, or cwg:2"

    def clean(self, value: Any, writing: Writing) -> Any:
        team = read_team(value)
        number = team.removeprefix("cwg:")
        if number != team:
            known = sorted(one.number for one in active(writing.table("cwgs")))
            if int(number) not in known:
                raise UserError(
                    validation_messages.no_such(labels.group(), number, map(str, known)),
                    field="team",
                )
        return team

    def parse(self, text: str, context: Context) -> Any:
        return read_team(text)

    def show(self, value: Any, context: Context) -> str:
        return team_words(value, context.get("profile", 1).dlt_label)

    def json(self, value: Any, context: Context) -> Any:
        return self.show(value, context)

    def wants(self) -> str:
        return "`blt`, `dlt` or a group such as `cwg:2`"
