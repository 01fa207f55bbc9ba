"""A programme from its first offer to the last question, in simulated time: it jumps from one moment to the next."""

import shutil
import tempfile
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import TracebackType

from sqlalchemy import event
from sqlalchemy.orm import Session, joinedload

from bot.coordination import rules as coordination
from bot.database import Base, connect, readers, session_factory
from bot.errors import Refused
from bot.letters import owe_all
from bot.matching import rules as matching
from bot.models import Enrolment, Organiser, Pair, Person, Post, Programme, Role, Stage
from bot.outbox.claims import Times
from bot.outbox.dispatcher import Inline, Outbox, Unhurried
from bot.outbox.postbag import ENDED
from bot.outbox.sending import Sending
from bot.schedule import AFTERWARDS, WRITERS
from bot.sealing import KeyRing, seal_before_flush
from tests.factories import make_enrolment, make_match, make_person, make_programme
from tests.simulation.chance import Crash
from tests.simulation.slack import TIMEOUT
from tests.simulation.time import BEGINS, Time
from tests.worlds.deeds import Doing
from tests.year.agenda import Agenda, Outages
from tests.year.deeds import do, looks_after_notes
from tests.year.delivered import Delivered, Rows, instant, moment
from tests.year.life import Reading, Wish, fate
from tests.year.memory import Memory
from tests.year.people import Cast, Soul, Twosome
from tests.year.promises import Promises
from tests.year.sender import Fragile, without_waiting_for_the_disk
from tests.year.slack import SELDOM, Notebook, Weather

DAYS = 365
TICK = timedelta(minutes=5)  # as with cron hosting; every two seconds would be the same, at a greater cost
TIMES = Times(lease=60.0, timeout=TIMEOUT, settle=300.0)
STARTS, ENDS, CLOSES = date(2026, 3, 9), date(2026, 9, 25), timedelta(days=208)
START = timedelta(days=7)
AT_HAND = (
    joinedload(Pair.programme).joinedload(Programme.edition),
    joinedload(Pair.mentor).joinedload(Enrolment.person),
    joinedload(Pair.leader).joinedload(Enrolment.person),
    joinedload(Pair.agreement),
)
NOBODY_KNOWS = "nobody_knows_whether_it_came"  # a message to a group cannot be looked for


@dataclass
class Year:
    """`told`: each message as it arrived: moment, kind and readers. `postbag` may be one that does harm.

    `remembers`: rows stay in memory; without, all is read anew each time, and the story is the same.
    """

    seed: int
    pairs: int
    days: int = DAYS
    trouble: float = SELDOM
    postbag: type[Fragile] = Fragile
    times: Times = TIMES
    remembers: bool = True
    time: Time = field(default_factory=Time)
    agenda: Agenda = field(default_factory=Agenda)
    promises: Promises = field(default_factory=Promises)
    told: list[tuple[str, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> "Year":
        self.folder = Path(tempfile.mkdtemp(prefix="rm-year-"))
        path = self.folder / "year.sqlite3"
        self.engine = connect(f"sqlite:///{path}")
        event.listen(self.engine, "connect", without_waiting_for_the_disk)
        Base.metadata.create_all(self.engine)
        ring = KeyRing((b"k" * 32,))
        self.sessions, self.reading = session_factory(self.engine, ring), readers(self.engine, ring)
        self.memory = Memory(self.sessions, self.reading, seal_before_flush) if self.remembers else None
        self.rows = Rows(str(path))
        self.cast = Cast(self.seed, self.pairs, BEGINS)
        self.outages = Outages(Random(f"outages-{self.seed}"), BEGINS + timedelta(days=3), 240)
        self.weather = Weather(self.seed, scale=self.trouble)
        self.slack = Notebook(self.time, self.weather, arrives=self.arrives, passing=self.people_act)
        self.time.meanwhile = lambda _: self.people_act()
        self.acting = False
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.rows.connection.close()
        if self.memory:
            self.memory.close()
        self.engine.dispose()
        shutil.rmtree(self.folder)

    @property
    def now(self) -> datetime:
        return self.time.wall()

    def lived(self) -> Promises:
        with self.sessions.begin() as db:
            self.begins(db)
        self.start_sender()
        last = BEGINS + timedelta(days=self.days)
        ticked = self.now
        while (then := self.next_moment(ticked)) and then <= last:
            self.time.seconds = max(self.time.seconds, (then - BEGINS).total_seconds())
            self.people_act()
            if (due := self.next_tick(ticked)) and due <= self.now:
                ticked = self.now
                self.tick()
        self.look_back(last)
        return self.promises

    def next_moment(self, ticked: datetime) -> datetime | None:
        moments = [one for one in (self.agenda.next_at, self.next_tick(ticked)) if one]
        return self.outages.over_at(min(moments)) if moments else None

    def next_tick(self, ticked: datetime) -> datetime | None:
        due = self.rows.next_try()
        if due is None:
            return None
        closed_until = moment(self.rows.all("SELECT max(closed_until) FROM workspaces")[0][0])
        due = max(due, closed_until or due, ticked + timedelta(seconds=1))
        return BEGINS - (BEGINS - due) // TICK * TICK

    def tick(self) -> None:
        try:
            for sent in self.outbox.send_due(self.time.wall):
                self.counts[f"{sent.state} {sent.reason or ''}".strip()] += 1
                self.people_act()
        except Crash:
            self.counts["crashes"] += 1
            self.time.sleep(5)
            self.start_sender()

    def start_sender(self) -> None:
        ports = (self.sessions, self.reading, WRITERS, self.times)
        postbag = self.postbag(*ports, watch=self.time, afterwards=AFTERWARDS).beset(
            self.time, self.weather, self.memory
        )
        sending = Sending(postbag, lambda _: self.slack, self.times, self.time)
        self.outbox = Outbox(postbag, sending, pace=Unhurried(), watch=self.time, pool=Inline())

    def people_act(self) -> None:
        """Whatever is due by now; not while somebody is acting already."""
        if self.acting:
            return
        self.acting = True
        for deed, group in self.agenda.due(self.now):
            try:
                with self.memory.writes(group) if self.memory else self.sessions.begin() as db:
                    deed(db, self.now)
                    self.counts["deeds"] += 1
            except Refused as refused:
                self.counts[f"refused {refused}"] += 1
        self.acting = False

    def begins(self, db: Session) -> None:
        """Everybody has joined, and an organiser has decided who is asked; the answers are everybody's own."""
        programme = make_programme(db, name="A year", starts_on=STARTS, ends_on=ENDS, stage=Stage.MATCHING)
        for number, helper in enumerate([programme.sponsor, *(contact.person for contact in programme.contacts)]):
            helper.slack_id = f"UH{number}"
        organiser = make_person(db, "Orla", slack_id="UORLA")
        db.add(Organiser(workspace_id="T0RM", person_id=organiser.id, since=BEGINS))
        self.programme_id, self.organiser_id = programme.id, organiser.id
        parts: dict[str, Enrolment] = {}
        self.pair_ids = [self.matched(db, programme, two, parts) for two in self.cast.twosomes]
        self.twosomes = {pair_id.hex: two for pair_id, two in zip(self.pair_ids, self.cast.twosomes, strict=True)}
        for two in self.cast.twosomes:
            self.agenda.plan(two.asked_at, lambda db, now, two=two: self.asked(db, two, now), two.group)
        self.agenda.plan(BEGINS + START, self.starts)
        self.agenda.plan(BEGINS + CLOSES, self.closes)

    def matched(self, db: Session, programme: Programme, two: Twosome, parts: dict[str, Enrolment]) -> uuid.UUID:
        for role in Role:
            soul = two.side(role)
            if soul.slack_id not in parts:
                parts[soul.slack_id] = joined(db, programme, role, soul, BEGINS + timedelta(seconds=len(parts)))
        mentor, leader = (parts[two.side(role).slack_id] for role in Role)
        proposed_at = BEGINS + timedelta(seconds=two.number)
        pair = make_match(db, programme, mentor=mentor, leader=leader, proposed_at=proposed_at)
        if self.memory:
            for one in (pair.id, mentor.person_id, leader.person_id):
                self.memory.belongs(str(one), two.group)
        return pair.id

    def asked(self, db: Session, two: Twosome, now: datetime) -> None:
        pair = db.get_one(Pair, ("T0RM", self.pair_ids[two.number]))
        matching.offer(db, pair, now)
        db.flush()
        owe_all(db, matching.invitations(pair, now))
        for role in Role:
            fate(two, role, now, self.plan)

    def starts(self, db: Session, now: datetime) -> None:
        coordination.start(db, db.get_one(Person, ("T0RM", self.organiser_id)), self.programme(db), now)

    def closes(self, db: Session, now: datetime) -> None:
        coordination.close(db, db.get_one(Person, ("T0RM", self.organiser_id)), self.programme(db), now)

    def programme(self, db: Session) -> Programme:
        return db.get_one(Programme, ("T0RM", self.programme_id))

    def plan(self, when: datetime, wish: Wish) -> None:
        self.agenda.plan(self.outages.over_at(when), lambda db, now: self.fulfil(wish, db, now), wish.two.group)

    def fulfil(self, wish: Wish, db: Session, now: datetime) -> None:
        pair = db.get_one(Pair, ("T0RM", self.pair_ids[wish.two.number]), options=AT_HAND)
        do(wish.deed, Doing(db, pair, wish.role, wish.value, wish.secret, now))
        if wish.deed == "moves_house":
            wish.two.side(wish.role).zone = wish.value

    def arrives(self, marker: str, seconds: float) -> None:
        at = BEGINS + timedelta(seconds=seconds)
        one = self.rows.delivered(marker)
        self.promises.check(one, at)
        self.told.append((f"{at:%Y-%m-%d %H:%M}", one.kind, " ".join(reader.slack_id for reader in one.readers)))
        if one.kind == "help_note":
            helper = one.readers[0].slack_id
            self.agenda.plan(at + timedelta(hours=5), lambda db, now: looks_after_notes(db, helper, now))
        elif one.personal and one.pair_id:
            self.read(one, at)

    def read(self, one: Delivered, at: datetime) -> None:
        two, reader = self.twosomes[one.pair_id or ""], one.readers[0].slack_id
        for role in Role:
            if two.side(role).slack_id == reader:
                Reading(two, role, one, at, self.plan).reacts()

    def look_back(self, last: datetime) -> None:
        """Each letter has been sent once, or never for a good reason; none is left over."""
        for row in self.rows.all("SELECT id, kind, state, reason, try_at FROM letters"):
            shown, state, what = self.promises.shown[row["id"]], row["state"], f"{row['kind']} {row['id']}"
            self.counts[f"{state} in the end"] += 1
            if state not in ENDED and instant(row["try_at"]) < last - timedelta(days=1):
                self.promises.broken.append(f"{what} is {state} ({row['reason']})")
            elif state in ENDED and (state == Post.SENT) != (shown == 1) and row["reason"] != NOBODY_KNOWS:
                self.promises.broken.append(f"{what} is {state}, and came {shown} times")


def joined(db: Session, programme: Programme, role: Role, soul: Soul, when: datetime) -> Enrolment:
    person = make_person(db, soul.slack_id.title(), slack_id=soul.slack_id, zone=soul.zone, locale=soul.locale)
    return make_enrolment(db, programme, role, person=person, capacity=2, started_at=when, team=f"Team {role}")
