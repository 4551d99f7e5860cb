"""The Building Leadership Team: who is on the staff list, who sits on the team, whom they
represent, how long, and who keeps contact.
"""
