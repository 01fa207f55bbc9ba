"""views.*: modals and App Home."""

from typing import TYPE_CHECKING

from sandbox.api.arguments import Arguments
from sandbox.errors import Json, SlackError, invalid
from sandbox.views import OpenView

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


def open_view(workspace: "Workspace", arguments: Arguments) -> Json:
    trigger = workspace.triggers.look_up(arguments.required("trigger_id"))
    view = workspace.views.open(trigger.person, _content(arguments))
    trigger.used = True
    return _shown(view)


def push(workspace: "Workspace", arguments: Arguments) -> Json:
    """Only upon what happened inside an open modal."""
    trigger = workspace.triggers.look_up(arguments.required("trigger_id"))
    if trigger.view is None or not workspace.views.is_open(trigger.view):
        raise SlackError("invalid_trigger_id")
    view = workspace.views.push(trigger.person, _content(arguments))
    trigger.used = True
    return _shown(view)


def update(workspace: "Workspace", arguments: Arguments) -> Json:
    view = _found(workspace, arguments)
    if arguments.values.get("hash") and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    return _shown(workspace.views.update(view, _content(arguments)))


def publish(workspace: "Workspace", arguments: Arguments) -> Json:
    person = workspace.people_by_id.get(arguments.required("user_id"))
    if person is None or person.bot:
        raise SlackError("user_not_found")
    if not workspace.manifest.app_home.get("home_tab_enabled"):
        raise SlackError("not_enabled")
    if person.deactivated:
        raise SlackError("account_inactive")
    content, expected = _content(arguments), arguments.values.get("hash")
    return _shown(workspace.views.publish(person, content, expected))


def _found(workspace: "Workspace", arguments: Arguments) -> OpenView:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise invalid("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    if view_id:
        return workspace.views.find(lambda view: view.id == view_id)
    return workspace.views.find(lambda view: view.content.get("external_id") == external_id)


def _content(arguments: Arguments) -> Json:
    view = arguments.structure("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise invalid("invalid_arguments", ["[ERROR] missing required field: view"])
    return {name: value for name, value in view.items() if value is not None}


def _shown(view: OpenView) -> Json:
    return {"ok": True, "view": view.as_json()}
