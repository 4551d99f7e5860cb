"""How many findings there are of each severity, for the title of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bltui.domain.model.severity import Severity
from bltui.ui.formatting import WEIGHTS, Bit


def by_severity(found: Iterable[Severity]) -> tuple[Bit, ...]:
    """Return the counts as pieces, most severe first, such as "1 Required" and "5 Info"."""
    counts: Counter[str] = Counter(found)
    return tuple(
        Bit(f"{counts[severity]} {word}", role)
        for severity, (role, word) in WEIGHTS.items()
        if counts[severity]
    )
