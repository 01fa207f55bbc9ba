"""A file that somebody puts into a form: what the app is told of it, and who may fetch it."""

import mimetypes
import time
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from sandbox.answers import of
from sandbox.conversations import File
from sandbox.errors import Json, NotOnScreen, invalid
from sandbox.fields import Field
from sandbox.limits import elements_of
from sandbox.server import Request, Response

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.workspace import Workspace

SCOPE = "files:read"
MOST_BYTES = 10 * 1024 * 1024


def attached(person: "Person", field: Field, name: str, content: bytes) -> Json:
    """The field's state with this file in it; Slack's client takes no kind that was not asked for."""
    element = field.element
    if element["type"] != "file_input":
        raise NotOnScreen(f"Nobody can put a file into {field.label!r}, a {element['type']}.")
    kinds = element.get("filetypes")
    if kinds and kind_of(name) not in kinds:
        raise NotOnScreen(f"{field.label!r} takes {', '.join(kinds)}, not {name!r}.")
    if len(content) > MOST_BYTES:
        raise NotOnScreen(f"{name!r} is larger than 10 MB.")
    return of(element, [_held(person, File(person.workspace.ids.new("F"), name, name, content))])


def _held(person: "Person", file: File) -> Json:
    workspace = person.workspace
    workspace.uploads.held[file.id] = file
    place, name = f"{workspace.team_id}-{file.id}", quote(file.name)
    return {
        "id": file.id,
        "created": int(time.time()),
        "timestamp": int(time.time()),
        "name": file.name,
        "title": file.title,
        "mimetype": mimetypes.guess_type(file.name)[0] or "text/plain",
        "filetype": kind_of(file.name),
        "user": person.id,
        "user_team": workspace.team_id,
        "size": len(file.bytes),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": f"{workspace.base_url}/files-pri/{place}/{name}",
        "url_private_download": f"{workspace.base_url}/files-pri/{place}/download/{name}",
    }


def kind_of(name: str) -> str:
    return PurePath(name).suffix[1:].lower()


def check_scope(workspace: "Workspace", blocks: list[Json], error: str) -> None:
    """A form with a file in it is only for apps that may read files."""
    kinds = [element["type"] for block in blocks for element in elements_of(block)]
    if "file_input" in kinds and SCOPE not in workspace.manifest.scopes:
        raise invalid(error, [f"[ERROR] file_input needs the scope {SCOPE}"])


def serve(workspace: "Workspace", place: str, request: Request) -> Response:
    """Without a token that may read files, Slack sends the caller to its page for signing in."""
    file = workspace.uploads.held.get(place.partition("/")[0].partition("-")[2])
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if token != workspace.bot_token or SCOPE not in workspace.manifest.scopes:
        return Response(302, b"", {"Location": f"https://{workspace.domain}.slack.com/?redir=%2Ffiles-pri"})
    if file is None:
        return Response(404, b"")
    return Response(200, file.bytes, {"Content-Type": "text/plain"})
