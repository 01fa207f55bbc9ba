"""The figures of a round that is over: computed once from what people answered in private, and kept as they are.

Nobody's answer follows from one: there is none below a number of people, only a band for a few, never all or nobody.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.books import book_of
from bot.coaching import held_sessions
from bot.database import insert_once
from bot.models import Farewell, Figure, Pair, Programme, Stage

ROLES_HELD, LASTING = "roles_held", "lasting"
FEW = 10  # below this many people a figure is a band
ANSWERED_WITHIN = timedelta(days=14)  # after the question whether it lasted

Answer = tuple[uuid.UUID, bool]  # who gave it, and whether it is a yes


def publish(db: Session, programme: Programme, key: str, answers: Sequence[Answer], now: datetime) -> None:
    """Once: whoever answers, changes or erases an answer later does not change the figure."""
    people = len({person_id for person_id, _ in answers})
    fewest = book_of(programme).fewest_in_an_average
    insert_once(
        db,
        Figure,
        workspace_id=programme.workspace_id,
        id=uuid.uuid4(),
        programme_id=programme.id,
        key=key,
        people=people,
        shown=None if people < fewest else share([yes for _, yes in answers], people),
        published_at=now,
    )


def share(answers: Sequence[bool], people: int) -> dict[str, Any]:
    """For a few people {"band": "most", "half" or "fewer"}, else {"percent": 10, 20 … 90}: "all" is never told."""
    number, yes = len(answers), sum(answers)
    if people < FEW:
        return {"band": "most" if yes * 10 >= number * 6 else "half" if yes * 10 >= number * 4 else "fewer"}
    nearest = (yes * 20 + number) // (number * 2) * 10
    return {"percent": min(max(nearest, 10), 90)}


def publish_roles_held(db: Session, programme: Programme, now: datetime) -> None:
    """As a programme closes: by each answerer's own account; what is answered afterwards does not count."""
    publish(db, programme, ROLES_HELD, held_sessions(db, programme), now)


def publish_lasting(sessions: sessionmaker[Session], now: datetime) -> int:
    """What people said three months later, once the time to say it is over; returns for how many programmes."""
    with sessions.begin() as db:
        over = [programme for programme in unpublished(db) if answered_by(programme) <= now]
        for programme in over:
            publish(db, programme, LASTING, lasting(db, programme), now)
    return len(over)


def unpublished(db: Session) -> Sequence[Programme]:
    """The programmes of every workspace that have closed after they had begun, and have no such figure yet."""
    there = select(Figure.id).where(
        Figure.workspace_id == Programme.workspace_id, Figure.programme_id == Programme.id, Figure.key == LASTING
    )
    over = (Programme.stage == Stage.CLOSED, Programme.started_at.is_not(None), Programme.closed_at.is_not(None))
    return db.scalars(select(Programme).where(*over, ~there.exists()).order_by(Programme.closed_at)).all()


def answered_by(programme: Programme) -> datetime:
    """The moment after which no answer counts: whenever one looks, the figure is the same."""
    asked_at = (programme.closed_at or programme.created_at) + timedelta(days=book_of(programme).followup_days)
    return asked_at + ANSWERED_WITHIN


def lasting(db: Session, programme: Programme) -> list[Answer]:
    """Whether something lasted, if only in part."""
    mine = (Pair.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    ours = (Farewell.workspace_id == programme.workspace_id, Farewell.answered_at < answered_by(programme))
    found = db.scalars(select(Farewell).join(Farewell.pair).where(*mine, *ours, Farewell.lasting_sealed.is_not(None)))
    return [(one.person_id, one.lasting != "no") for one in found]


def published(db: Session, programme: Programme) -> dict[str, Figure]:
    mine = (Figure.workspace_id == programme.workspace_id, Figure.programme_id == programme.id)
    return {figure.key: figure for figure in db.scalars(select(Figure).where(*mine))}
