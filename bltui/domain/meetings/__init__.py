"""Meetings: called, prepared, held, decided, minuted; the actions that come of them; and checks of both."""
