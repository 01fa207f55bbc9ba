"""Pausing, leaving, and a person's own data."""
