"""What leaders will do, and what became of it."""
