"""BLT trainings and the in-service days that they prepare."""
