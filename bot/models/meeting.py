"""The sessions of a pair, and what each of the two says about them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.pair import Pair
from bot.sealing import Sealed, SealedBytes


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
    # What was agreed: the time on the clock of whoever picked it. `starts_at` follows from it by the zone's rules.
    starts_wall: Mapped[str | None] = mapped_column(String(16))
    starts_zone: Mapped[str | None] = mapped_column(String(64))
    minutes: Mapped[int]
    version: Mapped[int] = mapped_column(default=0)
    booked_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]  # when it became held, missed or unconfirmed
    questions_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)

    theme: Mapped[int | None]  # the number of the playbook's theme, where the mentor chose another than its turn
    form: Mapped[str] = mapped_column(String(16), default="talk")  # a key of the playbook's session forms

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
    advising_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    asking_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    load_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    note_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    answered_at: Mapped[datetime]

    advising = Sealed("advising_sealed")  # who did most of it: "mentor", "even" or "leader"
    asking = Sealed("asking_sealed")  # the same
    load = Sealed("load_sealed")  # the mentor's: "light", "fine" or "heavy"
    note = Sealed("note_sealed")  # for the author alone
