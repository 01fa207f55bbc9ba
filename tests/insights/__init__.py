"""Themes without names, and the board they stand on."""
