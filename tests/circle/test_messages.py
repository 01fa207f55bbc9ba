"""What mentors are told among themselves."""

import pytest
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.circle import messages
from bot.models import Circle, Joining, Kind, Letter, Post, Programme, Stage
from tests.circle.gathered import begin, circles_of, letters, opened, running
from tests.factories import NOW
from tests.fitting import LONGEST_NAME, said


@pytest.fixture
def programme(db: Session) -> Programme:
    return running(db, name="Spring <3")


@pytest.fixture
def circle(db: Session, programme: Programme) -> Circle:
    begin(db, programme, 2, locale="en-GB")
    [circle] = circles_of(db, programme)
    return circle


def welcome(db: Session, circle: Circle) -> Letter:
    [letter] = letters(db, Kind.CIRCLE, circle)
    return letter


def talk(db: Session, circle: Circle, number: int = 0) -> Letter:
    return letters(db, Kind.SUPERVISION, circle)[number]


def sent(letter: Letter) -> None:
    letter.state, letter.ts, letter.sent_at = Post.SENT, "1.0", letter.due_at


def test_the_welcome_names_everybody_and_the_dates_in_words(db: Session, circle: Circle) -> None:
    text = said(messages.circle(db, welcome(db, circle)))
    assert all(f"<@{person.slack_id}>" in text for person in circle.present)
    assert "you are mentors in “Spring &lt;3”" in text
    assert "no leader and no organiser reads along, and neither can we" in text
    assert "Wednesday 29 April, Friday 19 June and Monday 10 August" in text.replace(", and", " and")
    assert "Please name no leader" in text
    assert "[I need help]" in text


def test_a_circle_without_dates_ahead_is_promised_none(db: Session, circle: Circle) -> None:
    letter = welcome(db, circle)
    letter.facts = {"days": []}
    assert "Talking it over" not in said(messages.circle(db, letter))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_talk_brings_the_playbooks_questions(db: Session, circle: Circle, number: int) -> None:
    opened(db, circle)
    planned = book_of(circle.programme).supervision[number]
    text = said(messages.supervision(db, talk(db, circle, number)))
    title, questions = planned.title.in_("en"), planned.text.in_("en")
    assert text.startswith(f"*{title}*\n{questions}")
    assert "new conversation" not in text


def test_another_conversation_says_why_it_is_new(db: Session, circle: Circle, programme: Programme) -> None:
    sent(welcome(db, circle))
    opened(db, circle)
    [late] = begin(db, programme, 1)
    circles_of(db, programme)
    text = said(messages.supervision(db, talk(db, circle)))
    assert f"<@{late.person.slack_id}>" in text.splitlines()[0]
    assert "this is your new conversation" in text


def test_a_circle_that_never_was_welcomed_is_welcomed_by_its_first_talk(db: Session, circle: Circle) -> None:
    assert "this conversation is yours" in said(messages.supervision(db, talk(db, circle)))


def test_one_who_is_left_alone_is_told_nothing(db: Session, circle: Circle) -> None:
    circle.members[0].state = Joining.LEFT
    assert messages.circle(db, welcome(db, circle)) is None
    assert messages.supervision(db, talk(db, circle)) is None


def test_a_programme_that_is_over_talks_no_more(db: Session, circle: Circle) -> None:
    circle.programme.stage = Stage.CLOSED
    assert messages.circle(db, welcome(db, circle)) is None


@pytest.mark.parametrize(
    ("locales", "language"),
    [(("id-ID", "id-ID"), "id"), (("id-ID", "en-GB"), "en"), (("en-GB", "en-GB"), "en")],
)
def test_they_are_written_to_in_their_language_if_it_is_one(
    db: Session, circle: Circle, locales: tuple[str, str], language: str
) -> None:
    opened(db, circle)
    for person, locale in zip(circle.present, locales, strict=True):
        person.locale = locale
    planned = book_of(circle.programme).supervision[0]
    assert planned.title.in_(language) in said(messages.supervision(db, talk(db, circle)))


def test_seven_of_the_longest_names_fit(db: Session, programme: Programme) -> None:
    programme.name = LONGEST_NAME[:80]
    begin(db, programme, 7, name=LONGEST_NAME)
    [circle] = circles_of(db, programme)
    assert said(messages.circle(db, welcome(db, circle)))
    sent(welcome(db, circle))
    assert said(messages.supervision(db, talk(db, circle)))
    assert circle.programme.started_at == NOW
