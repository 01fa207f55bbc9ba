"""A Bolt app that asks only the listeners which a request's name can mean, where Bolt asks one after the other."""

import copy
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.listener import Listener

REMEMBERED = 1_000  # names; ours are some hundred

Name = tuple[str, str]


class IndexedApp(App):
    """Bolt registers, matches and runs the listeners, in the order in which they were registered.

    Bolt asks each of them in turn, 8 µs a listener, at most a millisecond for what we answer in half of one. A
    listener's first matcher decides by the request's name alone. So the first request of a name asks all of them, and
    the next ones only those who said yes then.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._named: dict[tuple[int, Name], App] = {}

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        name = name_of(req.body)
        return super().dispatch(req) if name is None else App.dispatch(self._with_few(name, req), req)

    def _with_few(self, name: Name, req: BoltRequest) -> App:
        """This very app, but for its listeners."""
        key = (len(self._listeners), name)
        few = self._named.get(key)
        if few is None:
            few = copy.copy(self)
            few._listeners = [listener for listener in self._listeners if knows(listener, req)]
            if len(self._named) >= REMEMBERED:
                self._named.clear()
            self._named[key] = few
        return few


def knows(listener: Listener, req: BoltRequest) -> bool:
    """Asked with a request of its own, since a context keeps what is first made of it."""
    asked = BoltRequest(body=req.body, mode="socket_mode")
    return listener.matchers[0].matches(asked, BoltResponse(status=200))


def name_of(body: dict[str, Any]) -> Name | None:
    """What a listener is registered with; None for what this bot does not listen for, which Bolt may look up itself."""
    match body:
        case {"command": str(command)}:
            return "command", command
        case {"type": "block_actions", "actions": [{"action_id": str(action_id)}, *_]}:
            return "action", action_id
        case {"type": "view_submission" | "view_closed" as kind, "view": {"callback_id": str(callback_id)}}:
            return kind, callback_id
        case {"type": "event_callback", "event": {"type": str(event)}}:
            return "event", event
    return None
