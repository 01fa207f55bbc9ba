"""Faces drawn from initials, and the time where somebody is."""

import zlib
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.people import Person

HUES = 12  # as many as page.css has


def initials(person: Person) -> str:
    words = person.name.split()
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


def hue(person: Person) -> int:
    """The same person has the same colour in every run."""
    return zlib.crc32(person.handle.encode()) % HUES


def local(person: Person, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(person.tz))


def clock_time(person: Person, moment: datetime) -> str:
    return f"{local(person, moment):%H:%M}"


def day(person: Person, moment: datetime) -> str:
    return f"{local(person, moment):%A %-d %B %Y}"


def day_and_time(person: Person, moment: datetime) -> str:
    return f"{local(person, moment):%a %-d %b %Y, %H:%M}"
