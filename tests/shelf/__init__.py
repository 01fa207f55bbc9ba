"""The playbooks of a workspace."""
