"""The commands of Home: where a new building begins, one key each."""

from __future__ import annotations

from bltui.ui.base_view import BaseView
from bltui.ui.commands import command, writable

#: The command of another view that does a step of `first_steps`, by the key of the step.
DOES = {
    "members": "team.import",
    "calendar": "cwgs.calendar",
    "leaders": "team.facilitator",
    "groups": "cwgs.new",
    "dates": "meeting.times",
}


class HomeCommands(BaseView):
    """Commands that are shortcuts to those of other views."""

    async def perform(self, command_id: str) -> None:
        """Run a command of another view, which is shown first."""
        await self.screen.perform(command_id)  # type: ignore[attr-defined]

    @command("home.import", "Import", "i", needs=writable, palette=False)
    async def import_roster(self) -> None:
        """Import a roster from a CSV file, as in Team."""
        await self.perform("team.import")

    @command("home.add", "Add", "a", needs=writable, palette=False)
    async def add_member(self) -> None:
        """Add a member to the team, as in Team."""
        await self.perform("team.add")

    @command("home.calendar", "Calendar", "c", palette=False)
    async def calendar(self) -> None:
        """Open the school calendar, as in {groups}."""
        await self.perform("cwgs.calendar")

    @command("home.building", "Building", "b", needs=writable, palette=False)
    async def building(self) -> None:
        """Change the building's settings, as in Team."""
        await self.perform("team.building")
