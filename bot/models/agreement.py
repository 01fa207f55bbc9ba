"""What a pair agrees on, each version of it, and what each side chose in private."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.database import Base, InWorkspace, points_at
from bot.models.pair import Pair
from bot.models.programme import Role
from bot.sealing import Sealed, SealedBytes


class Agreement(InWorkspace, Base):
    """What a pair agrees on before it starts. Each change makes a new version, which both sign."""

    __tablename__ = "agreements"
    __table_args__ = (UniqueConstraint("workspace_id", "pair_id"), points_at("pairs", "pair_id"))

    pair_id: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(default=0)  # 0: nobody has filled it in yet
    stop_word_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    place_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # the playbook's questions by key
    mentor_signed_version: Mapped[int] = mapped_column(default=0)
    leader_signed_version: Mapped[int] = mapped_column(default=0)
    mentor_signed_at: Mapped[datetime | None]
    leader_signed_at: Mapped[datetime | None]
    # The stricter of the two for each topic; empty until both have chosen. What each chose is in TopicLevels.
    levels: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    changed_at: Mapped[datetime]

    stop_word = Sealed("stop_word_sealed")
    place = Sealed("place_sealed")
    pair: Mapped[Pair] = relationship(viewonly=True)
    added_topics: Mapped[list["AddedTopic"]] = relationship(order_by="AddedTopic.position", viewonly=True)
    versions: Mapped[list["AgreementVersion"]] = relationship(order_by="AgreementVersion.version", viewonly=True)

    def signed_by(self, role: str) -> bool:
        signed = self.mentor_signed_version if role == Role.MENTOR else self.leader_signed_version
        return self.version > 0 and signed == self.version

    @property
    def signed(self) -> bool:
        return self.signed_by(Role.MENTOR) and self.signed_by(Role.LEADER)


class AgreementVersion(InWorkspace, Base):
    """An agreement as it once stood; kept, so that a pair can look back on what held when."""

    __tablename__ = "agreement_versions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "agreement_id", "version"),
        points_at("agreements", "agreement_id"),
    )

    agreement_id: Mapped[uuid.UUID]
    version: Mapped[int]
    cause: Mapped[str] = mapped_column(String(16))  # "terms", "topics", "stricter" or "looser"; never whose it was
    stop_word_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    place_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    levels: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # the stricter of the two
    made_at: Mapped[datetime]
    mentor_signed_at: Mapped[datetime | None]
    leader_signed_at: Mapped[datetime | None]

    stop_word = Sealed("stop_word_sealed")
    place = Sealed("place_sealed")


class TopicLevels(InWorkspace, Base):
    """How open each topic is to one side. Private: the pair sees only the stricter of the two."""

    __tablename__ = "topic_levels"
    __table_args__ = (UniqueConstraint("workspace_id", "agreement_id", "role"), points_at("agreements", "agreement_id"))

    agreement_id: Mapped[uuid.UUID]
    role: Mapped[str] = mapped_column(String(8))
    levels_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    added_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)
    chosen_at: Mapped[datetime]

    levels = Sealed("levels_sealed")  # JSON: the level by the topic's key
    added = Sealed("added_sealed")  # JSON: the ids of the topics that this side added


class AddedTopic(InWorkspace, Base):
    """A topic that one of the two added; both see its name, nobody is told whose it is."""

    __tablename__ = "added_topics"
    __table_args__ = (
        UniqueConstraint("workspace_id", "agreement_id", "position"),
        points_at("agreements", "agreement_id"),
    )

    agreement_id: Mapped[uuid.UUID]
    position: Mapped[int]
    name_sealed: Mapped[bytes | None] = mapped_column(SealedBytes)

    name = Sealed("name_sealed")
