"""One building's JSON file, safe for several people to write at once."""
