"""The two ways in which a rule or a form says no; both are answered in words."""

from collections.abc import Mapping


class Invalid(Exception):
    """A form that cannot be taken as it is: what is missing, by block id."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class Refused(Exception):
    """A rule says no. `reason` is a key of `bot.refusals`, `details` fill its sentence."""

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


class Repeated(Exception):
    """Slack, or somebody else, has sent what is already done: answered with a plain 200."""


class Misconfigured(Exception):
    """A setting stops the start; the text names the variable and the mend in one line."""
