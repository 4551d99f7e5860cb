"""Which records point to which others, and pointers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bltui.domain.model.building import Building

#: Per table the fields that hold another record's id, or several, and that record's table.
POINTERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "memberships": {"seat_id": "seats", "person_id": "people", "substitute_person_id": "people"},
        "assignments": {"person_id": "people"},
        "feedback": {"author_id": "people", "round_id": "rounds", "meeting_id": "meetings", "theme_ids": "themes"},
        "responses": {"round_id": "rounds"},
        "agenda": {"meeting_id": "meetings", "owner_id": "people"},
        "attendance": {"meeting_id": "meetings", "person_id": "people"},
        "lines": {"meeting_id": "meetings", "item_id": "agenda", "person_id": "people"},
        "decisions": {"meeting_id": "meetings", "item_id": "agenda"},
        "actions": {"owner_id": "people", "item_id": "agenda"},
        "self_checks": {"meeting_id": "meetings"},
        "availability": {"person_id": "people"},
        "cwgs": {"leader_id": "people", "co_leader_id": "people", "goal_id": "goals"},
        "series": {"cwg_id": "cwgs"},
        "exceptions": {"series_id": "series", "day_id": "days"},
        "steps": {"owner_id": "people"},
        "evidence": {"cycle_id": "cycles"},
        "cycles": {"cwg_id": "cwgs", "strategy_id": "strategies", "next_id": "cycles"},
        "goals": {"plan_id": "plans", "district_goal_id": "district_goals"},
        "strategies": {"goal_id": "goals", "cwg_ids": "cwgs"},
        "indicators": {"strategy_id": "strategies"},
        "finances": {"goal_id": "goals", "strategy_id": "strategies", "district_goal_id": "district_goals"},
        "trainings": {
            "presenter_ids": "people",
            "district_goal_ids": "district_goals",
            "inservice_id": "inservices",
            "attended": "people",
        },
        "inservices": {"presenter_ids": "people", "strategy_ids": "strategies", "attended": "people"},
        "messages": {"cwg_id": "cwgs", "reply_to": "messages"},
    }
)


def pointers(building: Building) -> Iterator[tuple[str, str]]:
    """Every pointer: the field that holds it, such as "memberships/3/person_id", and the record it names, "people/9"."""
    for table, fields in POINTERS.items():
        for number, record in building.table(table).items():
            for field, target in fields.items():
                wanted = getattr(record, field)
                for one in wanted if isinstance(wanted, tuple) else () if wanted is None else (wanted,):
                    yield f"{table}/{number}/{field}", f"{target}/{one}"
    for group in building.cwgs.values():
        for member in group.members:
            yield f"cwgs/{group.id}/members", f"people/{member.person_id}"


def dangling(building: Building) -> Iterator[tuple[str, str]]:
    """The pointers to records that are not there; archived records are there."""
    return ((pointer, target) for pointer, target in pointers(building) if building.resolve(target) is None)
