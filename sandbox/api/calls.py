"""One call of the Web API: token, scope, faults on demand, the method itself, the record."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox import scopes
from sandbox.api import chat, conversations, files, users, views
from sandbox.api.arguments import Arguments
from sandbox.errors import Json, SlackError
from sandbox.faults import Fault
from sandbox.server import Request, Response

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

Method = Callable[["Workspace", Arguments], Json]
JSON_TYPE = "application/json; charset=utf-8"


def who_am_i(workspace: "Workspace", _arguments: Arguments) -> Json:
    return {
        "ok": True,
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.handle,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
    }


def echo(_workspace: "Workspace", arguments: Arguments) -> Json:
    if "error" in arguments.values:
        raise SlackError(arguments.text("error"), args=arguments.values)
    return {"ok": True, "args": arguments.values}


def open_connection(workspace: "Workspace", _arguments: Arguments) -> Json:
    return {"ok": True, "url": workspace.sockets.url()}


METHODS: dict[str, Method] = {
    "api.test": echo,
    "auth.test": who_am_i,
    "apps.connections.open": open_connection,
    "chat.postMessage": chat.post_message,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "conversations.open": conversations.open_conversation,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "users.info": users.info,
    "users.list": users.everybody,
    "views.open": views.open_view,
    "views.push": views.push,
    "views.update": views.update,
    "views.publish": views.publish,
    "files.getUploadURLExternal": files.upload_url,
    "files.completeUploadExternal": files.complete,
}


class Api:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def answer(self, method: str, request: Request) -> Response | None:
        """None hangs up on the caller."""
        started = time.monotonic()
        fault = self.workspace.faults.take(method)
        if fault and fault.delay and not fault.took_it:
            time.sleep(fault.delay)
        given, answer = self._done(method, request, fault)
        if fault and fault.delay and fault.took_it:
            time.sleep(fault.delay)
        self.workspace.called(method, given, answer, (time.monotonic() - started) * 1000)
        return _response(answer, fault, self.workspace.manifest.scopes)

    def _done(self, method: str, request: Request, fault: Fault | None) -> tuple[Json, Json]:
        """What was asked, without the token, and the answer."""
        given: Json = {}
        try:
            arguments = Arguments.of(request)
            token = _token(request, arguments)
            given = arguments.values
            answer = self._carried_out(method, arguments, token) if not fault or fault.carries_out else {}
        except SlackError as error:
            answer = error.answer
        if fault and fault.answers_itself:
            answer = {"ok": False, "error": fault.word}
        return given, answer

    def _carried_out(self, method: str, arguments: Arguments, token: str) -> Json:
        self._check_token(method, token)
        handler = METHODS.get(method)
        if handler is None:
            raise SlackError("unknown_method", req_method=method)
        if method in scopes.METHODS:
            self.workspace.manifest.require(scopes.METHODS[method])
        with self.workspace.lock:
            return handler(self.workspace, arguments)

    def _check_token(self, method: str, token: str) -> None:
        if method == "api.test":
            return
        if not token:
            raise SlackError("not_authed")
        if token not in (self.workspace.bot_token, self.workspace.app_token):
            raise SlackError("invalid_auth")
        if (token == self.workspace.app_token) != (method == "apps.connections.open"):
            raise SlackError("not_allowed_token_type")


def _token(request: Request, arguments: Arguments) -> str:
    sent = str(arguments.values.pop("token", ""))
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip() or sent


def _response(answer: Json, fault: Fault | None, granted: list[str]) -> Response | None:
    if fault and fault.drops:
        return None
    headers = {"Content-Type": JSON_TYPE, "x-oauth-scopes": ",".join(granted)}
    status = (fault.http if fault else None) or 200
    if fault and fault.retry_after is not None:
        headers["Retry-After"] = str(fault.retry_after)
        status = 429
    return Response(status, json.dumps(answer).encode(), headers)
