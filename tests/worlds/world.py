"""A small programme that lives by the bot's own rules and its own sender; only Slack is a notebook."""

import json
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot import pairs
from bot.agreement.forms.reading import draw_reading
from bot.assembly import outbox_for
from bot.coordination import census, figures
from bot.database import connect, readers, session_factory
from bot.errors import Refused
from bot.home.listeners import home_of
from bot.models import Letter, Organiser, Pair, Pairing, Person, Post, Programme, Role, Stage
from bot.outbox.claims import Times
from bot.outbox.postbag import Postbag
from bot.privacy import record
from bot.schedule import WRITERS
from bot.sealing import KeyRing
from tests.factories import NOW, make_enrolment, make_match, make_person, make_programme
from tests.worlds.recorder import Recorder

TIMES = Times(lease=60, timeout=5, settle=300)


@dataclass(frozen=True)
class Cast:
    """What is known of a programme before anybody does anything: the same in every world of one seed."""

    meetings: int
    cadence_days: int
    zones: tuple[tuple[str, str], ...]  # of the mentor and the leader of each pair
    locales: tuple[tuple[str, str], ...]


@dataclass
class World:
    """Pairs, numbered from 0. `looks` is what people saw when they looked: App Home, /rm-status."""

    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    recorder: Recorder
    pair_ids: list[Any]
    now: datetime = NOW
    looks: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def begins(cls, template: Path, cast: Cast, ring: KeyRing) -> "World":
        """In a copy of an empty database, with the pairs introduced; nothing is signed."""
        path = template.with_name(f"{uuid.uuid4().hex}.sqlite3")
        shutil.copy(template, path)
        engine = connect(f"sqlite:///{path}")
        world = cls(session_factory(engine, ring), readers(engine, ring), Recorder(), [])
        with world.sessions.begin() as db:
            world.pair_ids = [pair.id for pair in populate(db, cast)]
        world.ticks()
        return world

    def ends(self) -> None:
        """The file goes with the connections."""
        engine = self.sessions.kw["bind"]
        engine.dispose()
        path = Path(engine.url.database)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()

    def pair(self, db: Session, number: int) -> Pair:
        return db.get_one(Pair, ("T0RM", self.pair_ids[number]))

    def does(self, act: Callable[[Session], None]) -> bool:
        """As a listener would: one transaction; a refusal changes nothing."""
        try:
            with self.sessions.begin() as db:
                act(db)
        except Refused:
            return False
        return True

    def passes(self, time: timedelta) -> None:
        """Each letter is sent at the moment at which it falls due."""
        until = self.now + time
        self.ticks()
        while (due := self.next_letter_at()) is not None and due <= until:
            self.now = max(self.now, due)
            self.ticks()
        self.now = until

    def ticks(self) -> None:
        postbag = Postbag(self.sessions, self.reading, WRITERS, TIMES)
        for _ in outbox_for(postbag, lambda _: self.recorder, TIMES).send_due(lambda: self.now):
            pass

    def next_letter_at(self) -> datetime | None:
        with self.reading() as db:
            return db.scalar(select(func.min(Letter.try_at)).where(Letter.state == Post.WAITING))

    def passes_to_the_end(self) -> None:
        """Until nothing is owed to anybody any more."""
        while (due := self.next_letter_at()) is not None:
            self.passes(max(due - self.now, timedelta(0)))
        self.everybody_looks()

    def everybody_looks(self) -> None:
        """App Home of everybody, the agreement, one's own data; for the organiser /rm-status."""
        with self.reading() as db:
            for person in db.scalars(select(Person).where(Person.slack_id.not_like("U0HELP%"))).all():
                self._notes(person, home_of(db, person, self.now).to_dict())
                self._notes(person, record.paragraphs(db, person))
            for pair in db.scalars(select(Pair)).all():
                for role in Role:
                    view = draw_reading(pair.agreement, role, "en") if pair.agreement else None
                    self._notes(pair.enrolment(role).person, view.to_dict() if view else None)
            organiser = db.scalars(select(Organiser)).one().person
            for programme in db.scalars(select(Programme)).all():
                shown = figures.status(census.take(db, programme, self.now), organiser)
                self._notes(organiser, [block.to_dict() for block in shown])

    def _notes(self, person: Person, what: Any) -> None:
        self.looks.setdefault(person.slack_id, []).append(json.dumps(what, sort_keys=True))

    def people(self) -> list[str]:
        with self.reading() as db:
            return list(db.scalars(select(Person.slack_id).order_by(Person.slack_id)))

    def stream(self, slack_id: str) -> list[str]:
        """All that somebody has seen, in every conversation and whenever they looked."""
        places = [place for place in self.recorder.seen if slack_id in place.split("-")]
        said = [line for place in sorted(places) for line in (place, *self.recorder.seen[place])]
        return [*said, *self.looks.get(slack_id, [])]


def populate(db: Session, cast: Cast) -> list[Pair]:
    """Names and Slack's ids follow from the place of a person, so that they are the same in every world."""
    programme = make_programme(
        db,
        name="Spring",
        stage=Stage.RUNNING,
        started_at=NOW,
        meeting_count=cast.meetings,
        cadence_days=cast.cadence_days,
    )
    orla = make_person(db, "Orla", slack_id="U0ORLA")
    db.add(Organiser(workspace_id="T0RM", person_id=orla.id, since=NOW))
    for number, contact in enumerate([programme.sponsor, *(contact.person for contact in programme.contacts)]):
        contact.slack_id = f"U0HELP{number}"
    return [introduced(db, programme, cast, number) for number in range(len(cast.zones))]


def introduced(db: Session, programme: Programme, cast: Cast, number: int) -> Pair:
    people = {
        role: make_person(
            db,
            f"{role.title()} {number}",
            slack_id=f"U0{role.upper()}{number}",
            zone=cast.zones[number][place],
            locale=cast.locales[number][place],
        )
        for place, role in enumerate(Role)
    }
    first = NOW + timedelta(seconds=number)  # what happened at one moment is listed by its random ids
    mentor, leader = (
        make_enrolment(db, programme, role, person=people[role], team=f"Team {role}", started_at=first) for role in Role
    )
    pair = make_match(db, programme, mentor=mentor, leader=leader, state=Pairing.CONFIRMED, proposed_at=first)
    pairs.introduce(db, pair, NOW)
    return pair
