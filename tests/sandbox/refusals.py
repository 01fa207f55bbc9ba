"""Calls of the Web API that are meant to be refused."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Any, **arguments: Any) -> Any:
    """The error that a call ends in, with all its fields."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value.response
