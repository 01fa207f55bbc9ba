"""Where I stand, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.home import messages, rules
from bot.models import Joining, Pair, Pairing, Role, Sitting, Stage
from bot.wording import mention
from tests.factories import NOW, book, make_enrolment, make_pair, make_person, make_programme
from tests.fitting import said


def told(db: Session, pair: Pair, role: Role = Role.MENTOR) -> str:
    (standing,) = rules.standing(db, pair.enrolment(role).person, NOW)
    return messages.standing_text(standing, NOW)


def test_a_draft_shows_which_steps_are_done(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), None, state=Joining.DRAFT, languages=[])
    (standing,) = rules.standing(db, enrolment.person, NOW)
    text = messages.standing_text(standing, NOW)
    assert text.endswith("✓ who sees what  ○ role  ✓ motivation  ✓ goals  ○ topics and languages  ✓ work")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Partners are matched next."),
        ({"role_confirmed_at": None}, "An organiser confirms your role"),
        ({"team": ""}, "Something is still missing"),
        ({"left_out": "too_few_leaders"}, "The last matching had no partner for you yet"),
    ],
)
def test_whoever_has_no_partner_reads_why(db: Session, changes: dict[str, object], expected: str) -> None:
    enrolment = make_enrolment(db, make_programme(db), **changes)
    (standing,) = rules.standing(db, enrolment.person, NOW)
    text = messages.standing_text(standing, NOW)
    assert text.startswith(f"You take part as a mentor. {expected}")
    assert "○ *Boundaries:*" in text


def test_a_part_without_a_role_has_no_role_to_name(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), None)
    (standing,) = rules.standing(db, enrolment.person, NOW)
    assert messages.standing_text(standing, NOW).startswith("You take part. Something is still missing")


def test_a_pause_comes_first(db: Session) -> None:
    pair = make_pair(db)
    pair.mentor.paused_until = date(2026, 3, 16)
    assert told(db, pair).startswith("You are on a break and back on Monday 16 March.")


@pytest.mark.parametrize("on_a_break", Role)
def test_nobody_aims_for_a_day_on_which_one_of_them_is_away(db: Session, on_a_break: Role) -> None:
    pair = make_pair(db)
    for until, aim in ((date(2026, 3, 6), "9 March"), (date(2026, 3, 16), "16 March")):
        pair.enrolment(on_a_break).paused_until = until
        assert [f"aim for Monday {aim}." in told(db, pair, role) for role in Role] == [True, True]


def test_the_partner_reads_of_the_break_until_it_is_over(db: Session) -> None:
    pair = make_pair(db)
    assert "on a break" not in told(db, pair, Role.LEADER)
    pair.mentor.paused_until = date(2026, 3, 16)
    partner = mention(pair.mentor.person)
    assert f"Your partner is {partner}. They are on a break and back on Monday 16 March." in told(db, pair, Role.LEADER)
    assert "They are on a break" not in told(db, pair, Role.MENTOR)
    pair.mentor.paused_until = date(2026, 3, 2)
    assert "on a break" not in told(db, pair, Role.LEADER)


def test_a_closed_programme_thanks(db: Session) -> None:
    programme = make_programme(db, stage=Stage.CLOSED, closed_at=NOW)
    enrolment = make_enrolment(db, programme)
    (standing,) = rules.standing(db, enrolment.person, NOW)
    assert messages.standing_text(standing, NOW) == "This programme has closed. Thank you for taking part!"


def test_an_offer_asks_who_has_not_answered(db: Session) -> None:
    pair = make_pair(db, state=Pairing.OFFERED, leader_said_yes_at=NOW)
    assert f"{mention(pair.leader.person)} could be your partner" in told(db, pair)
    assert "You said yes to" in told(db, pair, Role.LEADER)


def test_after_two_yeses_the_start_is_named(db: Session) -> None:
    pair = make_pair(db, state=Pairing.CONFIRMED)
    assert "You are introduced when the programme starts, on Monday 9 March." in told(db, pair)


def test_nothing_can_be_booked_before_both_have_signed(db: Session) -> None:
    pair = make_pair(db)
    assert pair.agreement is not None
    pair.agreement.leader_signed_version = 0
    partner = mention(pair.leader.person)
    assert f"Your partner is {partner}. Session 1 of 6 can be booked once both have signed." in told(db, pair)


def test_a_session_without_a_date_says_who_picks_one(db: Session) -> None:
    pair = make_pair(db)
    assert "Session 1 of 6 has no date yet; aim for Monday 9 March. You pick the time." in told(db, pair, Role.LEADER)
    assert f"{mention(pair.leader.person)} picks the time; you do not have to chase." in told(db, pair)


def test_a_date_is_shown_in_both_zones(db: Session) -> None:
    programme = make_programme(db, stage=Stage.RUNNING)
    mentor = make_enrolment(db, programme, person=make_person(db, zone="Asia/Jakarta"))
    leader = make_enrolment(db, programme, Role.LEADER, person=make_person(db, zone="Europe/London"))
    pair = make_pair(db, programme, mentor=mentor, leader=leader)
    book(db, pair.meetings[0], datetime(2026, 3, 9, 8, tzinfo=UTC))
    assert "Session 1 of 6: Monday 9 March, 15:00 (Jakarta) · 08:00 (London)." in told(db, pair)


def test_after_a_session_began_the_question_waits_in_the_messages(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], NOW - timedelta(hours=1))
    assert "We ask each of you in your messages whether you met." in told(db, pair)


def test_at_the_end_nothing_is_left_to_do(db: Session) -> None:
    pair = make_pair(db)
    for meeting in pair.meetings:
        meeting.state = Sitting.HELD
    assert "All your sessions are done." in told(db, pair)


def test_the_answer_to_a_message_offers_to_join_only_to_who_has_not(db: Session) -> None:
    person = make_person(db)
    assert "[Join] [I need help]" in said(messages.written_to(person, joined=False))
    text = said(messages.written_to(person, joined=True))
    assert "[Join]" not in text
    assert "nobody reads what you write here" in text
