"""The transition from one school year to the next."""
