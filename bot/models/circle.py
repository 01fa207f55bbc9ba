"""The mentors of a programme among themselves."""

import uuid

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.programme import Enrolment, Programme


class Circle(InWorkspace, Base):
    """Up to seven mentors in one group conversation: Slack takes eight people, the bot is one of them."""

    __tablename__ = "circles"
    __table_args__ = (
        UniqueConstraint("workspace_id", "programme_id", "position"),
        points_at("programmes", "programme_id"),
    )

    programme_id: Mapped[uuid.UUID]
    position: Mapped[int]
    channel: Mapped[str | None] = mapped_column(String(32))

    programme: Mapped[Programme] = relationship(viewonly=True)
    members: Mapped[list[Enrolment]] = relationship(
        viewonly=True,
        primaryjoin=(
            "and_(Circle.workspace_id == foreign(Enrolment.workspace_id), Circle.id == foreign(Enrolment.circle_id))"
        ),
    )
