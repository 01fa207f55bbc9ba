"""The review of all answers, and that the longest of them fit."""

import pytest
from sqlalchemy.orm import Session

from bot.enrolment import forms, rules
from bot.enrolment.answers import GoalAnswer, Interests, Motivation
from bot.enrolment.steps import Step
from bot.errors import Refused
from bot.models import Workspace
from tests.enrolment.drafts import begin, finished, with_role, work
from tests.enrolment.filling import checked, element_of, shown
from tests.factories import NOW, make_person, make_programme

NAMES = ("A" * 255, "&" * 255, "名" * 255)


def test_the_next_form_is_the_first_open_step_and_then_the_review(db: Session) -> None:
    enrolment = begin(db)
    assert forms.draw_next(enrolment).callback_id == forms.callback_of(Step.ROLE)
    assert forms.draw_next(finished(db)).callback_id == forms.REVIEW


@pytest.mark.parametrize("step", list(Step))
def test_each_step_can_be_drawn_again_and_says_which_it_is(db: Session, step: Step) -> None:
    view = forms.draw_step(step, finished(db))
    assert view.callback_id == forms.callback_of(step)
    assert f"Step {step.number} of 6" in shown(view)


def test_the_review_shows_every_word_and_a_way_back_to_each_step(db: Session) -> None:
    enrolment = finished(db)
    boss, rival = make_person(db), make_person(db)
    picked = work(manager=boss.slack_id, no_manager=False, exclusions=(rival.slack_id,))
    rules.set_work(db, enrolment, picked, NOW)
    text = shown(forms.draw_review(enrolment))
    for words in (
        *("I want to see more", "My team has just changed", "The form that everybody hates", "Speak up in reviews"),
        *("I am asked again", "Today: 2 of 5", "AI tools in daily work, Working with data", "English, Indonesian"),
        *(
            f"Manager: <@{boss.slack_id}>",
            "Team: Payments",
            "Partners: 1 at most",
            f"Not paired with: <@{rival.slack_id}>",
        ),
        *("I teach, as a mentor", "Monday 2 March", "Join", "Your leadership goal"),
    ):
        assert words in text
    assert text.count("Change") >= 5


def test_half_way_the_review_shows_what_is_there_and_goes_on(db: Session) -> None:
    view = forms.draw_review(begin(db))
    assert "Nothing yet" in shown(view)
    assert checked(view)["submit"]["text"] == "Go on"


def test_whoever_has_joined_reviews_without_joining_again(db: Session) -> None:
    enrolment = finished(db)
    rules.join(db, enrolment, NOW)
    view = forms.draw_review(enrolment)
    assert "submit" not in checked(view)
    assert "You have joined" in shown(view)


def test_before_consent_the_review_is_empty(db: Session) -> None:
    enrolment = begin(db)
    enrolment.consented_at = enrolment.consent_version = None
    assert shown(forms.draw_review(enrolment)).count("Nothing yet") == 6


def test_topics_that_the_playbook_has_dropped_are_left_out(db: Session) -> None:
    enrolment = finished(db)
    rules.set_interests(db, enrolment, Interests(("fax_machines", "data"), ("en",)), NOW)
    assert "fax_machines" not in shown(forms.draw_review(enrolment))
    assert [o["value"] for o in element_of(forms.draw_interests(enrolment), "topics")["initial_options"]] == ["data"]


@pytest.mark.parametrize("words", ["<&>" * 1000, "& " * 1500, "&\n" * 1500, "語" * 3000, "word " * 600])
def test_the_longest_answers_fit_and_none_of_it_is_left_out(db: Session, words: str) -> None:
    enrolment = finished(db)
    rules.set_motivation(db, enrolment, Motivation(words, words, words), NOW)
    rules.set_goals(db, enrolment, [GoalAnswer(words, words, 1)] * 3, NOW)
    rules.set_work(db, enrolment, work(team="&" * 80, exclusions=[f"U{n:020}" for n in range(10)]), NOW)
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split()
    kept = shown(forms.draw_review(enrolment)).replace("\n>", "").replace(">", "")
    assert kept.count(escaped[0][:5]) >= 9
    for step in Step:
        checked(forms.draw_step(step, enrolment))


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_names_and_titles_fit(db: Session, name: str) -> None:
    programme = make_programme(db, name=name[:80], label=name[:40])
    for contact in programme.contacts:
        contact.person.name = contact.person.title = name
    enrolment = rules.consent(db, make_person(db, name, title=name), programme, NOW)
    for step in Step:
        checked(forms.draw_step(step, enrolment))
    checked(forms.draw_review(enrolment))
    checked(forms.draw_choice([programme], "en"))


def test_a_change_button_names_its_enrolment_and_step(db: Session) -> None:
    enrolment = finished(db)
    buttons = [block["accessory"] for block in checked(forms.draw_review(enrolment))["blocks"] if "accessory" in block]
    assert [forms.read_change(button) for button in buttons] == [(enrolment.id, step) for step in Step]


@pytest.mark.parametrize("value", [None, "", "consent", "not-an-id role", f"{'0' * 32} dance"])
def test_a_change_button_that_makes_no_sense_is_refused(value: str | None) -> None:
    with pytest.raises(Refused, match="old_button"):
        forms.read_change({"value": value})


def test_the_last_window_says_that_they_are_in(db: Session) -> None:
    assert "You are in" in shown(forms.draw_welcome(finished(db)))


def test_forms_are_drawn_in_the_readers_language(db: Session) -> None:
    text = shown(forms.draw_motivation(with_role(db, locale="id-ID")))
    assert "Mengapa Anda ingin ikut?" in text
    assert db.get(Workspace, "T0RM") is not None
