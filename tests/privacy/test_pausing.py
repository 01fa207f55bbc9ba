"""Taking a break, and coming back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.letters import owe
from bot.models import Enrolment, Joining, Kind, Pairing, Post, Stage
from bot.privacy import rules
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme
from tests.privacy.letters import letters

BACK = date(2026, 3, 16)


def test_a_partner_hears_the_day_and_no_more(db: Session) -> None:
    pair = make_pair(db)
    rules.pause(db, pair.leader, BACK, NOW)
    (letter,) = letters(db, pair.mentor.person, Kind.PAUSED)
    assert letter.facts == {"until": "2026-03-16"}
    assert letter.useful_until == datetime(2026, 3, 16, 9, tzinfo=UTC)
    assert letters(db, pair.leader.person, Kind.PAUSED) == []


def test_a_pause_lasts_until_nine_of_the_day_where_they_are(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), person=make_person(db, zone="Asia/Jakarta"))
    assert not rules.paused(enrolment, NOW)
    rules.pause(db, enrolment, BACK, NOW)
    nine = datetime(2026, 3, 16, 2, tzinfo=UTC)
    assert rules.paused(enrolment, nine - timedelta(minutes=1))
    assert not rules.paused(enrolment, nine)


def test_another_day_replaces_the_message_that_still_waits(db: Session) -> None:
    pair = make_pair(db)
    rules.pause(db, pair.leader, BACK, NOW)
    rules.pause(db, pair.leader, date(2026, 4, 1), NOW + timedelta(minutes=1))
    (letter,) = letters(db, pair.mentor.person, Kind.PAUSED)
    assert letter.facts == {"until": "2026-04-01"}


def test_the_same_day_again_tells_nobody_anything(db: Session) -> None:
    pair = make_pair(db)
    rules.pause(db, pair.leader, BACK, NOW)
    rules.pause(db, pair.leader, BACK, NOW + timedelta(minutes=1))
    assert len(letters(db, pair.mentor.person, Kind.PAUSED)) == 1


def test_a_partner_who_is_only_proposed_hears_nothing(db: Session) -> None:
    pair = make_pair(db, state=Pairing.OFFERED)
    rules.pause(db, pair.leader, BACK, NOW)
    assert letters(db, pair.mentor.person, Kind.PAUSED) == []


def test_back_before_the_partner_heard_of_it_leaves_them_in_peace(db: Session) -> None:
    pair = make_pair(db)
    rules.pause(db, pair.mentor, BACK, NOW)
    rules.resume(db, pair.mentor, NOW)
    assert pair.mentor.paused_until is None
    assert letters(db, pair.leader.person, Kind.PAUSED) == []


def test_a_partner_who_heard_of_the_pause_hears_that_it_is_over(db: Session) -> None:
    pair = make_pair(db)
    rules.pause(db, pair.mentor, BACK, NOW)
    (told,) = letters(db, pair.leader.person, Kind.PAUSED)
    told.state = Post.SENT
    rules.resume(db, pair.mentor, NOW + timedelta(days=2))
    _told, back = letters(db, pair.leader.person, Kind.PAUSED)
    assert back.facts == {"back": True}


def test_what_was_held_back_comes_after_an_early_return(db: Session) -> None:
    pair = make_pair(db)
    held = owe(db, Kind.SILENCE, pair.meetings[0], NOW, to=pair.leader.person)
    other = owe(db, Kind.BOOKING, pair.meetings[0], NOW + timedelta(days=3), to=pair.leader.person)
    rules.pause(db, pair.leader, BACK, NOW)
    held.reason, held.try_at = "paused", datetime(2026, 3, 16, 9, tzinfo=UTC)
    db.flush()
    rules.resume(db, pair.leader, NOW)
    db.expire_all()
    assert (held.try_at, other.try_at) == (NOW, NOW + timedelta(days=3))


def test_coming_back_from_no_pause_is_refused(db: Session) -> None:
    with pytest.raises(Refused, match="not_paused"):
        rules.resume(db, make_pair(db).mentor, NOW)


def test_only_somebody_who_has_joined_can_pause(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.DRAFT)
    with pytest.raises(Refused, match="nothing_to_pause"):
        rules.joined(db, enrolment.person)
    assert rules.leavable(db, enrolment.person) == [enrolment]


@pytest.mark.parametrize(("stage", "state"), [(Stage.CLOSED, Joining.JOINED), (Stage.OPEN, Joining.LEFT)])
def test_a_part_that_is_over_can_be_neither_paused_nor_left(db: Session, stage: Stage, state: Joining) -> None:
    enrolment = make_enrolment(db, make_programme(db, stage=stage), state=state)
    with pytest.raises(Refused, match="nothing_to_leave"):
        rules.leavable(db, enrolment.person)


def test_a_button_counts_only_for_ones_own_part(db: Session) -> None:
    programme = make_programme(db)
    mine, theirs = make_enrolment(db, programme), make_enrolment(db, programme)
    assert rules.own(rules.joined(db, mine.person), mine.id) is mine
    with pytest.raises(Refused, match="not_your_part"):
        rules.own(rules.joined(db, mine.person), theirs.id)


def test_a_pair_leads_to_ones_own_part_in_it(db: Session) -> None:
    pair = make_pair(db)
    assert rules.part_in(db, pair.id, pair.leader.person) is db.get(Enrolment, (pair.workspace_id, pair.leader_id))
