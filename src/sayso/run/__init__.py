"""Running many: plans, workers, and counts that add up."""
