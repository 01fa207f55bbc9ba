"""What a button or an option with a time on it carries: which session, as it was when it was drawn, and when."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import Refused
from bot.models import Meeting


@dataclass(frozen=True)
class Picked:
    """Data, never authority: whose session that is, and whether the time can still be had, is asked of the rows."""

    meeting_id: uuid.UUID
    seen: int  # the version of the meeting that the person was looking at
    starts_at: datetime

    @classmethod
    def of(cls, meeting: Meeting, starts_at: datetime) -> "Picked":
        return cls(meeting.id, meeting.version, starts_at)

    @classmethod
    def read(cls, value: str) -> "Picked":
        """Refuses what carries no time, as a very old button might."""
        try:
            meeting_id, seen, seconds = value.split("|")
            return cls(uuid.UUID(meeting_id), int(seen), datetime.fromtimestamp(int(seconds), UTC))
        except (ValueError, OverflowError, OSError):
            raise Refused("old_button") from None

    def __str__(self) -> str:
        return f"{self.meeting_id}|{self.seen}|{int(self.starts_at.timestamp())}"
