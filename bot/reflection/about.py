"""What a button under "did you meet?" carries: which session, and which of its dates."""

import uuid
from dataclasses import dataclass

from bot.errors import Refused
from bot.models import Meeting


@dataclass(frozen=True)
class About:
    """Data, never authority: whose session that is, and whether the date still stands, is asked of the rows."""

    meeting_id: uuid.UUID
    version: int

    @classmethod
    def of(cls, meeting: Meeting) -> "About":
        return cls(meeting.id, meeting.version)

    @classmethod
    def read(cls, value: str) -> "About":
        """Refuses what names no date, as a very old button might."""
        try:
            meeting_id, version = value.split("|")
            return cls(uuid.UUID(meeting_id), int(version))
        except ValueError:
            raise Refused("old_button") from None

    def __str__(self) -> str:
        return f"{self.meeting_id}|{self.version}"
