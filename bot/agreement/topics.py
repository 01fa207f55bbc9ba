"""Choosing how open each topic is: in private, while the pair sees only the stricter of the two."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.agreement import versions
from bot.agreement.levels import Levels, moves, together
from bot.agreement.versions import Cause
from bot.books import book_of
from bot.letters import owe, withdraw
from bot.models import AddedTopic, Agreement, Kind, Letter, Pair, Person, Post, Role, TopicLevels
from bot.playbooks.agreement import Agreement as Outline
from bot.playbooks.agreement import Level

MOST_ADDED = 3  # by each side
OWN = "own:"  # and the id of an added topic


@dataclass(frozen=True)
class Sheet:
    """What one side may choose from, and what they chose before; for their eyes alone."""

    agreement: Agreement
    role: Role
    chosen: Levels
    room: int  # for topics of their own

    @property
    def floors(self) -> dict[str, Level]:
        return floors(self.agreement)

    @property
    def levels(self) -> dict[str, Level]:
        """What stands in the form beforehand."""
        return together(self.floors, self.chosen)


@dataclass(frozen=True)
class Chosen:
    """One side's level for each topic by its key, and for topics of their own by name."""

    role: Role
    levels: Mapping[str, Level]
    added: Mapping[str, Level]


def outline(pair: Pair) -> Outline:
    return book_of(pair.programme).agreement


def floors(agreement: Agreement) -> dict[str, Level]:
    """The loosest level of every topic there is; one that somebody added has no other floor than open."""
    given = {topic.key: topic.floor for topic in outline(agreement.pair).topic_floors}
    return given | {key_of(topic): Level.OPEN for topic in agreement.added_topics}


def key_of(topic: AddedTopic) -> str:
    return f"{OWN}{topic.id}"


def standing(agreement: Agreement) -> dict[str, Level]:
    """How open each topic is to the pair: the floors until both have chosen."""
    return together(floors(agreement), agreement.levels)


def sheet(db: Session, agreement: Agreement, role: Role) -> Sheet:
    row = choice(db, agreement, role)
    return Sheet(agreement, role, levels_in(row), MOST_ADDED - len(added_by(row)))


def has_chosen(db: Session, agreement: Agreement, role: Role) -> bool:
    return choice(db, agreement, role) is not None


def choose(db: Session, pair: Pair, chosen: Chosen, now: datetime) -> None:
    """Keeps what one side chose. Only where that changes what the pair sees does anybody hear of it: both, alike."""
    agreement = versions.held(db, pair)
    row = choice(db, agreement, chosen.role) or new_choice(db, agreement, chosen.role, now)
    named = {spelled(topic.name): topic for topic in agreement.added_topics if topic.name}
    fresh = {name: level for name, level in chosen.added.items() if spelled(name) not in named}
    known = {key_of(named[spelled(name)]): level for name, level in chosen.added.items() if name not in fresh}
    added = add(db, agreement, row, fresh)
    row.levels = json.dumps({**levels_in(row), **chosen.levels, **known, **added})
    row.chosen_at = now
    db.flush()
    publish(db, agreement, chosen.role, now)


def spelled(name: str) -> str:
    """Two names that only differ in capitals, or in how a keyboard puts an é together, are one."""
    return normalize("NFC", name.casefold())


def add(db: Session, agreement: Agreement, row: TopicLevels, fresh: Mapping[str, Level]) -> dict[str, Level]:
    """New topics for both to see; who added which is known to that side's own row alone."""
    start = 1 + (db.scalar(select(func.max(AddedTopic.position)).where(*about(AddedTopic, agreement))) or 0)
    keys = {"workspace_id": agreement.workspace_id, "agreement_id": agreement.id}
    topics = [AddedTopic(**keys, position=start + number, name=name) for number, name in enumerate(fresh)]
    db.add_all(topics)
    db.flush()
    db.expire(agreement, ["added_topics"])
    row.added = json.dumps([*added_by(row), *(str(topic.id) for topic in topics)])
    return {key_of(topic): level for topic, level in zip(topics, fresh.values(), strict=True)}


def publish(db: Session, agreement: Agreement, by: Role, now: datetime) -> None:
    """Puts both sides together, once both have chosen; where that changes nothing, nothing happens at all."""
    sides = [row for role in Role if (row := choice(db, agreement, role))]
    if len(sides) < len(Role):
        return
    before, first = standing(agreement), not agreement.levels
    after = together(floors(agreement), *map(levels_in, sides))
    if before == after and not first:
        return
    agreement.levels = {str(key): str(level) for key, level in after.items()}
    if agreement.version:
        told = agreement.version
        versions.carry_on(db, agreement, cause(before, after, first=first), now)
        versions.redraw_all(db, agreement.pair, now)
        if not first or agreement.signed:
            tell_both(db, agreement, Told(by, told), now)


def cause(before: Levels, after: Levels, *, first: bool) -> Cause:
    if first:
        return Cause.TOPICS
    return Cause.STRICTER if moves(before, after)[0] else Cause.LOOSER


@dataclass(frozen=True)
class Told:
    """Whose hand it was (their copy comes at once; it says the same), and the version that both know of."""

    by: Role
    version: int


def tell_both(db: Session, agreement: Agreement, told: Told, now: datetime) -> None:
    """One letter for all that was changed since the last one came, from one version to another."""
    pair, until = agreement.pair, agreement.version
    for role in Role:
        person = pair.enrolment(role).person
        untold = unsent(pair, person)
        since = min([told.version, *(letter.facts["since"] for letter in db.scalars(select(Letter).where(*untold)))])
        withdraw(db, "newer_version", *untold)
        facts, at_once = {"since": since, "until": until}, role == told.by
        owe(db, Kind.TOPICS_CHANGED, pair, now, to=person, once=str(until), any_hour=at_once, facts=facts)


def unsent(pair: Pair, person: Person) -> tuple[ColumnElement[bool], ...]:
    """What somebody is still to be told about the topics of a pair."""
    return (
        Letter.workspace_id == pair.workspace_id,
        Letter.pair_id == pair.id,
        Letter.person_id == person.id,
        Letter.kind == Kind.TOPICS_CHANGED,
        Letter.state == Post.WAITING,
        Letter.ts.is_(None),
    )


def choice(db: Session, agreement: Agreement, role: Role) -> TopicLevels | None:
    return db.scalars(select(TopicLevels).where(*about(TopicLevels, agreement), TopicLevels.role == role)).one_or_none()


def new_choice(db: Session, agreement: Agreement, role: Role, now: datetime) -> TopicLevels:
    row = TopicLevels(
        workspace_id=agreement.workspace_id, agreement_id=agreement.id, role=role, levels="{}", chosen_at=now
    )
    db.add(row)
    return row


def about(rows: type[AddedTopic] | type[TopicLevels], agreement: Agreement) -> tuple[ColumnElement[bool], ...]:
    return rows.workspace_id == agreement.workspace_id, rows.agreement_id == agreement.id


def levels_in(row: TopicLevels | None) -> Levels:
    return json.loads(row.levels or "{}") if row else {}


def added_by(row: TopicLevels | None) -> list[str]:
    """The ids of the topics that this side added."""
    return json.loads(row.added or "[]") if row else []
