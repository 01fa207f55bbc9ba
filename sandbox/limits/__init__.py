"""What Slack refuses: every limit of blocks, messages and views."""

from sandbox.limits.surfaces import elements_of, message_problems, text_in_blocks, view_problems

__all__ = ["elements_of", "message_problems", "text_in_blocks", "view_problems"]
