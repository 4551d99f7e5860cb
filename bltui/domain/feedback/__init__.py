"""Feedback: said, gathered in rounds, put together in themes, answered, carried on, purged; and checks of it [S1]."""
