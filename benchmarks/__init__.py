"""Speed, memory and bytes, as ratios in one run: `make bench`.

Never timed tests: machines differ and drift.
"""
