"""The school calendar: the year, its days, letters and bells, snow days, and checks of them."""
