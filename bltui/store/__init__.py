"""One building's JSON file, as trustworthy as a database for several people writing at once."""
