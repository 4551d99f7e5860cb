"""What a Building Leadership Team is and what its rules say: pure values and functions."""
