"""Edits of the school calendar: years, days, bells, snow days, and imports."""
