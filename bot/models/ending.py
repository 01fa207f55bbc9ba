"""What people say when a pair ends, and the figures of a round that is over."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.pair import Pair
from bot.sealing import Sealed, SealedBytes


class Farewell(InWorkspace, Base):
    """One person's private answers about a pair that has come to its end."""

    __tablename__ = "farewells"
    __table_args__ = (
        UniqueConstraint("workspace_id", "pair_id", "person_id"),
        points_at("pairs", "pair_id"),
        points_at("people", "person_id"),
    )

    pair_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID]
    next_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    lasting_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    answered_at: Mapped[datetime]

    next = Sealed("next_sealed")  # "go_on", "stop" or "somebody_else"; told to the other only where both go on
    lasting = Sealed("lasting_sealed")  # 90 days later: "yes", "partly" or "no"
    pair: Mapped[Pair] = relationship(viewonly=True)


class Figure(InWorkspace, Base):
    """A figure of a round that is over: computed once and kept, so that nobody's answer follows from a change."""

    __tablename__ = "figures"
    __table_args__ = (
        UniqueConstraint("workspace_id", "programme_id", "key"),
        points_at("programmes", "programme_id"),
    )

    programme_id: Mapped[uuid.UUID]
    key: Mapped[str] = mapped_column(String(40))  # "roles_held", "lasting"
    people: Mapped[int]  # who answered
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None: withheld, too few answered
    published_at: Mapped[datetime]
