"""bltui: a terminal workbench for a school's Building Leadership Team."""

__version__ = "0.1.0"
