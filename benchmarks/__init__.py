"""Speed, memory and bytes, as ratios within one run: `make bench`.

These are never timed tests, because machines differ and drift.
"""
