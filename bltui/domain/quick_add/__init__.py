"""Quick add: parse one line of plain words into a change."""
