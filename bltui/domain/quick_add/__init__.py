"""Quick add: one line of plain words, read as a change."""
