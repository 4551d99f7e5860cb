"""Drafts: text that is not saved yet, in files that only its account can read."""
