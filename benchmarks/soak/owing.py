"""The letters of a soak: owed as a feature owes them, and counted as the database sees them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.letters import owe
from bot.models import Kind, Letter, Person, Post, Standing, Workspace
from bot.roster import Profile

AT_ONCE = 250  # a transaction: on SQLite the senders wait for it
UNDECIDED = (Post.WAITING, Post.SENDING)


def settle_people(sessions: sessionmaker[Session], workspace_id: str, slack_ids: Iterable[str]) -> None:
    now = datetime.now(UTC)
    with sessions.begin() as db:
        db.add(Workspace(id=workspace_id, name="Soak", bot_user_id="", installed_at=now))
        db.flush()
        for slack_id in slack_ids:
            profile = Profile(slack_id, slack_id.title(), "", "UTC", "en-US", Standing.MEMBER, admin=False)
            roster.remember(db, workspace_id, profile, now)


def owe_letters(sessions: sessionmaker[Session], numbers: range) -> None:
    """One each, to one person after the other, due now, at any hour; a kind that needs no other rows."""
    for first in range(numbers.start, numbers.stop, AT_ONCE):
        with sessions.begin() as db:
            people = list(db.scalars(select(Person).order_by(Person.slack_id)))
            for number in range(first, min(first + AT_ONCE, numbers.stop)):
                to = people[number % len(people)]
                owe(db, Kind.ORGANISER_ADDED, to, datetime.now(UTC), to=to, once=str(number), any_hour=True)


def undecided(reading: sessionmaker[Session]) -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(Letter).where(Letter.state.in_(UNDECIDED))) or 0


def all_letters(reading: sessionmaker[Session]) -> list[Letter]:
    with reading() as db:
        return list(db.scalars(select(Letter).order_by(Letter.key)))
