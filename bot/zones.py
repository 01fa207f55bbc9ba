"""Local times kept as they were agreed, and which edition of the rules of the world's clocks is read here."""

from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH

from bot.hours import at, zone_of


def wall_clock(moment: datetime, zone: str) -> str | None:
    """What the clocks there show at that moment: "2027-03-30T10:00". None: they show it twice."""
    shown = moment.astimezone(zone_of(zone)).replace(tzinfo=None).isoformat(timespec="minutes")
    return shown if at_wall(shown, zone) == moment else None


def at_wall(shown: str, zone: str) -> datetime:
    """The moment at which the clocks there show it, by today's rules."""
    local = datetime.fromisoformat(shown)
    return at(local.date(), local.time(), zone)


def carried(moment: datetime, old: str, new: str) -> datetime:
    """The same local time in another zone."""
    local = moment.astimezone(zone_of(old))
    return at(local.date(), local.time(), new)


@cache
def rules_edition() -> str:
    """Python reads the system's rules where it has them, and the package's for the rest: "2026a+2026.2"."""
    return f"{edition_in(TZPATH)}+{version('tzdata')}"


def edition_in(folders: tuple[str, ...]) -> str:
    """The edition that the first folder with a list of rules names in its first line; "none" where there is none."""
    for folder in folders:
        rules = Path(folder) / "tzdata.zi"
        if rules.is_file():
            with rules.open(encoding="utf-8") as lines:
                return lines.readline().strip().rpartition(" ")[2][:12]
    return "none"
