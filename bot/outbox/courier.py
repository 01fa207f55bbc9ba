"""The calls with which a letter reaches Slack, or is looked for there."""

from typing import Any
from urllib.request import Request, urlopen

from slack_sdk import WebClient

from bot.outbox.delivery import Taken
from bot.said import Attachment, Said

EVENT_TYPE = "rm_letter"  # anyone in the conversation can read the metadata: it holds the letter's random id alone
MARGIN_SECONDS = 60  # a look into the history begins this long before the first claim: clocks differ
PAGE = 15  # messages; an app that is distributed outside Slack's Marketplace gets no more


class SlackCourier:
    """Speaks to one workspace. Every call raises what slack_sdk and the connection raise (`delivery.ERRORS`)."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def open_channel(self, slack_ids: list[str]) -> str:
        """The DM, or group DM, with these people; asking again gives the same one. Nobody sees anything yet."""
        answer = self._client.conversations_open(users=slack_ids)
        return str(answer["channel"]["id"])

    def post(self, channel: str, said: Said, marker: str) -> Taken:
        """Posts with the letter's id in the metadata."""
        answer = self._client.chat_postMessage(
            channel=channel,
            text=said.text,
            blocks=said.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": marker}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return Taken(str(answer["channel"]), str(answer["ts"]))

    def update(self, channel: str, ts: str, said: Said) -> Taken:
        """Writes a message again in its place; doing so twice changes nothing."""
        answer = self._client.chat_update(channel=channel, ts=ts, text=said.text, blocks=said.blocks)
        return Taken(str(answer["channel"]), str(answer["ts"]))

    def upload(self, file: Attachment) -> str:
        """Brings a file to Slack without showing it to anybody; returns its id."""
        client = self._client
        place = client.files_getUploadURLExternal(filename=file.name, length=len(file.content))
        request = Request(str(place["upload_url"]), data=file.content, method="POST")  # noqa: S310 (Slack's own address)
        with urlopen(request, timeout=client.timeout, context=client.ssl):  # noqa: S310 (the same)
            return str(place["file_id"])

    def share(self, channel: str, file_id: str, said: Said) -> Taken:
        """Shows an uploaded file in the conversation."""
        title = said.file.title if said.file else ""
        self._client.files_completeUploadExternal(
            files=[{"id": file_id, "title": title}], channel_id=channel, initial_comment=said.text or None
        )
        return Taken(channel, None)

    def look(self, channel: str, oldest: float, marker: str, file_id: str | None) -> str | None:
        """The ts of the message with this marker, or file, in the conversation since `oldest`; None: not there."""
        cursor: str | None = None
        since = f"{oldest - MARGIN_SECONDS:.6f}"
        while True:
            page = self._client.conversations_history(
                channel=channel, oldest=since, include_all_metadata=True, limit=PAGE, cursor=cursor
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
