"""Meetings: planning, agenda, holding, decisions, minutes, self-checks, and actions."""
