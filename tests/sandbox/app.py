"""A tiny real Bolt app, served by waitress, that the workspace's tests talk to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress import wasyncore
from waitress.server import create_server

from sandbox import Workspace


def bolt_app(ws: Workspace, **options: Any) -> App:
    client = WebClient(token=ws.bot_token, base_url=ws.api_url)
    return App(client=client, signing_secret=ws.signing_secret, process_before_response=True, **options)


@contextmanager
def served(app: App) -> Iterator[str]:
    """The address of the app's events while it is served over HTTP."""
    sockets: dict[int, Any] = {}
    server = create_server(SlackRequestHandler(app), map=sockets, host="127.0.0.1", port=0, threads=4)
    done = threading.Event()
    thread = threading.Thread(target=_serve, args=(sockets, done), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/slack/events"
    done.set()
    thread.join()
    server.close()
    server.task_dispatcher.shutdown()


def _serve(sockets: dict[int, Any], done: threading.Event) -> None:
    while not done.is_set():
        wasyncore.loop(timeout=0.02, map=sockets, count=1)
    wasyncore.close_all(sockets)


def text_input(label: str, block_id: str, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": {"type": "plain_text_input", "action_id": "value", **element},
    }


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks),
        **fields,
    }


def section(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def buttons(*texts: str, block_id: str = "buttons") -> dict[str, Any]:
    elements = [
        {
            "type": "button",
            "action_id": f"press_{text.lower()}",
            "value": text,
            "text": {"type": "plain_text", "text": text},
        }
        for text in texts
    ]
    return {"type": "actions", "block_id": block_id, "elements": elements}
