"""Trigger ids: good for three seconds and for one use."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.errors import SlackError

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.views import OpenView
    from sandbox.workspace import Workspace


@dataclass(eq=False)
class Trigger:
    person: "Person"
    view: "OpenView | None"  # the modal or home in which it was made
    born: float
    used: bool = False


class Triggers:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self._issued: dict[str, Trigger] = {}

    def issue(self, person: "Person", view: "OpenView | None" = None) -> str:
        trigger_id = self.workspace.ids.trigger()
        self._issued[trigger_id] = Trigger(person, view, time.monotonic())
        return trigger_id

    def look_up(self, trigger_id: str) -> Trigger:
        """The trigger, still usable; raises Slack's error when it is not."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self.workspace.trigger_seconds:
            raise SlackError("expired_trigger_id")
        return trigger
