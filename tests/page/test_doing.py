"""What one can do: each deed reaches the bot as in Slack, and what it answers is shown."""

from typing import Any

from starlette.testclient import TestClient

from sandbox import Person, Screen
from sandbox.page.desk import Desk
from tests.page.markup import Element, parsed

CHANNEL = "C0MENTORING"
CREATE = "New programme"


def does(client: TestClient, handle: str, deed: str, **data: Any) -> str:
    answer = client.post(f"/as/{handle}/{deed}", data=data)
    assert answer.status_code == 200
    return str(answer.json()["said"])


def form(person: Person) -> Screen:
    assert person.modal is not None
    return person.modal


def place(person: Person) -> dict[str, str]:
    return {"place": f"view:{form(person).id}"}


def answers(person: Person, **values: Any) -> dict[str, Any]:
    """The fields of the open form by block id, as a browser names them."""
    names = {
        block["block_id"]: block["element"]["action_id"] for block in form(person).view["blocks"] if "element" in block
    }
    return {f"{block}|{names[block]}": value for block, value in values.items()} | place(person)


def message(client: TestClient, handle: str, c: str) -> Element:
    """The newest one there."""
    html = client.get(f"/as/{handle}/now", params={"c": c}).json()["parts"]["messages"]
    return parsed(html).all("article")[-1]


def pressed(button: Element) -> dict[str, str]:
    return {name: button.attributes[f"data-{name}"] for name in ("place", "block", "action")}


def test_a_command_opens_a_form_and_an_empty_one_comes_back_with_errors(client: TestClient, desk: Desk) -> None:
    orla = desk.ws.person("orla")
    assert does(client, "orla", "say", text="/rm-programme create", c=CHANNEL) == ""
    assert form(orla).title == CREATE
    assert does(client, "orla", "submit", **place(orla)) == ""
    assert form(orla).errors["Name"] == "Please complete this required field."


def test_what_was_filled_in_stays_when_the_form_comes_back(client: TestClient, desk: Desk) -> None:
    orla = desk.ws.person("orla")
    does(client, "orla", "say", text="/rm-programme create", c=CHANNEL)
    does(client, "orla", "submit", **answers(orla, name="Spring"))
    assert form(orla).value("Name") == "Spring"
    assert "Name" not in form(orla).errors


def test_closing_a_form_closes_it_once(client: TestClient, desk: Desk) -> None:
    orla = desk.ws.person("orla")
    does(client, "orla", "say", text="/rm-programme create", c=CHANNEL)
    where = place(orla)
    assert does(client, "orla", "close", **where) == ""
    assert orla.modal is None
    assert does(client, "orla", "close", **where) == "That window is no longer open."
    assert does(client, "orla", "submit", **where) == "That window is no longer open."


def test_an_answer_for_one_is_shown_to_that_one_only(client: TestClient) -> None:
    does(client, "ayu", "say", text="/rm-status", c=CHANNEL)
    assert "Only visible to you" in message(client, "ayu", CHANNEL).words
    others = client.get("/as/lena/now", params={"c": CHANNEL}).json()["parts"]["messages"]
    assert "Only visible to you" not in others


def test_a_command_that_nobody_knows_is_told_at_once(client: TestClient) -> None:
    assert does(client, "ayu", "say", text="/rm-nothing", c=CHANNEL) == "/rm-nothing is not a valid command."


def test_what_is_written_in_a_channel_is_read_by_all_there(client: TestClient) -> None:
    assert does(client, "ayu", "say", text="Hello <b>\r\nall", c=CHANNEL) == ""
    assert "Ayu Lestari 11:00 Hello <b>all" in message(client, "lena", CHANNEL).words


def test_the_bot_answers_what_is_written_to_it(client: TestClient, desk: Desk) -> None:
    assert does(client, "ayu", "say", text="Hello?", c="D0AYU") == ""
    assert [one.author.name for one in desk.ws.person("ayu").dm] == ["Ayu Lestari", "Reverse Mentoring"]


def test_nothing_is_said_with_nothing(client: TestClient, desk: Desk) -> None:
    does(client, "ayu", "say", text="  ", c=CHANNEL)
    assert desk.ws.conversations[CHANNEL].messages == []


def test_a_button_in_a_message_is_pressed(client: TestClient, desk: Desk) -> None:
    does(client, "ayu", "say", text="Hello?", c="D0AYU")
    button = message(client, "ayu", "D0AYU").all("button")[-1]
    assert button.words in ("I need help", "Saya perlu bantuan")
    assert does(client, "ayu", "press", **pressed(button)) == ""
    assert desk.ws.troubles == []
    assert any(entry.kind == "pressed" for entry in desk.ws.transcript)


def test_a_press_on_a_message_that_was_drawn_anew_meanwhile_still_counts(client: TestClient, desk: Desk) -> None:
    does(client, "ayu", "say", text="Hello?", c="D0AYU")
    button = message(client, "ayu", "D0AYU").all("button")[-1]
    old = pressed(button) | {"block": "as-it-was-before", "value": button.attributes["value"]}
    assert does(client, "ayu", "press", **old) == ""
    assert any(entry.kind == "pressed" for entry in desk.ws.transcript)
    other = old | {"value": "about something else"}
    assert does(client, "ayu", "press", **other) == "That button is no longer there."


def test_what_is_no_longer_there_is_told_in_words(client: TestClient) -> None:
    gone = {"place": "message:D0AYU:1.0", "block": "b", "action": "a"}
    assert does(client, "ayu", "press", **gone) == "That message is no longer there."
    assert does(client, "ayu", "pick", **gone) == "That message is no longer there."
    assert does(client, "ayu", "press", place="view:V0") == "That window is no longer open."


def test_a_button_of_app_home_is_pressed(client: TestClient, desk: Desk) -> None:
    client.get("/as/ayu?c=home")
    home = parsed(client.get("/as/ayu/now?c=home").json()["parts"]["messages"])
    assert does(client, "ayu", "press", **pressed(home.all("button", data_do="press")[-1])) == ""
    assert (
        does(client, "ayu", "press", place=f"view:{desk.ws.views.homes['U0AYU'].id}")
        == "That button is no longer there."
    )


def test_time_passes_by_hours_days_and_weeks(client: TestClient, desk: Desk) -> None:
    began = desk.rehearsal.now
    for step in ("hour", "day", "week"):
        assert client.post("/clock", data={"step": step}).status_code == 200
    assert (desk.rehearsal.now - began).total_seconds() == 3600 * (1 + 24 + 24 * 7)
    assert client.post("/clock", data={"step": "year"}).status_code == 400


def test_the_clock_catches_up_with_the_real_time_and_never_goes_back(client: TestClient, desk: Desk) -> None:
    client.post("/clock", data={"step": "now"})
    caught_up = desk.rehearsal.now
    assert caught_up > desk.ws.calls[0].at if desk.ws.calls else caught_up
    client.post("/clock", data={"step": "week"})
    later = desk.rehearsal.now
    client.post("/clock", data={"step": "now"})
    assert desk.rehearsal.now == later


def test_without_a_letter_there_is_nothing_to_move_to(client: TestClient, desk: Desk) -> None:
    before = desk.rehearsal.now
    client.post("/clock", data={"step": "next"})
    assert desk.rehearsal.now == before


def test_a_file_is_chosen_and_its_name_stands_in_the_form(client: TestClient, desk: Desk) -> None:
    orla = desk.ws.person("orla")
    does(client, "orla", "say", text="/rm-programme playbook", c=CHANNEL)
    name = next(iter(answers(orla, **{"file_0": ""})))
    sent = client.post("/as/orla/submit", data=place(orla), files={name: ("a.yaml", b"id: [")})
    assert sent.json() == {"said": ""}
    assert "not readable as YAML" in form(orla).text
    html = client.get("/as/orla/now", params={"c": CHANNEL}).json()["parts"]["modal"]
    [field] = [element for element in parsed(html).all("input") if element.attributes.get("type") == "file"]
    assert field.attributes["accept"] == ".yaml,.yml"
