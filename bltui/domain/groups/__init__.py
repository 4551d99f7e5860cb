"""Edits of Collaborative Work Groups (CWGs)."""
