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
from sandbox.rates import RateLimited
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
        given, answer, retry_after = self._done(method, request, fault)
        if fault and fault.delay and fault.took_it:
            time.sleep(fault.delay)
        self.workspace.called(method, given, answer, (time.monotonic() - started) * 1000)
        response = _response(answer, fault, retry_after)
        if response is not None:
            response.headers["x-oauth-scopes"] = ",".join(self.workspace.manifest.scopes)
        return response

    def _done(self, method: str, request: Request, fault: Fault | None) -> tuple[Json, Json, int | None]:
        """What was asked, without the token; the answer; and after how many seconds to ask again, where it is 429."""
        given: Json = {}
        try:
            arguments = Arguments.of(request)
            token = _token(request, arguments)
            given = arguments.values
            answer = self._carried_out(method, arguments, token) if not fault or fault.carries_out else {}
        except RateLimited as error:
            return given, error.answer, error.retry_after
        except SlackError as error:
            answer = error.answer
        if fault and fault.answers_itself:
            answer = {"ok": False, "error": fault.word}
        return given, answer, fault.retry_after if fault else None

    def _carried_out(self, method: str, arguments: Arguments, token: str) -> Json:
        self._check_token(method, token)
        self.workspace.rates.count(method, _conversation(self.workspace, arguments))
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


def _conversation(workspace: "Workspace", arguments: Arguments) -> str:
    """The one that is written to: a person's id for their DM, since it can be named by either, else its own."""
    asked = str(arguments.values.get("channel") or arguments.values.get("channel_id") or "")
    found = workspace.conversations.get(asked)
    return found.members[0].id if found and found.kind == "im" else asked


def _response(answer: Json, fault: Fault | None, retry_after: int | None) -> Response | None:
    if fault and fault.drops:
        return None
    status = (fault.http if fault else None) or 200
    response = Response(
        status if retry_after is None else 429, json.dumps(answer).encode(), {"Content-Type": JSON_TYPE}
    )
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response
