"""A mentor and a leader who are, or may become, a pair."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.programme import Enrolment, Programme, Role

if TYPE_CHECKING:
    from bot.models.agreement import Agreement
    from bot.models.meeting import Meeting


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
    needs_person_at: Mapped[datetime | None]  # the mentor has said: somebody may reach out; organisers see no reason

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
