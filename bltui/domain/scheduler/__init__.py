"""Scheduler: proposes groups by interest or eligibility, and times at which everyone can meet."""
