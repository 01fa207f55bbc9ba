"""What partners and those who leave are told."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from bot.letters import owe
from bot.models import Joining, Kind, Letter, Pair, Pairing, Stage
from bot.privacy import messages, rules
from bot.wording import mention
from tests.factories import NOW, book, make_enrolment, make_pair, make_person, make_programme
from tests.fitting import LONGEST_NAME, said
from tests.privacy.letters import letters

BACK = date(2026, 3, 16)


def paused(db: Session, pair: Pair) -> Letter:
    rules.pause(db, pair.leader, BACK, NOW)
    (letter,) = letters(db, pair.mentor.person, Kind.PAUSED)
    return letter


def partner_left(db: Session, pair: Pair) -> Letter:
    rules.leave(db, pair.leader, NOW)
    (letter,) = letters(db, pair.mentor.person, Kind.PARTNER_LEFT)
    return letter


def test_a_pause_is_told_with_its_day(db: Session) -> None:
    pair = make_pair(db)
    text = said(messages.paused(db, paused(db, pair)))
    assert f"{mention(pair.leader.person)} is on a break and back on Monday 16 March." in text
    assert "[I need help]" in text


def test_a_pause_names_the_session_that_falls_into_it_and_offers_to_move_it(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], datetime(2026, 3, 11, 10, tzinfo=UTC))
    text = said(messages.paused(db, paused(db, pair)))
    assert "Session 1 is in the diary for that time: Wednesday 11 March, 10:00" in text
    assert "[Move it]" in text


def test_a_pause_says_nothing_of_a_session_after_it(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], datetime(2026, 3, 16, 9, tzinfo=UTC))  # the minute at which they are back
    assert "in the diary" not in said(messages.paused(db, paused(db, pair)))


def test_a_pause_that_was_changed_meanwhile_is_not_told(db: Session) -> None:
    pair = make_pair(db)
    letter = paused(db, pair)
    pair.leader.paused_until = None
    assert messages.paused(db, letter) is None


def test_an_early_return_is_told(db: Session) -> None:
    pair = make_pair(db)
    letter = owe(db, Kind.PAUSED, pair, NOW, to=pair.mentor.person, facts={"back": True})
    assert "is back from the break" in said(messages.paused(db, letter))


def test_a_pause_is_not_told_once_pair_or_programme_is_over(db: Session) -> None:
    pair = make_pair(db)
    letter = paused(db, pair)
    pair.programme.stage = Stage.CLOSED
    assert messages.paused(db, letter) is None
    pair.state = Pairing.ENDED
    assert messages.paused(db, letter) is None


def test_the_farewell_says_what_becomes_of_the_answers(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db, name="Spring <!here>"))
    rules.leave(db, enrolment, NOW)
    (letter,) = letters(db, enrolment.person, Kind.LEFT)
    text = said(messages.left(db, letter))
    assert "You have left *Spring &lt;!here&gt;*" in text
    assert "deleted 90 days after the programme ends" in text
    enrolment.state = Joining.DRAFT
    assert messages.left(db, letter) is None


def test_a_partner_who_stays_hears_neutral_words(db: Session) -> None:
    pair = make_pair(db)
    text = said(messages.partner_left(db, partner_left(db, pair)))
    assert f"Your sessions with {mention(pair.leader.person)} end here. That says nothing about you" in text
    assert "when the organisers match again" in text


def test_of_a_pair_that_never_began_no_sessions_are_mentioned(db: Session) -> None:
    pair = make_pair(db, state=Pairing.CONFIRMED, started_at=None)
    text = said(messages.partner_left(db, partner_left(db, pair)))
    assert "cannot begin" in text
    assert "calendar" not in text


def test_whoever_has_left_too_is_not_told(db: Session) -> None:
    pair = make_pair(db)
    letter = partner_left(db, pair)
    pair.mentor.state = Joining.LEFT
    assert messages.partner_left(db, letter) is None


def test_a_letter_about_a_pair_says_nothing_to_somebody_else(db: Session) -> None:
    pair = make_pair(db)
    for kind, writer in ((Kind.PAUSED, messages.paused), (Kind.PARTNER_LEFT, messages.partner_left)):
        letter = owe(db, kind, pair, NOW, to=make_person(db))
        assert writer(db, letter) is None
    assert messages.left(db, owe(db, Kind.LEFT, pair.programme, NOW, to=pair.mentor.person)) is None


def test_the_command_alone_says_where_somebody_stands(db: Session) -> None:
    programme = make_programme(db, name="Spring")
    part = make_enrolment(db, programme)
    assert "You take part in no programme just now." in messages.usage([], NOW, "en")
    assert "*Spring*: You take part." in messages.usage([part], NOW, "en")
    assert messages.resumed("en").startswith("Welcome back!")
    assert "back on Monday 16 March" in messages.pausing(BACK, "en")
    assert "You have left *Spring*" in messages.leaving(part.person, part)
    part.paused_until = BACK
    assert "back on Monday 16 March" in messages.usage([part], NOW, "en")
    part.state = Joining.DRAFT
    assert "`/rm-join` goes on where you stopped" in messages.usage([part], NOW, "en")


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_the_longest_names_fit(db: Session, locale: str) -> None:
    programme = make_programme(db, name="<&>" * 26, stage=Stage.RUNNING)
    people = [make_person(db, LONGEST_NAME, locale=locale) for _ in range(2)]
    mentor, leader = (make_enrolment(db, programme, person=person) for person in people)
    pair = make_pair(db, programme, mentor=mentor, leader=leader)
    said(messages.paused(db, paused(db, pair)))
    said(messages.partner_left(db, partner_left(db, pair)))
    said(messages.left(db, letters(db, leader.person, Kind.LEFT)[0]))
