"""A pair that has met, and what its leader then wrote."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.commitments import rules
from bot.commitments.rules import Promise
from bot.models import Commitment, Meeting, Pair, Sitting
from tests.meetings.booking import THURSDAY, paired

AFTER = THURSDAY + timedelta(hours=3)  # 5 March, 13:00 UTC
FRIDAY_20 = date(2026, 3, 20)
WORDS = "Ask two juniors before I answer."


def met_pair(db: Session, sessions: int = 1, **people: Any) -> Pair:
    """The first sessions were held, all on that Thursday."""
    pair = paired(db, **people)
    for meeting in pair.meetings[:sessions]:
        hold(db, meeting)
    return pair


def hold(db: Session, meeting: Meeting, starts_at: datetime = THURSDAY) -> None:
    meeting.state, meeting.starts_at, meeting.settled_at = Sitting.HELD, starts_at, starts_at + timedelta(hours=2)
    meeting.version += 1
    db.flush()


def promise(
    db: Session, pair: Pair, due_on: date = FRIDAY_20, now: datetime = AFTER, *, text: str = WORDS
) -> Commitment:
    return rules.commit(db, pair.meetings[0], Promise(text, due_on), now)
