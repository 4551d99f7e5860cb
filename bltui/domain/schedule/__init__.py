"""Schedule: school days, phrases for dates and times, and the meetings of a series.

About dates and times, not people.
"""
