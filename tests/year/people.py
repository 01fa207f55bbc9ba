"""Who takes part, drawn from a seed: where they live, how soon they answer, and what else happens to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.hours import next_opening
from bot.models import Role

USUAL = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Jakarta", "Asia/Kolkata")
# Half and quarter hours, summer time in the south and of half an hour, other weekends, no country, no such zone.
ODD = (
    *("Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "Africa/Cairo"),
    *("Asia/Riyadh", "Asia/Dubai", "America/Sao_Paulo", "Asia/Tokyo", "Etc/GMT+12", "UTC", "Mars/Olympus_Mons"),
)
LOCALES = ("en-GB", "id-ID", "de-DE", "")
ODDLY = 0.25  # how many live in an odd zone


@dataclass
class Soul:
    """One person. `diligence`: how likely they do what they are asked to; `hours`: how long that takes, about."""

    slack_id: str
    zone: str
    locale: str
    diligence: float
    hours: float
    rng: Random

    @classmethod
    def drawn(cls, slack_id: str, seed: int, near: str | None = None) -> "Soul":
        """Often somebody lives in the zone of their partner."""
        rng = Random(f"{seed}-{slack_id}")
        zone = near if near and rng.random() < 0.6 else drawn_zone(rng)
        diligence = rng.choice((0.6, 0.9, 0.95, 0.99))
        return cls(slack_id, zone, rng.choice(LOCALES), diligence, rng.choice((0.2, 3, 8, 30)), rng)

    def will(self, probability: float = 1.0) -> bool:
        return self.rng.random() < probability

    def acts_at(self, now: datetime) -> datetime:
        """Some time later; most people do nothing about work at night."""
        moment = now + timedelta(hours=self.rng.expovariate(1 / self.hours), seconds=30)
        return moment if self.will(0.1) else next_opening(moment, self.zone) + self.some_minutes()

    def some_minutes(self) -> timedelta:
        return timedelta(seconds=self.rng.uniform(0, 3_600))

    def some_day(self, since: datetime, days: int) -> datetime:
        return since + timedelta(days=self.rng.uniform(0, days))


def drawn_zone(rng: Random) -> str:
    return rng.choice(ODD if rng.random() < ODDLY else USUAL)


@dataclass
class Twosome:
    """A pair by its number: its two people, who may have others as well."""

    number: int
    mentor: Soul
    leader: Soul
    asked_at: datetime

    @property
    def group(self) -> int:
        """A mentor's two leaders, and the mentor, have to do with each other."""
        return self.number - (self.number % 8 == 7)

    def side(self, role: Role) -> Soul:
        return self.mentor if role == Role.MENTOR else self.leader


@dataclass
class Cast:
    """Everybody. One mentor in eight teaches two leaders."""

    seed: int
    pairs: int
    begins: datetime
    twosomes: list[Twosome] = field(default_factory=list)

    def __post_init__(self) -> None:
        mentor = Soul.drawn("UM0", self.seed)
        for number in range(self.pairs):
            if number % 8 != 7:
                mentor = Soul.drawn(f"UM{number}", self.seed)
            leader = Soul.drawn(f"UL{number}", self.seed, near=mentor.zone)
            late = leader.some_day(self.begins + timedelta(days=10), 60)
            asked_at = late if number % 10 == 9 else self.begins + timedelta(seconds=number)
            self.twosomes.append(Twosome(number, mentor, leader, asked_at))

    def souls(self) -> Sequence[Soul]:
        return list({soul.slack_id: soul for two in self.twosomes for soul in (two.mentor, two.leader)}.values())
