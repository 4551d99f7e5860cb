"""Write docs/rules.md from the rules of `data/`: `python docs/rules_page.py`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from bltui.domain.checks.rule_book import AREAS, rule_book, sections
from bltui.framework import load_framework

PAGE = Path(__file__).with_name("rules.md")

HEAD = """# Rules

What `bltui check` and the screens look for, why it matters, and where it is from. This page is written from `data/`
(`python docs/rules_page.py`); `bltui rules ID` and the page of a finding show the same, with this building's own settings.

A building can change the severity of a rule or turn it off (`bltui building set --rule COM-12=off`), and set its own limits
(`--limit size_max=20`). What neither source document asks for is marked as a default. The documents: [seeds.md](seeds.md).
"""


def page() -> str:
    """Return the whole page."""
    lines = [HEAD]
    for area, entries in groupby(rule_book(load_framework("south-dakota")), lambda e: e.area):
        lines += [f"## {AREAS[area]}", ""]
        for entry in entries:
            lines += [f"### {entry.id}: {entry.title}", ""]
            for heading, text in sections(entry):
                parts = text.split("\n")
                lines += (
                    [f"- **{heading}:** {parts[0]}"]
                    if len(parts) == 1
                    else ([f"- **{heading}:**", *(f"    - {part}" for part in parts)])
                )
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
