"""Topics, languages and where somebody works, drawn, filled in and read."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.enrolment import forms, rules
from bot.enrolment.answers import Interests, Work
from bot.models import Role, Standing
from tests.enrolment.drafts import with_role, work
from tests.enrolment.filling import element_of, errors_of, shown, submitted
from tests.factories import NOW, make_person


def test_topics_and_languages_are_read_and_shown_again(db: Session) -> None:
    enrolment = with_role(db)
    chosen = submitted(forms.draw_interests(enrolment), topics=["data", "hiring"], languages=["en", "ja"])
    interests = forms.read_interests(chosen, enrolment)
    assert interests == Interests(("data", "hiring"), ("en", "ja"))
    rules.set_interests(db, enrolment, interests, NOW)
    assert forms.read_interests(submitted(forms.draw_interests(enrolment)), enrolment) == interests


@pytest.mark.parametrize(("locale", "expected"), [("pt-BR", "pt"), ("id-ID", "id"), ("en_GB", "en")])
def test_the_language_of_ones_slack_is_marked_beforehand(db: Session, locale: str, expected: str) -> None:
    element = element_of(forms.draw_interests(with_role(db, locale=locale)), "languages")
    assert [option["value"] for option in element["initial_options"]] == [expected]


@pytest.mark.parametrize("locale", ["", "xx-XX"])
def test_an_unknown_language_marks_none(db: Session, locale: str) -> None:
    assert "initial_options" not in element_of(forms.draw_interests(with_role(db, locale=locale)), "languages")


def test_nothing_chosen_is_said_under_both_fields(db: Session) -> None:
    enrolment = with_role(db)
    view = submitted(forms.draw_interests(enrolment), topics=[], languages=None)
    assert list(errors_of(forms.read_interests, view, enrolment)) == ["topics", "languages"]


def test_what_was_never_offered_is_not_kept(db: Session) -> None:
    enrolment = with_role(db)
    view = submitted(forms.draw_interests(enrolment), topics=["data"], languages=["en"])
    for block, value in (("topics", "gossip"), ("languages", "xx")):
        element = next(iter(view["state"]["values"][block].values()))
        element["selected_options"].append({"value": value})
    assert forms.read_interests(view, enrolment) == Interests(("data",), ("en",))


@pytest.mark.parametrize(("role", "question"), [(Role.MENTOR, "What could you teach"), (Role.LEADER, "like to learn")])
def test_topics_are_to_teach_or_to_learn(db: Session, role: Role, question: str) -> None:
    assert question in shown(forms.draw_interests(with_role(db, role)))


def test_work_is_read_and_shown_again(db: Session) -> None:
    enrolment = with_role(db)
    boss, rival = make_person(db), make_person(db)
    view = forms.draw_work(enrolment)
    answers = {"manager": boss.slack_id, "team": " Payments ", "capacity": "2", "exclusions": [rival.slack_id]}
    read = forms.read_work(submitted(view, **answers), "en")
    assert read == Work(boss.slack_id, False, "Payments", 2, (rival.slack_id,))
    rules.set_work(db, enrolment, read, NOW)
    assert forms.read_work(submitted(forms.draw_work(enrolment)), "en") == read


def test_one_partner_is_marked_beforehand_and_nobody_has_to_be_excluded(db: Session) -> None:
    view = submitted(forms.draw_work(with_role(db, Role.LEADER)), no_manager=["yes"], team="Board", exclusions=None)
    assert forms.read_work(view, "en") == Work(None, True, "Board", 1, ())


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"team": "Payments"}, ["manager"]),
        ({"team": "Payments", "manager": "U1", "no_manager": ["yes"]}, ["no_manager"]),
        ({"team": " - ", "no_manager": ["yes"]}, ["team"]),
        ({"team": "Payments", "no_manager": ["yes"], "capacity": None}, ["capacity"]),
        ({"team": None, "capacity": "4"}, ["manager", "team", "capacity"]),
    ],
)
def test_what_is_wrong_at_work_is_said_under_its_field(db: Session, answers: dict[str, Any], wrong: list[str]) -> None:
    view = submitted(forms.draw_work(with_role(db)), **answers)
    assert list(errors_of(forms.read_work, view, "en")) == wrong


def test_people_who_cannot_be_picked_any_more_are_not_marked(db: Session) -> None:
    enrolment = with_role(db)
    boss, rival = make_person(db), make_person(db)
    picked = work(manager=boss.slack_id, no_manager=False, exclusions=(rival.slack_id,))
    rules.set_work(db, enrolment, picked, NOW)
    boss.standing = rival.standing = Standing.DEACTIVATED
    view = forms.draw_work(enrolment)
    assert "initial_user" not in element_of(view, "manager")
    assert "initial_users" not in element_of(view, "exclusions")


def test_a_pick_that_does_not_fit_is_said_under_its_field() -> None:
    forms.refuse_picks({"manager": None, "exclusions": None}, "en")
    errors = errors_of(forms.refuse_picks, {"manager": "yourself", "exclusions": Standing.BOT}, "en")
    assert errors == {
        "manager": "That is you. Please choose somebody else.",
        "exclusions": "That is an app. Please choose a person, or nobody.",
    }
