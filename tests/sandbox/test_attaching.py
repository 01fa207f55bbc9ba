"""A file in a form: what an app is told, and how it gets at what is in it."""

from collections.abc import Iterator
from typing import Any
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest
from slack_bolt import App

from sandbox import NotOnScreen, Person, Workspace
from tests.sandbox.app import bolt_app, modal, served, text_input
from tests.sandbox.dialogues import answers, opens, state
from tests.sandbox.manifest import SCOPES, manifest
from tests.sandbox.refusals import refusal

FIELD = text_input("Your file", "file", type="file_input", filetypes=["yaml", "yml"], max_files=1)


class AsItIs(HTTPErrorProcessor):
    """Follows no redirect, and raises nothing."""

    def http_response(self, _request: Any, response: Any) -> Any:
        return response


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start(manifest=manifest(scopes=[*SCOPES, "files:read"])) as workspace:
        yield workspace


@pytest.fixture
def app(ws: Workspace) -> Iterator[App]:
    app = bolt_app(ws)
    with served(app) as url:
        ws.deliver_to(url)
        yield app


def fetched(url: str, token: str) -> tuple[int, bytes]:
    request = Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310 (loopback)
    with build_opener(AsItIs).open(request, timeout=5) as response:
        return response.status, response.read()


def sent(app: App, ayu: Person, name: str = "a.yaml", content: bytes = b"id: a") -> dict[str, Any]:
    """What the app is told of a file that was put into its form and submitted."""
    opens(app, modal(FIELD))
    seen = answers(app)
    ayu.runs("/form")
    ayu.attaches("Your file", name, content)
    assert ayu.submits() is None
    [file] = state(seen[0])["file"]["value"]["files"]
    return dict(file)


def test_the_app_is_told_of_the_file_and_fetches_it_with_its_token(app: App, ws: Workspace, ayu: Person) -> None:
    file = sent(app, ayu, "Our playbook.yaml", b"id: \xc3\xa9")
    assert (file["name"], file["filetype"], file["size"], file["user"]) == ("Our playbook.yaml", "yaml", 6, ayu.id)
    assert fetched(file["url_private"], ws.bot_token) == (200, b"id: \xc3\xa9")
    assert fetched(file["url_private_download"], ws.bot_token) == (200, b"id: \xc3\xa9")


@pytest.mark.parametrize("token", ["", "xoxb-wrong"])
def test_nobody_else_gets_it(app: App, ayu: Person, token: str) -> None:
    assert fetched(sent(app, ayu)["url_private"], token) == (302, b"")


def test_a_file_that_is_gone_is_not_found(app: App, ws: Workspace, ayu: Person) -> None:
    file = sent(app, ayu)
    ws.uploads.held.clear()
    assert fetched(file["url_private"], ws.bot_token)[0] == 404


def test_the_form_shows_what_is_in_it_and_wants_something_in_it(app: App, ayu: Person) -> None:
    opens(app, modal(FIELD))
    answers(app)
    ayu.runs("/form")
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"Your file": "Please complete this required field."}
    ayu.attaches("Your file", "a.yml", b"")
    assert screen.value("Your file") == ["a.yml"]


@pytest.mark.parametrize(
    ("label", "name", "size", "why"),
    [
        ("Your file", "a.txt", 1, "takes yaml, yml, not 'a.txt'"),
        ("Your file", "yaml", 1, "takes yaml, yml"),
        ("Your file", "a.yaml", 10 * 1024 * 1024 + 1, "larger than 10 MB"),
        ("Name", "a.yaml", 1, "Nobody can put a file into 'Name', a plain_text_input"),
    ],
)
def test_what_slacks_client_does_not_take(app: App, ayu: Person, label: str, name: str, size: int, why: str) -> None:
    opens(app, modal(FIELD, text_input("Name", "name")))
    ayu.runs("/form")
    with pytest.raises(NotOnScreen, match=why):
        ayu.attaches(label, name, b"#" * size)


def test_without_the_scope_there_is_neither_field_nor_file(app: App, ws: Workspace, ayu: Person) -> None:
    file = sent(app, ayu)
    ws.manifest.raw["oauth_config"]["scopes"]["bot"].remove("files:read")
    assert fetched(file["url_private"], ws.bot_token)[0] == 302
    told: list[Any] = []

    @app.command("/echo")
    def form(ack: Any, client: Any, command: Any) -> None:
        told.append(refusal(client.views_open, trigger_id=command["trigger_id"], view=modal(FIELD)))
        ack()

    ayu.runs("/echo")
    assert told[0]["error"] == "invalid_arguments"
    assert "file_input needs the scope files:read" in str(told[0])
