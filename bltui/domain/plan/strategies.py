"""The literature that strategies come from."""

from __future__ import annotations

from bltui.domain.model.plan import Reference
from bltui.domain.steps.evidence import split_address


def read_reference(text: str) -> Reference:
    """A reference from one line: an address in it is kept apart from the citation."""
    citation, address = split_address(text)
    return Reference(citation or address, address)
