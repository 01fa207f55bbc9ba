"""How the tests' app opens its form and answers it."""

from typing import Any

from slack_bolt import App


def opens(app: App, *views: dict[str, Any]) -> None:
    """/form opens these views, each on top of the one before."""
    waiting = list(views)

    @app.command("/form")
    def form(ack: Any, client: Any, command: Any) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=waiting.pop(0))
        ack()

    @app.action("press_next")
    def further(ack: Any, client: Any, body: Any) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=waiting.pop(0))
        ack()


def answers(app: App, **response: Any) -> list[Any]:
    """The form's submission is answered so; gives the bodies that arrived."""
    seen: list[Any] = []

    @app.view("form")
    def submitted(ack: Any, body: Any) -> None:
        seen.append(body)
        ack(**response)

    return seen


def state(body: Any) -> Any:
    return body["view"]["state"]["values"]
