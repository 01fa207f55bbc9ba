"""Joining step by step, changing answers, stopping, and what is owed on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.completeness import missing
from bot.enrolment import rules
from bot.enrolment.answers import GoalAnswer
from bot.enrolment.steps import Step, next_step, open_steps
from bot.errors import Refused
from bot.models import Enrolment, Joining, Kind, Letter, Post, Role, Standing
from tests.enrolment.drafts import GOAL, begin, fill_in, finished, work
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme

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


def test_consent_begins_a_draft_and_a_message_at_once(db: Session) -> None:
    enrolment = begin(db)
    assert (enrolment.state, enrolment.consent_version, enrolment.consented_at) == (Joining.DRAFT, 3, NOW)
    onboarding = letters(db, enrolment)[Kind.ONBOARDING]
    assert (onboarding.any_hour, onboarding.due_at, onboarding.person_id) == (True, NOW, enrolment.person_id)


def test_the_reminder_is_due_two_days_later_in_working_hours(db: Session) -> None:
    programme = make_programme(db)
    friday_night = datetime(2026, 3, 6, 22, 0, tzinfo=UTC)
    enrolment = rules.consent(db, make_person(db, zone="Asia/Jakarta"), programme, friday_night)
    reminder = letters(db, enrolment)[Kind.ONBOARDING_REMINDER]
    assert reminder.due_at == datetime(2026, 3, 9, 2, 0, tzinfo=UTC)  # Monday 09:00 in Jakarta


def test_consenting_twice_makes_one_draft_and_one_message(db: Session) -> None:
    enrolment = begin(db)
    assert rules.consent(db, enrolment.person, enrolment.programme, LATER).id == enrolment.id
    assert enrolment.started_at == NOW
    assert len(db.scalars(select(Letter).where(Letter.enrolment_id == enrolment.id)).all()) == 2


def test_each_step_is_stored_and_the_next_one_comes(db: Session) -> None:
    enrolment = begin(db)
    assert open_steps(enrolment) == list(Step)[1:]
    rules.set_role(db, enrolment, Role.LEADER, NOW)
    assert next_step(enrolment) is Step.MOTIVATION
    fill_in(db, enrolment, Role.LEADER)
    assert next_step(enrolment) is None
    assert missing(enrolment) == ["role_confirmed"]


def test_each_step_redraws_the_message(db: Session) -> None:
    enrolment = begin(db)
    letter = letters(db, enrolment)[Kind.ONBOARDING]
    letter.state, letter.ts = Post.SENT, "1.1"
    rules.set_role(db, enrolment, Role.LEADER, LATER)
    assert (letter.state, letter.ts) == (Post.WAITING, "1.1")


def test_a_message_that_is_gone_does_not_stop_anybody(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), Role.MENTOR)
    rules.set_role(db, enrolment, Role.LEADER, NOW)
    assert enrolment.role == Role.LEADER


def test_what_was_written_is_sealed_and_opens_again(db: Session) -> None:
    enrolment = finished(db)
    db.expire_all()
    assert (enrolment.why, enrolment.why_now) == ("I want to see more", "My team has just changed")
    assert b"see more" not in (enrolment.why_sealed or b"")
    goal = enrolment.goals[0]
    assert (goal.text, goal.sign, goal.rating_start) == ("Speak up in reviews", "I am asked again", 2)


def test_fewer_goals_than_before_leave_no_old_one_behind(db: Session) -> None:
    enrolment = finished(db)
    rules.set_goals(db, enrolment, [GOAL, GoalAnswer("Another one", "It shows", 1)], NOW)
    assert [goal.position for goal in enrolment.goals] == [0, 1]
    rules.set_goals(db, enrolment, [GoalAnswer("Only this one", "It shows", 4)], NOW)
    assert [(goal.text, goal.rating_start) for goal in enrolment.goals] == [("Only this one", 4)]


def test_a_reworded_goal_keeps_its_later_ratings(db: Session) -> None:
    enrolment = finished(db)
    enrolment.goals[0].rating_midpoint = 3
    rules.set_goals(db, enrolment, [GoalAnswer("Speak up more often", "I am asked again", 2)], LATER)
    assert enrolment.goals[0].rating_midpoint == 3


def test_another_role_asks_its_own_question_and_is_confirmed_again(db: Session) -> None:
    enrolment = finished(db)
    rules.join(db, enrolment, NOW)
    enrolment.role_confirmed_at = NOW
    rules.set_role(db, enrolment, Role.MENTOR, LATER)
    assert enrolment.role_confirmed_at == NOW
    rules.set_role(db, enrolment, Role.LEADER, LATER)
    assert (enrolment.role_confirmed_at, enrolment.insight) == (None, None)
    assert next_step(enrolment) is Step.MOTIVATION
    assert missing(enrolment) == ["motivation", "role_confirmed"]


def test_a_role_in_a_pair_stays(db: Session) -> None:
    pair = make_pair(db)
    assert refusal(rules.set_role, db, pair.mentor, Role.LEADER, NOW) == "role_in_use"
    rules.set_role(db, pair.mentor, Role.MENTOR, NOW)
    assert pair.mentor.role == Role.MENTOR


def test_manager_team_and_exclusions_replace_the_earlier_ones(db: Session) -> None:
    enrolment = finished(db)
    boss, rival = make_person(db, "Boss"), make_person(db, "Rival")
    first = work(manager=boss.slack_id, no_manager=False, exclusions=(rival.slack_id, boss.slack_id))
    rules.set_work(db, enrolment, first, NOW)
    assert enrolment.manager is boss
    assert {exclusion.person.name for exclusion in enrolment.exclusions} == {"Boss", "Rival"}
    rules.set_work(db, enrolment, work(team="Risk", capacity=3, exclusions=(rival.slack_id,)), NOW)
    assert (enrolment.manager, enrolment.no_manager, enrolment.team, enrolment.capacity) == (None, True, "Risk", 3)
    assert [exclusion.person.name for exclusion in enrolment.exclusions] == ["Rival"]


def test_a_manager_who_was_never_here_is_known_by_id(db: Session) -> None:
    enrolment = finished(db)
    rules.set_work(db, enrolment, work(manager="U0NEW", no_manager=False), NOW)
    assert enrolment.manager is not None
    assert enrolment.manager.slack_id == "U0NEW"


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.BOT, Standing.DEACTIVATED, Standing.STRANGER])
def test_only_members_can_be_picked(db: Session, standing: Standing) -> None:
    me, other = make_person(db), make_person(db, standing=standing)
    assert rules.unfit(db, me, [other.slack_id]) == standing


def test_nobody_picks_themselves(db: Session) -> None:
    me, other = make_person(db), make_person(db)
    assert rules.unfit(db, me, [other.slack_id, me.slack_id]) == "yourself"


def test_members_and_people_not_known_yet_can_be_picked(db: Session) -> None:
    me, other = make_person(db), make_person(db)
    assert rules.unfit(db, me, [other.slack_id, "U0NEW"]) is None
