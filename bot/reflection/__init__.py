"""What each person says in private after a session."""
