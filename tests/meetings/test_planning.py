"""The mentor plans a session: theme and form, drawn, filled in, read, and kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.meetings import forms, rules
from bot.meetings.rules import Plan
from bot.models import Kind, Meeting, Pair, Post, Role, Sitting
from bot.scene import Scene
from tests.factories import NOW
from tests.fitting import LONGEST_NAME, filled, fits
from tests.meetings.booking import THURSDAY, book, came, letters, only, paired, person

MIDDLE = ["2", "3", "4", "5"]


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[1]


def scene(meeting: Meeting) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, Role.MENTOR))


def drawn(meeting: Meeting) -> dict[str, Any]:
    return {block.get("block_id"): block for block in fits(forms.draw_planning(scene(meeting)))["blocks"]}


def chosen(block: dict[str, Any]) -> str:
    return str(block["element"]["initial_option"]["value"])


def test_a_session_between_may_have_any_theme_between_and_any_form(meeting: Meeting) -> None:
    blocks = drawn(meeting)
    assert [option["value"] for option in blocks[forms.THEME]["element"]["options"]] == MIDDLE
    assert [option["value"] for option in blocks[forms.FORM]["element"]["options"]] == [
        "talk",
        "shadowing",
        "hands_on",
        "interview",
    ]
    assert (chosen(blocks[forms.THEME]), chosen(blocks[forms.FORM])) == ("2", "talk")


@pytest.mark.parametrize(("number", "title"), [(0, "Who teaches whom"), (5, "What stays")])
def test_the_first_and_the_last_keep_their_theme(pair: Pair, number: int, title: str) -> None:
    assert forms.THEME not in drawn(pair.meetings[number])
    assert f"*Theme:* {title}" in str(fits(forms.draw_planning(scene(pair.meetings[number]))))
    view = filled(forms.draw_planning(scene(pair.meetings[number])), form="interview")
    assert forms.read_planning(view, scene(pair.meetings[number])) == Plan(None, "interview")


def test_it_says_what_each_form_asks_of_both(meeting: Meeting) -> None:
    shown = str(fits(forms.draw_planning(scene(meeting))))
    for form in scene(meeting).playbook.forms:
        assert form.mentor.in_("en") in shown
        assert form.leader.in_("en") in shown


def test_what_was_planned_is_drawn_again(db: Session, meeting: Meeting) -> None:
    rules.plan(db, meeting, Plan(4, "hands_on"), NOW)
    blocks = drawn(meeting)
    assert (chosen(blocks[forms.THEME]), chosen(blocks[forms.FORM])) == ("4", "hands_on")
    assert "*Form:* A hands-on lesson" in str(fits(forms.draw_planned(scene(meeting))))


def test_the_longest_names_fit(db: Session) -> None:
    pair = paired(db, leader={"name": LONGEST_NAME}, mentor={"name": LONGEST_NAME})
    fits(forms.draw_planning(scene(pair.meetings[1])))
    fits(forms.draw_planned(scene(pair.meetings[1])))


def test_a_plan_is_read(meeting: Meeting) -> None:
    view = filled(forms.draw_planning(scene(meeting)), theme="5", form="shadowing")
    assert forms.read_planning(view, scene(meeting)) == Plan(5, "shadowing")
    assert forms.read_meeting(view) == meeting.id


@pytest.mark.parametrize("answers", [{"theme": "1"}, {"theme": "6"}, {"theme": None}, {"form": "party"}])
def test_what_was_not_offered_is_refused(meeting: Meeting, answers: dict[str, Any]) -> None:
    view = filled(forms.draw_planning(scene(meeting)), **answers)
    with pytest.raises(Refused, match="old_form"):
        forms.read_planning(view, scene(meeting))


def test_a_plan_made_early_leaves_the_other_sessions_as_they_are(db: Session, pair: Pair) -> None:
    rules.plan(db, pair.meetings[1], Plan(3, "talk"), NOW)
    assert [Scene.seen_by(one, pair.mentor.person).chapter.n for one in pair.meetings] == [1, 3, 3, 4, 5, 6]


@pytest.mark.parametrize("kind", [Kind.BOOKED, Kind.PREPARATION, Kind.ROLE_CARD])
@pytest.mark.parametrize("role", list(Role))
def test_what_both_have_been_told_is_written_again(db: Session, meeting: Meeting, kind: Kind, role: Role) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, kind, meeting, role))
    rules.plan(db, meeting, Plan(2, "talk"), NOW)
    assert letter.state == Post.WAITING
    came(db, letter)
    rules.plan(db, meeting, Plan(2, "talk"), NOW)
    assert letter.state == Post.SENT


def test_a_plan_owes_nobody_another_letter(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    before = {kind: len(letters(db, kind, meeting)) for kind in Kind}
    rules.plan(db, meeting, Plan(5, "interview"), NOW)
    assert {kind: len(letters(db, kind, meeting)) for kind in Kind} == before


def test_only_the_mentor_plans(meeting: Meeting) -> None:
    rules.may_plan(meeting, Role.MENTOR, NOW)
    with pytest.raises(Refused, match="mentor_plans"):
        rules.may_plan(meeting, Role.LEADER, NOW)


def test_a_session_is_planned_until_it_begins(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    rules.may_plan(meeting, Role.MENTOR, THURSDAY - timedelta(seconds=1))
    with pytest.raises(Refused, match="session_began"):
        rules.may_plan(meeting, Role.MENTOR, THURSDAY)


def test_a_session_that_is_behind_them_is_planned_no_more_and_one_that_was_missed_is(meeting: Meeting) -> None:
    meeting.state = Sitting.MISSED
    rules.may_plan(meeting, Role.MENTOR, NOW)
    meeting.state = Sitting.HELD
    with pytest.raises(Refused, match="session_over"):
        rules.may_plan(meeting, Role.MENTOR, NOW)
