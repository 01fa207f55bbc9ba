"""A pair that has written something in every place in which one can."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.database import Base
from bot.letters import owe
from bot.models import (
    PRIVATE_KINDS,
    AddedTopic,
    AgreementVersion,
    Commitment,
    Exclusion,
    Insight,
    Kind,
    Note,
    Occasion,
    Pair,
    Role,
    TopicLevels,
)
from tests.factories import NOW, make_person
from tests.private_answers import choose_levels, reflect, say_farewell

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CLOSED = NOW + 200 * DAY


def write_everything(db: Session, pair: Pair) -> None:
    together = {"workspace_id": pair.workspace_id, "pair_id": pair.id}
    reflect(db, pair, Role.MENTOR, advising="mentor", asking="leader", load="heavy", note="Tiring.")
    pair.meetings[0].questions = "What do you see that I do not?"
    pair.reasons, pair.needs_person_at = {"topics": ["ai_tools"]}, NOW
    say_farewell(db, pair, Role.LEADER)
    agree(db, pair)
    ours = {"workspace_id": pair.workspace_id, "programme_id": pair.programme_id}
    for occasion in Occasion:
        db.add(Note(**ours, author_id=pair.leader.person_id, occasion=occasion, text="Thank you.", written_at=NOW))
    promise = {"text": "Ask first.", "due_on": date(2026, 6, 5), "made_at": NOW}
    db.add(Commitment(**together, **promise, meeting_id=pair.meetings[0].id))
    db.add(Insight(**ours, theme="Ask earlier", change="We ask first", on_board_since=date(2026, 5, 1)))
    db.add(Insight(**ours, pair_id=pair.id, theme="Still waits for a yes"))
    db.add(Exclusion(workspace_id=pair.workspace_id, enrolment_id=pair.mentor_id, person_id=make_person(db).id))
    for kind in (*PRIVATE_KINDS, Kind.INTRODUCTION):
        owe(db, kind, pair, NOW, to=pair.mentor.person)
    db.flush()


def agree(db: Session, pair: Pair) -> None:
    assert pair.agreement is not None
    keys = {"workspace_id": pair.workspace_id, "agreement_id": pair.agreement.id}
    choose_levels(db, pair, Role.MENTOR)
    db.scalars(select(TopicLevels).filter_by(**keys)).one().added = "[]"
    db.add(AddedTopic(**keys, position=0, name="My side business"))
    db.add(AgreementVersion(**keys, version=1, cause="terms", stop_word="kiwi", place="the park", made_at=NOW))


def count(db: Session, model: type[Base]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0
