"""App Home, the state of one person, and help."""
