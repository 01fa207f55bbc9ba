"""A file is fetched from Slack alone, with the bot's token, and never more of it than a playbook may have."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.playbooks.source import MOST_BYTES
from bot.shelf.download import NotFetched, fetch, trusted
from sandbox import Workspace
from sandbox.errors import NotOnScreen, SlackError
from sandbox.server import Server
from tests.sandbox.kit import form, modal, text_input
from tests.sandbox.manifest import SCOPES, manifest

SLACK = "https://slack.com/api/"


def put_in(ws: Workspace, content: bytes) -> str:
    """Ayu puts a file into a form; where Slack keeps it."""
    ayu = ws.add_person("ayu", name="Ayu Lestari")
    ws.views.open(ayu, modal(form({"type": "file_input", "filetypes": ["yaml"], "max_files": 1})))
    ayu.attaches("Label", "ours.yaml", content)
    assert ayu.modal is not None
    assert ayu.modal.value("Label") == ["ours.yaml"]
    [[field]] = [block.values() for block in ayu.modal.view["state"]["values"].values()]
    return str(field["files"][0]["url_private"])


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start(manifest(scopes=[*SCOPES, "files:read"])) as workspace:
        yield workspace


def test_the_file_comes_as_it_was_put_in(ws: Workspace) -> None:
    assert fetch(put_in(ws, "id: café".encode()), ws.bot_token, ws.api_url) == "id: café".encode()


@pytest.mark.parametrize("name", ["café ☃.yaml", "\udc80.yaml", "a%20b.yaml"])
def test_a_file_may_have_a_name_of_any_letters(ws: Workspace, name: str) -> None:
    assert fetch(put_in(ws, b"id: ours").replace("ours.yaml", name), ws.bot_token, ws.api_url) == b"id: ours"


def test_no_more_is_read_than_tells_that_it_is_too_much(ws: Workspace) -> None:
    assert len(fetch(put_in(ws, b"#" * 10 * MOST_BYTES), ws.bot_token, ws.api_url)) == MOST_BYTES + 1


def test_a_page_for_signing_in_is_no_file(ws: Workspace) -> None:
    with pytest.raises(NotFetched):
        fetch(put_in(ws, b"id: ours"), "xoxb-another", ws.api_url)


def test_a_file_that_is_gone_is_not_fetched(ws: Workspace) -> None:
    with pytest.raises(NotFetched):
        fetch(put_in(ws, b"id: ours").replace("-F", "-G"), ws.bot_token, ws.api_url)


def test_without_the_scope_there_is_no_field_for_a_file() -> None:
    with Workspace.start(manifest()) as ws:
        ayu = ws.add_person("ayu", name="Ayu Lestari")
        with pytest.raises(SlackError, match="invalid_arguments"):
            ws.views.open(ayu, modal(form({"type": "file_input"})))


@pytest.mark.parametrize("name", ["ours.pdf", "yaml"])
def test_a_field_takes_only_the_kinds_that_it_asks_for(ws: Workspace, name: str) -> None:
    put_in(ws, b"")
    with pytest.raises(NotOnScreen, match="takes yaml"):
        ws.person("ayu").attaches("Label", name.replace("yaml", "yml"), b"")


def test_a_file_goes_only_where_files_go(ws: Workspace) -> None:
    ayu = ws.add_person("ayu", name="Ayu Lestari")
    ws.views.open(ayu, modal(form(text_input())))
    with pytest.raises(NotOnScreen, match="Nobody can put a file"):
        ayu.attaches("Label", "ours.yaml", b"")


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/files-pri/T0-F0/a.yaml",
        "https://files.slack.com.example.org/a.yaml",
        "https://files.slack.com@example.org/a.yaml",
        "https://files.slack.com:8443/a.yaml",
        "https://example.org/?https://files.slack.com/",
        "http://127.0.0.1/a.yaml",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://[files.slack.com/",
        "",
    ],
)
def test_nobody_but_slack_is_asked(url: str) -> None:
    with pytest.raises(NotFetched):
        fetch(url, "xoxb-1", SLACK)


@pytest.mark.parametrize("host", ["files.slack.com", "files.slack-gov.com"])
def test_slacks_own_hosts_are_asked(host: str) -> None:
    assert trusted(f"https://{host}/files-pri/T0-F0/a.yaml", SLACK)


def test_on_loopback_only_the_server_that_stands_in_for_slack_is_asked() -> None:
    assert trusted("http://127.0.0.1:8080/files-pri/a", "http://127.0.0.1:8080/api/")
    assert not trusted("http://127.0.0.1:8081/files-pri/a", "http://127.0.0.1:8080/api/")
    assert not trusted("https://files.slack.com/files-pri/a", "http://127.0.0.1:8080/api/")


@contextmanager
def dripping(head: bytes) -> Iterator[str]:
    """A server that sends this, then a byte now and then."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()
        thread = threading.Thread(target=drip, args=(server, head, over))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        over.set()
        thread.join()


def drip(server: socket.socket, head: bytes, over: threading.Event) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(head)
        while not over.wait(0.2):
            try:
                connection.sendall(b"#")
            except OSError:
                return


def test_a_file_that_comes_in_drops_is_given_up() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
    with dripping(head) as url, pytest.raises(TimeoutError):
        fetch(url + "a.yaml", "xoxb-1", url)


def test_a_page_is_no_file() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 100000\r\n\r\n<html>"
    with dripping(head) as url, pytest.raises(NotFetched):
        fetch(url + "a.yaml", "xoxb-1", url)


def test_what_is_no_answer_at_all_is_no_file() -> None:
    with dripping(b"SSH-2.0-OpenSSH_9.9\r\n") as url, pytest.raises(NotFetched):
        fetch(url + "a.yaml", "xoxb-1", url)


def test_where_slack_hangs_up_it_is_away_and_may_be_asked_again() -> None:
    with Workspace.start(manifest(scopes=[*SCOPES, "files:read"])) as ws:
        url = put_in(ws, b"id: ours")
    with pytest.raises(OSError, match="refused"):
        fetch(url, ws.bot_token, ws.api_url)
    with hanging_up() as gone, pytest.raises(ConnectionError):
        fetch(gone + "a.yaml", "xoxb-1", gone)


@contextmanager
def hanging_up() -> Iterator[str]:
    server = Server(lambda _: None)
    yield f"http://127.0.0.1:{server.port}/"
    server.stop()


def test_half_a_file_is_none() -> None:
    with breaking_off() as url, pytest.raises(ConnectionError):
        fetch(url + "a.yaml", "xoxb-1", url)


@contextmanager
def breaking_off() -> Iterator[str]:
    """A server that hangs up in the middle of a file."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=break_off, args=(server,))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def break_off(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nid: ours")
