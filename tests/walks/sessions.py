"""Ayu and Lena have signed, and Lena is asked for the date of their first session."""

from datetime import datetime

from sqlalchemy import select

from bot.models import Agreement, Meeting
from bot.pairs import ask_to_book
from sandbox import Workspace
from sandbox.conversations import Message
from sandbox.rehearsal import Rehearsal
from tests.walks.paired import introduce

FIRST_OFFERED = "Monday 9 March, 10:00 (Berlin)"


def ready_to_book(walk: Rehearsal) -> None:
    introduce(walk)
    with walk.house.sessions.begin() as db:
        agreement = db.scalars(select(Agreement)).one()
        agreement.version = agreement.mentor_signed_version = agreement.leader_signed_version = 1
        ask_to_book(db, agreement.pair.meetings[0], walk.now)
    walk.tick()


def booked(walk: Rehearsal, ws: Workspace) -> None:
    """Lena has taken the first of the three times."""
    ready_to_book(walk)
    ws.person("lena").presses(FIRST_OFFERED)
    walk.tick()


def meeting(walk: Rehearsal, number: int = 1) -> Meeting:
    with walk.house.reading() as db:
        return db.scalars(select(Meeting).where(Meeting.number == number)).one()


def newest(ws: Workspace, handle: str) -> str:
    return str(ws.person(handle).dm[-1].readable)


def about(ws: Workspace, handle: str, words: str) -> Message:
    """The newest message to somebody with these words."""
    return [message for message in ws.person(handle).dm if words in message.readable][-1]


def window(ws: Workspace, handle: str) -> str:
    modal = ws.person(handle).modal
    assert modal is not None
    return modal.text


def starts_at(walk: Rehearsal) -> datetime:
    moment = meeting(walk).starts_at
    assert moment is not None
    return moment
