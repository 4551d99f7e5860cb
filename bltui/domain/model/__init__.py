"""Model: what one building holds, as immutable records, and what a change of it is.

Imports no other room of the domain.
"""
