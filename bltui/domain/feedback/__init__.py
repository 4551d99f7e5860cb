"""Feedback: items, rounds, themes, answers, anonymity, statistics, and purging."""
