"""Whatever people do, in whatever order, four promises hold.

What a pair sees is the stricter of both; no prompt comes before both have signed; nobody gets more than the cap; no
private word reaches anybody else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.agreement import topics
from bot.agreement.forms.reading import draw_reading
from bot.caps import AROUND_A_SESSION, LONGEST_WAIT, UNASKED, answers_a_signature
from bot.endings.rules import Lasting, Next
from bot.models import Kind, Letter, Met, Pair, Role
from bot.playbooks.agreement import Level
from bot.reflection.roles import Load, Question
from bot.sealing import KeyRing
from tests.worlds.deeds import Doing, do
from tests.worlds.script import FLOORS, LEVELS, LOCALES, WHO, ZONES
from tests.worlds.world import Cast, World

KEPT_TO = settings(
    max_examples=10,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),  # a failing play is told as it is: making it shorter would take minutes
    suppress_health_check=list(HealthCheck),
)


def of(options: Iterable[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(options))


ROLES = of(Role)
CHOICES = st.fixed_dictionaries({key: of(LEVELS) for key in FLOORS})
OWN_TOPICS = ("Side projects", "side PROJECTS", "My way to work", "Sleep", "Sport")
PROMPTS = (Kind.BOOKING, *sorted(AROUND_A_SESSION))


class Programme(RuleBasedStateMachine):
    """One pair, whose two do whatever they like."""

    template: Path

    @initialize(zones=st.tuples(*[of(ZONES)] * 2), locales=st.tuples(*[of(LOCALES)] * 2))
    def begins(self, zones: tuple[str, str], locales: tuple[str, str]) -> None:
        self.world = World.begins(self.template, Cast(3, 14, (zones,), (locales,)), KeyRing((b"k" * 32,)))
        self.numbers = count(1)
        self.words: dict[Role, list[str]] = {role: [] for role in Role}
        self.signed_at: datetime | None = None

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.ends()

    def does(self, deed: str, role: Role, shared: Any = None, secret: Any = None) -> None:
        world = self.world
        world.does(lambda db: do(deed, Doing(db, world.pair(db, 0), role, shared, secret, world.now)))
        with world.reading() as db:
            agreement = world.pair(db, 0).agreement
            if agreement and agreement.signed and self.signed_at is None:
                self.signed_at = world.now

    def own_words(self, role: Role) -> str:
        """Nobody else writes these."""
        words = f"canary-{role}-{next(self.numbers)}"
        self.words[role].append(words)
        return words

    @rule(days=st.integers(0, 12), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self.world.passes(timedelta(days=days, hours=hours))

    @rule(role=ROLES, levels=CHOICES)
    def chooses(self, role: Role, levels: dict[str, Level]) -> None:
        self.does("chooses", role, secret=levels)

    @rule(role=ROLES, name=of(OWN_TOPICS), level=of(LEVELS))
    def adds(self, role: Role, name: str, level: Level) -> None:
        self.does("adds", role, name, secret=level)

    @rule(role=ROLES, name=of(OWN_TOPICS), level=of(LEVELS))
    def changes_an_own_topic(self, role: Role, name: str, level: Level) -> None:
        """Whoever of the two added it: both find it in their form."""
        with self.world.reading() as db:
            agreement = self.world.pair(db, 0).agreement
            added = {topic.name: topics.key_of(topic) for topic in agreement.added_topics}
        if name in added:
            self.does("chooses", role, secret={added[name]: level})

    @rule(role=ROLES, terms=st.integers(0, 1))
    def signs(self, role: Role, terms: int) -> None:
        self.does("signs", role, terms)

    @rule()
    def both_choose_and_sign(self) -> None:
        for role in Role:
            self.does("chooses", role, secret=dict(FLOORS))
            self.does("signs", role, 0)

    @rule(number=st.integers(0, 2), days=st.integers(0, 16))
    def books(self, number: int, days: int) -> None:
        self.does("books", Role.LEADER, number)
        self.world.passes(timedelta(days=days))

    @rule(number=st.integers(0, 2))
    def they_meet(self, number: int) -> None:
        self.does("books", Role.LEADER, number)
        self.world.passes(timedelta(days=12))
        for role in Role:
            self.does("answers", role, Met.YES)

    @rule(role=ROLES)
    def cancels(self, role: Role) -> None:
        self.does("cancels", role)

    @rule(role=ROLES, met=of(Met))
    def answers(self, role: Role, met: Met) -> None:
        self.does("answers", role, met)

    @rule(
        role=ROLES, question=st.sampled_from(list(Question)), who=st.sampled_from(WHO), load=st.sampled_from(list(Load))
    )
    def says_who(self, role: Role, question: Question, who: str, load: Load) -> None:
        self.does("taps", role, question, load if question == Question.LOAD else who)

    @rule(role=ROLES, deed=of(("tells_why", "notes", "asks_for_help")))
    def writes(self, role: Role, deed: str) -> None:
        self.does(deed, role, secret=self.own_words(role))

    @rule(
        role=ROLES, rating=st.integers(1, 5), wish=st.sampled_from(list(Next)), lasting=st.sampled_from(list(Lasting))
    )
    def looks_back(self, role: Role, rating: int, wish: Next, lasting: Lasting) -> None:
        self.does("rates", role, secret=rating)
        self.does("says_what_next", role, secret=wish)
        self.does("says_what_lasts", role, secret=lasting)

    @rule(days=st.integers(1, 30), done=st.booleans())
    def commits(self, days: int, done: bool) -> None:
        self.does("closes_commitment", Role.LEADER, done)
        self.does("commits", Role.LEADER, days)

    @rule(theme=st.integers(2, 5))
    def plans(self, theme: int) -> None:
        self.does("plans", Role.MENTOR, theme)

    @rule(role=ROLES, days=st.integers(1, 30))
    def pauses(self, role: Role, days: int) -> None:
        self.does("pauses", role, days)

    @rule(role=ROLES, chance=st.integers(0, 9))
    def leaves(self, role: Role, chance: int) -> None:
        if chance == 0:
            self.does("leaves", role)

    @invariant()
    def the_pair_sees_the_stricter_of_both(self) -> None:
        if not hasattr(self, "world"):
            return
        with self.world.reading() as db:
            pair = self.world.pair(db, 0)
            own = {topics.key_of(topic): topic.name for topic in pair.agreement.added_topics}
            assert len({name.casefold() for name in own.values()}) == len(own)
            floors = FLOORS | dict.fromkeys(own, Level.OPEN)
            chosen = [topics.levels_in(topics.choice(db, pair.agreement, role)) for role in Role]
            sides = chosen if all(chosen) else []
            assert topics.standing(pair.agreement) == strictest(floors, sides)
            assert len({said_of_topics(pair, role) for role in Role}) == 1

    @invariant()
    def no_prompt_comes_before_both_have_signed(self) -> None:
        for letter in self.sent(*PROMPTS):
            assert self.signed_at is not None
            assert letter.sent_at >= self.signed_at

    @invariant()
    def nobody_gets_more_than_the_cap(self) -> None:
        per_week = Counter((week(letter), letter.person_id, letter.kind) for letter in self.sent(*AROUND_A_SESSION))
        assert max(per_week.values(), default=1) == 1
        unasked = [letter for letter in self.sent(*UNASKED) if not answers_a_signature(letter) and not overdue(letter)]
        others = Counter((week(letter), letter.person_id) for letter in unasked)
        assert max(others.values(), default=1) == 1

    @invariant()
    def no_private_word_reaches_anybody_else(self) -> None:
        if not hasattr(self, "world"):
            return
        for role in Role:
            for place, said in self.world.recorder.seen.items():
                if place != f"U0{role.upper()}0":
                    assert not any(words in line for line in said for words in self.words[role])

    def sent(self, *kinds: Kind) -> list[Letter]:
        if not hasattr(self, "world"):
            return []
        with self.world.reading() as db:
            return list(letters(db, kinds))


def strictest(floors: Mapping[str, Level], sides: Iterable[Mapping[str, str]]) -> dict[str, Level]:
    """Whoever has not said anything of a topic is content with its floor."""
    levels = {key: [floor, *(Level(side.get(key, floor)) for side in sides)] for key, floor in floors.items()}
    return {key: max(chosen, key=LEVELS.index) for key, chosen in levels.items()}


def letters(db: Session, kinds: tuple[Kind, ...]) -> Iterator[Letter]:
    for letter in db.scalars(select(Letter).where(Letter.kind.in_(kinds), Letter.sent_at.is_not(None))):
        assert letter.person is None or letter.person.zone  # read while the session is open
        assert letter.meeting is None or letter.meeting.number
        yield letter


def week(letter: Letter) -> tuple[int, int]:
    """As its reader counts weeks."""
    return letter.sent_at.astimezone(ZoneInfo(letter.person.zone)).isocalendar()[:2]


def overdue(letter: Letter) -> bool:
    return letter.sent_at - letter.due_at >= LONGEST_WAIT


def said_of_topics(pair: Pair, role: Role) -> str:
    """What the agreement says, apart from its buttons and its history, whose days are those of the reader's zone."""
    blocks = [block.to_dict() for block in draw_reading(pair.agreement, role, "en").blocks]
    return str([block for block in blocks if block["type"] != "actions" and "Version" not in str(block)])


def test_whatever_people_do_the_promises_hold(template: Path) -> None:
    run_state_machine_as_test(type("Played", (Programme,), {"template": template}), settings=KEPT_TO)
