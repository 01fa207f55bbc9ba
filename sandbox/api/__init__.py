"""Slack's Web API, as far as a bot like this needs it, and then some."""

from sandbox.api.calls import Api

__all__ = ["Api"]
