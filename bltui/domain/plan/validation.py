"""What a part of the plan links to is there, and is a sentence: shared by the intents that write the plan."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.change import Draft
from bltui.domain.model.errors import Refused

#: Goals, strategies and statements are sentences: longer than a name.
SENTENCE = 500
#: Every table of the plan as people call its records.
WORDS: dict[str, str] = {
    "district_goals": "district goal",
    "plans": "plan",
    "goals": "goal",
    "strategies": "strategy",
    "indicators": "indicator",
    "finances": "financial decision",
}


def there(building: Building, table: str, number: int | None) -> None:
    """Raises Refused where a record that is linked to went away."""
    if number is None:
        return
    record = building.get(table, number)
    if record is None or record.archived:
        word = WORDS[table]
        raise Refused(f"That {word} is not there any more. Choose another {word}.", field=word.replace(" ", "_"))


def sentence(draft: Draft, text: str, what: str) -> str:
    return draft.text(text, what, limit=SENTENCE, blank=False)


def group_there(building: Building, cwg_id: int) -> None:
    group = building.cwgs.get(cwg_id)
    if group is None or group.archived:
        raise Refused("That group is not there any more. Choose another one.", field="cwg")
