"""Who is there, as the Web API tells it."""

from slack_sdk import WebClient

from sandbox import Person, Workspace
from tests.sandbox.app import section, text_input
from tests.sandbox.refusals import refusal


def test_people_are_told_as_slack_tells_of_them(ws: Workspace, client: WebClient, ayu: Person) -> None:
    ws.add_person("gone", deactivated=True)
    user = client.users_info(user=ayu.id, include_locale=True)["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Jakarta", 25200, "id-ID")
    assert (user["profile"]["title"], user["is_bot"], user["is_restricted"]) == ("Analyst", False, False)
    assert "locale" not in client.users_info(user=ayu.id)["user"]
    gone = client.users_info(user="U0GONE")["user"]
    assert (gone["deleted"], "tz" in gone) == (True, False)
    assert refusal(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


def test_everybody_includes_the_bots_the_gone_and_slackbot(ws: Workspace, client: WebClient, ayu: Person) -> None:
    first = client.users_list(limit=2)
    assert [user["id"] for user in first["members"]] == [ws.bot_user_id, ayu.id]
    rest = client.users_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [user["id"] for user in rest["members"]] == ["USLACKBOT"]
    assert rest["response_metadata"]["next_cursor"] == ""


def test_a_picker_starts_only_with_somebody_active(ws: Workspace, client: WebClient, ayu: Person) -> None:
    ws.add_person("gone", deactivated=True)
    blocks = [section("Who?", accessory={"type": "users_select", "action_id": "who", "initial_user": "U0GONE"})]
    assert refusal(client.chat_postMessage, channel=ayu.id, text="x", blocks=blocks)["error"] == "invalid_blocks"
    home = {"type": "home", "blocks": [text_input("Who?", "who", type="users_select", initial_user="U0NOBODY")]}
    assert refusal(client.views_publish, user_id=ayu.id, view=home)["error"] == "invalid_arguments"
