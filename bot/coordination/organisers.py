"""Who organises, and which programmes an organiser is shown."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import programmes, roster
from bot.errors import Refused
from bot.letters import owe
from bot.models import Kind, Organiser, Person, Programme, Stage

MOST_SHOWN = 6  # programmes in one answer: a message holds 50 blocks


def claim(db: Session, person: Person, now: datetime) -> Organiser:
    """A workspace admin may become the first organiser, and may do nothing else by being an admin."""
    if roster.organisers(db, person.workspace_id):
        raise Refused("organisers_exist")
    if not person.admin:
        raise Refused("not_an_admin")
    organiser = Organiser(workspace_id=person.workspace_id, person_id=person.id, since=now)
    db.add(organiser)
    roster.note(db, person, "organisers_claimed", about=person.slack_id, now=now)
    owe(db, Kind.ORGANISER_ADDED, person, now, to=person, any_hour=True)
    return organiser


def to_show(db: Session, organiser: Person, name: str) -> list[Programme]:
    """The one named, else those that are not closed, else the one that closed last; the newest first."""
    if name:
        return [programmes.choose(db, organiser.workspace_id, name, list(Stage))]
    newest = list(reversed(programmes.in_workspace(db, organiser.workspace_id)))
    return [one for one in newest if one.stage != Stage.CLOSED][:MOST_SHOWN] or newest[:1]


def to_share(db: Session, organiser: Person, name: str) -> list[Programme]:
    """As `to_show`, without drafts unless one is named: nobody hears of a programme before it opens."""
    return [one for one in to_show(db, organiser, name) if name or one.stage != Stage.DRAFT]
