"""What we say two days before a session."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.meetings import rules
from bot.meetings.rules import Plan
from bot.models import Kind, Meeting, Pair, Role
from bot.scene import Scene
from tests.commitments.promising import WORDS, hold, promise
from tests.factories import NOW
from tests.fitting import said
from tests.meetings.booking import FRIDAY, NEXT_THURSDAY, THURSDAY, book, only, person
from tests.meetings.reading import actions, ayu_and_lena, told, written


@pytest.fixture
def pair(db: Session) -> Pair:
    return ayu_and_lena(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def prepared(db: Session, meeting: Meeting, role: Role) -> str:
    if meeting.starts_at is None:
        book(db, meeting, THURSDAY)
    return told(db, only(db, Kind.PREPARATION, meeting, role))


def playbook(meeting: Meeting, role: Role) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, role))


def test_the_mentor_gets_the_plan_the_hard_question_and_a_line_to_bring_it_back(db: Session, meeting: Meeting) -> None:
    text = prepared(db, meeting, Role.MENTOR)
    kit = playbook(meeting, Role.MENTOR).chapter.kit
    assert "You meet <@U0LENA> on Thursday 5 March at 17:00 (Jakarta): Who teaches whom." in text
    assert "17:00 (Jakarta) · 10:00 (London)" in text
    assert f"*A plan:* {kit.plan.in_('en')}" in text
    assert f"*A question that takes courage:* {kit.hard_question.in_('en')}" in text
    assert f"*If the roles slip, say:* {kit.line_back.in_('en')}" in text
    assert "For you as the learner" not in text


def test_the_leader_gets_a_lesson_two_ways_in_and_nothing_of_the_mentors_kit(db: Session, meeting: Meeting) -> None:
    text = prepared(db, meeting, Role.LEADER)
    seen = playbook(meeting, Role.LEADER)
    first, second, third, *_ = [prompt.in_("en") for prompt in seen.chapter.prompts.leader]
    assert "Please send your questions now" in text
    assert f"*For you as the learner: {seen.lesson.title.in_('en')}*\n{seen.lesson.text.in_('en')}" in text
    assert first in text
    assert second in text
    assert third not in text
    assert not any(line.in_("en") in text for line in (seen.chapter.kit.hard_question, seen.chapter.kit.line_back))


@pytest.mark.parametrize("role", list(Role))
def test_it_is_no_wall(db: Session, pair: Pair, role: Role) -> None:
    for number, meeting in enumerate(pair.meetings):
        book(db, meeting, THURSDAY.replace(month=3 + number))
        assert len(told(db, only(db, Kind.PREPARATION, meeting, role))) < 1500


@pytest.mark.parametrize("role", list(Role))
def test_the_first_session_begins_with_the_agreement(db: Session, pair: Pair, role: Role) -> None:
    assert "read your agreement aloud together" in prepared(db, pair.meetings[0], role)
    opening = actions(written(db, only(db, Kind.PREPARATION, pair.meetings[0], role)))
    assert opening[:2] == [Act.READ_AGREEMENT, Act.TOPICS]
    book(db, pair.meetings[1], NEXT_THURSDAY)
    assert "aloud together" not in prepared(db, pair.meetings[1], role)


@pytest.mark.parametrize("role", list(Role))
def test_the_last_session_looks_back_over_the_commitments(db: Session, pair: Pair, role: Role) -> None:
    last, before = pair.meetings[-1], pair.meetings[-2]
    hold(db, pair.meetings[0], NOW - timedelta(days=7))
    book(db, last, NEXT_THURSDAY)
    assert "To look back on" not in prepared(db, last, role)
    promise(db, pair, date(2026, 5, 1), NOW)
    book(db, before, THURSDAY)
    assert "go through your commitments together" in prepared(db, last, role)
    assert Act.COMMITMENTS in actions(written(db, only(db, Kind.PREPARATION, last, role)))
    assert "To look back on" not in prepared(db, before, role)


def test_a_commitment_that_falls_due_is_asked_of_the_leader_and_told_to_the_mentor(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], NOW - timedelta(days=7))
    promise(db, pair, date(2026, 3, 13), NOW)
    book(db, pair.meetings[1], NEXT_THURSDAY)
    leaders, mentors = (
        written(db, only(db, Kind.PREPARATION, pair.meetings[1], role)) for role in (Role.LEADER, Role.MENTOR)
    )
    assert "You chose Friday 13 March for your commitment." in said(leaders)
    assert Act.COMMITMENT_DONE in actions(leaders)
    assert "<@U0LENA> chose Friday 13 March for a commitment. You do not have to check on it." in said(mentors)
    assert Act.COMMITMENT_DONE not in actions(mentors)
    assert WORDS not in said(leaders) + said(mentors)


def test_each_has_the_buttons_of_their_role(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[1], THURSDAY)
    mentors, leaders = (
        actions(written(db, only(db, Kind.PREPARATION, pair.meetings[1], role))) for role in (Role.MENTOR, Role.LEADER)
    )
    assert mentors == [Act.READ_QUESTIONS, Act.PLAN_SESSION, Act.MOVE, "help"]
    assert leaders == [Act.SEND_QUESTIONS, Act.MOVE, "help"]


@pytest.mark.parametrize("role", list(Role))
def test_another_theme_changes_what_both_prepare(db: Session, pair: Pair, role: Role) -> None:
    meeting = pair.meetings[1]
    before = prepared(db, meeting, role)
    rules.plan(db, meeting, Plan(theme=3, form="talk"), NOW)
    after = prepared(db, meeting, role)
    assert "How the place feels from here" in before
    assert "Teach me a skill" in after
    assert "How the place feels from here" not in after
    assert playbook(meeting, Role.LEADER).lesson.title.in_("en") == "Being a beginner"


@pytest.mark.parametrize("kind", [Kind.PREPARATION, Kind.ROLE_CARD])
def test_another_form_says_to_each_what_it_asks_of_them(db: Session, pair: Pair, kind: Kind) -> None:
    meeting = pair.meetings[1]
    book(db, meeting, THURSDAY)
    rules.plan(db, meeting, Plan(theme=None, form="shadowing"), NOW)
    form = playbook(meeting, Role.MENTOR).form
    for role in Role:
        text = told(db, only(db, kind, meeting, role))
        assert f"*This time: Shadowing at work.* {form.for_(role).in_('en')}" in text
        assert form.for_(role.partner).in_("en") not in text
        assert "*A plan:*" not in text


def test_a_talk_needs_no_word_about_its_form(db: Session, meeting: Meeting) -> None:
    assert "This time" not in prepared(db, meeting, Role.MENTOR)


def test_a_session_within_a_break_is_moved_rather_than_prepared(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    meeting.pair.mentor.paused_until = FRIDAY.date()
    assert "for a day on a break: Thursday 5 March, 10:00 (London)" in prepared(db, meeting, Role.LEADER)
