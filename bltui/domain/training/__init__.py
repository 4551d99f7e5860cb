"""The training chain: BLT trainings, the in-service days that they prepare, and checks of them."""
