"""The arguments of one call, whichever way they were sent."""

import json
from typing import Any
from urllib.parse import parse_qsl

from sandbox.errors import Json, SlackError, invalid
from sandbox.server import Request


class Arguments:
    def __init__(self, values: Json) -> None:
        self.values = values

    @classmethod
    def of(cls, request: Request) -> "Arguments":
        """From a JSON body, a form body and the query string."""
        values: Json = dict(request.query)
        if "json" in request.headers.get("content-type", ""):
            values |= _json_body(request.body)
        else:
            values |= dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        return cls({name: value for name, value in values.items() if value is not None})

    def required(self, name: str) -> str:
        value = self.values.get(name)
        if value in (None, ""):
            raise invalid("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return str(value)

    def text(self, name: str, otherwise: str = "") -> str:
        return str(self.values.get(name, otherwise))

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, otherwise: int) -> int:
        try:
            return int(self.values.get(name) or otherwise)
        except ValueError as error:
            raise invalid("invalid_arguments", [f"[ERROR] must be an integer: {name}"]) from error

    def structure(self, name: str, error: str) -> Any:
        """A value that is JSON, sent as such or as a string; raises `error` when it is broken."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as broken:
            raise SlackError(error) from broken


def _json_body(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found
