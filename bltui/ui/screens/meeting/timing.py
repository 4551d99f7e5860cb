"""The clock of a meeting: which point has it, what it shows, and the commands that move it."""

from __future__ import annotations

from functools import partial

from bltui.domain.meetings import clock
from bltui.domain.meetings.agenda import of_meeting
from bltui.domain.meetings.turns import TurnNow, next_turn, turn_now
from bltui.domain.model.building import Building
from bltui.domain.model.meetings import AgendaItem, Meeting
from bltui.ui.commands import command, writable
from bltui.ui.screens.meeting.closing import Closing


class Timing(Closing):
    """What is done with the clock while a meeting is held."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        #: The point that was seen last and when: its clock where the file has none, such as after
        #: somebody took one off.
        self._noticed: tuple[int | None, float] = (None, 0.0)

    @property
    def point(self) -> AgendaItem | None:
        """The point with the clock, while the meeting is held."""
        meeting = self.meeting
        going = meeting is not None and meeting.held and not meeting.ended
        return (
            clock.current(self.services.state.building, meeting.id)
            if going and meeting is not None
            else None
        )

    @property
    def clock(self) -> tuple[int, bool]:
        """Seconds that the point with the clock has taken, and whether it stands.

        The same in every terminal.
        """
        meeting, point, now = self.meeting, self.point, self.services.now()
        stored = meeting.clock if meeting is not None else None
        if point is not None and stored is not None and stored.item_id == point.id:
            return clock.seconds(stored, now), stored.since is None
        return max(0, int(now - self._noticed[1])), False

    def notice_point(self) -> tuple[int | None, int | None]:
        """The point that had the clock when this was last asked, and the one that has it now."""
        point, before = self.point, self._noticed[0]
        now = point.id if point is not None else None
        if before != now:
            self._noticed = (now, self.services.now())
        return before, now

    def give_clock(self, item: int) -> None:
        """Give the clock to a point."""
        self.services.submit(partial(clock.take_up, item_id=item, now=int(self.services.now())))

    @property
    def turn(self) -> TurnNow | None:
        """The turn of the point with the clock, if it has a protocol."""
        meeting, point = self.meeting, self.point
        if meeting is None or point is None:
            return None
        known = self.services.state.framework.protocols if point.protocol else {}
        return turn_now(meeting, point, known, self.clock[0])

    @command("meeting.turn", "Next", "f8", needs=writable)
    def next_turn(self) -> None:
        """Go to the next turn of this agenda item's protocol.

        After the last turn, and for an item without a protocol, go to the next item.
        """
        point, turn = self.point, self.turn
        if point is None or turn is None or turn.turn is None:
            self.next_point()
            return
        self.services.submit(
            partial(
                next_turn,
                item_id=point.id,
                protocol=turn.protocol,
                finished=turn.finished,
                now=int(self.services.now()),
                spent=self.clock[0],
            )
        )

    @command("meeting.next", "Next item", "N", needs=writable)
    def next_point(self) -> None:
        """Close this agenda item with its minutes and go to the next one."""
        if (point := self.point) is None:
            self.services.tell(_no_item(self.services.state.building, self.meeting), "refused")
            return
        self.services.submit(
            partial(
                clock.close, item_id=point.id, now=int(self.services.now()), spent=self.clock[0]
            )
        )

    @command("meeting.pause", "Pause", "f7,Z", needs=writable)
    def pause(self) -> None:
        """Pause or resume the clock of this agenda item for everyone who has the meeting open."""
        if (point := self.point) is None:
            self.services.tell(_no_item(self.services.state.building, self.meeting), "refused")
            return
        spent, stopped = self.clock
        now = int(self.services.now())
        self.services.submit(
            partial(clock.take_up, item_id=point.id, now=now, spent=spent, stands=not stopped)
        )


def _no_item(building: Building, meeting: Meeting | None) -> str:
    """Return why no agenda item has the clock, and what to do."""
    if meeting is None or not meeting.held:
        return "The meeting has not started. Press s to start it."
    if meeting.ended:
        return "The meeting has ended. No agenda item is timed."
    if of_meeting(building, meeting.id):
        return "Every agenda item is done. Press a to add one, or E to end the meeting."
    return "The agenda has no items. Press a to add one."
