"""What is published of a round that is over: for how many people, how exactly, and once."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from bot.coordination import rounds, rules
from bot.models import Farewell, Figure, Met, Pair, Pairing, Person, Programme, Reflection, Role, Stage
from tests.factories import NOW, make_enrolment, make_pair, make_programme

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
OVER = NOW + 104 * DAY


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db, stage=Stage.RUNNING, started_at=NOW)


@pytest.fixture
def closed(db: Session) -> Programme:
    return make_programme(db, stage=Stage.CLOSED, started_at=NOW, closed_at=NOW)


@pytest.fixture
def lent(db: Session) -> sessionmaker[Session]:
    """Sessions whose commits end in the test's own transaction."""
    return sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")


@pytest.mark.parametrize(("people", "shown"), [(0, None), (4, None), (5, {"band": "most"}), (9, {"band": "most"})])
def test_fewer_than_five_people_have_no_figure(
    db: Session, programme: Programme, people: int, shown: dict[str, Any] | None
) -> None:
    figure = publish(db, programme, [(uuid.uuid4(), True) for _ in range(people)])
    assert (figure.people, figure.shown, figure.published_at) == (people, shown, NOW)


def test_many_answers_of_one_person_are_one_person(db: Session, programme: Programme) -> None:
    one = uuid.uuid4()
    assert publish(db, programme, [(one, True)] * 30).shown is None


@pytest.mark.parametrize(
    ("yes", "band"), [(10, "most"), (6, "most"), (5, "half"), (4, "half"), (3, "fewer"), (0, "fewer")]
)
def test_a_few_people_have_a_band(yes: int, band: str) -> None:
    assert rounds.share([True] * yes + [False] * (10 - yes), 9) == {"band": band}


@pytest.mark.parametrize(
    ("yes", "percent"),
    [(100, 90), (95, 90), (85, 90), (84, 80), (75, 80), (74, 70), (50, 50), (15, 20), (14, 10), (5, 10), (0, 10)],
)
def test_ten_people_have_a_figure_to_the_nearest_ten_that_never_tells_of_all_or_nobody(yes: int, percent: int) -> None:
    assert rounds.share([True] * yes + [False] * (100 - yes), 10) == {"percent": percent}


def test_how_often_roles_held_is_published_as_the_programme_closes(
    db: Session, programme: Programme, orla: Person
) -> None:
    pairs = [make_pair(db, programme) for _ in range(3)]
    for pair in pairs:
        answer(db, pair, Role.MENTOR, "mentor", "leader")
        answer(db, pair, Role.LEADER, "leader", "leader")
    rules.close(db, orla, programme, NOW)
    assert stored(db, programme) == {"roles_held": (6, {"band": "half"})}


def test_an_answer_after_the_close_and_one_erased_change_nothing(
    db: Session, programme: Programme, orla: Person
) -> None:
    pairs = [make_pair(db, programme) for _ in range(5)]
    for pair in pairs:
        answer(db, pair, Role.MENTOR, "mentor", "leader")
    rules.close(db, orla, programme, NOW)
    before = stored(db, programme)
    db.execute(delete(Reflection))
    answer(db, pairs[0], Role.LEADER, "leader", "leader")
    rounds.publish_roles_held(db, programme, NOW + DAY)
    assert stored(db, programme) == before == {"roles_held": (5, {"band": "most"})}


def test_a_programme_that_never_began_has_no_figures(db: Session, orla: Person, lent: sessionmaker[Session]) -> None:
    programme = make_programme(db)
    rules.close(db, orla, programme, NOW)
    assert rounds.publish_lasting(lent, OVER) == 0
    assert stored(db, programme) == {}


def test_what_lasted_is_published_once_and_two_weeks_after_the_question(
    db: Session, closed: Programme, lent: sessionmaker[Session]
) -> None:
    for word in ("yes", "partly", "no", "yes", "yes"):
        lasted(db, closed, word, OVER - SECOND)
    assert rounds.publish_lasting(lent, OVER - SECOND) == 0
    assert stored(db, closed) == {}
    assert [rounds.publish_lasting(lent, OVER) for _ in range(2)] == [1, 0]
    assert stored(db, closed) == {"lasting": (5, {"band": "most"})}


def test_an_answer_that_comes_later_never_counts_however_late_one_looks(
    db: Session, closed: Programme, lent: sessionmaker[Session]
) -> None:
    for number in range(5):
        lasted(db, closed, "yes", OVER - SECOND if number else OVER)
    rounds.publish_lasting(lent, OVER + 30 * DAY)
    assert stored(db, closed) == {"lasting": (4, None)}


def test_only_a_word_about_what_lasted_is_an_answer(db: Session, closed: Programme) -> None:
    lasted(db, closed, None, NOW)
    lasted(db, make_programme(db, stage=Stage.CLOSED, closed_at=NOW), "yes", NOW)
    assert rounds.lasting(db, closed) == []


def publish(db: Session, programme: Programme, answers: list[rounds.Answer]) -> Figure:
    rounds.publish(db, programme, "roles_held", answers, NOW)
    return rounds.published(db, programme)["roles_held"]


def stored(db: Session, programme: Programme) -> dict[str, tuple[int, dict[str, Any] | None]]:
    db.expire_all()
    found = db.scalars(select(Figure).where(Figure.programme_id == programme.id))
    return {figure.key: (figure.people, figure.shown) for figure in found}


def answer(db: Session, pair: Pair, role: Role, advising: str | None, asking: str | None) -> None:
    keys = {"workspace_id": pair.workspace_id, "meeting_id": pair.meetings[0].id}
    told = {"advising": advising, "asking": asking, "met": Met.YES, "meeting_version": 0, "answered_at": NOW}
    db.add(Reflection(**keys, person_id=pair.enrolment(role).person_id, **told))
    db.flush()


def lasted(db: Session, programme: Programme, word: str | None, at: datetime) -> None:
    mentor = make_enrolment(db, programme)
    pair = make_pair(db, programme, mentor=mentor, state=Pairing.ENDED)
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "person_id": mentor.person_id}
    db.add(Farewell(**keys, lasting=word, answered_at=at))
    db.flush()
