"""The stand-in workspace in a browser: a small Slack of its own, with a clock that one can move."""
