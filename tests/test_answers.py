"""A failure is answered in words where the person is looking, and the log holds none of theirs."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session, sessionmaker

from bot.answers import Answers
from bot.database import Base, connect, readers, session_factory
from bot.errors import Invalid, Refused, Repeated
from bot.refusals import sentence
from bot.roster import Visitor
from bot.sealing import KeyRing
from sandbox import Person, Workspace
from tests.factories import make_person
from tests.sandbox.app import bolt_app, buttons, modal, section, served, text_input

REFUSED = "That is for organisers. `/rm-status` shows where you stand."
AWAY = "Slack did not answer just now. Nothing that you sent is lost. Please try once more in a minute."
BROKEN = "Something went wrong on our side. Nothing that was saved is lost. Please try once more."
WORDS = {"refused": REFUSED, "away": AWAY, "late": AWAY, "broken": BROKEN}


def fail(how: str) -> None:
    """As a listener fails."""
    match how:
        case "refused":
            raise Refused("not_an_organiser")
        case "away":
            raise URLError("refused")
        case "late":
            raise TimeoutError
        case "invalid":
            raise Invalid({"why": "Please say a little more"})
        case "repeated":
            raise Repeated("event:Ev1")
        case _:
            raise KeyError(how)


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("ayu", name="Ayu Lestari")
        workspace.add_channel("general", members=["ayu"])
        yield workspace


@pytest.fixture
def ayu(ws: Workspace) -> Person:
    return ws.person("ayu")


@pytest.fixture
def sessions(tmp_path: Path, ring: KeyRing) -> Iterator[sessionmaker[Session]]:
    engine = connect(f"sqlite:///{tmp_path}/answers.sqlite3")
    Base.metadata.create_all(engine)
    yield session_factory(engine, ring)
    engine.dispose()


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url)


@pytest.fixture(autouse=True)
def app(ws: Workspace, sessions: sessionmaker[Session], ring: KeyRing) -> Iterator[App]:
    """An app whose every listener fails, in the way that the request names."""
    app = bolt_app(ws)

    def lend(context: BoltContext, next_: Any) -> None:
        context["visitor"] = Visitor(str(context.team_id), str(context.user_id))
        next_()

    def run(command: dict[str, Any]) -> None:
        fail(command["text"])

    def press(ack: Ack, action: dict[str, Any]) -> None:
        ack()
        fail(action["value"])

    def submit(view: dict[str, Any]) -> None:
        fail(view["private_metadata"])

    app.use(lend)
    app.command("/rm-join")(run)
    app.action({"block_id": "buttons"})(press)
    app.view("form")(submit)
    app.command("/rm-me")(open_form)
    app.error(Answers(readers(sessions.kw["bind"], ring)).handle)
    with served(app) as url:
        ws.deliver_to(url)
        yield app


def open_form(ack: Ack, client: WebClient, command: dict[str, Any]) -> None:
    """With a field, or without any where the text says so."""
    ack()
    how, _, bare = command["text"].partition(" ")
    block = section("Sure?") if bare else text_input("Why?", "why")
    client.views_open(trigger_id=command["trigger_id"], view=modal(block, private_metadata=how))


@pytest.mark.parametrize("how", WORDS)
def test_a_command_is_answered_for_the_eyes_of_whoever_typed_it(ws: Workspace, ayu: Person, how: str) -> None:
    answer = ayu.runs(f"/rm-join {how}", channel="general")
    assert (answer.status, answer.text) == (200, WORDS[how])
    assert [message.text for message in ayu.ephemerals] == [WORDS[how]]
    assert ws.troubles == []


def test_a_command_that_was_sent_twice_is_answered_with_silence(ayu: Person) -> None:
    answer = ayu.runs("/rm-join repeated")
    assert (answer.status, answer.text) == (200, "")


@pytest.mark.parametrize("how", WORDS)
def test_a_form_keeps_what_was_typed_and_shows_the_words_under_its_last_field(ayu: Person, how: str) -> None:
    ayu.runs(f"/rm-me {how}")
    ayu.fills("Why?", "Because")
    screen = ayu.submits()
    assert screen
    assert screen.errors == {"Why?": WORDS[how]}
    assert screen.value("Why?") == "Because"


def test_a_form_says_which_field_cannot_be_taken(ayu: Person) -> None:
    ayu.runs("/rm-me invalid")
    ayu.fills("Why?", "Because")
    screen = ayu.submits()
    assert screen
    assert screen.errors == {"Why?": "Please say a little more"}


def test_a_form_without_fields_turns_into_the_answer(ws: Workspace, ayu: Person) -> None:
    ayu.runs("/rm-me refused bare")
    screen = ayu.submits()
    assert screen
    assert (screen.title, REFUSED in screen.text) == ("A form", True)
    assert ws.troubles == []


def test_a_form_that_was_sent_twice_simply_closes(ayu: Person) -> None:
    ayu.runs("/rm-me repeated")
    ayu.fills("Why?", "Because")
    assert ayu.submits() is None


@pytest.mark.parametrize("how", WORDS)
def test_beside_a_message_the_answer_is_private_and_the_message_stays(
    ws: Workspace, client: WebClient, ayu: Person, how: str
) -> None:
    message = client.chat_postMessage(channel="U0AYU", text="Choose", blocks=[section("Choose"), press_me(how)])
    ayu.presses("Go")
    assert [message.text for message in ayu.ephemerals] == [WORDS[how]]
    assert [(shown.ts, shown.buttons) for shown in ayu.dm] == [(message["ts"], ["Go"])]
    assert ws.troubles == []


def test_where_slack_takes_no_answer_beside_the_message_it_is_a_window(
    ws: Workspace, client: WebClient, ayu: Person
) -> None:
    client.chat_postMessage(channel="U0AYU", text="Choose", blocks=[section("Choose"), press_me("refused")])
    ws.response_url_seconds = -1
    ayu.presses("Go")
    assert ayu.modal
    assert REFUSED in ayu.modal.text


def test_where_nobody_listens_for_an_answer_beside_the_message_it_is_a_window(
    ws: Workspace, client: WebClient, ayu: Person
) -> None:
    client.chat_postMessage(channel="U0AYU", text="Choose", blocks=[section("Choose"), press_me("refused")])
    ws.base_url = "http://127.0.0.1:1"
    ayu.presses("Go")
    assert ayu.modal
    assert REFUSED in ayu.modal.text


def test_a_second_press_whose_window_has_changed_since_is_answered_with_silence(client: WebClient) -> None:
    late = SlackApiError("too late", {"ok": False, "error": "hash_conflict"})  # type: ignore[no-untyped-call]
    response = Answers(sessionmaker()).handle(late, {"type": "block_actions"}, BoltContext(), client)
    assert response
    assert (response.status, response.body) == (200, "")


def test_on_app_home_the_answer_is_a_window(client: WebClient, ayu: Person) -> None:
    client.views_publish(user_id="U0AYU", view={"type": "home", "blocks": [press_me("refused")]})
    ayu.presses("Go")
    assert ayu.modal
    assert REFUSED in ayu.modal.text


def test_over_a_window_the_answer_is_another_one(client: WebClient, ayu: Person) -> None:
    ayu.runs("/rm-me refused")
    assert ayu.modal
    client.views_update(view_id=ayu.modal.id, view=modal(text_input("Why?", "why"), press_me("refused")))
    ayu.presses("Go")
    assert len(ayu.modals) == 2
    assert REFUSED in ayu.modals[-1].text


def test_where_the_answer_cannot_be_shown_either_the_log_says_so(
    ws: Workspace, client: WebClient, ayu: Person, caplog: pytest.LogCaptureFixture
) -> None:
    client.views_publish(user_id="U0AYU", view={"type": "home", "blocks": [press_me("refused")]})
    ws.fail_next("views.open", http=503)
    with caplog.at_level(logging.WARNING, "bot.answers"):
        assert ayu.presses("Go").status == 200
    assert "no answer could be shown: SlackApiError" in caplog.text


def test_an_event_that_fails_is_not_acknowledged_so_that_slack_sends_it_again(ws: Workspace, app: App) -> None:
    app.event("team_join")(lambda: fail("broken"))
    reply = ws.deliver_event({"type": "team_join", "user": {"id": "U0AYU"}})
    assert reply.status == 500


def test_the_log_names_what_was_asked_and_never_what_was_written(ayu: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bot.answers"):
        ayu.runs("/rm-join my leader never listens")
        ayu.runs("/rm-me my-leader-never-listens")
        ayu.fills("Why?", "my leader never listens")
        ayu.submits()
    assert "KeyError in command /rm-join" in caplog.text
    assert "KeyError in view_submission form" in caplog.text
    assert "in fail" in caplog.text
    assert "never" not in caplog.text


@pytest.mark.parametrize("how", ["refused", "away"])
def test_a_refusal_and_slack_being_away_are_no_faults_of_ours(
    ayu: Person, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    with caplog.at_level(logging.INFO, "bot.answers"):
        ayu.runs(f"/rm-join {how}")
    assert "in fail" not in caplog.text


def test_while_the_database_is_away_the_answer_is_in_english(sessions: sessionmaker[Session], ayu: Person) -> None:
    Base.metadata.drop_all(sessions.kw["bind"])
    assert ayu.runs("/rm-join refused").text == REFUSED


def test_the_answer_is_in_the_persons_language(sessions: sessionmaker[Session], ayu: Person) -> None:
    with sessions.begin() as db:
        make_person(db, slack_id="U0AYU", locale="id-ID")
    assert ayu.runs("/rm-join refused").text == sentence(Refused("not_an_organiser"), "id")


def test_before_anybody_knows_who_asks_the_answer_is_in_english(
    sessions: sessionmaker[Session], client: WebClient
) -> None:
    answers = Answers(sessions)
    response = answers.handle(URLError("refused"), {"command": "/rm-join"}, BoltContext(), client)
    assert response
    assert AWAY in response.body


def press_me(how: str) -> dict[str, Any]:
    row = buttons("Go")
    row["elements"][0]["value"] = how
    return row
