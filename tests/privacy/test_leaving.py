"""Leaving without blame, and what Slack tells of people and of the app."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.letters import owe
from bot.models import AuditEntry, Goal, Joining, Kind, Pairing, Person, Post, Standing, Workspace
from bot.privacy import rules
from bot.roster import Profile
from tests.factories import NOW, make_enrolment, make_match, make_pair, make_person, make_programme
from tests.privacy.letters import letters


def profile(person: Person) -> Profile:
    return Profile(person.slack_id, person.name, "", person.zone, "en-GB", Standing.MEMBER, False)


def test_leaving_ends_the_pairs_and_tells_the_partner_on_their_next_working_day(db: Session) -> None:
    pair = make_pair(db)
    pair.leader.paused_until = date(2026, 3, 16)
    rules.leave(db, pair.leader, NOW)
    assert (pair.state, pair.ended_because) == (Pairing.ENDED, "left")
    assert (pair.leader.state, pair.leader.left_at, pair.leader.paused_until) == (Joining.LEFT, NOW, None)
    assert pair.mentor.state == Joining.JOINED
    (letter,) = letters(db, pair.mentor.person, Kind.PARTNER_LEFT)
    assert letter.due_at == datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_before_a_weekend_the_partner_hears_of_it_on_monday(db: Session) -> None:
    pair = make_pair(db)
    rules.leave(db, pair.mentor, datetime(2026, 3, 6, 10, tzinfo=UTC))
    (letter,) = letters(db, pair.leader.person, Kind.PARTNER_LEFT)
    assert letter.due_at == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_what_still_waited_for_who_leaves_is_dropped_but_the_farewell(db: Session) -> None:
    pair = make_pair(db)
    owe(db, Kind.BOOKING, pair.meetings[0], NOW, to=pair.leader.person)
    rules.leave(db, pair.leader, NOW)
    assert letters(db, pair.leader.person, Kind.BOOKING) == []
    (farewell,) = letters(db, pair.leader.person, Kind.LEFT)
    assert (farewell.due_at, farewell.any_hour) == (NOW, True)


def test_a_pair_that_has_not_begun_ends_too(db: Session) -> None:
    pair = make_pair(db, state=Pairing.CONFIRMED, started_at=None)
    rules.leave(db, pair.leader, NOW)
    assert pair.state == Pairing.ENDED
    assert len(letters(db, pair.mentor.person, Kind.PARTNER_LEFT)) == 1


@pytest.mark.parametrize(
    ("state", "said_yes_at", "told"),
    [
        (Post.SENT, None, 1),
        (Post.SENDING, None, 1),  # it may be there
        (Post.WAITING, None, 0),
        (Post.DROPPED, NOW, 1),  # answered on App Home before it went out
    ],
)
def test_of_an_offer_the_partner_hears_only_if_they_knew_of_it(
    db: Session, state: Post, said_yes_at: datetime | None, told: int
) -> None:
    pair = make_match(db, make_programme(db), state=Pairing.OFFERED, mentor_said_yes_at=said_yes_at)
    owe(db, Kind.OFFER, pair, NOW, to=pair.mentor.person).state = state
    rules.leave(db, pair.leader, NOW)
    assert pair.state == Pairing.ENDED
    assert len(letters(db, pair.mentor.person, Kind.PARTNER_LEFT)) == told


def test_of_an_offer_without_a_letter_the_partner_hears_nothing(db: Session) -> None:
    pair = make_match(db, make_programme(db), state=Pairing.OFFERED)
    rules.leave(db, pair.mentor, NOW)
    assert letters(db, pair.leader.person, Kind.PARTNER_LEFT) == []


def test_whoever_is_only_proposed_never_hears_of_it(db: Session) -> None:
    pair = make_pair(db, state=Pairing.PROPOSED, started_at=None)
    rules.leave(db, pair.leader, NOW)
    assert pair.state == Pairing.ENDED
    assert letters(db, pair.mentor.person, Kind.PARTNER_LEFT) == []


def test_what_a_member_wrote_is_kept_until_retention(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    rules.leave(db, enrolment, NOW)
    assert enrolment.why == "I want leaders to see what we see"
    assert db.scalars(select(AuditEntry.action)).all() == ["left"]


def test_a_draft_is_deleted_at_once_and_its_message_written_again(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.DRAFT)
    steps = owe(db, Kind.ONBOARDING, enrolment, NOW, to=enrolment.person)
    steps.state, steps.ts = Post.SENT, "1.0"
    db.flush()
    rules.leave(db, enrolment, NOW)
    db.flush()
    db.expire_all()
    assert (enrolment.why, enrolment.role, enrolment.team, enrolment.consented_at) == (None, None, "", None)
    assert db.scalars(select(Goal).where(Goal.enrolment_id == enrolment.id)).all() == []
    assert steps.state == Post.WAITING
    assert letters(db, enrolment.person, Kind.LEFT) == []


def test_a_draft_without_a_message_leaves_in_silence(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.DRAFT)
    rules.leave(db, enrolment, NOW)
    assert enrolment.state == Joining.LEFT


def test_whoever_joins_again_and_leaves_again_is_told_each_time(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    for days in (0, 3):
        enrolment.state = Joining.JOINED
        rules.leave(db, enrolment, NOW + timedelta(days=days))
        letters(db, enrolment.person, Kind.LEFT)[-1].state = Post.SENT
    assert len(letters(db, enrolment.person, Kind.LEFT)) == 2


def test_letters_follow_somebody_who_moves_to_another_zone(db: Session) -> None:
    pair = make_pair(db)
    person = pair.leader.person
    agreement = owe(db, Kind.AGREEMENT, pair, NOW, to=person)
    rules.change(db, person, replace(profile(person), zone="Asia/Tokyo"), NOW)
    assert agreement.try_at == datetime(2026, 3, 3, 0, tzinfo=UTC)


def test_a_new_title_moves_nothing(db: Session) -> None:
    pair = make_pair(db)
    person = pair.leader.person
    letter = owe(db, Kind.AGREEMENT, pair, NOW, to=person)
    rules.change(db, person, replace(profile(person), title="Director"), NOW)
    assert (person.title, letter.try_at) == ("Director", NOW)


def test_a_deactivated_person_leaves_kindly_and_is_sent_nothing(db: Session) -> None:
    pair = make_pair(db)
    person = pair.leader.person
    owe(db, Kind.BOOKING, pair.meetings[0], NOW, to=person)
    rules.change(db, person, replace(profile(person), standing=Standing.DEACTIVATED), NOW)
    assert pair.leader.state == Joining.LEFT
    assert letters(db, person, Kind.LEFT) == letters(db, person, Kind.BOOKING) == []
    assert len(letters(db, pair.mentor.person, Kind.PARTNER_LEFT)) == 1


def test_an_uninstalled_workspace_keeps_its_letters(db: Session) -> None:
    person = make_person(db)
    pair = make_pair(db)
    letter = owe(db, Kind.BOOKING, pair.meetings[0], NOW, to=pair.leader.person)
    rules.uninstall(db, person.workspace_id, NOW)
    assert db.get_one(Workspace, person.workspace_id).uninstalled_at == NOW
    assert letter.state == Post.WAITING


def test_the_uninstalling_of_an_unknown_workspace_changes_nothing(db: Session) -> None:
    rules.uninstall(db, "T0NOBODY", NOW)
    assert db.get(Workspace, "T0NOBODY") is None
