"""Themes without names, and what leaders together say they changed."""
