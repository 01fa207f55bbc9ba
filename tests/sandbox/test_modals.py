"""The finer points of modals: what closes with what, what may stand twice, what acts at once."""

import threading
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import NotOnScreen, Person, Workspace
from tests.sandbox.app import buttons, modal, section, text_input
from tests.sandbox.dialogues import opens
from tests.sandbox.kit import option
from tests.sandbox.refusals import refusal


def test_one_that_clears_takes_the_whole_stack_with_it(app: App, ayu: Person) -> None:
    below = modal(section("Below"), buttons("Next"), notify_on_close=True)
    opens(app, below, modal(section("Above"), notify_on_close=True, clear_on_close=True))
    closed: list[Any] = []

    @app.view_closed("form")
    def gone(ack: Any, body: Any) -> None:
        closed.append((body["view"]["blocks"][0]["text"]["text"], body["is_cleared"]))
        ack()

    ayu.runs("/form")
    ayu.presses("Next")
    ayu.closes()
    assert closed == [("Above", True), ("Below", True)]
    assert ayu.modals == []


def test_only_the_top_one_closes_otherwise(app: App, ayu: Person) -> None:
    opens(app, modal(section("Below"), buttons("Next")), modal(section("Above")))
    ayu.runs("/form")
    ayu.presses("Next")
    ayu.closes()
    assert [screen.text.splitlines()[1] for screen in ayu.modals] == ["Below"]


def test_an_external_id_stands_for_one_view(ws: Workspace, app: App, client: WebClient, ayu: Person) -> None:
    opens(app, modal(section("One"), external_id="one"))
    ayu.runs("/form")
    home = {"type": "home", "blocks": [], "external_id": "one"}
    assert refusal(client.views_publish, user_id=ayu.id, view=home)["error"] == "duplicate_external_id"
    assert ws.troubles == []


def test_a_view_must_not_be_too_large(ayu: Person, client: WebClient) -> None:
    home = {"type": "home", "blocks": [section("x" * 3000)] * 90}
    assert refusal(client.views_publish, user_id=ayu.id, view=home)["error"] == "view_too_large"


def test_no_home_is_published_when_the_manifest_has_none(ws: Workspace, ayu: Person, client: WebClient) -> None:
    ws.manifest.raw["features"]["app_home"]["home_tab_enabled"] = False
    assert refusal(client.views_publish, user_id=ayu.id, view={"type": "home", "blocks": []})["error"] == "not_enabled"
    with pytest.raises(NotOnScreen, match="no Home tab"):
        ayu.opens_home()


def test_nobody_types_where_messages_are_read_only(ws: Workspace, ayu: Person) -> None:
    ws.manifest.raw["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    with pytest.raises(NotOnScreen, match="no Messages tab"):
        ayu.says("Hello")


def test_a_field_that_dispatches_tells_the_app_as_it_changes(app: App, ayu: Person) -> None:
    chooser = text_input("Role", "role", type="static_select", options=[option("Mentor"), option("Leader")])
    opens(app, modal(chooser | {"dispatch_action": True}, text_input("Name", "name")))
    seen: list[Any] = []

    @app.action("value")
    def changed(ack: Any, body: Any, client: WebClient) -> None:
        ack()
        seen.append(body["actions"][0]["selected_option"]["value"])
        view = modal(chooser | {"dispatch_action": True}, text_input("Why, mentor?", "why"))
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    ayu.runs("/form")
    ayu.fills("Name", "Ayu")
    ayu.chooses("Role", "Mentor")
    assert seen == ["mentor"]
    assert ayu.modal is not None
    assert ayu.modal.labels == ["Role", "Why, mentor?"]
    assert ayu.modal.value("Role") == "Mentor"


def test_an_answer_that_is_no_longer_offered_is_gone(app: App, client: WebClient, ayu: Person) -> None:
    def form(*texts: str) -> dict[str, Any]:
        options = [option(text) for text in texts]
        return modal(text_input("Role", "role", type="static_select", options=options), callback_id="form")

    opens(app, form("Mentor", "Leader"))
    ayu.runs("/form")
    ayu.chooses("Role", "Mentor")
    assert ayu.modal is not None
    client.views_update(view_id=ayu.modal.id, view=form("Mentor", "Guest"))
    assert ayu.modal.value("Role") == "Mentor"
    client.views_update(view_id=ayu.modal.id, view=form("Leader"))
    assert ayu.modal.value("Role") is None


def test_an_external_select_asks_the_app_what_it_offers(app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Team", "team", type="external_select", min_query_length=1)))
    asked: list[str] = []

    @app.options("value")
    def teams(ack: Any, payload: Any) -> None:
        asked.append(payload["value"])
        ack(options=[option("Sales"), option("Support")])

    ayu.runs("/form")
    ayu.chooses("Team", "Support")
    assert asked == ["Support"]
    assert ayu.modal is not None
    assert ayu.modal.value("Team") == "Support"
    with pytest.raises(NotOnScreen, match=r"\['Sales', 'Support'\]"):
        ayu.chooses("Team", "Legal")


def test_many_people_at_once_each_get_their_own(ws: Workspace, app: App) -> None:
    opens(app, *[modal(text_input("Name", "name"))] * 20)

    @app.view("form")
    def submitted(ack: Any, body: Any, client: WebClient) -> None:
        name = body["view"]["state"]["values"]["name"]["value"]["value"]
        client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name}")
        ack()

    def joins(person: Person) -> None:
        person.runs("/form")
        person.fills("Name", person.handle)
        person.submits()

    people = [ws.add_person(f"p{number}") for number in range(20)]
    threads = [threading.Thread(target=joins, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [[message.text for message in person.dm] for person in people] == [[f"Hello p{n}"] for n in range(20)]
    assert ws.troubles == []


def test_whatever_happens_can_be_watched(ws: Workspace, client: WebClient, ayu: Person) -> None:
    kinds: list[str] = []
    ws.journal.subscribe(lambda happening: kinds.append(type(happening).__name__))
    client.chat_postMessage(channel=ayu.id, text="Hi")
    assert kinds == ["Entry", "Call"]
