"""What somebody who joins is told, and when nothing is worth saying any more."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.enrolment import messages, rules
from bot.enrolment.answers import Motivation
from bot.models import Enrolment, Joining, Kind, Letter, Role, Stage
from bot.said import HELP, Said
from sandbox.limits import message_problems
from tests.enrolment.drafts import begin, fill_in, finished
from tests.factories import NOW, make_enrolment, make_person, make_programme

WRITERS = (messages.onboarding, messages.onboarding_reminder, messages.joined)
LONG = ("A" * 80, "&" * 80, "名" * 80)


def letter_about(enrolment: Enrolment | None) -> Letter:
    return Letter(kind=Kind.ONBOARDING, enrolment=enrolment)


def written(said: Said | None) -> Said:
    """The message, once it has passed all of Slack's limits."""
    assert said is not None
    assert message_problems([block.to_dict() for block in said.blocks]) == []
    return said


def actions_of(said: Said) -> list[str]:
    rows: list[dict[str, Any]] = [block.to_dict() for block in said.blocks]
    return [element["action_id"] for row in rows if row["type"] == "actions" for element in row["elements"]]


def test_half_way_it_shows_what_is_done_and_what_is_open(db: Session) -> None:
    enrolment = begin(db)
    rules.set_role(db, enrolment, Role.MENTOR, NOW)
    said = written(messages.onboarding(db, letter_about(enrolment)))
    assert "✓ Your role: done" in said.text
    assert "○ Your goals: still open" in said.text
    assert actions_of(said) == [Act.GO_ON, Act.REVIEW_ANSWERS, Act.STOP_JOINING, HELP]


def test_their_words_never_stand_in_a_message(db: Session) -> None:
    enrolment = finished(db)
    rules.set_motivation(db, enrolment, Motivation("secret why", "secret now", "secret insight"), NOW)
    enrolment.state = Joining.JOINED
    for writer in WRITERS:
        said = writer(db, letter_about(enrolment))
        assert said is None or "secret" not in said.text


def test_when_all_is_done_it_asks_for_a_last_look(db: Session) -> None:
    assert "Have a last look, then join." in written(messages.onboarding(db, letter_about(finished(db)))).text


def test_after_joining_it_offers_the_review_alone(db: Session) -> None:
    letter = letter_about(make_enrolment(db, make_programme(db)))
    letter.ts = "1.0"
    said = written(messages.onboarding(db, letter))
    assert "You have joined" in said.text
    assert actions_of(said) == [Act.REVIEW_ANSWERS, HELP]


def test_whoever_joins_before_it_went_out_gets_the_welcome_alone(db: Session) -> None:
    letter = letter_about(make_enrolment(db, make_programme(db)))
    assert messages.onboarding(db, letter) is None
    assert messages.joined(db, letter) is not None


def test_a_new_role_opens_its_question_again(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    rules.set_role(db, enrolment, Role.LEADER, NOW)
    said = written(messages.onboarding(db, letter_about(enrolment)))
    assert "Your new role has its own question" in said.text
    assert actions_of(said) == [Act.GO_ON, Act.REVIEW_ANSWERS, HELP]


def test_after_stopping_it_says_so_and_how_to_come_back(db: Session) -> None:
    enrolment = begin(db)
    rules.stop(db, enrolment, NOW)
    said = written(messages.onboarding(db, letter_about(enrolment)))
    assert "your answers are deleted" in said.text
    assert "/rm-join" in said.text
    assert actions_of(said) == [HELP]


def test_whoever_left_after_joining_is_not_told_that_all_is_deleted(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.LEFT)
    text = written(messages.onboarding(db, letter_about(enrolment))).text
    assert "You have left" in text
    assert "deleted" not in text


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.CLOSED])
def test_a_draft_that_came_too_late_can_only_be_stopped(db: Session, stage: Stage) -> None:
    enrolment = begin(db)
    enrolment.programme.stage = stage
    said = written(messages.onboarding(db, letter_about(enrolment)))
    assert "no longer open to join" in said.text
    assert actions_of(said) == [Act.STOP_JOINING, HELP]


def test_the_reminder_comes_while_a_draft_is_open(db: Session) -> None:
    said = written(messages.onboarding_reminder(db, letter_about(begin(db))))
    assert "We will not ask again" in said.text
    assert actions_of(said) == [Act.GO_ON, Act.STOP_JOINING, HELP]


def test_no_reminder_once_joined_stopped_or_too_late(db: Session) -> None:
    joined, stopped, late = make_enrolment(db, make_programme(db)), begin(db), begin(db)
    rules.stop(db, stopped, NOW)
    late.programme.stage = Stage.RUNNING
    for enrolment in (joined, stopped, late):
        assert messages.onboarding_reminder(db, letter_about(enrolment)) is None


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.MENTOR, "As a mentor you are the teacher here"), (Role.LEADER, "As a leader you come to learn")],
)
def test_joining_is_thanked_for_in_the_roles_own_words(db: Session, role: Role, words: str) -> None:
    enrolment = finished(db, role)
    rules.join(db, enrolment, NOW)
    text = written(messages.joined(db, letter_about(enrolment))).text
    for part in (words, "starts on Monday 9 March", "/rm-me leave", "either of you can say no"):
        assert part in text


def test_whoever_left_meanwhile_is_not_thanked(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.LEFT)
    assert messages.joined(db, letter_about(enrolment)) is None


def test_nothing_is_said_about_an_enrolment_that_is_gone(db: Session) -> None:
    assert [writer(db, letter_about(None)) for writer in WRITERS] == [None, None, None]


@pytest.mark.parametrize("name", LONG)
def test_the_longest_programme_name_fits_and_stays_dead(db: Session, name: str) -> None:
    programme = make_programme(db, name=f"<!channel>{name}"[:80])
    enrolment = begin(db, make_person(db), programme)
    for change in (lambda: None, lambda: rules.join(db, fill_in(db, enrolment), NOW)):
        change()
        for writer in WRITERS:
            said = writer(db, letter_about(enrolment))
            assert said is None or "<!channel>" not in written(said).text


def test_messages_come_with_the_languages_own_dates(db: Session) -> None:
    enrolment = finished(db, locale="id-ID")
    rules.join(db, enrolment, NOW)
    assert "Senin, 9 Maret" in written(messages.joined(db, letter_about(enrolment))).text


def test_help_names_what_the_command_does() -> None:
    assert "/rm-join" in messages.help_text("en")
