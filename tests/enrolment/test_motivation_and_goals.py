"""What somebody wants, drawn, filled in and read; what is missing is said under its field."""

import pytest
from sqlalchemy.orm import Session

from bot.enrolment import forms, rules
from bot.enrolment.answers import GoalAnswer, Motivation
from bot.models import Role
from tests.enrolment.drafts import MOTIVATION, with_role
from tests.enrolment.filling import errors_of, shown, submitted
from tests.factories import NOW

WHY = "I would like to see what you see"


@pytest.mark.parametrize(
    ("role", "question"),
    [(Role.MENTOR, "that leaders here rarely get to see"), (Role.LEADER, "more junior last change your mind")],
)
def test_each_role_has_its_own_question(db: Session, role: Role, question: str) -> None:
    assert question in shown(forms.draw_motivation(with_role(db, role)))


def test_a_motivation_is_read_and_shown_again(db: Session) -> None:
    enrolment = with_role(db)
    view = submitted(forms.draw_motivation(enrolment), why=f"  {WHY} ", why_now=WHY, insight=WHY)
    assert forms.read_motivation(view, enrolment) == Motivation(WHY, WHY, WHY)
    rules.set_motivation(db, enrolment, MOTIVATION, NOW)
    assert forms.read_motivation(submitted(forms.draw_motivation(enrolment)), enrolment) == MOTIVATION


def test_an_answer_that_says_nothing_is_asked_on_in_a_friendly_way(db: Session) -> None:
    enrolment = with_role(db, Role.LEADER)
    view = submitted(forms.draw_motivation(enrolment), why="Growth", why_now=WHY, insight="n/a")
    assert errors_of(forms.read_motivation, view, enrolment) == {
        "why": "One word is a start. What would be different for you in six months?",
        "insight": "That does not say much yet. Who was it, and what did you think before? "
        "“It has been years” is an honest answer too.",
    }


def test_every_lack_has_its_own_sentence(db: Session) -> None:
    enrolment = with_role(db)
    answers = ("", "test", "asdf", "Growth", "grow grow grow", "grow up")
    said = set()
    for answer in answers:
        view = submitted(forms.draw_motivation(enrolment), why=answer, why_now=WHY, insight=WHY)
        said.add(errors_of(forms.read_motivation, view, enrolment)["why"])
    assert len(said) == len(answers)


FIRST = {"goal_0_text": "Speak up in reviews", "goal_0_sign": "I am asked back", "goal_0_rating": "2"}
SECOND = {"goal_1_text": "See how money moves", "goal_1_sign": "I can explain it", "goal_1_rating": "1"}
THIRD = {"goal_2_text": "Meet three new teams", "goal_2_sign": "They know my name", "goal_2_rating": "5"}


def test_one_goal_is_enough_and_three_are_read_in_order(db: Session) -> None:
    view = forms.draw_goals(with_role(db))
    one = GoalAnswer("Speak up in reviews", "I am asked back", 2)
    assert forms.read_goals(submitted(view, **FIRST), "en") == [one]
    assert len(forms.read_goals(submitted(view, **FIRST, **SECOND, **THIRD), "en")) == 3


def test_a_gap_between_goals_is_closed(db: Session) -> None:
    goals = forms.read_goals(submitted(forms.draw_goals(with_role(db)), **FIRST, **THIRD), "en")
    assert [goal.text for goal in goals] == ["Speak up in reviews", "Meet three new teams"]


@pytest.mark.parametrize("missing", list(FIRST))
def test_the_first_goal_has_to_be_complete(db: Session, missing: str) -> None:
    view = submitted(forms.draw_goals(with_role(db)), **FIRST | {missing: None})
    assert list(errors_of(forms.read_goals, view, "en")) == [missing]


@pytest.mark.parametrize("missing", list(SECOND))
def test_a_second_goal_that_is_begun_has_to_be_complete(db: Session, missing: str) -> None:
    view = submitted(forms.draw_goals(with_role(db)), **FIRST, **SECOND | {missing: None})
    assert list(errors_of(forms.read_goals, view, "en")) == [missing]


def test_goals_are_shown_again_when_they_are_changed(db: Session) -> None:
    enrolment = with_role(db)
    goals = forms.read_goals(submitted(forms.draw_goals(enrolment), **FIRST, **SECOND), "en")
    rules.set_goals(db, enrolment, goals, NOW)
    assert forms.read_goals(submitted(forms.draw_goals(enrolment)), "en") == goals


@pytest.mark.parametrize(
    ("role", "question"),
    [
        (Role.MENTOR, "What would you like to get better at as somebody who leads?"),
        (Role.LEADER, "What do you want to be able to do, or see differently, by the end?"),
    ],
)
def test_a_mentors_first_goal_is_about_leading(db: Session, role: Role, question: str) -> None:
    view = forms.draw_goals(with_role(db, role)).to_dict()
    labels = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
    assert (labels[0], labels[3]) == (question, "A second goal, if you have one")
