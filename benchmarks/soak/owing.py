"""The letters of a soak: owed as a feature owes them, and counted as the database sees them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.letters import Owed, owe_all
from bot.models import Kind, Letter, Person, Post, Standing, Workspace
from bot.roster import Profile

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
    now = datetime.now(UTC)
    with sessions.begin() as db:
        people = list(db.scalars(select(Person).order_by(Person.slack_id)))
        readers = [(number, people[number % len(people)]) for number in numbers]
        kind = Kind.ORGANISER_ADDED
        owe_all(db, [Owed(kind, to, now, to, once=str(number), any_hour=True) for number, to in readers])


def undecided(reading: sessionmaker[Session]) -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(Letter).where(Letter.state.in_(UNDECIDED))) or 0


def all_letters(reading: sessionmaker[Session]) -> list[Letter]:
    with reading() as db:
        return list(db.scalars(select(Letter).order_by(Letter.key)))
