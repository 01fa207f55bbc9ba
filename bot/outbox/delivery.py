"""What Slack's answer to a message means: taken, refused, or nobody knows."""

from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

HOPELESS = frozenset(
    {
        "account_inactive",
        "user_not_found",
        "user_disabled",
        "user_not_visible",
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "message_not_found",
        "cant_update_message",
        "messages_tab_disabled",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "no_text",
        "restricted_action",
    }
)
# Not the letter's fault: until somebody mends the token or its scopes, no letter of the workspace can go out.
OF_THE_WORKSPACE = frozenset(
    {
        "access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
UNTIL_MENDED = 300.0  # seconds after which Slack is asked again
# Slack's own words: "some aspect of the operation may have succeeded before the error was raised".
NOBODY_KNOWS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})


@dataclass(frozen=True)
class Taken:
    """Slack has it."""

    channel: str
    ts: str | None


@dataclass(frozen=True)
class Limited:
    """Nothing goes to this workspace for so many seconds: Slack said 429, or does not take our token."""

    seconds: float
    reason: str = "ratelimited"


@dataclass(frozen=True)
class Hopeless:
    """Slack will never take it."""

    reason: str


@dataclass(frozen=True)
class Refusal:
    """A definite no for now: it was not posted, and may be tried again."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """No answer, or one that says nothing: it may be there."""

    reason: str


Failure = Limited | Hopeless | Refusal | Unknown
Outcome = Taken | Failure


# What a call raises. OSError: time-outs and broken connections; HTTPException: an answer that breaks off.
ERRORS = (SlackClientError, URLError, OSError, HTTPException)


def meaning(error: Exception) -> Failure:
    """What a failed call tells about the message."""
    if isinstance(error, SlackApiError) and isinstance(error.response, SlackResponse):
        return meaning_of_answer(error.response.get("error") or "", error.response.status_code, error.response.headers)
    return Unknown(type(error).__name__)


def meaning_of_answer(name: str, status: int, headers: dict[str, Any]) -> Failure:
    if status == 429 or name in ("ratelimited", "rate_limited"):
        lowered = {key.lower(): value for key, value in headers.items()}
        return Limited(seconds_of(lowered.get("retry-after")))
    if status >= 500 or name in NOBODY_KNOWS or not name:
        return Unknown(name or f"http_{status}")
    if name in OF_THE_WORKSPACE:
        return Limited(UNTIL_MENDED, name)
    return Hopeless(name) if name in HOPELESS else Refusal(name)


def seconds_of(retry_after: object) -> float:
    """Retry-After as Slack sends it; a minute where it is missing or no number."""
    text = str(retry_after)
    return max(float(text), 1.0) if text.isascii() and text.isdigit() else 60.0


def surely_not_posted(outcome: Failure) -> Failure:
    """A failure before the post, or of an update that can be repeated: nobody needs to wonder."""
    return Refusal(outcome.reason) if isinstance(outcome, Unknown) else outcome


def still_unknown(outcome: Failure) -> Unknown:
    """The history did not answer: looked at again later, whatever the reason."""
    return Unknown(outcome.reason)
