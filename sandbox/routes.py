"""What is asked of the workspace's HTTP side: the Web API, uploads, response_urls."""

import json
from typing import TYPE_CHECKING

from sandbox import attaching
from sandbox.api import Api
from sandbox.errors import SlackError
from sandbox.server import Request, Response

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class Routes:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.api = Api(workspace)

    def answer(self, request: Request) -> Response | None:
        door, _, rest = request.path.lstrip("/").partition("/")
        if door == "api":
            return self.api.answer(rest, request)
        if door == "upload":
            with self.workspace.lock:
                return self.workspace.uploads.take(rest, request.body)
        if door == "files-pri":
            with self.workspace.lock:
                return attaching.serve(self.workspace, rest, request)
        if door == "response":
            return self._response_url(rest.rpartition("/")[2], request.body)
        return Response(404, b"not found")

    def _response_url(self, token: str, body: bytes) -> Response:
        try:
            with self.workspace.lock:
                self.workspace.response_urls.use(token, json.loads(body))
        except ValueError:
            return Response(400, b"invalid_payload")
        except SlackError as error:
            self.workspace.trouble(f"response_url: {error.answer}")
            return _refused(error)
        return Response(200, b"ok")


def _refused(error: SlackError) -> Response:
    if error.name in ("used_url", "expired_url", "invalid_url"):
        return Response(404, json.dumps(error.answer).encode(), {"Content-Type": "application/json"})
    return Response(400, error.name.encode())
