"""Booking, moving and preparing the sessions of a pair."""
