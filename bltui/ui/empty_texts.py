"""What panels say that only follow another list, while that list is empty.

A list that people add to says itself what it is for, and names the key that adds.
"""

#: A panel with the details of a row.
DETAILS = "Details of the row at the cursor."
#: A panel with findings about something that does not exist yet.
NOTHING_TO_CHECK = "Nothing to check yet."
