"""Match a server account to a person on the staff list."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.record import active
from bltui.domain.model.text import folded


def person_of(building: Building, account: str) -> int | None:
    """Return the id of the one active person that an account name matches, else None.

    Recognizes forms such as "ana.ruiz", "aruiz", "anar", and "ana". Returns None if several people
    match.
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
