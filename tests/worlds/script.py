"""What happens in a programme, drawn by a seed: the same in two worlds, apart from what one side says in private."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.endings.rules import Lasting, Next
from bot.models import Met, Role
from bot.playbooks import load
from bot.playbooks.agreement import Level
from bot.reflection.roles import Load, Question
from tests.worlds.world import Cast

ZONES = ("Europe/London", "Asia/Jakarta", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")
LOCALES = ("en-GB", "id-ID", "de-DE")
LEVELS = tuple(Level)  # from the loosest to the strictest
FLOORS = {topic.key: topic.floor for topic in load().agreement.topic_floors}
WHO = ("mentor", "even", "leader")


@dataclass(frozen=True)
class Step:
    """One deed. `secret` is what it says in either world; whatever else there is to it is the same in both."""

    deed: str
    pair: int
    role: Role
    pause: timedelta
    shared: Any = None
    secret: tuple[Any, Any] = (None, None)


@dataclass
class Choices:
    """What the two sides of a pair have set their topics to so far; the hidden side's in both worlds."""

    open: dict[str, Level] = field(default_factory=dict)
    hidden: tuple[dict[str, Level], dict[str, Level]] = field(default_factory=lambda: ({}, {}))


@dataclass
class Playwright:
    """Writes one script. `hidden` is the role whose private answers differ between the worlds."""

    seed: int
    hidden: Role
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.hidden}-{self.seed}")

    def cast(self) -> Cast:
        pairs = self.rng.choice((1, 1, 2))
        both = lambda of: tuple((self.rng.choice(of), self.rng.choice(of)) for _ in range(pairs))  # noqa: E731
        return Cast(self.rng.choice((3, 4)), self.rng.choice((14, 21)), both(ZONES), both(LOCALES))

    def script(self, pairs: int) -> list[Step]:
        steps: list[Step] = []
        for pair in range(pairs):
            chosen = Choices()
            steps += self.begins(pair, chosen)
            for _ in range(self.rng.randint(2, 4)):
                steps += self.session(pair) + self.something_else(pair, chosen)
        return [step for step in steps if step.pair < pairs]

    def begins(self, pair: int, chosen: Choices) -> list[Step]:
        """Both say why, choose their topics and sign, in either order."""
        steps = [self.says("tells_why", pair, role, (0, 5)) for role in Role]
        order = self.rng.sample(list(Role), 2)
        for role in order:
            steps += [self.chooses(pair, role, chosen), Step("signs", pair, role, self.days(0, 3), 0)]
        return steps

    def session(self, pair: int) -> list[Step]:
        """Booked, prepared, held or not, and what each says afterwards."""
        steps = [Step("books", pair, Role.LEADER, self.days(3, 9), self.rng.randrange(3))]
        if self.rng.random() < 0.15:
            return [*steps, Step("cancels", pair, self.rng.choice(list(Role)), self.days(1, 4))]
        for role in self.rng.sample(list(Role), 2):
            met = self.rng.choices(list(Met), (8, 1, 1))[0]
            steps += [Step("answers", pair, role, self.days(1, 5), met)]
            steps += [self.taps(pair, role, question) for question in Question if self.rng.random() < 0.9]
            if self.rng.random() < 0.3:
                steps.append(self.says("notes", pair, role))
        return steps

    def something_else(self, pair: int, chosen: Choices) -> list[Step]:
        role = self.rng.choice(list(Role))
        kinds: list[Callable[[], Step]] = [
            lambda: self.chooses(pair, role, chosen),
            lambda: self.chooses(pair, role, chosen),
            lambda: self.says("asks_for_help", pair, role),
            lambda: self.picks("rates", pair, role, range(1, 6)),
            lambda: self.says_what_next(pair, role),
            lambda: self.picks("says_what_lasts", pair, role, list(Lasting)),
            lambda: Step("commits", pair, Role.LEADER, self.days(1, 9), self.rng.randint(3, 20)),
            lambda: Step("closes_commitment", pair, Role.LEADER, self.days(0, 3), self.rng.random() < 0.5),
            lambda: Step("plans", pair, Role.MENTOR, self.days(0, 3), self.rng.randint(2, 5)),
            lambda: Step("signs", pair, role, self.days(0, 3), self.rng.randrange(2)),
            lambda: Step("pauses", pair, role, self.days(0, 3), self.rng.randint(2, 20)),
        ]
        steps = [self.rng.choice(kinds)() for _ in range(self.rng.randint(0, 3))]
        if self.rng.random() < 0.03:
            steps.append(Step("leaves", pair, role, self.days(0, 2)))
        return steps

    def says(self, deed: str, pair: int, role: Role, days: tuple[int, int] = (0, 2)) -> Step:
        """Words of their own: in private, so where it is the hidden side they may also be missing in one world."""
        words = f"canary {self.rng.random()}"
        other = self.rng.choice((f"canary {self.rng.random()}", None)) if role == self.hidden else words
        return Step(deed, pair, role, self.days(*days), secret=(words, other))

    def picks(self, deed: str, pair: int, role: Role, options: Any) -> Step:
        one, other = self.rng.choice(options), self.rng.choice(options)
        return Step(deed, pair, role, self.days(0, 2), secret=(one, other if role == self.hidden else one))

    def taps(self, pair: int, role: Role, question: Question) -> Step:
        options = list(Load) if question == Question.LOAD else WHO
        one, other = self.rng.choice(options), self.rng.choice((*options, None))
        secret = (one, other if role == self.hidden else one)
        return Step("taps", pair, role, self.days(0, 1), question, secret)

    def says_what_next(self, pair: int, role: Role) -> Step:
        """That both want to go on is told to both, and so is shared: only a no may differ from another no."""
        one = self.rng.choice(list(Next))
        other = one if one == Next.GO_ON or role != self.hidden else self.rng.choice((Next.STOP, Next.SOMEBODY_ELSE))
        return Step("says_what_next", pair, role, self.days(0, 3), secret=(one, other))

    def chooses(self, pair: int, role: Role, chosen: Choices) -> Step:
        """The resulting levels are shared, so they are the same in both worlds; what made them may differ."""
        fresh = {key: self.rng.choice(LEVELS[LEVELS.index(floor) :]) for key, floor in FLOORS.items()}
        if role == self.hidden:
            chosen.hidden = (fresh, {key: self.unseen(key, level, chosen) for key, level in fresh.items()})
            return Step("chooses", pair, role, self.days(0, 4), secret=chosen.hidden)
        chosen.open = {key: max(level, self.least(key, chosen), key=LEVELS.index) for key, level in fresh.items()}
        return Step("chooses", pair, role, self.days(0, 4), secret=(chosen.open, chosen.open))

    def unseen(self, key: str, level: Level, chosen: Choices) -> Level:
        """Another level that nobody could tell from this one by what the pair sees; the same where there is none."""
        covering = max(FLOORS[key], chosen.open.get(key, FLOORS[key]), key=LEVELS.index)
        if LEVELS.index(level) > LEVELS.index(covering):
            return level
        return self.rng.choice(LEVELS[LEVELS.index(FLOORS[key]) : LEVELS.index(covering) + 1])

    def least(self, key: str, chosen: Choices) -> Level:
        """What the open side must choose at least, so that the difference behind it stays hidden."""
        one, other = (levels.get(key, FLOORS[key]) for levels in chosen.hidden)
        return max(one, other, key=LEVELS.index) if one != other else FLOORS[key]

    def days(self, least: int, most: int) -> timedelta:
        return timedelta(hours=self.rng.randint(least * 24, most * 24))
