"""The list of people as an organiser sees it, and the form that corrects one of them."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.errors import Invalid
from bot.models import Enrolment, Joining, Programme, Role, Standing
from bot.review import forms, rules
from bot.review.forms import Page
from bot.review.rules import Correction
from bot.wording import mention
from tests.factories import NOW, make_enrolment, make_person, make_programme
from tests.fitting import LONGEST_NAME, filled, fits


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db, name="Spring")


def listed(db: Session, programme: Programme, offset: int = 0, language: str = "en") -> dict[str, Any]:
    return fits(forms.draw_people(programme, rules.people(db, programme, NOW), offset, language))


def sections(view: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def correction_of(enrolment: Enrolment, **answers: Any) -> Correction:
    view = filled(forms.draw_correction(enrolment, Page(str(enrolment.programme_id)), "en"), **answers)
    return forms.read_correction(view, "en")


def test_each_person_is_shown_with_role_manager_team_and_what_is_missing(db: Session, programme: Programme) -> None:
    boss = make_person(db)
    ayu = make_enrolment(
        db, programme, person=make_person(db, "Ayu"), no_manager=False, manager_id=boss.id, team="<Lab>"
    )
    ben = make_enrolment(db, programme, None, person=make_person(db, "Ben"), role_confirmed_at=None, team="")
    cem = make_enrolment(db, programme, Role.LEADER, person=make_person(db, "Cem"), no_manager=False)
    head, *people = sections(listed(db, programme))
    assert head == "*Spring*\n1 of 3 are ready to be matched. Everybody needs a confirmed role first."
    assert people == [
        f"*{mention(ayu.person)}* mentor · manager: {mention(boss)} · team: &lt;Lab&gt;\n_ready_",
        f"*{mention(ben.person)}* no role yet · manager: nobody · team: not known\n"
        "_no role yet, team not known, role not confirmed by an organiser_",
        f"*{mention(cem.person)}* leader · manager: not known · team: {cem.team}\n_manager not known_",
    ]


def test_whoever_sees_that_all_are_ready_reads_what_comes_next(db: Session, programme: Programme) -> None:
    make_enrolment(db, programme)
    head, *_people = sections(listed(db, programme))
    assert head == "*Spring*\n1 of 1 are ready to be matched. `/rm-programme match` proposes pairs."


def test_there_is_something_to_confirm_only_where_a_role_is_not_confirmed(db: Session, programme: Programme) -> None:
    mentor = make_enrolment(db, programme, role_confirmed_at=None)
    make_enrolment(db, programme, None, role_confirmed_at=None, state=Joining.DRAFT)
    view = listed(db, programme)
    assert view["submit"]["text"] == "Confirm these roles"
    assert forms.read_page(view).seen[mentor.id] == "mentor"
    mentor.role_confirmed_at = NOW
    assert "submit" not in listed(db, programme)


def test_nobody_yet_is_said_with_what_to_do(db: Session, programme: Programme) -> None:
    assert sections(listed(db, programme)) == [
        "*Spring*\nNobody has begun to join yet. `/rm-join` is how people do.",
    ]


def test_many_people_are_shown_a_page_at_a_time(db: Session, programme: Programme) -> None:
    for number in range(21):
        make_enrolment(db, programme, person=make_person(db, f"Person {number:02}"))
    assert len(sections(listed(db, programme))) == 21  # the head and twenty people
    last = listed(db, programme, 20)
    assert len(sections(last)) == 2
    page = forms.read_page(last)
    assert (page.programme_id, page.offset, len(page.seen)) == (programme.id, 20, 1)


def test_a_form_that_nobody_touched_is_read_as_it_was(db: Session, programme: Programme) -> None:
    boss = make_person(db)
    enrolment = make_enrolment(db, programme, no_manager=False, manager_id=boss.id, team="Lab")
    assert correction_of(enrolment) == Correction(Role.MENTOR, boss.slack_id, False, "Lab")
    top = make_enrolment(db, programme, None, team="")
    assert correction_of(top) == Correction(None, None, True, "")


def test_what_an_organiser_enters_is_read(db: Session, programme: Programme) -> None:
    enrolment = make_enrolment(db, programme)
    answers = {"role": "leader", "manager": "U0BOSS", "no_manager": [], "team": "  Lab "}
    assert correction_of(enrolment, **answers) == Correction(Role.LEADER, "U0BOSS", False, "Lab")


def test_a_manager_and_none_cannot_both_be_right(db: Session, programme: Programme) -> None:
    with pytest.raises(Invalid) as invalid:
        correction_of(make_enrolment(db, programme), manager="U0BOSS", no_manager=["yes"])
    assert invalid.value.errors == {"no_manager": "You chose a manager as well. Which of the two is right?"}


def test_a_manager_whom_slack_would_refuse_is_not_marked(db: Session, programme: Programme) -> None:
    gone = make_person(db, standing=Standing.DEACTIVATED)
    enrolment = make_enrolment(db, programme, no_manager=False, manager_id=gone.id)
    assert correction_of(enrolment).manager is None


@pytest.mark.parametrize("unfit", ["themselves", "not_a_member"])
def test_an_unfit_manager_is_told_under_the_field(unfit: str) -> None:
    forms.refuse_manager(None, "en")
    with pytest.raises(Invalid) as invalid:
        forms.refuse_manager(unfit, "en")
    assert list(invalid.value.errors) == ["manager"]


def test_a_correction_carries_where_it_came_from(db: Session, programme: Programme) -> None:
    enrolment = make_enrolment(db, programme)
    page = Page(str(programme.id), 20, {str(enrolment.id): "mentor"})
    correcting = forms.read_correcting(fits(forms.draw_correction(enrolment, page, "en")))
    assert (correcting.enrolment_id, correcting.page) == (enrolment.id, page)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_view_fits_with_the_longest_names(db: Session, language: str) -> None:
    programme = make_programme(db, name="<&>" * 26)
    for _ in range(21):
        person = make_person(db, LONGEST_NAME)
        enrolment = make_enrolment(
            db, programme, None, person=person, team="&" * 80, topics=[], languages=[], state=Joining.DRAFT
        )
    listed(db, programme, 0, language)
    page = Page(str(programme.id), 0, {str(entry.enrolment.id): "" for entry in rules.people(db, programme, NOW)})
    fits(forms.draw_correction(enrolment, page, language))
