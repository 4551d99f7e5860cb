"""Feedback: said, gathered in rounds, put together in themes, answered, carried on, purged.

And checks of it.
"""
