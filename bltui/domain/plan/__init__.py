"""The plan behind the steps: goals, strategies, indicators, alignment, and responsibilities."""
