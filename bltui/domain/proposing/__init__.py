"""Who is free, and proposals: forming groups, choosing leaders and times for a whole staff [S1]."""
