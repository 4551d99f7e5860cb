"""The kinds of fields that hold a share of votes, and the scores of fist to five."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Number
from bltui.domain.model.text import quoted

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

_SHARES = {
    "half": "1/2",
    "majority": "1/2",
    "two thirds": "2/3",
    "three quarters": "3/4",
    "unanimous": "1/1",
}
#: A score, optionally with how many people gave it: "5" or "5x4".
ONE_SCORE = r"[0-5](?:\s?[x×]\s?\d{1,3})?"
_SCORES = re.compile(rf"{ONE_SCORE}(?:[\s,;]*{ONE_SCORE})*")


class Share(Number, frozen=True, kw_only=True):
    """A share in percent."""

    EXAMPLE = "2/3"

    least: float | None = 0
    most: float = 100

    def parse(self, text: str, context: Context) -> Any:
        """Parse "75", "75%", "2/3" or "two thirds"."""
        bare = text.casefold().strip().removesuffix("%").strip()
        fraction = re.fullmatch(r"(\d{1,2})/([1-9]\d?)", _SHARES.get(bare.replace("-", " "), bare))
        if fraction and 0 < int(fraction[1]) <= int(fraction[2]):
            return round(int(fraction[1]) * 100 / int(fraction[2]), 4)
        if not re.fullmatch(r"\d{1,3}(?:\.\d+)?", bare) or float(bare) > 100:
            raise UserError(f"{quoted(text)} is not a share. Write it as 75 or 2/3.")
        return float(bare)

    def text(self, value: Any) -> str:
        return "2/3" if value is not None and 66 <= value <= 67 else super().text(value)


class Scores(Kind, frozen=True, kw_only=True):
    """The scores of fist to five, one for each person."""

    EXAMPLE = "5,4,3"
    ALONE = True

    none: Any = ()

    def clean(self, value: Any, writing: Writing) -> Any:
        if any(not 0 <= score <= 5 for score in value):
            raise UserError("A fist to five has scores from 0 to 5, such as 5,4,3.")
        return tuple(value)

    def parse(self, text: str, context: Context) -> Any:
        """Parse "5,4,3", "5 4 3", "543", or counts such as "5x4,4x3"."""
        if not _SCORES.fullmatch(text.strip()):
            raise UserError(
                f"{quoted(text)} is not a fist to five. Write a digit from 0 to 5 for each "
                "person, such as 5,4,3, or counts, such as 5x4,4x3."
            )
        return read_scores(text)

    def text(self, value: Any) -> str:
        return " ".join(map(str, value or ()))

    def show(self, value: Any, context: Context) -> str:
        return self.text(value)

    def wants(self) -> str:
        return "0 to 5 for each person"


def read_scores(text: str) -> tuple[int, ...]:
    """Return the scores in a text. A score with a count is repeated."""
    found = re.findall(r"([0-5])(?:\s?[x×]\s?(\d{1,3}))?", text)
    return tuple(int(score) for score, times in found for _ in range(int(times or 1)))
