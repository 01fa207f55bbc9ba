"""App Home."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.home import forms, rules
from bot.models import Commitment, Joining, Outcome, Pair, Pairing, Person, Role, Sitting, Stage
from tests.factories import NOW, book, make_enrolment, make_organiser, make_pair, make_person, make_programme
from tests.fitting import LONGEST_NAME, fits


def home(db: Session, person: Person) -> dict[str, Any]:
    front = forms.Front(person, rules.standing(db, person, NOW), rules.running(db, person))
    return fits(forms.draw_home(front, NOW))


def acts(db: Session, person: Person) -> list[str]:
    rows = [block["elements"] for block in home(db, person)["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def of_pair(db: Session, pair: Pair, role: Role) -> list[str]:
    """The buttons about the pair: those above the person's own part."""
    pressable = acts(db, pair.enrolment(role).person)
    return pressable[: pressable.index(Act.REVIEW_ANSWERS)]


def test_a_newcomer_reads_what_this_is_and_may_join(db: Session) -> None:
    person = make_person(db)
    assert acts(db, person) == [Act.JOIN, Act.HELP]
    assert "a junior colleague mentors a senior leader" in str(home(db, person))


def test_a_draft_can_go_on(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.DRAFT)
    assert acts(db, enrolment.person) == [Act.GO_ON, Act.REVIEW_ANSWERS, Act.LEAVE, Act.HELP, Act.SHOW_DATA]


def test_a_member_can_take_a_break_and_come_back(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    assert acts(db, enrolment.person)[:3] == [Act.REVIEW_ANSWERS, Act.PAUSE, Act.LEAVE]
    enrolment.paused_until = date(2026, 3, 16)
    assert acts(db, enrolment.person)[:3] == [Act.REVIEW_ANSWERS, Act.RESUME, Act.LEAVE]


def test_a_closed_programme_without_a_session_leaves_nothing_to_press(db: Session) -> None:
    pair = make_pair(db, make_programme(db, stage=Stage.CLOSED, closed_at=NOW), state=Pairing.ENDED)
    assert acts(db, pair.mentor.person) == [Act.HELP, Act.SHOW_DATA]


def test_what_somebody_may_take_along_outlasts_the_programme(db: Session) -> None:
    pair = make_pair(db, make_programme(db, stage=Stage.CLOSED, closed_at=NOW), state=Pairing.ENDED)
    pair.meetings[0].state = Sitting.HELD
    db.flush()
    assert acts(db, pair.mentor.person)[:1] == [Act.CERTIFICATE]
    assert acts(db, pair.leader.person)[:2] == [Act.WRITE_THANKS, Act.CERTIFICATE]
    partner = pair.mentor.person.slack_id
    assert f"from your sessions with <@{partner}>:" in str(home(db, pair.leader.person))
    pair.mentor.state = Joining.LEFT
    assert acts(db, pair.leader.person)[:1] == [Act.CERTIFICATE]


def test_a_mentor_who_asked_for_a_conversation_reads_who_sees_it_and_takes_it_back(db: Session) -> None:
    pair = make_pair(db, needs_person_at=NOW)
    assert Act.WANTS_NOBODY in of_pair(db, pair, Role.MENTOR)
    assert "organisers see your name, and not why." in str(home(db, pair.mentor.person))
    assert Act.WANTS_NOBODY not in of_pair(db, pair, Role.LEADER)
    assert "asked for a conversation" not in str(home(db, pair.leader.person))


def test_an_offer_can_be_answered_once(db: Session) -> None:
    pair = make_pair(db, state=Pairing.OFFERED, leader_said_yes_at=NOW)
    assert of_pair(db, pair, Role.MENTOR) == [Act.ACCEPT_OFFER, Act.DECLINE_OFFER]
    assert of_pair(db, pair, Role.LEADER) == []


def test_a_pair_that_waits_for_the_start_has_nothing_to_press(db: Session) -> None:
    assert of_pair(db, make_pair(db, state=Pairing.CONFIRMED), Role.MENTOR) == []


def test_before_both_have_signed_nothing_can_be_booked(db: Session) -> None:
    pair = make_pair(db)
    assert pair.agreement is not None
    pair.agreement.mentor_signed_version = 0
    assert of_pair(db, pair, Role.MENTOR) == [Act.SIGN_AGREEMENT]
    assert of_pair(db, pair, Role.LEADER) == [Act.READ_AGREEMENT, Act.TOPICS]


def test_only_the_leader_picks_the_first_time(db: Session) -> None:
    pair = make_pair(db)
    assert of_pair(db, pair, Role.LEADER) == [Act.READ_AGREEMENT, Act.TOPICS, Act.BOOK]
    assert of_pair(db, pair, Role.MENTOR) == [Act.READ_AGREEMENT, Act.TOPICS, Act.PLAN_SESSION]


def test_a_session_in_the_diary_can_be_moved_by_either_and_prepared_by_each(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], NOW + timedelta(days=7))
    shared = [Act.MOVE, Act.CANCEL, Act.CALENDAR_FILE]
    assert of_pair(db, pair, Role.LEADER) == [Act.READ_AGREEMENT, Act.TOPICS, Act.SEND_QUESTIONS, *shared]
    assert of_pair(db, pair, Role.MENTOR) == [
        Act.READ_AGREEMENT,
        Act.TOPICS,
        Act.READ_QUESTIONS,
        Act.PLAN_SESSION,
        *shared,
    ]


def test_a_session_that_began_can_no_longer_be_moved(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], NOW - timedelta(minutes=1))
    assert of_pair(db, pair, Role.LEADER) == [Act.READ_AGREEMENT, Act.TOPICS, Act.SAY_WORD]


@pytest.mark.parametrize("role", Role)
def test_the_word_can_be_said_around_a_session_and_only_once_both_have_signed_it(db: Session, role: Role) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], NOW + timedelta(minutes=61))
    assert Act.SAY_WORD not in of_pair(db, pair, role)
    book(db, pair.meetings[0], NOW + timedelta(minutes=60))
    assert of_pair(db, pair, role)[2] == Act.SAY_WORD
    assert pair.agreement is not None
    pair.agreement.mentor_signed_version = 0
    assert Act.SAY_WORD not in of_pair(db, pair, role)


def test_after_the_last_session_both_look_back_and_take_something_along(db: Session) -> None:
    pair = make_pair(db)
    for meeting in pair.meetings:
        meeting.state = Sitting.HELD
    agreed = [Act.READ_AGREEMENT, Act.TOPICS]
    leaders = [Act.COMMIT, Act.RATE_GOALS, Act.WRITE_THANKS, Act.CERTIFICATE]
    assert of_pair(db, pair, Role.LEADER) == [*agreed, *leaders]
    assert of_pair(db, pair, Role.MENTOR) == [*agreed, Act.RATE_GOALS, Act.CERTIFICATE]


def test_a_leader_may_write_what_they_will_do_after_a_session_until_three_are_open(db: Session) -> None:
    pair = make_pair(db)
    assert Act.COMMIT not in of_pair(db, pair, Role.LEADER)
    pair.meetings[0].state = Sitting.HELD
    for _ in range(3):
        assert Act.COMMIT in of_pair(db, pair, Role.LEADER)
        assert Act.COMMIT not in of_pair(db, pair, Role.MENTOR)
        commit(db, pair)
    assert Act.COMMIT not in of_pair(db, pair, Role.LEADER)


@pytest.mark.parametrize("role", Role)
def test_both_find_the_commitments_with_how_many_are_open(db: Session, role: Role) -> None:
    pair = make_pair(db)
    assert "Our commitments" not in str(home(db, pair.enrolment(role).person))
    commit(db, pair, Outcome.DROPPED)
    assert "Our commitments (0 open)" in str(home(db, pair.enrolment(role).person))
    commit(db, pair)
    assert "Our commitments (1 open)" in str(home(db, pair.enrolment(role).person))


def test_a_commitment_is_about_the_last_session_that_took_place(db: Session) -> None:
    pair = make_pair(db)
    for meeting in pair.meetings[:2]:
        meeting.state = Sitting.UNCONFIRMED
    rows = [block["elements"] for block in home(db, pair.leader.person)["blocks"] if block["type"] == "actions"]
    carried = {element["action_id"]: element.get("value") for row in rows for element in row}
    assert carried[Act.COMMIT] == str(pair.meetings[1].id)


@pytest.mark.parametrize(("behind", "shown"), [(2, False), (3, True)])
def test_goals_can_be_rated_from_half_way_on(db: Session, behind: int, shown: bool) -> None:
    pair = make_pair(db)
    for meeting in pair.meetings[:behind]:
        meeting.state = Sitting.UNCONFIRMED
    assert (Act.RATE_GOALS in of_pair(db, pair, Role.MENTOR)) == shown


@pytest.mark.parametrize(("days", "shown"), [(15, False), (14, True)])
def test_two_weeks_before_the_end_goals_thanks_and_nothing_that_was_not_held(
    db: Session, days: int, shown: bool
) -> None:
    programme = make_programme(db, stage=Stage.RUNNING, ends_on=NOW.date() + timedelta(days=days))
    pair = make_pair(db, programme)
    endings = {Act.RATE_GOALS, Act.WRITE_THANKS, Act.CERTIFICATE}
    assert endings & set(of_pair(db, pair, Role.LEADER)) == ({Act.RATE_GOALS, Act.WRITE_THANKS} if shown else set())


def test_no_row_holds_more_than_five_buttons(db: Session) -> None:
    programme = make_programme(db, stage=Stage.RUNNING, ends_on=NOW.date())
    pair = make_pair(db, programme)
    pair.meetings[0].state = Sitting.HELD
    commit(db, pair)
    book(db, pair.meetings[1], NOW + timedelta(minutes=30))
    for role in Role:
        rows = [block for block in home(db, pair.enrolment(role).person)["blocks"] if block["type"] == "actions"]
        assert max(len(row["elements"]) for row in rows) == 5


def test_organisers_read_what_they_organise(db: Session) -> None:
    make_programme(db, name="Spring <3")
    assert "You organise *Spring &lt;3*." in str(home(db, make_organiser(db)))


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_many_programmes_with_the_longest_names_fit(db: Session, locale: str) -> None:
    person = make_organiser(db, name=LONGEST_NAME, locale=locale)
    for number in range(9):
        programme = make_programme(db, name=f"{number}{'<&>' * 26}", stage=Stage.RUNNING)
        mentor = make_enrolment(db, programme, person=person)
        for _ in range(3):
            leader = make_enrolment(db, programme, Role.LEADER, person=make_person(db, LONGEST_NAME))
            pair = make_pair(db, programme, mentor=mentor, leader=leader)
            book(db, pair.meetings[0], NOW + timedelta(days=7))
    assert len(home(db, person)["blocks"]) <= 100


def test_a_name_of_hidden_marks_alone_is_still_a_heading(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db, name="\u200b"))
    assert home(db, enrolment.person)["blocks"][0]["text"]["text"] == "–"


def test_a_guests_home_says_no_politely() -> None:
    assert "full members" in str(fits(forms.draw_closed_door("Sorry, this is for full members.")))


def commit(db: Session, pair: Pair, outcome: Outcome = Outcome.OPEN) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": pair.meetings[0].id}
    db.add(Commitment(**keys, text="Ask first", due_on=NOW.date(), outcome=outcome, made_at=NOW))
    db.flush()
