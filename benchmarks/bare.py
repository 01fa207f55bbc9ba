"""A Bolt app as Bolt's documentation shows one, with as many listeners: one read, one write, the form, the ack."""

import uuid
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.models import Inbound, Person
from sandbox import Workspace

Json = dict[str, Any]


def bare(ws: Workspace, sessions: sessionmaker[Session], view: Json, listeners: int) -> App:
    """Its listeners run before the answer, as ours do."""
    app = App(client=client_of(ws), signing_secret=ws.signing_secret, process_before_response=True)

    def join(ack: Ack, body: Json, client: WebClient) -> None:
        with sessions.begin() as db:
            db.scalars(select(Person).where(Person.slack_id == body["user_id"])).one()
            db.add(Inbound(workspace_id=body["team_id"], key=uuid.uuid4().hex, at=datetime.now(UTC)))
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.command("/rm-join")(join)
    crowd(app, listeners)
    return app


def by_default(ws: Workspace, listeners: int) -> App:
    """As Bolt is unless told otherwise: the listener runs in a thread, and its acknowledgement is waited for."""
    app = App(client=client_of(ws), signing_secret=ws.signing_secret)
    app.command("/rm-join")(acknowledge)
    crowd(app, listeners)
    return app


def acknowledge(ack: Ack) -> None:
    ack("Join with `/rm-join`.")


def crowd(app: App, listeners: int) -> None:
    for number in range(listeners - 1):
        app.action(f"button_{number}")(acknowledge)


def client_of(ws: Workspace) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url)
