"""One message to Slack, and what its answer means: taken, refused, or nobody knows."""

from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.said import Attachment, Said

EVENT_TYPE = "rm_letter"  # anyone in the conversation can read the metadata: it holds the letter's random id alone
MARGIN_SECONDS = 60  # a look into the history begins this long before the first claim: clocks differ
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


Outcome = Taken | Limited | Hopeless | Refusal | Unknown


# What a call raises. OSError: time-outs and broken connections; HTTPException: an answer that breaks off.
ERRORS = (SlackClientError, URLError, OSError, HTTPException)


def meaning(error: Exception) -> Outcome:
    """What a failed call tells about the message."""
    if isinstance(error, SlackApiError) and isinstance(error.response, SlackResponse):
        return meaning_of_answer(error.response.get("error") or "", error.response.status_code, error.response.headers)
    return Unknown(type(error).__name__)


def meaning_of_answer(name: str, status: int, headers: dict[str, Any]) -> Outcome:
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
    text = str(retry_after or "")
    return max(float(text), 1.0) if text.isascii() and text.isdigit() else 60.0


def surely_not_posted(outcome: Outcome) -> Outcome:
    """A failure before the post, or of an update that can be repeated: nobody needs to wonder."""
    return Refusal(outcome.reason) if isinstance(outcome, Unknown) else outcome


def still_unknown(outcome: Outcome) -> Outcome:
    """The history did not answer: looked at again later, whatever the reason."""
    return Unknown(getattr(outcome, "reason", "ratelimited"))


def open_channel(client: WebClient, slack_ids: list[str]) -> str:
    """The DM, or group DM, with these people; asking again gives the same one. Nothing is visible to anybody yet."""
    answer = client.conversations_open(users=slack_ids)
    return str(answer["channel"]["id"])


def post(client: WebClient, channel: str, said: Said, marker: str) -> Taken:
    """Posts with the letter's id in the metadata. Raises what slack_sdk raises."""
    answer = client.chat_postMessage(
        channel=channel,
        text=said.text,
        blocks=said.blocks,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"id": marker}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return Taken(str(answer["channel"]), str(answer["ts"]))


def update(client: WebClient, channel: str, ts: str, said: Said) -> Taken:
    """Writes a message again in its place; doing so twice changes nothing."""
    answer = client.chat_update(channel=channel, ts=ts, text=said.text, blocks=said.blocks)
    return Taken(str(answer["channel"]), str(answer["ts"]))


def upload(client: WebClient, file: Attachment) -> str:
    """Brings a file to Slack without showing it to anybody; returns its id."""
    place = client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
    request = Request(str(place["upload_url"]), data=file.content, method="POST")  # noqa: S310 (Slack's own address)
    with urlopen(request, timeout=client.timeout, context=client.ssl):  # noqa: S310 (the same)
        return str(place["file_id"])


def share(client: WebClient, channel: str, file_id: str, said: Said) -> Taken:
    """Shows an uploaded file in the conversation."""
    title = said.file.title if said.file else ""
    client.files_completeUploadExternal(
        files=[{"id": file_id, "title": title}], channel_id=channel, initial_comment=said.text or None
    )
    return Taken(channel, None)


def look(client: WebClient, channel: str, oldest: float, marker: str, file_id: str | None) -> str | None:
    """The ts of the message with this marker, or file, in the conversation since `oldest`; None: it is not there."""
    cursor: str | None = None
    while True:
        page = client.conversations_history(
            channel=channel, oldest=f"{oldest - MARGIN_SECONDS:.6f}", include_all_metadata=True, limit=15, cursor=cursor
        )
        for message in page["messages"]:
            if is_ours(message, marker, file_id):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None


def is_ours(message: dict[str, Any], marker: str, file_id: str | None) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    files = [file.get("id") for file in message.get("files") or []]
    return payload.get("id") == marker or (file_id is not None and file_id in files)
