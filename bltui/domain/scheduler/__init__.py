"""The scheduler: propose groups by interest or eligibility, and times to meet."""
