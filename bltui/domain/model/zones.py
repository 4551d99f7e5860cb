"""Names of time zones, and the kind of field that holds one."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Line

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

# Abbreviations are not time zones: they do not tell when clocks change.
_MEANT = {
    **dict.fromkeys(("est", "edt", "et", "eastern"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii"), "Pacific/Honolulu"),
}
_NAME = re.compile(r"[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}")


def check_zone(name: str) -> str:
    """Return the name of a time zone if it is valid.

    Raises UserError, with a suggestion for common abbreviations.
    """
    meant = _MEANT.get(name.casefold().strip())
    if meant is not None:
        raise UserError(
            f"“{name}” is not a time zone with daylight saving time. Is {meant} meant?", field="tz"
        )
    if name != "UTC" and not _NAME.fullmatch(name):
        raise UserError(f"“{name}” is not a time zone. Write it as America/Chicago.", field="tz")
    return name


def zone(name: str) -> tzinfo:
    """Return a time zone by its IANA name, or UTC if this machine does not know it."""
    # Importing zoneinfo takes 4 ms, and UTC does not need it.
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


class Zone(Line, frozen=True, kw_only=True):
    """An IANA time zone."""

    def clean(self, value: str, writing: Writing) -> str:
        return check_zone(super().clean(value, writing))

    def wants(self) -> str:
        return "a time zone such as America/Chicago"
