"""After a session."""
