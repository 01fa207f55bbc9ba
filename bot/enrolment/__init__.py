"""How people opt in: why, what for, and with whom not."""
