"""users.*: who is there."""

from typing import TYPE_CHECKING

from sandbox.api.arguments import Arguments
from sandbox.api.conversations import page_of
from sandbox.errors import Json, SlackError

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


def info(workspace: "Workspace", arguments: Arguments) -> Json:
    person = workspace.people_by_id.get(arguments.required("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": person.as_json(with_locale=arguments.flag("include_locale"))}


def everybody(workspace: "Workspace", arguments: Arguments) -> Json:
    """Bots, guests, the deactivated and Slackbot (who says that he is no bot) included."""
    locale = arguments.flag("include_locale")
    people = [person.as_json(with_locale=locale) for person in workspace.people_by_id.values()]
    return {**page_of([*people, _slackbot(workspace)], arguments, "members"), "cache_ts": 1}


def _slackbot(workspace: "Workspace") -> Json:
    return {
        "id": "USLACKBOT",
        "team_id": workspace.team_id,
        "name": "slackbot",
        "real_name": "Slackbot",
        "deleted": False,
        "is_bot": False,
        "is_app_user": False,
        "is_restricted": False,
        "is_admin": False,
        "tz": "America/Los_Angeles",
        "profile": {"title": "", "real_name": "Slackbot", "display_name": "Slackbot"},
    }
