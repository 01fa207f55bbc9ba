"""The choice of a programme and the first two steps, drawn, filled in and read."""

import pytest
from sqlalchemy.orm import Session

from bot.enrolment import forms, rules
from bot.errors import Refused
from bot.models import Role
from tests.enrolment.drafts import begin
from tests.enrolment.filling import element_of, errors_of, shown, submitted
from tests.factories import NOW, make_programme


def test_a_choice_of_programmes_is_read_back(db: Session) -> None:
    programmes = [make_programme(db, name=name) for name in ("Spring", "N" * 80)]
    view = forms.draw_choice(programmes, "en")
    assert forms.read_choice(submitted(view, programme=programmes[1].id.hex)) == programmes[1].id
    assert "Starts on Monday 9 March" in shown(view)


def test_more_programmes_than_radio_buttons_make_a_menu(db: Session) -> None:
    programmes = [make_programme(db) for _ in range(11)]
    assert element_of(forms.draw_choice(programmes, "en"), "programme")["type"] == "static_select"


def test_consent_says_who_sees_what_how_long_where_it_ends_and_who_helps(db: Session) -> None:
    programme = make_programme(db, name="Spring <!channel>")
    text = shown(forms.draw_consent(programme, "en"))
    for words in (
        "Step 1 of 6",
        "shown to nobody but you",
        "90 days",
        "commitments after 120",
        "is seen by the two of the pair, and by nobody else",
        "somebody is in danger",
        "Spring &lt;!channel&gt;",
    ):
        assert words in text
    for contact in programme.contacts:
        assert f"<@{contact.person.slack_id}>" in text


def test_a_contacts_title_stands_beside_the_name(db: Session) -> None:
    programme = make_programme(db)
    programme.contacts[0].person.title = "People & Culture"
    assert f"<@{programme.contacts[0].person.slack_id}>, People &amp; Culture" in shown(
        forms.draw_consent(programme, "en")
    )


def test_consent_needs_a_yes(db: Session) -> None:
    programme = make_programme(db)
    view = forms.draw_consent(programme, "en")
    forms.read_consent(submitted(view, consent=["yes"]), "en")
    assert list(errors_of(forms.read_consent, submitted(view), "en")) == ["consent"]
    assert forms.about(submitted(view)) == programme.id


def test_a_form_without_an_id_is_refused() -> None:
    for view in ({}, {"private_metadata": "everything"}):
        with pytest.raises(Refused, match="not_your_answers"):
            forms.about(view)


def test_a_role_is_chosen_and_marked_when_it_is_changed(db: Session) -> None:
    enrolment = begin(db)
    view = forms.draw_role(enrolment)
    assert forms.read_role(submitted(view, role="leader"), "en") is Role.LEADER
    assert list(errors_of(forms.read_role, submitted(view), "en")) == ["role"]
    rules.set_role(db, enrolment, Role.LEADER, NOW)
    assert forms.read_role(submitted(forms.draw_role(enrolment)), "en") is Role.LEADER
