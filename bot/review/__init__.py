"""The organiser looks at who joined, corrects manager, team and role, and confirms the roles."""
