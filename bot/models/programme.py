"""A programme and each person's part in it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Boolean, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, of_workspace, points_at
from bot.models.edition import Edition
from bot.models.people import Person
from bot.sealing import Sealed, SealedBytes


class Stage(StrEnum):
    """Where a programme stands."""

    DRAFT = "draft"
    OPEN = "open"
    MATCHING = "matching"
    RUNNING = "running"
    CLOSED = "closed"


class Role(StrEnum):
    MENTOR = "mentor"
    LEADER = "leader"

    @property
    def partner(self) -> "Role":
        return Role.LEADER if self is Role.MENTOR else Role.MENTOR


class Programme(InWorkspace, Base):
    """One cohort in one workspace."""

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        of_workspace(),
        points_at("people", "sponsor_id", ondelete="NO ACTION"),
        points_at("people", "created_by_id", ondelete="NO ACTION"),
    )

    name: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(40))  # "reverse", "upward", "reciprocal": the word before "mentoring"
    stage: Mapped[str] = mapped_column(String(16), default=Stage.DRAFT)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cadence_days: Mapped[int]
    meeting_count: Mapped[int]
    minutes: Mapped[int] = mapped_column(default=60)
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str] = mapped_column(String(64))  # IANA, the creator's; for dates that belong to nobody else
    playbook: Mapped[str] = mapped_column(String(64), default="core-6")
    playbook_version: Mapped[int] = mapped_column(default=1)
    sponsor_id: Mapped[uuid.UUID]
    created_by_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    sponsor: Mapped[Person] = relationship(
        viewonly=True,
        primaryjoin=("and_(Programme.workspace_id == Person.workspace_id, foreign(Programme.sponsor_id) == Person.id)"),
    )
    edition: Mapped[Edition | None] = relationship(
        viewonly=True,
        primaryjoin=(
            "and_(Programme.workspace_id == Edition.workspace_id,"
            " foreign(Programme.playbook) == Edition.name, foreign(Programme.playbook_version) == Edition.version)"
        ),
    )
    contacts: Mapped[list["HelpContact"]] = relationship(order_by="HelpContact.position", viewonly=True)


class HelpContact(InWorkspace, Base):
    """Somebody who helps when a pair cannot; a programme has two at least."""

    __tablename__ = "help_contacts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "programme_id", "person_id"),
        points_at("programmes", "programme_id"),
        points_at("people", "person_id", ondelete="NO ACTION"),
    )

    programme_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]
    position: Mapped[int]
    person: Mapped[Person] = relationship(viewonly=True, lazy="joined", innerjoin=True)


class Joining(StrEnum):
    """Where one person's part in a programme stands."""

    DRAFT = "draft"
    JOINED = "joined"
    LEFT = "left"  # or stopped half-way: no words are kept, no reason is asked


class Enrolment(InWorkspace, Base):
    """One person's part in one programme. What they wrote is sealed."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("workspace_id", "programme_id", "person_id"),
        CheckConstraint("capacity BETWEEN 1 AND 3", name="capacity"),
        points_at("programmes", "programme_id"),
        points_at("people", "person_id"),
        points_at("people", "manager_id", ondelete="NO ACTION"),
        points_at("circles", "circle_id", ondelete="NO ACTION"),
    )

    programme_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]
    state: Mapped[str] = mapped_column(String(16), default=Joining.DRAFT)
    started_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    paused_until: Mapped[date | None]

    consent_version: Mapped[int | None]
    consented_at: Mapped[datetime | None]
    role: Mapped[str | None] = mapped_column(String(8))
    role_confirmed_at: Mapped[datetime | None]
    why_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    why_now_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    insight_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys of the playbook's topics
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # ISO 639-1 codes
    manager_id: Mapped[uuid.UUID | None]
    no_manager: Mapped[bool] = mapped_column(Boolean, default=False)  # the top of the house reports to nobody
    team: Mapped[str] = mapped_column(String(80), default="")
    capacity: Mapped[int | None]
    circle_id: Mapped[uuid.UUID | None]  # a mentor's place among the mentors
    left_out: Mapped[str | None] = mapped_column(String(32))  # the last matching found nobody: why, as a key

    why = Sealed("why_sealed")
    why_now = Sealed("why_now_sealed")
    # A mentor: what I know that leaders do not see. A leader: when somebody junior last changed my mind.
    insight = Sealed("insight_sealed")

    programme: Mapped[Programme] = relationship(viewonly=True)
    person: Mapped[Person] = relationship(
        viewonly=True,
        primaryjoin=("and_(Enrolment.workspace_id == Person.workspace_id, foreign(Enrolment.person_id) == Person.id)"),
    )
    manager: Mapped[Person | None] = relationship(
        viewonly=True,
        primaryjoin=("and_(Enrolment.workspace_id == Person.workspace_id, foreign(Enrolment.manager_id) == Person.id)"),
    )
    goals: Mapped[list["Goal"]] = relationship(order_by="Goal.position", viewonly=True)
    exclusions: Mapped[list["Exclusion"]] = relationship(viewonly=True)


class Goal(InWorkspace, Base):
    """What somebody wants to learn, and how they will notice. Ratings run from 1 to 5."""

    __tablename__ = "goals"
    __table_args__ = (
        UniqueConstraint("workspace_id", "enrolment_id", "position"),
        points_at("enrolments", "enrolment_id"),
        CheckConstraint("rating_start BETWEEN 1 AND 5", name="rating_start"),
    )

    enrolment_id: Mapped[uuid.UUID]
    position: Mapped[int]
    text_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    sign_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    rating_start: Mapped[int]
    rating_midpoint: Mapped[int | None]
    rating_end: Mapped[int | None]

    text = Sealed("text_sealed")
    sign = Sealed("sign_sealed")


class Exclusion(InWorkspace, Base):
    """Somebody whom a person asked not to be paired with; nobody else sees it."""

    __tablename__ = "exclusions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "enrolment_id", "person_id"),
        points_at("enrolments", "enrolment_id"),
        points_at("people", "person_id"),
        Index(None, "workspace_id", "person_id"),
    )

    enrolment_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]

    person: Mapped[Person] = relationship(viewonly=True)
