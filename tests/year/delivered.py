"""A message as it arrives: the letter's row, and those of whoever and whatever it is about, read past the bot."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

LETTER = """
SELECT l.id, l.kind, l.any_hour, l.due_at, l.useful_until, l.ts, l.person_id, l.pair_id, l.circle_id, l.programme_id,
       p.state AS pair_state, p.ended_at, m.number, m.starts_at, m.minutes, m.state AS sitting, m.version,
       json_extract(l.facts, '$.version') AS about_version,
       a.mentor_signed_at, a.leader_signed_at, l.meeting_id
FROM letters l
LEFT JOIN pairs p ON p.workspace_id = l.workspace_id AND p.id = l.pair_id
LEFT JOIN meetings m ON m.workspace_id = l.workspace_id AND m.id = l.meeting_id
LEFT JOIN agreements a ON a.workspace_id = l.workspace_id AND a.pair_id = l.pair_id
WHERE l.workspace_id = 'T0RM' AND {field} = ?
"""
READER = """
SELECT p.id, p.slack_id, p.zone, p.standing, e.state, e.left_at, e.paused_until
FROM people p LEFT JOIN enrolments e
  ON e.workspace_id = p.workspace_id AND e.person_id = p.id AND e.programme_id = :programme
WHERE p.workspace_id = 'T0RM' AND p.id
"""
OF_PAIR = """IN (SELECT e.person_id FROM pairs x JOIN enrolments e ON e.workspace_id = x.workspace_id
  AND e.id IN (x.mentor_id, x.leader_id) WHERE x.workspace_id = 'T0RM' AND x.id = :about)
  ORDER BY e.role DESC"""
OF_CIRCLE = """IN (SELECT person_id FROM enrolments WHERE workspace_id = 'T0RM' AND circle_id = :about)
  AND p.standing = 'member' AND e.state = 'joined' ORDER BY e.started_at"""


@dataclass(frozen=True)
class Reader:
    id: str
    slack_id: str
    zone: str
    standing: str
    part: str | None
    left_at: datetime | None
    paused_until: date | None


@dataclass(frozen=True)
class Delivered:
    """`first`: not a message that is written again in its place."""

    id: str
    kind: str
    any_hour: bool
    due_at: datetime
    useful_until: datetime | None
    pair_id: str | None
    circle_id: str | None
    personal: bool
    readers: Sequence[Reader]
    pair_state: str | None
    ended_at: datetime | None
    number: int | None
    starts_at: datetime | None
    minutes: int
    sitting: str | None
    stands: bool
    signed_at: datetime | None
    meeting_id: str | None


class Rows:
    """The database past the bot's own code."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row

    def delivered(self, marker: str) -> Delivered:
        row = self.connection.execute(LETTER.format(field="l.file_id" if marker[0] == "F" else "l.id"), (marker,))
        found = row.fetchone()
        signatures = [moment(found[f"{side}_signed_at"]) for side in ("mentor", "leader")]
        return Delivered(
            **{name: found[name] for name in ("id", "kind", "pair_id", "circle_id", "pair_state", "number", "sitting")},
            any_hour=bool(found["any_hour"]),
            due_at=instant(found["due_at"]),
            useful_until=moment(found["useful_until"]),
            personal=found["person_id"] is not None,
            readers=self.readers(found),
            ended_at=moment(found["ended_at"]),
            starts_at=moment(found["starts_at"]),
            minutes=found["minutes"] or 0,
            stands=found["about_version"] in (None, found["version"]),
            signed_at=max(signatures) if all(signatures) else None,  # type: ignore[type-var]
            meeting_id=found["meeting_id"],
        )

    def readers(self, row: sqlite3.Row) -> list[Reader]:
        who, about = "= :about", row["person_id"]
        if about is None:
            who, about = (OF_PAIR, row["pair_id"]) if row["circle_id"] is None else (OF_CIRCLE, row["circle_id"])
        found = self.connection.execute(READER + who, {"programme": row["programme_id"], "about": about})
        return [Reader(*values[:5], moment(values[5]), day(values[6])) for values in found]

    def all(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        return self.connection.execute(statement, values).fetchall()

    def next_try(self) -> datetime | None:
        """When a letter is to be looked at next."""
        found = [
            self.connection.execute(
                "SELECT min(try_at) FROM letters WHERE state = ? AND any_hour = ?", (state, any_hour)
            ).fetchone()[0]
            for state in ("waiting", "sending")
            for any_hour in (0, 1)
        ]
        return moment(min((one for one in found if one), default=None))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moment(text: str | None) -> datetime | None:
    return instant(text) if text else None


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def ends_at(one: Delivered) -> datetime | None:
    return one.starts_at + timedelta(minutes=one.minutes) if one.starts_at else None
