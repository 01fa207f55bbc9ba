"""Joining a programme."""
