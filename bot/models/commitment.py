"""What leaders will do with what they heard, and the themes that a pair lets others see."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.meeting import Meeting
from bot.models.pair import Pair
from bot.sealing import Sealed, SealedBytes


class Outcome(StrEnum):
    """What became of a commitment."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Commitment(InWorkspace, Base):
    """What a leader will do, by when: the one thing that both of a pair see."""

    __tablename__ = "commitments"
    __table_args__ = (
        points_at("pairs", "pair_id"),
        points_at("meetings", "meeting_id"),
        Index(None, "workspace_id", "pair_id"),
    )

    pair_id: Mapped[uuid.UUID]
    meeting_id: Mapped[uuid.UUID]  # after which it was written
    text_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    due_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(16), default=Outcome.OPEN)
    moved: Mapped[int] = mapped_column(default=0)  # how often it got another date
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    text = Sealed("text_sealed")
    pair: Mapped[Pair] = relationship(viewonly=True)
    meeting: Mapped[Meeting] = relationship(viewonly=True)


class Insight(InWorkspace, Base):
    """A theme without names, for the programme's board once both of a pair have agreed; then it names no pair."""

    __tablename__ = "insights"
    __table_args__ = (
        points_at("programmes", "programme_id"),
        points_at("pairs", "pair_id"),
        Index(None, "workspace_id", "programme_id"),
        Index(None, "workspace_id", "pair_id"),
    )

    programme_id: Mapped[uuid.UUID]
    pair_id: Mapped[uuid.UUID | None]  # empty once it is on the board
    theme_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    change_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    on_board_since: Mapped[date | None]  # the first of the month: a day would say which session it came from

    theme = Sealed("theme_sealed")
    change = Sealed("change_sealed")  # what leaders together say they changed
