"""Regular meeting times: series, their exceptions, the phrase that says them, and what they come to
on the calendar.
"""
