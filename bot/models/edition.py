"""The playbooks that a workspace has, each version as it was loaded."""

import uuid
from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, InWorkspace, of_workspace


class Edition(InWorkspace, Base):
    """One version of a playbook, as YAML. A programme keeps the one that it began with."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("workspace_id", "name", "version"), of_workspace())

    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    loaded_at: Mapped[datetime]
    loaded_by_id: Mapped[uuid.UUID | None]  # a person; None: one of ours
