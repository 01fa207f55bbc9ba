"""The mentors of a programme among themselves."""

import uuid

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.people import Person, Standing
from bot.models.programme import Enrolment, Joining, Programme, Role


class Circle(InWorkspace, Base):
    """Up to seven mentors in one group conversation: Slack takes eight people, the bot is one of them."""

    __tablename__ = "circles"
    __table_args__ = (
        UniqueConstraint("workspace_id", "programme_id", "position"),
        points_at("programmes", "programme_id"),
    )

    programme_id: Mapped[uuid.UUID]
    position: Mapped[int]
    channel: Mapped[str | None] = mapped_column(String(32))  # empty again once somebody has come or gone

    programme: Mapped[Programme] = relationship(viewonly=True)
    members: Mapped[list[Enrolment]] = relationship(
        viewonly=True,
        primaryjoin=(
            "and_(Circle.workspace_id == foreign(Enrolment.workspace_id), Circle.id == foreign(Enrolment.circle_id))"
        ),
    )

    @property
    def present(self) -> list[Person]:
        """Who its messages go to: the mentors who are still there, whoever joined first in front."""
        there = [member for member in self.members if mentoring(member)]
        return [member.person for member in sorted(there, key=lambda member: (member.started_at, member.id))]


def mentoring(member: Enrolment) -> bool:
    """No leader reads here: a mentor without a pair may be given the other role."""
    return member.state == Joining.JOINED and member.role == Role.MENTOR and member.person.standing == Standing.MEMBER
