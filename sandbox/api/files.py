"""files.*: an upload in three steps."""

from typing import TYPE_CHECKING

from sandbox import posting
from sandbox.api.arguments import Arguments
from sandbox.api.chat import writable
from sandbox.conversations import File
from sandbox.errors import Json, SlackError, invalid
from sandbox.server import Response

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

MOST_BYTES = 10**9


def upload_url(workspace: "Workspace", arguments: Arguments) -> Json:
    length = arguments.number("length", 0)
    if not 0 < length <= MOST_BYTES:
        raise invalid("invalid_arguments", ["[ERROR] length must be between 1 and 1000000000"])
    file_id = workspace.ids.new("F")
    workspace.uploads.announced[file_id] = (arguments.required("filename"), length)
    return {"ok": True, "file_id": file_id, "upload_url": f"{workspace.base_url}/upload/{file_id}"}


class Uploads:
    """What was announced, and what has arrived but is not shared yet."""

    def __init__(self) -> None:
        self.announced: dict[str, tuple[str, int]] = {}
        self.arrived: dict[str, File] = {}
        self.held: dict[str, File] = {}  # what people put into forms

    def take(self, file_id: str, content: bytes) -> Response:
        name, length = self.announced.get(file_id, ("", -1))
        if length < 0:
            return Response(404, b"file_not_found")
        if length != len(content):
            return Response(400, b"length does not match")
        self.arrived[file_id] = File(file_id, name, name, content)
        return Response(200, f"OK - {length}".encode())


def complete(workspace: "Workspace", arguments: Arguments) -> Json:
    files = tuple(_file(workspace, item) for item in _items(arguments))
    for channel_id in _channels(arguments):
        _share(workspace, channel_id, arguments, files)
    for file in files:
        del workspace.uploads.arrived[file.id]
        del workspace.uploads.announced[file.id]
    return {"ok": True, "files": [{"id": file.id, "name": file.name, "title": file.title} for file in files]}


def _items(arguments: Arguments) -> list[Json]:
    items = arguments.structure("files", "invalid_arguments")
    if not isinstance(items, list) or not items:
        raise invalid("invalid_arguments", ["[ERROR] missing required field: files"])
    return items


def _file(workspace: "Workspace", item: Json) -> File:
    arrived = workspace.uploads.arrived.get(str(item.get("id")))
    if arrived is None:
        raise SlackError("file_not_found")
    return File(arrived.id, arrived.name, str(item.get("title") or arrived.name), arrived.bytes)


def _channels(arguments: Arguments) -> list[str]:
    listed = arguments.text("channel_id") or arguments.text("channels")
    return [channel for channel in listed.split(",") if channel]


def _share(workspace: "Workspace", channel_id: str, arguments: Arguments, files: tuple[File, ...]) -> None:
    if channel_id not in workspace.conversations:
        raise SlackError("channel_not_found")  # a user id is not taken here
    body = {
        "text": arguments.text("initial_comment"),
        "blocks": arguments.structure("blocks", "invalid_blocks_format"),
        "thread_ts": arguments.values.get("thread_ts"),
    }
    posting.post(workspace, writable(workspace, channel_id), body, files)
