"""What each says in private of a session: kept for its author alone, and changed as often as they like."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.models import Kind, Letter, Meeting, Met, Pair, Post, Reflection, Role
from bot.reflection import roles, rules
from bot.reflection.roles import Question, Tap, Wish
from bot.reflection.rules import Answer
from tests.meetings.booking import FRIDAY, NEXT_THURSDAY, book, came, letters, only, person
from tests.reflection.answering import AFTER, HELD, booked_pair, hold, say, tell

MENTOR, LEADER = Role.MENTOR, Role.LEADER
LATER = FRIDAY + timedelta(hours=3)


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def test_answers_are_sealed(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, Met.YES)
    mine = tell(db, meeting, MENTOR, advising="mentor", asking="even", load="fine")
    db.expire(mine)
    assert (mine.advising, mine.asking, mine.load) == ("mentor", "even", "fine")
    sealed = (mine.advising_sealed, mine.asking_sealed, mine.load_sealed)
    assert not any(word in (column or b"") for column in sealed for word in (b"mentor", b"even", b"fine"))


def test_only_what_is_open_is_asked_and_the_load_of_the_mentor_alone(db: Session, meeting: Meeting) -> None:
    mine = say(db, meeting, MENTOR, Met.YES)
    assert roles.unanswered(MENTOR, mine) == [Question.ADVISING, Question.ASKING, Question.LOAD]
    assert roles.unanswered(LEADER, mine) == [Question.ADVISING, Question.ASKING]
    tell(db, meeting, MENTOR, asking="leader")
    assert roles.unanswered(MENTOR, mine) == [Question.ADVISING, Question.LOAD]


def test_an_answer_may_change_after_both_have_said_that_they_met(db: Session, meeting: Meeting) -> None:
    for role in Role:
        say(db, meeting, role, Met.YES)
    tell(db, meeting, LEADER, advising="mentor")
    assert tell(db, meeting, LEADER, advising="leader").advising == "leader"


def test_a_leader_is_not_asked_how_heavy_it_was(db: Session, meeting: Meeting) -> None:
    say(db, meeting, LEADER, Met.YES)
    with pytest.raises(Refused, match="old_button"):
        tell(db, meeting, LEADER, load="heavy")


@pytest.mark.parametrize("met", [Met.NO, Met.MOVED])
def test_nothing_is_told_of_a_session_that_did_not_take_place(db: Session, meeting: Meeting, met: Met) -> None:
    with pytest.raises(Refused, match="no_answer_yet"):
        tell(db, meeting, MENTOR, advising="mentor")
    say(db, meeting, MENTOR, met)
    with pytest.raises(Refused, match="did_not_meet"):
        tell(db, meeting, MENTOR, advising="mentor")


def test_an_answer_about_a_date_that_has_gone_is_refused(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, Met.YES)
    tap = Tap(person(meeting.pair, MENTOR), meeting.version - 1, Question.ADVISING, "mentor")
    with pytest.raises(Refused, match="answer_about_an_old_date"):
        roles.tell(db, meeting, tap, AFTER)


def test_only_ones_own_message_is_written_again(db: Session, pair: Pair, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, Met.YES)
    say(db, meeting, LEADER, Met.YES)
    mine, theirs = (came(db, only(db, Kind.CHECK_IN, meeting, role)) for role in (MENTOR, LEADER))
    book(db, pair.meetings[1], NEXT_THURSDAY)
    of_the_next = came(db, only(db, Kind.CHECK_IN, pair.meetings[1], MENTOR))
    tell(db, meeting, MENTOR, advising="leader", asking="mentor", load="light")
    assert [letter.state for letter in (mine, theirs, of_the_next)] == [Post.WAITING, Post.SENT, Post.SENT]


def move(db: Session, meeting: Meeting, role: Role) -> Reflection:
    """They told about Thursday, then say that it moved; it gets another date."""
    say(db, meeting, role, Met.YES)
    tell(db, meeting, role, **HELD)
    mine = say(db, meeting, role, Met.MOVED)
    book(db, meeting, FRIDAY, now=AFTER)
    return mine


@pytest.mark.parametrize("role", list(Role))
def test_what_was_told_of_a_date_that_moved_is_kept_and_asked_about(db: Session, meeting: Meeting, role: Role) -> None:
    mine = move(db, meeting, role)
    me, partner = (person(meeting.pair, each) for each in (role, role.partner))
    assert roles.earlier_answer(db, meeting, me) is mine
    assert roles.earlier_answer(db, meeting, partner) is None
    given = Answer(me, meeting.version, Met.YES)
    assert roles.still_holds(db, meeting, given, LATER) is mine
    assert (mine.meeting_version, mine.met, mine.advising, mine.asking) == (2, Met.YES, "mentor", "leader")
    assert (meeting.state, meeting.settled_at) == ("held", LATER)
    with pytest.raises(Refused, match="old_button"):
        roles.still_holds(db, meeting, given, LATER)


def test_whoever_wants_to_be_asked_anew_is(db: Session, meeting: Meeting) -> None:
    mine, me = move(db, meeting, MENTOR), person(meeting.pair, MENTOR)
    mine.note = "I held back."
    roles.ask_anew(db, meeting, me, meeting.version)
    assert roles.earlier_answer(db, meeting, me) is None
    assert (mine.advising, mine.note) == (None, "I held back.")
    assert rules.both_sides(db, meeting, me) == (None, None)


def test_asking_anew_forgets_nothing_of_the_date_that_stands(db: Session, meeting: Meeting) -> None:
    hold(db, meeting, MENTOR, **HELD)
    roles.ask_anew(db, meeting, person(meeting.pair, MENTOR), meeting.version)
    assert rules.answer_of(db, meeting, person(meeting.pair, MENTOR)).advising == "mentor"


def test_a_new_answer_to_a_new_date_does_not_take_the_old_ones_over(db: Session, meeting: Meeting) -> None:
    mine = move(db, meeting, MENTOR)
    mine.note = "I held back."
    say(db, meeting, MENTOR, Met.YES, LATER)
    assert (mine.advising, mine.asking, mine.note) == (None, None, "I held back.")


def test_whoever_told_nothing_is_not_asked_whether_it_holds(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, Met.MOVED)
    book(db, meeting, FRIDAY, now=AFTER)
    assert roles.earlier_answer(db, meeting, person(meeting.pair, MENTOR)) is None


def test_an_old_button_about_an_earlier_date_changes_nothing(db: Session, meeting: Meeting) -> None:
    mine, me = move(db, meeting, MENTOR), person(meeting.pair, MENTOR)
    with pytest.raises(Refused, match="answer_about_an_old_date"):
        roles.still_holds(db, meeting, Answer(me, 1, Met.YES), LATER)
    with pytest.raises(Refused, match="answer_about_an_old_date"):
        roles.ask_anew(db, meeting, me, 1)
    with pytest.raises(Refused, match="not_yet"):
        roles.still_holds(db, meeting, Answer(me, 2, Met.YES), AFTER)
    assert (mine.meeting_version, mine.advising) == (1, "mentor")


def heavy(db: Session, meeting: Meeting) -> list[Letter]:
    return letters(db, Kind.FELT_HEAVY, meeting)


def test_a_heavy_session_is_answered_at_once_and_once(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, Met.YES)
    tell(db, meeting, MENTOR, load="fine")
    assert heavy(db, meeting) == []
    for _ in range(2):
        tell(db, meeting, MENTOR, load="heavy")
    [letter] = heavy(db, meeting)
    assert (letter.person_id, letter.any_hour, letter.due_at) == (person(meeting.pair, MENTOR).id, True, AFTER)
    assert letter.facts == {}


def test_heavy_sessions_are_counted_in_a_row_or_not(db: Session, pair: Pair) -> None:
    first, second, third = pair.meetings[:3]
    for meeting, load in zip((first, second, third), ("heavy", "fine", "heavy"), strict=True):
        hold(db, meeting, MENTOR, load=load)
    assert [roles.heavy_until(db, meeting) for meeting in (first, second, third)] == [1, 0, 2]
    tell(db, first, MENTOR, load="light")
    assert [roles.heavy_until(db, meeting) for meeting in (first, second, third)] == [0, 0, 1]


def test_what_was_sent_about_heavy_sessions_is_written_anew_when_one_changes(db: Session, pair: Pair) -> None:
    first, second = pair.meetings[:2]
    for meeting in (first, second):
        hold(db, meeting, MENTOR, load="heavy")
    sent = [came(db, only(db, Kind.FELT_HEAVY, meeting, MENTOR)) for meeting in (first, second)]
    tell(db, first, MENTOR, load="fine")
    assert [letter.state for letter in sent] == [Post.WAITING] * 2


def test_an_answer_that_comes_back_to_heavy_is_answered_once_more_only_if_nothing_was_sent(
    db: Session, meeting: Meeting
) -> None:
    hold(db, meeting, MENTOR, load="heavy")
    [letter] = heavy(db, meeting)
    letter.state = Post.DROPPED
    tell(db, meeting, MENTOR, load="fine")
    tell(db, meeting, MENTOR, load="heavy")
    assert [one.state for one in heavy(db, meeting)] == [Post.DROPPED, Post.WAITING]
    came(db, heavy(db, meeting)[1])
    tell(db, meeting, MENTOR, load="light")
    tell(db, meeting, MENTOR, load="heavy")
    assert len(heavy(db, meeting)) == 2


def test_a_mentor_asks_for_a_person_and_takes_it_back(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, load="heavy")
    letter = came(db, only(db, Kind.FELT_HEAVY, pair.meetings[0], MENTOR))
    roles.wish(db, pair, MENTOR, Wish.PERSON, AFTER)
    assert (pair.needs_person_at, letter.facts, letter.state) == (AFTER, {"wish": "person"}, Post.WAITING)
    roles.wish(db, pair, MENTOR, Wish.NOBODY, AFTER)
    assert (pair.needs_person_at, letter.facts) == (None, {"wish": "nobody"})


@pytest.mark.parametrize("what", list(Wish))
def test_a_leader_cannot_say_it_for_the_mentor(db: Session, pair: Pair, what: Wish) -> None:
    pair.needs_person_at = AFTER
    with pytest.raises(Refused, match="mentor_asks_for_person"):
        roles.wish(db, pair, LEADER, what, FRIDAY)
    assert pair.needs_person_at == AFTER


def said_words(db: Session, pair: Pair) -> list[Letter]:
    db.flush()
    found = select(Letter).where(Letter.kind == Kind.ROLES_BACK, Letter.pair_id == pair.id)
    return list(db.scalars(found.order_by(Letter.due_at)))


def test_the_word_goes_to_both_at_once_and_not_twice_in_five_minutes(db: Session, pair: Pair) -> None:
    pair.channel = "G0PAIR"
    moments = [AFTER + timedelta(seconds=seconds) for seconds in (0, 1, 299, 300, 301)]
    for moment in moments:
        roles.say_word(db, pair, moment)
    found = said_words(db, pair)
    assert [letter.due_at for letter in found] == [AFTER, AFTER + timedelta(minutes=5)]
    assert {(letter.person_id, letter.any_hour, letter.meeting_id) for letter in found} == {(None, True, None)}
    assert found[0].useful_until == AFTER + timedelta(minutes=15)


def test_the_word_is_not_said_where_there_is_no_session_or_no_conversation(db: Session, pair: Pair) -> None:
    with pytest.raises(Refused, match="no_conversation_yet"):
        roles.say_word(db, pair, AFTER)
    pair.channel = "G0PAIR"
    with pytest.raises(Refused, match="no_session_now"):
        roles.say_word(db, pair, FRIDAY)
    assert said_words(db, pair) == []
