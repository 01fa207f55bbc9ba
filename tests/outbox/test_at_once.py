"""Two who act at the same moment, each in a transaction of their own."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.coordination import rules as coordination
from bot.database import Base, connect, session_factory
from bot.errors import Refused
from bot.insights import rules as insights
from bot.matching import rules
from bot.models import Insight, Pair, Pairing, Programme, Role, Stage
from bot.privacy import rules as privacy
from bot.roster import organisers
from bot.sealing import KeyRing
from tests.commitments.promising import met_pair
from tests.conftest import KINDS, empty_database
from tests.factories import NOW, make_match, make_organiser, make_programme
from tests.insights.offering import done

Key = tuple[str, object]
Work = Callable[[Session], object]


@pytest.fixture(params=KINDS)
def sessions(request: pytest.FixtureRequest, tmp_path: Path, ring: KeyRing) -> Iterator[sessionmaker[Session]]:
    engine = connect(empty_database(request.param, "at_once", tmp_path, request))
    Base.metadata.create_all(engine)
    yield session_factory(engine, ring)
    engine.dispose()


def a_match(sessions: sessionmaker[Session], **changes: object) -> Key:
    """One pair of a programme that is being matched."""
    with sessions.begin() as db:
        make_organiser(db)
        pair = make_match(db, make_programme(db, stage=Stage.MATCHING), **changes)
        return pair.workspace_id, pair.id


def meanwhile(sessions: sessionmaker[Session], first: Work, second: Work) -> list[str]:
    """The second begins before the first has committed; returns why the second was refused, if it was."""
    refused: list[str] = []

    def try_it() -> None:
        try:
            with sessions.begin() as db:
                second(db)
        except Refused as refusal:
            refused.append(refusal.reason)

    thread = threading.Thread(target=try_it)
    with sessions.begin() as db:
        first(db)
        db.flush()
        thread.start()
        time.sleep(0.3)
    thread.join()
    return refused


def test_a_yes_while_the_programme_starts_is_not_forgotten(sessions: sessionmaker[Session]) -> None:
    key = a_match(sessions, state=Pairing.OFFERED, mentor_said_yes_at=NOW)

    def say_yes(db: Session) -> None:
        leader = db.get_one(Pair, key).leader.person
        rules.accept(db, *rules.offered(db, leader, db.get_one(Pair, key).id), NOW)

    def start(db: Session) -> None:
        coordination.start(db, organisers(db, key[0])[0], db.get_one(Pair, key).programme, NOW)

    assert meanwhile(sessions, say_yes, start) == []
    with sessions() as db:
        assert db.get_one(Pair, key).state == Pairing.ACTIVE


def test_two_organisers_who_start_at_once_start_it_once(sessions: sessionmaker[Session]) -> None:
    key = a_match(sessions, state=Pairing.CONFIRMED)

    def start(db: Session) -> None:
        coordination.start(db, organisers(db, key[0])[0], db.get_one(Pair, key).programme, NOW)

    assert meanwhile(sessions, start, start) == ["programme_is_running"]


@pytest.mark.parametrize("leaver", list(Role))
def test_nobody_is_asked_about_somebody_who_leaves_at_that_moment(
    sessions: sessionmaker[Session], leaver: Role
) -> None:
    key = a_match(sessions, state=Pairing.PROPOSED)

    def leave(db: Session) -> None:
        privacy.leave(db, db.get_one(Pair, key).enrolment(leaver), NOW)

    def approve(db: Session) -> None:
        pair = db.get_one(Pair, key)
        programme = db.get_one(Programme, (pair.workspace_id, pair.programme_id))
        rules.approve(db, programme, {pair.id}, NOW, by=organisers(db, key[0])[0])

    assert meanwhile(sessions, leave, approve) == ["proposals_changed"]
    with sessions() as db:
        assert db.get_one(Pair, key).state == Pairing.ENDED


def test_of_two_who_offer_a_theme_at_once_one_waits_for_a_yes(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        pair = met_pair(db)
        key, commitment = (pair.workspace_id, pair.id), done(db, pair).id

    def offer(role: Role) -> Work:
        def work(db: Session) -> None:
            pair = db.get_one(Pair, key)
            insights.may_offer(db, commitment, pair.enrolment(role).person)
            insights.offer(db, pair, role, f"The {role}'s", NOW)

        return work

    assert meanwhile(sessions, offer(Role.MENTOR), offer(Role.LEADER)) == ["theme_waits"]
    with sessions() as db:
        assert [insight.theme for insight in db.scalars(select(Insight))] == ["The mentor's"]
