"""What holds for every test: no settings of an earlier one."""

from __future__ import annotations

import pytest

from bltui.domain.model import formats, labels


@pytest.fixture(autouse=True)
def usual_formats() -> None:
    """Write dates and times as at the start of the program."""
    formats.reset()
    labels.follow(None)
