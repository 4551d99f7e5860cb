"""The model: the immutable records of one building, and the changes to them.

Imports no other package of the domain.
"""
