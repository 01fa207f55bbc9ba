"""Dates of sessions."""
