"""The Building Leadership Team: staff, seats and terms, representation, and communication."""
