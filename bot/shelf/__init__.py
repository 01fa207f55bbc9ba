"""The playbooks of a workspace: those that are there, and loading one's own."""
