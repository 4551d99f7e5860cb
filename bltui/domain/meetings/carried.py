"""What a team's earlier meetings left open, for the agenda of its next one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bltui.domain.meetings.agenda import Due, of_meeting, quorum_at
from bltui.domain.meetings.voting import judge, ways
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.meetings import AgendaItem, Meeting
from bltui.domain.model.minutes import DecisionMade
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.model.wording import ordinal

#: Origins of items that an earlier meeting left open. The number is that of the first record.
_ITEM, _DECISION = "item:", "decision:"
_OPEN = ("tabled", "not_decided")


def carried_over(building: Building, framework: Framework, meeting: Meeting) -> tuple[Due, ...]:
    """Return what the team's earlier meetings left open.

    Order: the team's standing items, other unfinished items, tabled decisions and open proposals.
    Items are those of its last meeting that had an agenda. What was removed from an agenda does
    not come back.
    """
    removed = {i.origin for i in building.agenda.values() if i.archived}
    proposals = list(_proposals(building, framework, meeting))
    known = {folded(due.title) for due in proposals}
    items = [due for due in _items(building, framework, meeting) if folded(due.title) not in known]
    there = {folded(item.title) for item in of_meeting(building, meeting.id)}
    return tuple(
        due
        for due in (*items, *proposals)
        if due.origin not in removed and folded(due.title) not in there
    )


def _before(building: Building, meeting: Meeting) -> list[Meeting]:
    """Return the team's earlier held meetings, earliest first."""
    found = (
        m
        for m in active(building.meetings)
        if m.team == meeting.team and m.held and not m.cancelled and m.id != meeting.id
    )
    return sorted((m for m in found if m.on <= meeting.on), key=lambda m: (m.on, m.id))


def _items(building: Building, framework: Framework, meeting: Meeting) -> Iterator[Due]:
    """Yield the items of the last agenda that are standing or unfinished."""
    agendas = (of_meeting(building, m.id) for m in reversed(_before(building, meeting)))
    last = next((items for items in agendas if items), [])
    own = [i for i in last if i.origin.startswith(_ITEM) or not i.origin]
    tail = {i.id for i in takewhile(lambda i: i.kind == "standing", reversed(last))}
    for standing in (True, False):
        for item in own:
            if (item.kind == "standing") is not standing:
                continue
            if standing or not (item.done or _settled(building, framework, item)):
                yield Due(
                    item.about,
                    item.title,
                    item.origin or f"{_ITEM}{item.id}",
                    "standing" if standing else "previous",
                    item.minutes,
                    item.owner_id,
                    item.protocol,
                    item.intent,
                    "" if standing else item.preparation,
                    last=item.id in tail and len(tail) < len(last),
                )


def _settled(building: Building, framework: Framework, item: AgendaItem) -> bool:
    """Return whether everything proposed under an item was decided."""
    results = [
        _result(building, framework, d) for d in active(building.decisions) if d.item_id == item.id
    ]
    return bool(results) and not any(result in _OPEN for result in results)


def _result(building: Building, framework: Framework, made: DecisionMade) -> str:
    rules = ways(building.profile.limits, framework)
    meeting = building.meetings[made.meeting_id]
    return judge(made, rules, quorum_at(building, meeting, rules, made)).result


def _proposals(building: Building, framework: Framework, meeting: Meeting) -> Iterator[Due]:
    """Yield the proposals that were tabled or not decided, and not decided or done since."""
    last: dict[str, DecisionMade] = {}
    by_text: dict[str, str] = {}
    earlier = _before(building, meeting)
    for one in earlier:
        for made in active(building.decisions):
            if made.meeting_id == one.id:
                origin = by_text.setdefault(folded(made.text), _origin(building, made))
                last[origin] = made
    for origin, made in last.items():
        if _result(building, framework, made) not in _OPEN:
            continue
        on = building.meetings[made.meeting_id].on
        settled = any(
            item.origin == origin and item.done and building.meetings[item.meeting_id].on > on
            for item in active(building.agenda)
            if item.meeting_id in building.meetings
        )
        if not settled:
            yield Due("", made.text.partition("\n")[0], origin, "previous")


def _origin(building: Building, made: DecisionMade) -> str:
    """Return the origin of a proposal: that of its item if it was carried over itself."""
    item = building.agenda.get(made.item_id) if made.item_id is not None else None
    carried = item is not None and item.origin.startswith(_DECISION)
    return item.origin if item is not None and carried else f"{_DECISION}{made.id}"


def times(building: Building, meeting: Meeting, item: AgendaItem) -> int:
    """Return at how many of the team's meetings an item was up to now, this one included.

    1 unless it was carried over.
    """
    kind, _, number = item.origin.partition(":")
    if f"{kind}:" not in (_ITEM, _DECISION) or not number.isdecimal():
        return 1
    table = building.agenda if f"{kind}:" == _ITEM else building.decisions
    first: AgendaItem | DecisionMade | None = table.get(int(number))
    found = {i.meeting_id for i in active(building.agenda) if i.origin == item.origin}
    found |= {first.meeting_id} if first is not None else set()
    days = [m for n in found if (m := building.meetings.get(n)) is not None and not m.cancelled]
    return len({m.id for m in days if m.on <= meeting.on} | {meeting.id})


def titled(title: str, count: int) -> str:
    """Return the title of an item with how often it was there: "Budget (2nd time)"."""
    return f"{title} ({ordinal(count)} time)" if count > 1 else title
