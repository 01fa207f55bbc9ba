"""Playbooks: what they say, how they are read, and what is refused."""
