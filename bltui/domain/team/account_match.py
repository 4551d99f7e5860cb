"""Which person of the list an account of the server belongs to, where its name leaves no doubt."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.record import active
from bltui.domain.model.text import folded


def person_of(building: Building, account: str) -> int | None:
    """The one active person whom an account's name means: "ana.ruiz", "aruiz", "anar" or "ana";
    None where none or several.
    """
    key = "".join(folded(account).replace(".", " ").replace("_", " ").split())
    found: dict[int, list[int]] = {}
    for person in active(building.people):
        words = folded(person.name).replace(".", "").split()
        if not (person.active and words and key):
            continue
        first, last = words[0], words[-1]
        forms = (
            "".join(words),
            first + last,
            last + first,
            first[0] + last,
            first + last[0],
            first,
        )
        if key in forms:
            found.setdefault(forms.index(key), []).append(person.id)
    best = found[min(found)] if found else []
    return best[0] if len(best) == 1 else None
