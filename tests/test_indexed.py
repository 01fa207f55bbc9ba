"""A request is looked up by its name, and answered as Bolt's own way through all listeners would answer it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.app import FEATURES
from bot.indexed import REMEMBERED, IndexedApp

Json = dict[str, Any]


class Counted(str):
    """An id that counts how often Bolt compares it with a request's."""

    __slots__ = ("asked",)
    asked: int

    def __new__(cls, text: str) -> "Counted":
        made = super().__new__(cls, text)
        made.asked = 0
        return made

    def __eq__(self, other: object) -> bool:
        self.asked += 1
        return str(self) == other

    __hash__ = str.__hash__


def command(text: str) -> Json:
    return {"command": text, "team_id": "T0RM", "user_id": "U0AYU", "text": "", "channel_id": "C0GENERAL"}


def press(action_id: str) -> Json:
    return {"type": "block_actions", "actions": [{"action_id": action_id, "type": "button"}], **WHO}


def submission(callback_id: str, kind: str = "view_submission") -> Json:
    return {"type": kind, "view": {"callback_id": callback_id, "type": "modal"}, **WHO}


def event(kind: str) -> Json:
    return {"type": "event_callback", "team_id": "T0RM", "event": {"type": kind, "user": "U0AYU"}}


def suggestion(action_id: str) -> Json:
    return {"type": "block_suggestion", "action_id": action_id, "value": "a", **WHO}


WHO = {"team": {"id": "T0RM"}, "user": {"id": "U0AYU"}}


def app_of(kind: type[App]) -> App:
    return kind(
        authorize=lambda team_id: AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-1"),
        process_before_response=True,
        request_verification_enabled=False,
    )


def says(word: str) -> Callable[..., None]:
    def answer(ack: Ack) -> None:
        ack(word)

    return answer


def answer(app: App, body: Json) -> str:
    return app.dispatch(BoltRequest(body=body, mode="socket_mode")).body


def talkative(kind: type[App]) -> App:
    app = app_of(kind)
    app.command("/rm-join", matchers=[lambda command: bool(command["text"])])(says("words"))
    app.command("/rm-join")(says("joining"))
    app.action("join")(says("pressed"))
    app.action(re.compile("^load_"))(says("loaded"))
    app.action(re.compile("_light$"))(says("too late"))
    app.view("consent")(says("submitted"))
    app.view({"type": "view_closed", "callback_id": "consent"})(says("closed"))
    app.options("people")(says("suggested"))
    app.event("app_home_opened")(says("opened"))
    app.event("message", matchers=[lambda event: "subtype" not in event])(says("heard"))
    app.event("message")(says("overheard"))
    app.action(re.compile(""))(says("an old button"))
    return app


UNHEARD = '{"error": "unhandled request"}'
REQUESTS = {
    "a command": (command("/rm-join"), "joining"),
    "a command with a word": (command("/rm-join") | {"text": "help"}, "words"),
    "another command": (command("/rm-other"), UNHEARD),
    "a button": (press("join"), "pressed"),
    "the first of two patterns": (press("load_light"), "loaded"),
    "the second of two patterns": (press("traffic_light"), "too late"),
    "an unknown button": (press("gone"), "an old button"),
    "a form": (submission("consent"), "submitted"),
    "a form that was closed": (submission("consent", "view_closed"), "closed"),
    "an unknown form": (submission("gone"), UNHEARD),
    "an event": (event("app_home_opened"), "opened"),
    "a message": (event("message"), "heard"),
    "a message of a kind": (event("message") | {"event": {"type": "message", "subtype": "x"}}, "overheard"),
    "what has no name here": (suggestion("people"), "suggested"),
    "nothing": ({}, UNHEARD),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_is_answered_as_bolt_answers_it_each_time(name: str) -> None:
    body, expected = REQUESTS[name]
    indexed = talkative(IndexedApp)
    answers = [answer(talkative(App), body), *(answer(indexed, body) for _ in range(3))]
    assert answers == [expected] * 4


def test_whatever_came_before_a_request_does_not_change_its_answer() -> None:
    indexed = talkative(IndexedApp)
    answers = {name: answer(indexed, body) for name, (body, _) in [*REQUESTS.items(), *reversed(REQUESTS.items())]}
    assert answers == {name: expected for name, (_, expected) in REQUESTS.items()}


@pytest.mark.parametrize("request_for", [press, submission])
def test_only_the_first_request_of_a_name_asks_all_listeners(request_for: Callable[[str], Json]) -> None:
    app = app_of(IndexedApp)
    ids = [Counted(f"id_{number}") for number in range(20)]
    for counted in ids:
        (app.action if request_for is press else app.view)(counted)(says(str(counted)))
    assert answer(app, request_for("id_19")) == "id_19"
    after_the_first = [counted.asked for counted in ids]
    assert answer(app, request_for("id_19")) == "id_19"
    assert [counted.asked - before for counted, before in zip(ids, after_the_first, strict=True)] == [0] * 19 + [1]


def test_a_listener_that_is_registered_later_is_found_too() -> None:
    app = app_of(IndexedApp)
    assert answer(app, press("join")) == UNHEARD
    app.action("join")(says("pressed"))
    assert answer(app, press("join")) == "pressed"


def test_names_without_end_do_not_fill_the_memory() -> None:
    app = app_of(IndexedApp)
    for number in range(REMEMBERED + 10):
        answer(app, press(f"id_{number}"))
    assert isinstance(app, IndexedApp)
    assert len(app._named) <= REMEMBERED


def test_every_listener_of_ours_is_registered_with_a_name_alone() -> None:
    """By a subtype, or by a block, two requests of one name would have different listeners."""
    sources = [Path(str(feature.__file__)).read_text() for feature in FEATURES]
    assert [source for source in sources if re.search(r"app\.\w+\(\s*[{d]", source)] == []
