"""A session for somebody's calendar."""

import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar

from bot.meetings.calendar import Entry, as_file, as_google_link

NAME = "Ayu, “<&>; the first\\"


def entry(version: int = 1, summary: str = f"Session 2 of 6 with {NAME}") -> Entry:
    starts_at = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
    return Entry(uuid.UUID(int=7), version, starts_at, 60, datetime(2026, 3, 2, 8, 0, tzinfo=UTC), summary)


def read(file: bytes) -> Calendar:
    calendar = Calendar.from_ical(file)
    assert isinstance(calendar, Calendar)
    return calendar


def test_a_calendar_reads_back_what_was_written() -> None:
    event = read(as_file(entry())).walk("VEVENT")[0]
    assert event["SUMMARY"] == f"Session 2 of 6 with {NAME}"
    assert event.decoded("DTSTART") == datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
    assert event.decoded("DURATION") == timedelta(hours=1)
    assert event.decoded("DTSTAMP") == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_times_are_written_in_utc() -> None:
    assert b"DTSTART:20260305T103000Z" in as_file(entry())


def test_it_is_published_and_invites_nobody() -> None:
    calendar = read(as_file(entry()))
    assert calendar["METHOD"] == "PUBLISH"
    assert b"ATTENDEE" not in as_file(entry())
    assert b"ORGANIZER" not in as_file(entry())


def test_a_new_date_replaces_the_entry_of_the_old_one() -> None:
    first, second = (read(as_file(entry(version))).walk("VEVENT")[0] for version in (1, 2))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)


def test_a_name_cannot_add_a_line_to_the_file() -> None:
    event = read(as_file(entry(summary="Ayu\r\nATTENDEE:mailto:x@example.org"))).walk("VEVENT")[0]
    assert "ATTENDEE" not in event


def test_googles_form_holds_the_same() -> None:
    query = parse_qs(urlsplit(as_google_link(entry())).query)
    assert query["text"] == [f"Session 2 of 6 with {NAME}"]
    assert query["dates"] == ["20260305T103000Z/20260305T113000Z"]
    assert query["action"] == ["TEMPLATE"]


def test_the_longest_name_leaves_the_link_short_enough_for_slack() -> None:
    assert len(as_google_link(entry(summary="Session 12 of 12 with " + "愛" * 75))) < 3000
