"""Commands and modals, from the person's side, with a real Bolt app on the other."""

from typing import Any

import pytest
from slack_bolt import App

from sandbox import NotOnScreen, Person, Workspace
from tests.sandbox.app import buttons, modal, section, text_input
from tests.sandbox.dialogues import answers, opens, state


def test_a_command_is_answered_for_the_persons_eyes(ws: Workspace, app: App, ayu: Person, budi: Person) -> None:
    @app.command("/echo")
    def echo(ack: Any, command: Any) -> None:
        ack(f"<@{command['user_id']}> in {command['channel_name']}: {command['text']}")

    ws.add_channel("general", members=["ayu", "budi"])
    assert ayu.runs("/echo  hello", channel="general").text == "@Ayu Lestari in general: hello"
    assert [message.conversation.name for message in ayu.ephemerals] == ["#general"]
    assert ayu.runs("/echo").text == "@Ayu Lestari in directmessage:"
    assert budi.ephemerals == []
    assert ayu.conversation("general") == []


def test_a_command_that_nobody_registered_is_told_so(ws: Workspace, ayu: Person) -> None:
    assert ayu.runs("/unknown").text == "/unknown is not a valid command."
    assert ws.troubles == []


def test_an_app_that_fails_or_is_away_shows_as_slack_shows_it(ws: Workspace, app: App, ayu: Person) -> None:
    assert app is not None
    assert ayu.runs("/echo").text == '/echo failed with the error "http_client_error"'
    ws.deliver_to("http://127.0.0.1:9/slack/events")
    assert ayu.runs("/echo").text == '/echo failed with the error "dispatch_failed"'
    assert len(ws.troubles) == 2


def test_what_is_typed_arrives_in_the_shape_of_slack(app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Name", "name"), text_input("Why", "why", initial_value="so")))
    seen = answers(app)
    assert ayu.runs("/form").status == 200
    assert ayu.modal is not None
    assert (ayu.modal.title, ayu.modal.labels, ayu.modal.submit_text) == ("A form", ["Name", "Why"], "Send")
    ayu.fills("Name", "Ayu")
    assert ayu.submits() is None
    assert state(seen[0]) == {
        "name": {"value": {"type": "plain_text_input", "value": "Ayu"}},
        "why": {"value": {"type": "plain_text_input", "value": "so"}},
    }


def test_a_required_field_left_empty_is_not_sent(app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Name", "name"), text_input("Why", "why") | {"optional": True}))
    seen = answers(app)
    ayu.runs("/form")
    ayu.fills("Name", "  ")
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"Name": "Please complete this required field."}
    assert seen == []


def test_the_apps_errors_stand_under_their_fields_and_the_answers_stay(app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Name", "name")))
    answers(app, response_action="errors", errors={"name": "Say a little more."})
    ayu.runs("/form")
    ayu.fills("Name", "Ayu")
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"Name": "Say a little more."}
    assert screen.value("Name") == "Ayu"
    assert "! Name: Say a little more." in screen.text
    ayu.fills("Name", "Ayu again")
    assert screen.errors == {}


@pytest.mark.parametrize(
    "response",
    [
        {"response_action": "errors", "errors": {"other": "No such block."}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": modal(title={"type": "plain_text", "text": "x" * 25})},
        {"text": "Thanks"},
    ],
)
def test_an_answer_that_slack_cannot_follow_leaves_the_form_with_a_warning(
    ws: Workspace, app: App, ayu: Person, response: dict[str, Any]
) -> None:
    opens(app, modal(text_input("Name", "name")))
    answers(app, **response)
    ayu.runs("/form")
    ayu.fills("Name", "Ayu")
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"": "We had some trouble connecting. Try again?"}
    assert len(ws.troubles) == 1


def test_views_are_pushed_updated_and_cleared_as_the_answer_says(app: App, ayu: Person) -> None:
    opens(app, modal(text_input("One", "one", initial_value="1"), buttons("Next")), modal(text_input("Two", "two")))
    responses = [
        {"response_action": "push", "view": modal(text_input("Three", "three", initial_value="3"))},
        {"response_action": "update", "view": modal(section("Done?"), callback_id="form")},
        {"response_action": "clear"},
    ]

    @app.view("form")
    def submitted(ack: Any) -> None:
        ack(**responses.pop(0))

    ayu.runs("/form")
    ayu.presses("Next")
    assert [screen.labels for screen in ayu.modals] == [["One"], ["Two"]]
    ayu.fills("Two", "2")
    pushed = ayu.submits()
    assert pushed is not None
    assert (pushed.labels, pushed.view["previous_view_id"]) == (["Three"], ayu.modals[1].id)
    assert pushed.view["root_view_id"] == ayu.modals[0].id
    updated = ayu.submits()
    assert updated is not None
    assert (updated.id, "Done?" in updated.text) == (pushed.id, True)
    assert ayu.submits() is None
    assert ayu.modals == []


def test_closing_tells_the_app_when_it_wants_to_know(app: App, ayu: Person) -> None:
    opens(app, modal(section("Bye"), notify_on_close=True))
    closed: list[Any] = []

    @app.view_closed("form")
    def gone(ack: Any, body: Any) -> None:
        closed.append(body["is_cleared"])
        ack()

    ayu.runs("/form")
    ayu.closes()
    assert (closed, ayu.modal) == ([False], None)


def test_whoever_looks_for_what_is_not_there_is_told_what_is(app: App, ayu: Person) -> None:
    with pytest.raises(NotOnScreen, match="no modal"):
        ayu.fills("Name", "Ayu")
    opens(app, modal(text_input("Name", "name"), buttons("Next")))
    ayu.runs("/form")
    with pytest.raises(NotOnScreen, match=r"no field 'Nmae'.*\['Name'\]"):
        ayu.fills("Nmae", "Ayu")
    with pytest.raises(NotOnScreen, match=r"no button 'Back'.*\['Next'\]"):
        ayu.presses("Back")
    with pytest.raises(NotOnScreen, match="Nobody can"):
        ayu.chooses("Name", "Ayu")
