"""A pair, what it agreed on, and the sessions it has."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.programme import Enrolment, Programme, Role
from bot.sealing import Sealed, SealedBytes


class Pairing(StrEnum):
    """Where a pair stands."""

    PROPOSED = "proposed"  # only the organisers see it
    OFFERED = "offered"  # both are asked
    CONFIRMED = "confirmed"  # both said yes
    ACTIVE = "active"  # introduced
    ENDED = "ended"
    DECLINED = "declined"  # one of them, or an organiser, said no


class Pair(InWorkspace, Base):
    """A mentor and a leader in one programme."""

    __tablename__ = "pairs"
    __table_args__ = (
        points_at("programmes", "programme_id"),
        points_at("enrolments", "mentor_id"),
        points_at("enrolments", "leader_id"),
        Index(None, "workspace_id", "programme_id", "state"),
        Index(None, "workspace_id", "mentor_id"),
        Index(None, "workspace_id", "leader_id"),
    )

    programme_id: Mapped[uuid.UUID]
    mentor_id: Mapped[uuid.UUID]  # an enrolment
    leader_id: Mapped[uuid.UUID]  # an enrolment
    state: Mapped[str] = mapped_column(String(16), default=Pairing.PROPOSED)
    reasons: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # keys, never anybody's words
    proposed_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    mentor_said_yes_at: Mapped[datetime | None]
    leader_said_yes_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(String(32))  # a key: "left", "declined", "programme_closed" …
    channel: Mapped[str | None] = mapped_column(String(32))  # their group DM with the bot
    leader_cancellations: Mapped[int] = mapped_column(default=0)  # in a row; a session that is held sets it to 0

    programme: Mapped[Programme] = relationship(viewonly=True)
    mentor: Mapped[Enrolment] = relationship(
        viewonly=True,
        primaryjoin=("and_(Pair.workspace_id == Enrolment.workspace_id, foreign(Pair.mentor_id) == Enrolment.id)"),
    )
    leader: Mapped[Enrolment] = relationship(
        viewonly=True,
        primaryjoin=("and_(Pair.workspace_id == Enrolment.workspace_id, foreign(Pair.leader_id) == Enrolment.id)"),
    )
    agreement: Mapped["Agreement | None"] = relationship(viewonly=True)
    meetings: Mapped[list["Meeting"]] = relationship(order_by="Meeting.number", viewonly=True)

    def enrolment(self, role: str) -> Enrolment:
        return self.mentor if role == Role.MENTOR else self.leader

    def role_of(self, person_id: uuid.UUID) -> Role | None:
        """None: not one of the two."""
        if self.mentor.person_id == person_id:
            return Role.MENTOR
        return Role.LEADER if self.leader.person_id == person_id else None


class Agreement(InWorkspace, Base):
    """What a pair agrees on before it starts. Each change makes a new version, which both sign."""

    __tablename__ = "agreements"
    __table_args__ = (UniqueConstraint("workspace_id", "pair_id"), points_at("pairs", "pair_id"))

    pair_id: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(default=0)  # 0: nobody has filled it in yet
    stop_word_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    place_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # the playbook's questions by key
    mentor_signed_version: Mapped[int] = mapped_column(default=0)
    leader_signed_version: Mapped[int] = mapped_column(default=0)
    mentor_signed_at: Mapped[datetime | None]
    leader_signed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    stop_word = Sealed("stop_word_sealed")
    place = Sealed("place_sealed")
    pair: Mapped[Pair] = relationship(viewonly=True)

    def signed_by(self, role: str) -> bool:
        signed = self.mentor_signed_version if role == Role.MENTOR else self.leader_signed_version
        return self.version > 0 and signed == self.version

    @property
    def signed(self) -> bool:
        return self.signed_by(Role.MENTOR) and self.signed_by(Role.LEADER)


class Sitting(StrEnum):
    """Where a meeting stands. Whether one is due, or missing, follows from its dates."""

    PLANNED = "planned"  # has a date to aim for, none in the diary
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    UNCONFIRMED = "unconfirmed"  # the two answers differ: nobody is nudged


class Meeting(InWorkspace, Base):
    """One mentoring session of a pair. `version` counts the dates it has had."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("workspace_id", "pair_id", "number"),
        points_at("pairs", "pair_id"),
        CheckConstraint("number >= 1", name="number"),
        Index(None, "workspace_id", "state", "starts_at"),
    )

    pair_id: Mapped[uuid.UUID]
    number: Mapped[int]
    target_at: Mapped[datetime]  # when the cadence wants it
    state: Mapped[str] = mapped_column(String(16), default=Sitting.PLANNED)
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int]
    version: Mapped[int] = mapped_column(default=0)
    booked_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]  # when it became held, missed or unconfirmed
    questions_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)

    questions = Sealed("questions_sealed")  # the leader's, for the mentor
    pair: Mapped[Pair] = relationship(viewonly=True)


class Met(StrEnum):
    YES = "yes"
    MOVED = "moved"
    NO = "no"


class Reflection(InWorkspace, Base):
    """One person's private answers after one meeting. `met` is a shared fact; the rest never is."""

    __tablename__ = "reflections"
    __table_args__ = (
        UniqueConstraint("workspace_id", "meeting_id", "person_id"),
        points_at("meetings", "meeting_id"),
        points_at("people", "person_id"),
    )

    meeting_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]
    meeting_version: Mapped[int]  # which date of the meeting the answer is about
    met: Mapped[str] = mapped_column(String(8))
    note_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    answered_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)

    note = Sealed("note_sealed")  # for the author alone
