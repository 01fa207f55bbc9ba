"""The reverse-mentoring bot for Slack."""
