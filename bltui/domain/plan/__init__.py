"""The plan behind the steps: aim, goals, strategies, indicators, alignment, responsibilities, and
checks of them.
"""
