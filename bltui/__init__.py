"""bltui: a terminal workbench for a school's Building Leadership Team."""

from bltui.deferred import defer

__version__ = "0.1.0"

defer()
