"""Joining, stopping, coming back, and which programme it is about."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.enrolment import rules
from bot.enrolment.forms import draw_consent
from bot.errors import Refused
from bot.models import Enrolment, Exclusion, Goal, Joining, Kind, Letter, Post, Stage, Standing
from bot.playbooks import source_of
from bot.roster import Visitor
from tests.enrolment.drafts import begin, fill_in, finished, work
from tests.factories import NOW, make_edition, make_enrolment, make_person, make_programme, make_workspace, visitor
from tests.questions import asked

LATER = NOW + timedelta(hours=1)


def letters(db: Session, enrolment: Enrolment) -> dict[str, Letter]:
    """By kind; the newest where there are several."""
    found = db.scalars(select(Letter).where(Letter.enrolment_id == enrolment.id).order_by(Letter.due_at))
    return {letter.kind: letter for letter in found}


def refusal(act: object, *arguments: object) -> str:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.reason


def test_joining_thanks_and_drops_the_reminder(db: Session) -> None:
    enrolment = finished(db)
    rules.join(db, enrolment, LATER)
    assert (enrolment.state, enrolment.joined_at) == (Joining.JOINED, LATER)
    owed = letters(db, enrolment)
    assert (owed[Kind.JOINED].due_at, owed[Kind.JOINED].any_hour) == (LATER, True)
    db.refresh(owed[Kind.ONBOARDING_REMINDER])
    assert (owed[Kind.ONBOARDING_REMINDER].state, owed[Kind.ONBOARDING_REMINDER].reason) == (Post.DROPPED, "joined")


def test_nobody_joins_twice_or_with_a_step_open(db: Session) -> None:
    enrolment = begin(db)
    assert refusal(rules.join, db, enrolment, NOW) == "steps_open"
    rules.join(db, fill_in(db, enrolment), NOW)
    assert refusal(rules.join, db, enrolment, LATER) == "joined_already"
    assert enrolment.joined_at == NOW


def test_stopping_half_way_deletes_everything_that_was_answered(db: Session) -> None:
    enrolment = finished(db)
    rules.set_work(db, enrolment, work(exclusions=("U0RIVAL",)), NOW)
    rules.stop(db, enrolment, LATER)
    assert (enrolment.state, enrolment.left_at) == (Joining.LEFT, LATER)
    db.expire_all()
    kept = {"workspace_id", "id", "programme_id", "person_id", "state", "started_at", "left_at"}
    columns = {column.key: getattr(enrolment, column.key) for column in inspect(Enrolment).column_attrs}
    assert not any(value for name, value in columns.items() if name not in kept)
    assert db.scalars(select(Goal).where(Goal.enrolment_id == enrolment.id)).all() == []
    assert db.scalars(select(Exclusion).where(Exclusion.enrolment_id == enrolment.id)).all() == []


def test_stopping_drops_the_reminder_and_redraws_the_message(db: Session) -> None:
    enrolment = begin(db)
    owed = letters(db, enrolment)
    owed[Kind.ONBOARDING].state, owed[Kind.ONBOARDING].ts = Post.SENT, "1.1"
    rules.stop(db, enrolment, LATER)
    db.refresh(owed[Kind.ONBOARDING_REMINDER])
    assert owed[Kind.ONBOARDING_REMINDER].state == Post.DROPPED
    assert owed[Kind.ONBOARDING].state == Post.WAITING


def test_stopping_twice_or_after_joining_changes_nothing(db: Session) -> None:
    enrolment = begin(db)
    rules.stop(db, enrolment, NOW)
    assert refusal(rules.stop, db, enrolment, LATER) == "no_longer_joining"
    joined = make_enrolment(db, make_programme(db))
    assert refusal(rules.stop, db, joined, LATER) == "leave_instead"
    assert joined.why


def test_whoever_left_begins_afresh_in_the_same_row(db: Session) -> None:
    enrolment = finished(db)
    rules.join(db, enrolment, NOW)
    enrolment.state, enrolment.left_at = Joining.LEFT, NOW  # as /rm-me leave does
    again = rules.consent(db, enrolment.person, enrolment.programme, LATER)
    assert (again.id, again.state, again.started_at) == (enrolment.id, Joining.DRAFT, LATER)
    assert (again.joined_at, again.left_at, again.why, again.goals) == (None, None, None, [])
    assert letters(db, enrolment)[Kind.ONBOARDING].due_at == LATER
    rules.join(db, fill_in(db, again), LATER + timedelta(minutes=5))
    assert len(db.scalars(select(Letter).where(Letter.kind == Kind.JOINED)).all()) == 2


def test_the_programmes_that_rm_join_could_mean(db: Session) -> None:
    person = make_person(db)
    for stage in Stage:
        make_programme(db, stage=stage, name=stage)
    make_enrolment(db, make_programme(db, stage=Stage.RUNNING, name="mine"), person=person)
    make_programme(db, workspace_id=make_workspace(db, "T0OTHER").id, name="of another workspace")
    who, found = rules.choices(db, visitor(person))
    assert who is person
    assert {programme.name: part and part.person for programme, part in found} == {
        "open": None,
        "matching": None,
        "mine": person,
    }


@pytest.mark.parametrize(
    ("stage", "reason"),
    [(Stage.DRAFT, "nothing_to_join"), (Stage.CLOSED, "nothing_to_join"), (Stage.RUNNING, "too_late")],
)
def test_where_nothing_can_be_joined_it_says_why(db: Session, stage: Stage, reason: str) -> None:
    make_programme(db, stage=stage)
    person = make_person(db)
    assert refusal(rules.choices, db, visitor(person)) == reason


def test_whoever_joins_waits_for_one_question(db: Session) -> None:
    make_edition(db, source_of("core-6"))
    make_programme(db, stage=Stage.OPEN)
    somebody = visitor(make_person(db))
    with asked(db) as questions:
        _, [(programme, _)] = rules.choices(db, somebody)
        draw_consent(programme, "en")
    assert len(questions) == 1


@pytest.mark.parametrize("standing", [*sorted(set(Standing) - {Standing.MEMBER}), None])
def test_who_is_no_member_joins_nothing(db: Session, standing: Standing | None) -> None:
    make_programme(db, stage=Stage.OPEN)
    if standing:
        make_person(db, slack_id="U1", standing=standing)
    assert refusal(rules.choices, db, Visitor("T0RM", "U1")) == "not_a_member"


def test_a_programme_that_started_or_closed_meanwhile_is_refused(db: Session) -> None:
    enrolment = finished(db)
    enrolment.programme.stage = Stage.RUNNING
    assert refusal(rules.own, db, enrolment.person, enrolment.id) == "too_late"
    assert refusal(rules.programme_to_join, db, enrolment.person, enrolment.programme_id) == "too_late"
    enrolment.programme.stage = Stage.CLOSED
    assert refusal(rules.own, db, enrolment.person, enrolment.id) == "programme_closed"


def test_whoever_has_joined_changes_answers_while_it_runs(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db, stage=Stage.RUNNING))
    assert rules.own(db, enrolment.person, enrolment.id) is enrolment
    assert rules.programme_to_join(db, enrolment.person, enrolment.programme_id) is enrolment.programme


def test_somebody_elses_answers_and_unknown_ids_are_refused(db: Session) -> None:
    enrolment, stranger = begin(db), make_person(db)
    elsewhere = make_person(db, workspace_id=make_workspace(db, "T0OTHER").id)
    assert refusal(rules.own, db, stranger, enrolment.id) == "not_your_answers"
    assert refusal(rules.own, db, elsewhere, enrolment.id) == "not_your_answers"
    assert refusal(rules.own, db, stranger, uuid.uuid4()) == "not_your_answers"
    assert refusal(rules.programme_to_join, db, elsewhere, enrolment.programme_id) == "nothing_to_join"


def test_whoever_left_has_no_answers_to_change(db: Session) -> None:
    enrolment = begin(db)
    rules.stop(db, enrolment, NOW)
    assert refusal(rules.own, db, enrolment.person, enrolment.id) == "no_longer_joining"
    assert rules.found(db, enrolment.person, enrolment.id) is enrolment
