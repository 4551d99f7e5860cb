"""The roll-over from one school year into the next."""
