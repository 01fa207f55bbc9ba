"""Each row of the table in docs/running.md: what organisers see, and never see."""

import json

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.coordination import census, figures, rounds, rules
from bot.letters import owe
from bot.models import Commitment, Farewell, Kind, Pair, Person, Post, Programme, Role, Stage
from bot.said import Said
from tests.factories import NOW, make_pair, make_programme
from tests.fitting import said
from tests.private_answers import SECRETS, Secret, reflect

CANARY = "CANARY"


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db, stage=Stage.RUNNING, started_at=NOW)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("secret", SECRETS.values(), ids=list(SECRETS))
def test_an_organiser_sees_the_same_whatever_somebody_answers_in_private(
    db: Session, orla: Person, role: Role, secret: Secret
) -> None:
    pair = make_pair(db)
    reflect(db, pair, role.partner, advising="even", asking="leader")
    before = seen(db, pair, orla)
    secret(db, pair, role)
    assert seen(db, pair, orla) == before


def test_an_organiser_reads_neither_the_word_nor_the_place_nor_a_commitment(db: Session, orla: Person) -> None:
    pairs = [make_pair(db)]
    pairs += [make_pair(db, pairs[0].programme) for _ in range(5)]
    for pair in pairs:
        assert pair.agreement is not None
        pair.agreement.stop_word = pair.agreement.place = CANARY
        commit(db, pair)
    text = seen(db, pairs[0], orla)
    assert "Commitments of all pairs" in text
    assert CANARY not in text


@pytest.mark.parametrize("state", [Post.SENDING, Post.FAILED])
@pytest.mark.parametrize("kind", [Kind.FELT_HEAVY, Kind.GO_ON_TOGETHER])
def test_a_letter_that_a_private_answer_brought_is_not_counted(
    db: Session, orla: Person, kind: Kind, state: Post
) -> None:
    pair = make_pair(db)
    before = seen(db, pair, orla)
    owe(db, kind, pair.meetings[0], NOW, to=pair.mentor.person).state = state
    assert seen(db, pair, orla) == before
    owe(db, Kind.BOOKING, pair.meetings[0], NOW, to=pair.leader.person).state = state
    assert seen(db, pair, orla) != before


def test_only_the_mentors_yes_says_that_they_would_welcome_somebody(db: Session, orla: Person) -> None:
    pair = make_pair(db)
    for number in (1, 2):
        reflect(db, pair, Role.MENTOR, number=number, load="heavy", note=CANARY)
    assert "would welcome" not in seen(db, pair, orla)
    pair.needs_person_at = NOW
    assert f"• <@{pair.mentor.person.slack_id}>: would welcome a conversation" in seen(db, pair, orla)


def test_an_organiser_who_is_the_leader_of_the_pair_does_not_read_it(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme)
    leader = pair.leader.person
    before = seen(db, pair, leader)
    pair.needs_person_at = NOW
    assert seen(db, pair, leader) == before


def test_a_closed_round_says_when_its_last_figure_comes_and_then_shows_it(
    db: Session, orla: Person, programme: Programme
) -> None:
    pairs = [make_pair(db, programme) for _ in range(5)]
    for pair in pairs:
        reflect(db, pair, Role.MENTOR, advising="mentor", asking="leader")
    rules.close(db, orla, programme, NOW)
    text = seen(db, pairs[0], orla)
    assert "Roles held in most sessions, as people said themselves." in text
    assert "the figure stands here from Sunday 14 June on." in text
    for pair in pairs:
        lasted(db, pair)
    rounds.publish_lasting(sessions(db), rounds.answered_by(programme))
    text = seen(db, pairs[0], orla)
    assert "Three months later, most people said that something had lasted." in text
    assert "the figure stands here" not in text


def test_of_a_running_programme_no_figure_is_shown(db: Session, orla: Person) -> None:
    pair = make_pair(db)
    reflect(db, pair, Role.MENTOR, advising="mentor", asking="leader")
    assert "Roles held" not in seen(db, pair, orla)


def seen(db: Session, pair: Pair, organiser: Person) -> str:
    """All that an organiser reads of the programme, and in what it is drawn."""
    db.flush()
    db.expire_all()
    blocks = figures.status(census.take(db, pair.programme, NOW), organiser)
    return said(Said(blocks)) + json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


def sessions(db: Session) -> sessionmaker[Session]:
    return sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")


def commit(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": pair.meetings[0].id}
    db.add(Commitment(**keys, text=CANARY, due_on=NOW.date(), made_at=NOW))


def lasted(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "person_id": pair.mentor.person_id}
    db.add(Farewell(**keys, lasting="yes", answered_at=NOW))
    db.flush()
