"""What one can look at."""

import pytest
from starlette.testclient import TestClient

from sandbox import posting
from sandbox.conversations import File
from sandbox.page import drawing, reading
from sandbox.page.desk import Desk
from tests.page.markup import Element, parsed


def seen(client: TestClient, path: str) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer.text.removeprefix("<!doctype html>"))


def parts(client: TestClient, handle: str, **query: str) -> dict[str, str]:
    found: dict[str, str] = client.get(f"/as/{handle}/now", params=query).json()["parts"]
    return found


def test_one_chooses_who_one_is(client: TestClient) -> None:
    page = seen(client, "/")
    assert page.one("h1").words == "Who are you?"
    ayu = page.one("a", href="/as/ayu")
    assert ayu.one("span", class_="who").words == "Ayu Lestari, Analis muda, 17:00"
    assert len(page.all("li")) == 17


def test_the_page_begins_with_the_direct_messages(client: TestClient) -> None:
    page = seen(client, "/as/ayu")
    assert page.one("h1").words == "Reverse Mentoring"
    links = page.one("nav", aria_label="Conversations").all("a")
    assert [link.attributes["aria-label"] for link in links] == ["App Home", "Reverse Mentoring", "#mentoring"]
    assert page.one(role="log").attributes["aria-label"] == "Messages"
    assert page.one("textarea").attributes["aria-label"] == "Message Reverse Mentoring"
    assert "Mon 2 Mar 2026, 17:00" in page.one("section", aria_label="Rehearsal").words


def test_commands_are_offered_as_the_manifest_has_them(client: TestClient) -> None:
    listed = seen(client, "/as/ayu").one("ul", role="listbox")
    assert listed.all("li")[0].words == "/rm-join [help] Join reverse mentoring, or change your answers"


def test_app_home_is_opened_by_looking_at_it(client: TestClient, desk: Desk) -> None:
    page = seen(client, "/as/ayu?c=home")
    assert page.one("h1").words == "App Home"
    assert desk.ws.person("ayu").home is not None
    assert "hidden" in page.one("form", id="composer").attributes
    assert client.get("/as/lena/now?c=home&opened=1").json()["id"] == "home"
    assert desk.ws.person("lena").home is not None


def test_a_conversation_of_others_stays_closed(client: TestClient, desk: Desk) -> None:
    theirs = desk.ws.dm_with(desk.ws.person("lena"))
    posting.post(desk.ws, theirs, {"text": "For Lena"})
    assert "For Lena" not in parts(client, "ayu", c=theirs.id)["messages"]
    assert "For Lena" not in client.get(f"/as/ayu?c={theirs.id}").text


def test_what_is_new_counts_as_unread_until_it_is_seen(client: TestClient, desk: Desk) -> None:
    ayu = desk.ws.person("ayu")
    for words in ("One", "Two"):
        posting.post(desk.ws, desk.ws.dm_with(ayu), {"text": words})
    elsewhere = {"c": "C0MENTORING"}
    assert 'aria-label="Reverse Mentoring (2 unread)"' in parts(client, "ayu", **elsewhere)["entrances"]
    assert "(2 unread)" in parts(client, "ayu", c="D0AYU")["entrances"]  # a tab that nobody looks at
    parts(client, "ayu", c="D0AYU", seen="1")
    assert "unread" not in parts(client, "ayu", **elsewhere)["entrances"]


def test_a_group_is_called_by_the_others_in_it(desk: Desk) -> None:
    ayu, lena = desk.ws.person("ayu"), desk.ws.person("lena")
    pair = desk.ws.open_direct([ayu, lena])
    assert reading.called(pair, ayu) == "Lena Vogel"
    assert reading.called(pair, lena) == "Ayu Lestari"
    assert reading.called(None, ayu) == "App Home"


def test_a_long_conversation_begins_with_its_end(client: TestClient, desk: Desk) -> None:
    ayu = desk.ws.person("ayu")
    for number in range(drawing.SHOWN + 5):
        posting.post(desk.ws, desk.ws.dm_with(ayu), {"text": f"Number {number}."})
    messages = parts(client, "ayu", c="D0AYU")["messages"]
    assert "Earlier messages (5)" in messages
    assert "Number 4." not in messages
    assert "Number 5." in messages
    assert "Number 0." in parts(client, "ayu", c="D0AYU", limit="200")["messages"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("session.ics", "text/calendar"), ("chart.png", "image/png"), ("evil.unknown", "application/octet-stream")],
)
def test_a_file_is_saved_under_its_name(client: TestClient, desk: Desk, name: str, kind: str) -> None:
    ayu = desk.ws.person("ayu")
    posting.post(desk.ws, desk.ws.dm_with(ayu), {"text": ""}, (File("F1", name, "The file", b"content"),))
    answer = client.get("/files/F1")
    assert answer.content == b"content"
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "The file" in parts(client, "ayu", c="D0AYU")["messages"]


@pytest.mark.parametrize("path", ["/as/nobody", "/as/nobody/now", "/files/F0NONE"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_may_be_loaded_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/as/ayu", "/static/page.css"):
        answer = client.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        assert "http" not in answer.text.replace("http-equiv", "")
