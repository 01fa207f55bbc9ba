"""Who may be paired with whom, and how well two people would fit: matrices of mentors by leaders."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bot.hours import CLOSES, OPENS, zone_of

DAY = 24 * 60
WORKING_DAY = (CLOSES.hour - OPENS.hour) * 60
FARTHEST = 6  # steps through the nearest common boss; more, or none known, counts as this
# A topic in common outweighs a whole working day in common, which outweighs any distance.
PER_TOPIC = 1000
PER_MINUTE = 1
PER_STEP = 10


class Obstacle(IntEnum):
    """Why two people cannot be paired. Where several apply, the smallest is told.

    An exclusion is told apart from an earlier pair nowhere: nobody may learn who asked for one.
    """

    NONE = 0
    LINE = 1  # one manages the other, directly or through others
    TEAM = 2
    LANGUAGE = 3  # none in common
    APART = 4  # one of them asked for it, or they were paired, offered or rejected before


@dataclass(frozen=True)
class Candidate:
    """Somebody with places free. `id` is an enrolment's; `person` and `excluded` are people's."""

    id: UUID
    person: UUID
    team: str
    topics: frozenset[str]
    languages: frozenset[str]
    excluded: frozenset[UUID]
    capacity: int
    zone: str


@dataclass(frozen=True)
class Known:
    """What is known beside the candidates: who manages whom, and which mentors and leaders had each other already."""

    managers: Mapping[UUID, UUID]  # people
    apart: frozenset[tuple[UUID, UUID]]  # (mentor, leader), as the candidates' ids
    at: datetime  # zones are compared as they are then


Matrix = NDArray[np.int64]
Mask = NDArray[np.bool_]


def obstacles(mentors: Sequence[Candidate], leaders: Sequence[Candidate], known: Known) -> Matrix:
    """An Obstacle for each mentor (row) and leader (column)."""
    found = np.full((len(mentors), len(leaders)), Obstacle.NONE, dtype=np.int64)
    found[kept_apart(mentors, leaders, known)] = Obstacle.APART
    found[in_common([m.languages for m in mentors], [c.languages for c in leaders]) == 0] = Obstacle.LANGUAGE
    found[in_one_team(mentors, leaders)] = Obstacle.TEAM
    found[in_one_line(mentors, leaders, known.managers)] = Obstacle.LINE
    return found


def quality(mentors: Sequence[Candidate], leaders: Sequence[Candidate], known: Known) -> Matrix:
    """How well each mentor (row) and leader (column) would fit: 0 or more, the sum of the weights above."""
    topics = in_common([m.topics for m in mentors], [c.topics for c in leaders])
    minutes = overlap_minutes([m.zone for m in mentors], [c.zone for c in leaders], known.at)
    steps = distance(mentors, leaders, known.managers)
    return PER_TOPIC * topics + PER_MINUTE * minutes + PER_STEP * steps


def kept_apart(mentors: Sequence[Candidate], leaders: Sequence[Candidate], known: Known) -> Mask:
    rows = {mentor.id: row for row, mentor in enumerate(mentors)}
    columns = {leader.id: column for column, leader in enumerate(leaders)}
    apart = declared(mentors, leaders) | declared(leaders, mentors).T
    for mentor, leader in known.apart:
        if mentor in rows and leader in columns:
            apart[rows[mentor], columns[leader]] = True
    return apart


def declared(askers: Sequence[Candidate], others: Sequence[Candidate]) -> Mask:
    """Where the asker (row) asked not to be paired with the other (column)."""
    columns = {other.person: column for column, other in enumerate(others)}
    asked = np.zeros((len(askers), len(others)), dtype=np.bool_)
    for row, asker in enumerate(askers):
        asked[row, [columns[person] for person in asker.excluded if person in columns]] = True
    return asked


def in_common(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Matrix:
    """How many words each of the first sets (rows) shares with each of the second (columns)."""
    words = {word: place for place, word in enumerate(sorted(frozenset().union(*mine, *theirs)))}
    # Floats, since only their product is fast; counts this small are exact.
    return np.rint(incidence(mine, words) @ incidence(theirs, words).T).astype(np.int64)


def incidence(sets: Sequence[frozenset[str]], words: Mapping[str, int]) -> NDArray[np.float64]:
    table = np.zeros((len(sets), len(words)))
    for row, members in enumerate(sets):
        table[row, [words[word] for word in members]] = 1
    return table


def in_one_team(mentors: Sequence[Candidate], leaders: Sequence[Candidate]) -> Mask:
    mine, theirs = ([folded(c.team) for c in side] for side in (mentors, leaders))
    numbers = {team: number for number, team in enumerate(sorted({"", *mine, *theirs}))}  # "" is 0
    rows = np.array([numbers[team] for team in mine], dtype=np.int64)[:, None]
    columns = np.array([numbers[team] for team in theirs], dtype=np.int64)[None, :]
    same: Mask = (rows == columns) & (rows > 0)
    return same


def folded(team: str) -> str:
    """Capitals, spaces and the width of letters do not make another team."""
    return "".join(unicodedata.normalize("NFKC", team).casefold().split())


def in_one_line(mentors: Sequence[Candidate], leaders: Sequence[Candidate], managers: Mapping[UUID, UUID]) -> Mask:
    return reports_to(mentors, leaders, managers) | reports_to(leaders, mentors, managers).T


def reports_to(juniors: Sequence[Candidate], seniors: Sequence[Candidate], managers: Mapping[UUID, UUID]) -> Mask:
    columns = {senior.person: column for column, senior in enumerate(seniors)}
    under = np.zeros((len(juniors), len(seniors)), dtype=np.bool_)
    for row, junior in enumerate(juniors):
        under[row, [columns[boss] for boss in line(junior.person, managers) if boss in columns]] = True
    return under


def line(person: UUID, managers: Mapping[UUID, UUID]) -> list[UUID]:
    """The person, their manager, that one's manager …; ends where nothing is known, or where it runs in a circle."""
    up = [person]
    while (boss := managers.get(up[-1])) is not None and boss not in up:
        up.append(boss)
    return up


def overlap_minutes(mine: Sequence[str], theirs: Sequence[str], at: datetime) -> Matrix:
    """How much of the working day two zones have in common on that date."""
    apart = np.abs(offsets(mine, at)[:, None] - offsets(theirs, at)[None, :]) % DAY
    shared: Matrix = np.maximum(0, WORKING_DAY - np.minimum(apart, DAY - apart))
    return shared


def offsets(zones: Sequence[str], at: datetime) -> Matrix:
    """Minutes east of UTC."""
    known = {zone: minutes_east(zone, at) for zone in set(zones)}
    return np.array([known[zone] for zone in zones], dtype=np.int64)


def minutes_east(zone: str, at: datetime) -> int:
    shift = at.astimezone(zone_of(zone)).utcoffset() or timedelta(0)
    return int(shift.total_seconds()) // 60


def distance(mentors: Sequence[Candidate], leaders: Sequence[Candidate], managers: Mapping[UUID, UUID]) -> Matrix:
    """Steps from one to the other through their nearest common boss: 2 for the same manager, up to FARTHEST."""
    steps = np.full((len(mentors), len(leaders)), FARTHEST, dtype=np.int64)
    below_mentors, below_leaders = below(mentors, managers), below(leaders, managers)
    for boss in below_mentors.keys() & below_leaders.keys():
        rows, columns = below_mentors[boss], below_leaders[boss]
        cells = np.ix_(list(rows), list(columns))
        through = np.array(list(rows.values()))[:, None] + np.array(list(columns.values()))[None, :]
        steps[cells] = np.minimum(steps[cells], through)
    return steps


def below(side: Sequence[Candidate], managers: Mapping[UUID, UUID]) -> dict[UUID, dict[int, int]]:
    """For each boss: the places of those below in `side`, and how many steps each is below."""
    found: dict[UUID, dict[int, int]] = defaultdict(dict)
    for place, candidate in enumerate(side):
        for depth, boss in enumerate(line(candidate.person, managers)[:FARTHEST]):
            found[boss][place] = depth
    return found
