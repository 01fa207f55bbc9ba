"""Buttons, menus, App Home, files and response_urls, with a real Bolt app."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox import NotOnScreen, Person, Workspace
from tests.sandbox.app import buttons, modal, section, text_input
from tests.sandbox.kit import chart, option, table
from tests.sandbox.refusals import refusal


def hears(app: App, action_id: str, **answer: Any) -> list[Any]:
    """The bodies of this action; with `answer`, it is given to the response_url."""
    seen: list[Any] = []

    @app.action(action_id)
    def acted(ack: Any, body: Any, respond: Any) -> None:
        ack()
        seen.append(body)
        if answer:
            respond(**answer)

    return seen


def test_the_newest_button_with_these_words_is_pressed(app: App, client: WebClient, ayu: Person, budi: Person) -> None:
    seen = hears(app, "press_yes")
    old = client.chat_postMessage(channel=ayu.id, text="One", blocks=[section("One"), buttons("Yes")])
    new = client.chat_postMessage(channel=ayu.id, text="Two", blocks=[section("Two"), buttons("Yes", "No")])
    assert ayu.presses("Yes").status == 200
    assert ayu.presses("Yes", inside=ayu.dm[0]).status == 200
    assert [body["container"]["message_ts"] for body in seen] == [new["ts"], old["ts"]]
    assert seen[0]["actions"][0]["value"] == "Yes"
    assert seen[0]["message"]["blocks"][1]["elements"][1]["text"]["text"] == "No"
    assert (seen[0]["channel"]["name"], seen[0]["user"]["id"]) == ("directmessage", ayu.id)
    with pytest.raises(NotOnScreen, match="Budi Santoso sees no button"):
        budi.presses("Yes")


def test_a_button_nobody_listens_to_is_a_trouble(ws: Workspace, app: App, client: WebClient, ayu: Person) -> None:
    assert app is not None
    client.chat_postMessage(channel=ayu.id, text="One", blocks=[buttons("Yes")])
    assert ayu.presses("Yes").status == 404
    assert ws.troubles == ["['press_yes'] by ayu: http_error (HTTP 404)"]


def test_a_message_is_replaced_or_deleted_through_its_response_url(app: App, client: WebClient, ayu: Person) -> None:
    hears(app, "press_yes", text="Thanks", replace_original=True)
    hears(app, "press_no", delete_original=True)
    client.chat_postMessage(channel=ayu.id, text="Well?", blocks=[buttons("Yes")])
    client.chat_postMessage(channel=ayu.id, text="And?", blocks=[buttons("No")])
    ayu.presses("Yes")
    ayu.presses("No")
    assert [message.readable for message in ayu.dm] == ["Thanks"]


def test_an_ephemeral_message_has_buttons_too(ws: Workspace, app: App, client: WebClient, ayu: Person) -> None:
    seen = hears(app, "press_yes", text="Seen", replace_original=True)
    ws.add_channel("general", members=[ayu, ws.bot])
    client.chat_postEphemeral(channel="C0GENERAL", user=ayu.id, text="Well?", blocks=[buttons("Yes")])
    ayu.presses("Yes")
    assert seen[0]["container"]["is_ephemeral"] is True
    assert "message" not in seen[0]
    assert [message.text for message in ayu.ephemerals] == ["Seen"]


def test_menus_act_at_once_and_the_message_remembers(app: App, client: WebClient, ayu: Person) -> None:
    seen = hears(app, "colour")
    more = hears(app, "more")
    chooser = {"type": "static_select", "action_id": "colour", "options": [option("Red"), option("Blue")]}
    overflow = {"type": "overflow", "action_id": "more", "options": [option("Hide")]}
    blocks = [section("Colour?", accessory=chooser, block_id="one"), section("More", accessory=overflow)]
    client.chat_postMessage(channel=ayu.id, text="Colour?", blocks=blocks)
    ayu.picks("Colour?", "Blue")
    ayu.picks("More", "Hide")
    assert seen[0]["actions"][0]["selected_option"]["value"] == "blue"
    assert seen[0]["state"]["values"]["one"]["colour"]["selected_option"]["value"] == "blue"
    assert more[0]["actions"][0]["selected_option"]["value"] == "hide"
    with pytest.raises(NotOnScreen, match=r"offers no 'Green', but: \['Red', 'Blue'\]"):
        ayu.picks("Colour?", "Green")


def test_home_is_published_for_one_person(
    ws: Workspace, app: App, client: WebClient, ayu: Person, budi: Person
) -> None:
    seen = hears(app, "press_go")

    @app.event("app_home_opened")
    def opened(event: Any, client: WebClient) -> None:
        blocks = [section(f"Hello <@{event['user']}>"), text_input("Note", "note"), buttons("Go")]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    home = ayu.opens_home()
    assert home is not None
    assert home.text.startswith("Hello @Ayu Lestari")
    assert home.buttons == ["Go"]
    ayu.presses("Go")
    assert seen[0]["container"] == {"type": "view", "view_id": home.id}
    assert seen[0]["view"]["state"]["values"]["note"]["value"]["value"] is None
    assert budi.home is None
    stale = refusal(client.views_publish, user_id=ayu.id, hash="1.x", view={"type": "home", "blocks": []})
    assert stale["error"] == "hash_conflict"
    assert ws.troubles == []


def test_a_view_is_updated_by_its_hash_and_answers_stay_under_their_ids(
    app: App, client: WebClient, ayu: Person
) -> None:
    @app.command("/form")
    def form(ack: Any, client: WebClient, command: Any) -> None:
        client.views_open(
            trigger_id=command["trigger_id"],
            view=modal(text_input("Stays", "same"), text_input("Goes", "old"), external_id="f1"),
        )
        ack()

    ayu.runs("/form")
    assert ayu.modal is not None
    before = ayu.modal.view["hash"]
    ayu.fills("Stays", "here")
    ayu.fills("Goes", "away")
    changed = modal(text_input("Stays", "same", initial_value="new"), text_input("Goes", "new"), external_id="f1")
    client.views_update(external_id="f1", hash=before, view=changed)
    assert (ayu.modal.value("Stays"), ayu.modal.value("Goes")) == ("here", None)
    late = refusal(client.views_update, view_id=ayu.modal.id, hash=before, view=changed)
    assert late["error"] == "hash_conflict"
    ayu.closes()
    assert refusal(client.views_update, external_id="f1", view=changed)["error"] == "not_found"


def test_a_file_arrives_in_the_dm(ws: Workspace, client: WebClient, ayu: Person) -> None:
    channel = client.conversations_open(users=ayu.id)["channel"]["id"]
    client.files_upload_v2(channel=channel, filename="a.ics", content="BEGIN", title="Invite", initial_comment="Here")
    [message] = ayu.dm
    assert [(file.name, file.title, file.bytes) for file in message.files] == [("a.ics", "Invite", b"BEGIN")]
    assert message.readable == "Here\n[file: a.ics]"
    assert ws.transcript[-1].text == "Here\n[file: a.ics]"


def test_a_file_needs_a_place_and_an_upload(client: WebClient, ayu: Person) -> None:
    missing = refusal(client.files_completeUploadExternal, files=[{"id": "F1", "title": "x"}], channel_id="D0AYU")
    assert missing["error"] == "file_not_found"
    lost = refusal(client.files_upload_v2, channel=ayu.id, filename="a.txt", content="x")
    assert lost["error"] == "channel_not_found"
    assert refusal(client.files_getUploadURLExternal, filename="x", length=0)["error"] == "invalid_arguments"


def test_a_response_url_is_good_for_five_answers(ws: Workspace, app: App, ayu: Person) -> None:
    urls: list[str] = []

    @app.command("/echo")
    def echo(ack: Any, command: Any) -> None:
        urls.append(command["response_url"])
        ack()

    ws.add_channel("general", members=[ayu])
    ayu.runs("/echo", channel="general")
    hook = WebhookClient(urls[0])
    assert hook.send(text="For all", response_type="in_channel").body == "ok"
    assert hook.send(text="x", blocks=[section("")]).body == "invalid_blocks"
    assert [hook.send(text=str(n)).status_code for n in range(4)] == [200, 200, 200, 404]
    assert [message.text for message in ayu.ephemerals] == ["0", "1", "2"]
    assert [message.text for message in ayu.conversation("general")] == ["For all"]
    ayu.runs("/echo")
    ws.response_url_seconds = 0
    assert "expired_url" in WebhookClient(urls[1]).send(text="late").body


def test_what_is_shown_is_what_a_person_reads(ws: Workspace, client: WebClient, ayu: Person, budi: Person) -> None:
    text = f"Hi <@{budi.id}>, see <https://x.y|this> &amp; &lt;that&gt; in <#C0GENERAL> <!date^1^{{date}}|today>"
    ws.add_channel("general")
    client.chat_postMessage(channel=ayu.id, text=text)
    assert ayu.dm[0].text == "Hi @Budi Santoso, see this & <that> in #general today"
    assert ayu.dm[0].pings == []
    client.chat_postMessage(channel=ayu.id, text="Oh <!channel>", blocks=[section("Oh <!here>")])
    assert ayu.dm[1].text == "Oh @channel"
    assert ayu.dm[1].readable == "Oh @here"
    assert ayu.dm[1].pings == ["@channel", "@here"]


def test_a_chart_and_a_table_are_read_as_words(client: WebClient, ayu: Person) -> None:
    client.chat_postMessage(channel=ayu.id, text="Status", blocks=[chart(["May", "June"]), table(1, 2)])
    assert ayu.dm[0].readable == "[chart: Sessions]\nMet: May 1, June 1\nx | x"
