"""What leaders will do with what they heard, by when, and what became of it."""
