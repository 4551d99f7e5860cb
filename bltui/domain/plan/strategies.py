"""Literature references of strategies."""

from __future__ import annotations

from bltui.domain.model.plan import Reference
from bltui.domain.steps.evidence import split_address


def read_reference(text: str) -> Reference:
    """Parse a line into a citation and its URL."""
    citation, address = split_address(text)
    return Reference(citation or address, address)
