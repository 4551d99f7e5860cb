"""Schedule: school days, phrases for dates and times, and when a series meets.

Dates and times, no people.
"""
