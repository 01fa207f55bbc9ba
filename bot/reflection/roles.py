"""Were the roles held, was it heavy, and the word that brings the roles back: what each says for themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.coaching import before, told
from bot.drift import Side
from bot.errors import Refused
from bot.letters import owe, redraw, redraw_those
from bot.models import Kind, Letter, Meeting, Met, Pair, Person, Post, Reflection, Role
from bot.reflection import rules
from bot.reflection.rules import Answer
from bot.stop_word import can_be_said

ONCE_IN = timedelta(minutes=5)  # the word is said once in so long, however often it is pressed
HELPS_FOR = timedelta(minutes=15)  # later than this the moment has passed


class Question(StrEnum):
    """What is asked in private; each is the name of the sealed field that holds its answer."""

    ADVISING = "advising"
    ASKING = "asking"
    LOAD = "load"


class Load(StrEnum):
    LIGHT = "light"
    FINE = "fine"
    HEAVY = "heavy"


class Wish(StrEnum):
    """Whether a mentor for whom it was heavy twice would welcome a conversation."""

    PERSON = "person"
    NOBODY = "nobody"


ANSWERS: dict[Question, type[Side | Load]] = {
    Question.ADVISING: Side,
    Question.ASKING: Side,
    Question.LOAD: Load,
}


@dataclass(frozen=True)
class Tap:
    """One private answer about a date of a session; `version` is the date's."""

    person: Person
    version: int
    question: Question
    value: str


def asked_of(role: Role) -> list[Question]:
    """How heavy it was is asked of the mentor alone."""
    return list(Question) if role == Role.MENTOR else [Question.ADVISING, Question.ASKING]


def unanswered(role: Role, mine: Reflection) -> list[Question]:
    return [question for question in asked_of(role) if getattr(mine, question) is None]


def tell(db: Session, meeting: Meeting, tap: Tap, now: datetime) -> Reflection:
    """Kept for the author alone, and changed as often as they like; only their own messages follow from it."""
    about_date_that_stands(meeting, tap.version)
    mine = rules.answer_of(db, meeting, tap.person)
    if mine.met != Met.YES:
        raise Refused("did_not_meet")
    if tap.question not in asked_of(role_in(meeting, tap.person)):
        raise Refused("old_button")
    setattr(mine, tap.question, tap.value)
    db.flush()
    show_own_anew(db, meeting, tap.person, now)
    if tap.question == Question.LOAD:
        follow_load(db, meeting, mine, now)
    return mine


def about_date_that_stands(meeting: Meeting, version: int) -> None:
    if version != meeting.version:
        raise Refused("answer_about_an_old_date")


def role_in(meeting: Meeting, person: Person) -> Role:
    return Role.MENTOR if meeting.pair.mentor.person_id == person.id else Role.LEADER


def show_own_anew(db: Session, meeting: Meeting, person: Person, now: datetime) -> None:
    about = (Letter.workspace_id == meeting.workspace_id, Letter.meeting_id == meeting.id)
    redraw_those(db, now, *about, Letter.person_id == person.id, Letter.kind == Kind.CHECK_IN)


def follow_load(db: Session, meeting: Meeting, mine: Reflection, now: datetime) -> None:
    """A heavy session is answered with a kind letter, one for each; what was said of it before is written anew."""
    mentor = meeting.pair.mentor.person
    letters = letters_of(db, meeting.pair, mentor, Kind.FELT_HEAVY)
    for letter in letters:
        redraw(letter, now)
    of_this = [letter for letter in letters if letter.meeting_id == meeting.id]
    if mine.load == Load.HEAVY and all(letter.state == Post.DROPPED for letter in of_this):
        owe(db, Kind.FELT_HEAVY, meeting, now, to=mentor, once=str(len(of_this)), any_hour=True)


def letters_of(db: Session, pair: Pair, person: Person, kind: Kind) -> list[Letter]:
    about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id, Letter.kind == kind)
    return list(db.scalars(select(Letter).where(*about, Letter.person_id == person.id).order_by(Letter.owed_at)))


def heavy_until(db: Session, meeting: Meeting) -> int:
    """How many sessions of this pair were heavy for the mentor, up to this one; 0 where this one was not."""
    heavy = [about for mine, about in told(db, meeting.pair, meeting.pair.mentor.person) if mine.load == Load.HEAVY]
    if meeting not in heavy:
        return 0
    return sum(1 for about in heavy if not before(meeting, about))


def wish(db: Session, pair: Pair, role: Role, what: Wish, now: datetime) -> None:
    """The mentor's alone to say, and to take back. Organisers see that it was said, never why."""
    if role != Role.MENTOR:
        raise Refused("mentor_asks_for_person")
    pair.needs_person_at = now if what == Wish.PERSON else None
    for letter in letters_of(db, pair, pair.mentor.person, Kind.FELT_HEAVY):
        letter.facts = letter.facts | {"wish": str(what)}
        redraw(letter, now)


def earlier_answer(db: Session, meeting: Meeting, person: Person) -> Reflection | None:
    """What this person told about the roles on a date that has gone, where they have not said yet if it still holds."""
    about = (Reflection.workspace_id == meeting.workspace_id, Reflection.meeting_id == meeting.id)
    mine = db.scalar(select(Reflection).where(*about, Reflection.person_id == person.id))
    if mine is None or mine.meeting_version == meeting.version:
        return None
    return mine if any(getattr(mine, question) is not None for question in Question) else None


def still_holds(db: Session, meeting: Meeting, given: Answer, now: datetime) -> Reflection:
    """They met on the new date, and what they told about the roles on the earlier one is taken over."""
    about_date_that_stands(meeting, given.version)
    mine = earlier_answer(db, meeting, given.person)
    if mine is None:
        raise Refused("old_button")
    kept = {question: getattr(mine, question) for question in Question}
    rules.answer(db, meeting, given, now)
    for question, value in kept.items():
        setattr(mine, question, value)
    db.flush()
    return mine


def ask_anew(db: Session, meeting: Meeting, person: Person, version: int) -> None:
    """What was told about a date that has gone is forgotten; an answer about the one that stands stays."""
    about_date_that_stands(meeting, version)
    if mine := earlier_answer(db, meeting, person):
        forget(mine)
        db.flush()


def forget(mine: Reflection) -> None:
    for question in Question:
        setattr(mine, question, None)


def say_word(db: Session, pair: Pair, now: datetime) -> None:
    """Into the pair's conversation, without saying who asked for it; around a session, and not twice at once."""
    if not can_be_said(pair, now):
        raise Refused("no_session_now")
    if pair.channel is None:
        raise Refused("no_conversation_yet")
    about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id, Letter.kind == Kind.ROLES_BACK)
    if db.scalar(select(Letter.id).where(*about, Letter.due_at > now - ONCE_IN).limit(1)) is None:
        once = now.isoformat(timespec="seconds")
        owe(db, Kind.ROLES_BACK, pair, now, to=None, once=once, any_hour=True, useful_until=now + HELPS_FOR)
