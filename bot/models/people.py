"""Workspaces and the people in them."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, of_workspace, points_at
from bot.sealing import SealedBytes


class Workspace(Base):
    """One Slack workspace that the bot is installed in. `id` is Slack's team id."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), default="")
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    bot_user_id: Mapped[str] = mapped_column(String(32))
    bot_id: Mapped[str] = mapped_column(String(32), default="")
    # Empty while the token comes from SLACK_BOT_TOKEN; an installation by OAuth keeps its own here.
    bot_token_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    installed_at: Mapped[datetime]
    uninstalled_at: Mapped[datetime | None]
    closed_until: Mapped[datetime | None]  # Slack answered 429: nothing is sent before this moment
    sender: Mapped[str | None] = mapped_column(String(64))  # the process that sends for it, one at a time
    sender_until: Mapped[datetime | None]  # when another may take it over, in real time


class Standing(StrEnum):
    """What Slack says about somebody; only members can take part."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    STRANGER = "stranger"


class Person(InWorkspace, Base):
    """Somebody in a workspace, as Slack describes them. `seen_at` is when Slack last did."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        of_workspace(),
    )

    slack_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(255), default="")
    title: Mapped[str] = mapped_column(String(255), default="")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")  # IANA
    locale: Mapped[str] = mapped_column(String(32), default="")  # as Slack says it: "id-ID"; "" = unknown
    standing: Mapped[str] = mapped_column(String(16), default=Standing.MEMBER)
    admin: Mapped[bool] = mapped_column(default=False)  # of the Slack workspace: may claim an empty list, no more
    seen_at: Mapped[datetime]
    channel: Mapped[str | None] = mapped_column(String(32))  # the DM with the bot, once opened

    @property
    def full_member(self) -> bool:
        return self.standing == Standing.MEMBER


class Organiser(InWorkspace, Base):
    """Somebody who runs programmes in this workspace."""

    __tablename__ = "organisers"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id"), points_at("people", "person_id"))

    person_id: Mapped[uuid.UUID]
    since: Mapped[datetime]
    person: Mapped[Person] = relationship(viewonly=True)


class AuditEntry(InWorkspace, Base):
    """Who did or looked at what; never what somebody wrote."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        of_workspace(),
        Index(None, "workspace_id", "at"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]  # a person's id; None: the bot itself
    action: Mapped[str] = mapped_column(String(64))
    about: Mapped[str] = mapped_column(String(64), default="")  # the id of what it was done to
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Inbound(Base):
    """What Slack has sent and was committed, so that a repeat has no second effect."""

    __tablename__ = "inbound"
    __table_args__ = (
        of_workspace(),
        Index(None, "at"),
    )

    workspace_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    at: Mapped[datetime]


class Pulse(Base):
    """When a scheduled job last ran and when it runs next: what /readyz and doctor read."""

    __tablename__ = "pulses"

    job: Mapped[str] = mapped_column(String(32), primary_key=True)
    last_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
