"""Meetings: called, prepared, held, decided, minuted.

The actions that come of them; and checks of both.
"""
