"""How far a mentor and a leader of the story have come together, as the rows and their screens tell it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Enrolment, Joining, Letter, Meeting, Pair, Pairing, Person, Programme, Sitting, Stage
from sandbox.conversations import Conversation
from sandbox.rehearsal import Rehearsal
from sandbox.workspace import Workspace

MENTOR, LEADER = "tom", "mark"
GONE = (Pairing.DECLINED, Pairing.ENDED)


@dataclass(frozen=True)
class Standing:
    """Only for as long as its session is open."""

    ws: Workspace
    db: Session

    @property
    def programme(self) -> Programme | None:
        """The newest that is not closed."""
        live = select(Programme).where(Programme.stage != Stage.CLOSED)
        return self.db.scalars(live.order_by(Programme.created_at.desc()).limit(1)).first()

    @property
    def is_open(self) -> bool:
        programme = self.programme
        return programme is not None and programme.stage != Stage.DRAFT

    @property
    def is_running(self) -> bool:
        programme = self.programme
        return programme is not None and programme.stage == Stage.RUNNING

    def enrolment(self, handle: str) -> Enrolment | None:
        if self.programme is None:
            return None
        theirs = Enrolment.person.has(Person.slack_id == self.ws.person(handle).id)
        return self.db.scalars(select(Enrolment).where(Enrolment.programme_id == self.programme.id, theirs)).first()

    def has_joined(self, handle: str) -> bool:
        enrolment = self.enrolment(handle)
        return enrolment is not None and enrolment.state == Joining.JOINED

    @property
    def pair(self) -> Pair | None:
        mentor, leader = self.enrolment(MENTOR), self.enrolment(LEADER)
        if mentor is None or leader is None:
            return None
        theirs = (Pair.mentor_id == mentor.id, Pair.leader_id == leader.id, Pair.state.not_in(GONE))
        return self.db.scalars(select(Pair).where(*theirs)).first()

    def pair_is(self, *states: Pairing) -> bool:
        return self.pair is not None and self.pair.state in states

    @property
    def together(self) -> Conversation | None:
        return together(self.ws)

    def has_signed(self, role: str) -> bool:
        agreement = self.pair.agreement if self.pair else None
        return agreement is not None and agreement.signed_by(role)

    @property
    def first_session(self) -> Meeting | None:
        return next(iter(self.pair.meetings), None) if self.pair else None

    def first_session_is(self, *states: Sitting) -> bool:
        return self.first_session is not None and self.first_session.state in states

    @property
    def has_begun(self) -> bool:
        """The first session lies behind them, or they are in it."""
        first = self.first_session
        return first is not None and first.starts_at is not None and first.starts_at <= self.ws.now()

    def has_got(self, handle: str, kind: str) -> bool:
        """A letter of this kind about the pair has reached them."""
        if self.pair is None:
            return False
        to = Letter.person.has(Person.slack_id == self.ws.person(handle).id)
        sent = (Letter.pair_id == self.pair.id, Letter.kind == kind, Letter.ts.is_not(None), to)
        return self.db.scalars(select(Letter.id).where(*sent).limit(1)).first() is not None

    def sees(self, handle: str, form: str) -> bool:
        modal = self.ws.person(handle).modal
        return modal is not None and modal.callback_id == form


def together(ws: Workspace) -> Conversation | None:
    """Where the two have been introduced."""
    found = ws.direct_conversation([ws.person(MENTOR), ws.person(LEADER)])
    return found if found is not None and found.messages else None


Check = Callable[[Standing], bool]


def stands(rehearsal: Rehearsal, check: Check) -> bool:
    with rehearsal.house.reading() as db:
        return check(Standing(rehearsal.ws, db))
