"""What is promised about how a programme ends, checked against letters, rows and what people were sent."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Agreement, Commitment, Enrolment, Farewell, Goal, Kind, Letter, Note, Person, Post, Reflection
from sandbox.story import ending


def told(db: Session, kind: Kind) -> list[str]:
    """Who was sent a letter of this kind, by handle."""
    found = db.scalars(select(Letter).where(Letter.kind == kind, Letter.state == Post.SENT))
    return sorted(handle(letter.person.slack_id) for letter in found if letter.person)


def handle(slack_id: str) -> str:
    return slack_id.removeprefix("U0").lower()


def keepsakes_come_to_whom_they_are_for(db: Session) -> Iterator[str]:
    """And that a pair goes on is told to both, only where both said so."""
    expected = {
        Kind.THANKS: sorted(ending.THANKED),
        Kind.CERTIFICATE: sorted(ending.TAKE_CERTIFICATE),
        Kind.GO_ON_TOGETHER: sorted(ending.GO_ON),
    }
    for kind, people in expected.items():
        if told(db, kind) != people:
            yield f"{kind} came to {told(db, kind)} instead of {people}"


def goals_are_rated(db: Session) -> Iterator[str]:
    """Half-way and at the end, by whoever looked back."""
    looked = (Goal.rating_midpoint.is_not(None), Goal.rating_end.is_not(None))
    theirs = (Person.id == Enrolment.person_id, Enrolment.id == Goal.enrolment_id)
    rated = select(Person.slack_id).where(*theirs, *looked)
    people = sorted({handle(slack_id) for slack_id in db.scalars(rated)})
    if people != sorted(ending.LOOK_BACK):
        yield f"goals were rated half-way and at the end by {people}"


def whoever_met_is_asked_once_what_lasts(db: Session) -> Iterator[str]:
    """And answers; nobody who has left, or had no partner, is asked."""
    asked = told(db, Kind.FOLLOW_UP)
    if asked != sorted(ending.ASKED):
        yield f"what has lasted was asked of {asked}"
    answers = Counter(db.scalars(select(Farewell.lasting_sealed.is_not(None))))
    if answers[True] != len(ending.ASKED):
        yield f"{answers[True]} people said what has lasted"


def what_people_wrote_is_gone(db: Session) -> Iterator[str]:
    """Commitments stay a month longer, so that both can look at them once more."""
    for rows in (Goal, Reflection, Agreement, Note):
        if left := len(db.scalars(select(rows)).all()):
            yield f"{left} rows of {rows.__tablename__} are still there"
    if not db.scalars(select(Commitment)).all():
        yield "the commitments are gone already"


def broken_at_the_close(db: Session) -> list[str]:
    """What was not kept, to be asked while what people wrote is still there."""
    return [fault for promise in (keepsakes_come_to_whom_they_are_for, goals_are_rated) for fault in promise(db)]


OF_ENDINGS = (whoever_met_is_asked_once_what_lasts, what_people_wrote_is_gone)
