"""Which mentors of a programme are in a circle together, and when each circle talks its sessions over."""

import uuid
from datetime import datetime, time, timedelta
from math import ceil

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.database import insert_once
from bot.hours import at, local_day, shared_opening, working_day_from
from bot.letters import Owed, owe_all
from bot.models import Circle, Enrolment, Joining, Kind, Pair, Pairing, Person, Programme, Role, Standing

MOST = 7  # and the bot: a group conversation of Slack holds eight
FEWEST = 2
TALK = time(10)
STILL_HELPS = timedelta(days=14)  # after an outage; then the next talk is near
BEGUN = (Pairing.CONFIRMED, Pairing.ACTIVE)  # a confirmed pair of a running programme is about to be introduced

Seats = dict[Circle, list[Enrolment]]


def gather(db: Session, programme: Programme, now: datetime) -> None:
    """Each mentor with a pair gets a place in a circle of two to seven; doing it again moves nobody.

    Those who begin together are spread evenly, whoever comes later sits down in the smallest. Nobody is left alone
    while there are others. Whoever has come is written to in the circle's next message.
    """
    hold(db, programme)
    mentors = mentors_of(db, programme)
    seats = seated(db, programme, mentors)
    before = {circle: list(members) for circle, members in seats.items()}
    for mentor in mentors:
        if mentor.circle_id is None:
            sit_down(mentor, smallest(seats), seats)
    leave_nobody_alone(seats)
    for circle, members in seats.items():
        if len(members) >= FEWEST and members != before[circle]:
            announce(db, circle, [member.person for member in members], now)


def step_out(db: Session, mentor: Enrolment, now: datetime) -> None:
    """Whoever has left is not in the circle's next conversation; somebody left alone there moves to another."""
    if mentor.circle_id is None:
        return
    circle = db.get_one(Circle, (mentor.workspace_id, mentor.circle_id))
    mentor.circle_id = circle.channel = None
    gather(db, mentor.programme, now)


def hold(db: Session, programme: Programme) -> None:
    """The first circle, nobody else's until the commit: of two mentors who begin at once, one sits down first."""
    key = {"workspace_id": programme.workspace_id, "programme_id": programme.id, "position": 0}
    db.flush()
    insert_once(db, Circle, id=uuid.uuid4(), **key)
    db.scalars(select(Circle).filter_by(**key).with_for_update(key_share=True)).one()


def mentors_of(db: Session, programme: Programme) -> list[Enrolment]:
    """Those with a pair that begins or runs, and those who have a place from an earlier one."""
    paired = select(Pair.mentor_id).where(Pair.workspace_id == programme.workspace_id, Pair.state.in_(BEGUN))
    there = (Enrolment.state == Joining.JOINED, Enrolment.role == Role.MENTOR, Person.standing == Standing.MEMBER)
    found = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id, *there)
        .where(or_(Enrolment.circle_id.is_not(None), Enrolment.id.in_(paired)))
        .order_by(Enrolment.started_at, Enrolment.id)
    )
    return list(db.scalars(found.execution_options(populate_existing=True)))


def seated(db: Session, programme: Programme, mentors: list[Enrolment]) -> Seats:
    """Who sits where, in as many circles as all of them need."""
    circles = circles_of(db, programme)
    for position in range(len(circles), ceil(len(mentors) / MOST)):
        circle = Circle(workspace_id=programme.workspace_id, programme_id=programme.id, position=position)
        db.add(circle)
        circles.append(circle)
    return {circle: [mentor for mentor in mentors if mentor.circle_id == circle.id] for circle in circles}


def circles_of(db: Session, programme: Programme) -> list[Circle]:
    mine = (Circle.workspace_id == programme.workspace_id, Circle.programme_id == programme.id)
    return list(db.scalars(select(Circle).where(*mine).order_by(Circle.position)))


def smallest(seats: Seats) -> Circle:
    return min(seats, key=lambda circle: len(seats[circle]))


def sit_down(mentor: Enrolment, circle: Circle, seats: Seats) -> None:
    """Slack cannot change who is in a group conversation, so the circle needs another one."""
    seats[circle].append(mentor)
    mentor.circle_id, circle.channel = circle.id, None


def leave_nobody_alone(seats: Seats) -> None:
    """Somebody alone moves to where there is room; where there is none, some of the largest circle come to them."""
    lonely = next((circle for circle, members in seats.items() if len(members) == 1), None)
    others = {circle: members for circle, members in seats.items() if members and circle is not lonely}
    if lonely is None or not others:
        return
    if len(others[smallest(others)]) < MOST:
        move(1, lonely, smallest(others), seats)
    else:
        move(MOST // 2, smallest(others), lonely, seats)


def move(number: int, source: Circle, to: Circle, seats: Seats) -> None:
    seats[source], moving = seats[source][:-number], seats[source][-number:]
    source.channel = None
    for mentor in moving:
        sit_down(mentor, to, seats)


def announce(db: Session, circle: Circle, people: list[Person], now: datetime) -> None:
    """Who is in it and when they talk, at once; then what to talk over, at each of these dates."""
    ahead = [(number, moment) for number, moment in enumerate(talks(circle.programme)) if moment > now]
    together = shared_opening(now, [person.zone for person in people])
    days = [local_day(moment, circle.programme.zone).isoformat() for _, moment in ahead]
    dates = [to_talk(circle, number, moment) for number, moment in ahead]
    owe_all(db, [Owed(Kind.CIRCLE, circle, together, None, facts={"days": days}), *dates])


def to_talk(circle: Circle, number: int, moment: datetime) -> Owed:
    facts, useful_until = {"number": number}, moment + STILL_HELPS
    return Owed(Kind.SUPERVISION, circle, moment, None, str(number), useful_until, facts=facts)


def talks(programme: Programme) -> list[datetime]:
    """The dates at which circles talk: parts of the way from the programme's beginning to its end, at ten."""
    begins = programme.starts_on
    if programme.started_at:
        begins = max(begins, local_day(programme.started_at, programme.zone))
    length = programme.ends_on - begins
    moments = []
    for talk in book_of(programme).supervision:
        day = begins + timedelta(days=length.days * talk.percent // 100)
        moments.append(at(working_day_from(day, programme.zone), TALK, programme.zone))
    return moments
