"""Where the panels of a view stand: stacks and bands of panels, as high as their rows want."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
from textual.geometry import Region

from bltui.ui.sharing import share

#: The lines that a panel needs to be of use: its border, and two rows.
LEAST = 4

#: The lines that a panel wants at some width, with its border.
Wants = Callable[[str, int], int]


class Panel(msgspec.Struct, frozen=True):
    """One panel, by its id."""

    name: str
    least: int = LEAST
    fills: bool = False
    """Takes the lines that no other panel of its stack wants; else the last one does."""

    def wanted(self, width: int, wants: Wants) -> int:
        """Return the lines that it wants."""
        return max(self.least, wants(self.name, width))

    def placed(self, region: Region, wants: Wants) -> Iterator[tuple[str, Region]]:
        """Yield where it stands."""
        yield self.name, region


class Line(msgspec.Struct, frozen=True):
    """A widget of one line, without a border."""

    name: str
    least: int = 1
    fills: bool = False

    def wanted(self, width: int, wants: Wants) -> int:
        """Return its line."""
        return 1

    def placed(self, region: Region, wants: Wants) -> Iterator[tuple[str, Region]]:
        """Yield where it stands."""
        yield self.name, region


class Stack(msgspec.Struct, frozen=True):
    """Parts below each other. Each is as high as it wants; if there is no room, they share it."""

    parts: tuple[Part, ...]

    @property
    def least(self) -> int:
        """The lines that it needs."""
        return sum(part.least for part in self.parts)

    @property
    def fills(self) -> bool:
        """Whether one of its parts takes more lines than it wants."""
        return any(part.fills for part in self.parts)

    def wanted(self, width: int, wants: Wants) -> int:
        """Return the lines that it wants."""
        return sum(part.wanted(width, wants) for part in self.parts)

    def placed(self, region: Region, wants: Wants) -> Iterator[tuple[str, Region]]:
        """Yield where its panels stand."""
        wanted = [part.wanted(region.width, wants) for part in self.parts]
        heights = share(wanted, region.height, [part.least for part in self.parts])
        filling = [n for n, part in enumerate(self.parts) if part.fills] or [len(self.parts) - 1]
        heights[filling[0]] += region.height - sum(heights)
        y = region.y
        for part, height in zip(self.parts, heights, strict=True):
            yield from part.placed(Region(region.x, y, region.width, height), wants)
            y += height


class Band(msgspec.Struct, frozen=True):
    """Parts beside each other, which end on the same row; a width of 0 takes the rest."""

    parts: tuple[Part, ...]
    widths: tuple[int, ...]

    @property
    def least(self) -> int:
        """The lines that it needs."""
        return max(part.least for part in self.parts)

    @property
    def fills(self) -> bool:
        """Whether one of its parts takes more lines than it wants."""
        return any(part.fills for part in self.parts)

    def _across(self, width: int) -> Sequence[int]:
        rest = width - sum(self.widths)
        return [given or rest for given in self.widths]

    def wanted(self, width: int, wants: Wants) -> int:
        """Return the lines that it wants: those of its highest part."""
        across = zip(self.parts, self._across(width), strict=True)
        return max(part.wanted(cells, wants) for part, cells in across)

    def placed(self, region: Region, wants: Wants) -> Iterator[tuple[str, Region]]:
        """Yield where its panels stand."""
        x = region.x
        for part, cells in zip(self.parts, self._across(region.width), strict=True):
            yield from part.placed(Region(x, region.y, cells, region.height), wants)
            x += cells


Part = Panel | Line | Stack | Band
