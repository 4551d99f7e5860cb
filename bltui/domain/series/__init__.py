"""Meeting series: edits, exceptions for single dates, quick phrases, and the year's schedule."""
