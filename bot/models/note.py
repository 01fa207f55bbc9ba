"""Words that one person writes to another through the bot."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.people import Person
from bot.sealing import Sealed, SealedBytes


class Occasion(StrEnum):
    """Why somebody writes."""

    HELP = "help"  # to the contacts alone
    SPONSOR = "sponsor"  # the sponsor to a leader who called off two sessions in a row
    THANKS = "thanks"  # the leader to the mentor, who may show it to others


class Note(InWorkspace, Base):
    """Somebody's words to somebody. They open in a form; a message says only that they are there."""

    __tablename__ = "notes"
    __table_args__ = (
        points_at("programmes", "programme_id"),
        points_at("pairs", "pair_id"),
        points_at("people", "author_id"),
        Index(None, "workspace_id", "author_id"),
        Index(None, "workspace_id", "pair_id"),
    )

    occasion: Mapped[str] = mapped_column(String(16))
    programme_id: Mapped[uuid.UUID | None]
    pair_id: Mapped[uuid.UUID | None]
    author_id: Mapped[uuid.UUID]
    text_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    written_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]  # a contact has said: I look after it
    answered_by_id: Mapped[uuid.UUID | None]  # a person

    text = Sealed("text_sealed")
    author: Mapped[Person] = relationship(viewonly=True)
