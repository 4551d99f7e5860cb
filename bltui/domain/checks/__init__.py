"""Checks: all rules, from a building on a day to findings, and the dashboard.

No other part of the domain imports it.
"""
