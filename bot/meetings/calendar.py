"""A session for somebody's calendar: as a file, and as a link to Google's."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Calendar, Event

PRODUCT = "-//Reverse mentoring//Slack bot//EN"
GOOGLE = "https://calendar.google.com/calendar/render?"


@dataclass(frozen=True)
class Entry:
    """One date of a session. A later `version` with the same id replaces the entry in most calendars."""

    meeting_id: uuid.UUID
    version: int
    starts_at: datetime
    minutes: int
    booked_at: datetime
    summary: str  # whoever can look into the calendar reads it: nothing private belongs in here

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def as_file(entry: Entry) -> bytes:
    """iCalendar (RFC 5545), times in UTC, so that every calendar shows them in its own zone."""
    event = Event()
    event.add("uid", f"{entry.meeting_id}@reverse-mentoring")
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.booked_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("duration", timedelta(minutes=entry.minutes))
    event.add("summary", entry.summary)
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def as_google_link(entry: Entry) -> str:
    """Opens a filled-in form in Google Calendar; nothing is sent to Google before somebody presses it."""
    dates = "/".join(moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for moment in (entry.starts_at, entry.ends_at))
    return GOOGLE + urlencode({"action": "TEMPLATE", "text": entry.summary, "dates": dates})
