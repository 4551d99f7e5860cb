"""Checks: every rule, from a building on a day to findings, and the dashboard.

No other room of the domain imports it.
"""
