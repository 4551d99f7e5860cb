"""Draws the architecture from the imports, as Mermaid graphs in docs/architecture.md: `make docs`."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.count import modules, package_edges

HERE = Path(__file__).parent
PAGE = HERE / "architecture.md"
ROOT = HERE.parent
#: What each drawing shows, by the name of its place in the page.
DRAWINGS = {"floors": "bltui", "domain": "bltui.domain"}


def reduced(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """The edges without those that others imply: what is drawn is the shortest way."""

    def reach(start: str) -> set[str]:
        found: set[str] = set()
        ahead = [start]
        while ahead:
            new = edges.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        return found

    return {
        room: {to for to in targets if not any(to in reach(other) for other in targets - {to})}
        for room, targets in edges.items()
    }


def imported() -> dict[str, set[str]]:
    """What each module of bltui imports of bltui."""
    found = modules(ROOT, "bltui")
    known = {module.name for module in found}
    return {module.name: set(module.imports(known)) for module in found}


def drawing(package: str, edges: dict[str, set[str]]) -> str:
    """The rooms of a package and who imports whom."""
    rooms = reduced(package_edges(edges, package))
    lines = ["```mermaid", "graph TD"]
    for room in sorted(rooms):
        name = room.rpartition(".")[2]
        lines += [f"    {name} --> {to.rpartition('.')[2]}" for to in sorted(rooms[room])] or [
            f"    {name}"
        ]
    return "\n".join([*lines, "```"])


def page(text: str) -> str:
    """The page with its drawings as the imports are now."""
    edges = imported()
    for name, package in DRAWINGS.items():
        pattern = rf"(<!-- {name} -->\n).*?(\n<!-- end -->)"
        text = re.sub(
            pattern,
            lambda match, p=package: f"{match[1]}{drawing(p, edges)}{match[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
