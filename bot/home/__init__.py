"""App Home, and the state of one person."""
