"""Collaborative Work Groups: who works together, on what, led by whom, and every check of groups
and their meetings.
"""
