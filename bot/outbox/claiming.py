"""The statements by which letters are read ahead, claimed and settled."""

from typing import Any, cast

from sqlalchemy import Row, Select, Table, and_, bindparam, case, false, func, null, or_, select, true, update

from bot.models import Letter, Pair, Person, Post
from bot.outbox.claims import Due
from bot.outbox.leases import WORKSPACES

AHEAD = 256  # letters read at once
LETTERS = cast(Table, Letter.__table__)
# What a sender decides by; the rest of a letter, its facts above all, is read when it is written.
SEEN = tuple(
    LETTERS.c[name]
    for name in (
        *("workspace_id", "id", "kind", "fence", "state", "person_id", "circle_id", "pair_id"),
        *("ts", "file_id", "first_claimed_at"),
    )
)


def as_due(row: Row[Any]) -> Due:
    return Due(
        workspace_id=row.workspace_id,
        letter_id=row.id,
        kind=row.kind,
        fence=row.fence,
        unsure=row.state == Post.SENDING,
        personal=row.person_id is not None,
        conversation=str(row.person_id or row.circle_id or row.pair_id or row.id),
        channel=row.known_channel,
        ts=row.ts,
        file_id=row.file_id,
        first_claimed_at=row.first_claimed_at,
    )


def question(*conditions: Any) -> Select[Any]:
    """The letters that meet them, of workspaces that may be sent to, and that no other sender holds.

    A conversation that was opened before is used again; only a circle's changes, so it is asked for anew.
    """
    people, pairs, letters = Person.__table__.c, Pair.__table__.c, LETTERS.c
    workspaces = WORKSPACES.c
    open_now = or_(workspaces.closed_until.is_(None), workspaces.closed_until <= bindparam("real"))
    free = or_(
        workspaces.sender.is_(None), workspaces.sender == bindparam("me"), workspaces.sender_until <= bindparam("real")
    )
    known = func.coalesce(letters.channel, people.channel, case((letters.person_id.is_(None), pairs.channel)))
    return (
        select(*SEEN, known.label("known_channel"))
        .join(WORKSPACES, workspaces.id == letters.workspace_id)
        .outerjoin(Person.__table__, and_(people.workspace_id == letters.workspace_id, people.id == letters.person_id))
        .outerjoin(Pair.__table__, and_(pairs.workspace_id == letters.workspace_id, pairs.id == letters.pair_id))
        .where(*conditions, open_now, free, workspaces.uninstalled_at.is_(None))
        .where(letters.workspace_id.not_in(bindparam("without", expanding=True)))
        .order_by(letters.try_at, letters.owed_at, letters.id)
        .limit(AHEAD)
    )


WAITING = (LETTERS.c.state == Post.WAITING, LETTERS.c.try_at <= bindparam("now"))
QUESTIONS = (
    question(LETTERS.c.state == Post.SENDING, LETTERS.c.try_at <= bindparam("real")),
    question(*WAITING, LETTERS.c.any_hour == true()),
    question(*WAITING, LETTERS.c.any_hour == false()),
)
ITS_KEY = (LETTERS.c.workspace_id == bindparam("its_workspace"), LETTERS.c.id == bindparam("its_id"))
AS_IT_WAS = (
    LETTERS.c.fence == bindparam("its_fence"),
    LETTERS.c.state == bindparam("its_state"),
    LETTERS.c.try_at <= bindparam("moment"),
)
CLAIM = (
    update(LETTERS)
    .where(
        *ITS_KEY,  # here too: else PostgreSQL may walk through all letters of the workspace
        LETTERS.c.id.in_(select(LETTERS.c.id).where(*ITS_KEY, *AS_IT_WAS).with_for_update(skip_locked=True)),
    )
    .values(
        state=Post.SENDING,
        owner=bindparam("me"),
        fence=LETTERS.c.fence + 1,
        claimed_at=bindparam("real"),
        first_claimed_at=func.coalesce(LETTERS.c.first_claimed_at, bindparam("real")),
        try_at=bindparam("until"),
        channel=func.coalesce(LETTERS.c.channel, bindparam("place")),
        tries=LETTERS.c.tries + bindparam("try"),
    )
    .returning(LETTERS.c.id)
)
SETTLE_TAKEN = (
    update(LETTERS)
    .where(*ITS_KEY, LETTERS.c.owner == bindparam("me"), LETTERS.c.fence == bindparam("its_fence"))
    .where(LETTERS.c.stale == false())
    .values(
        state=Post.SENT,
        reason=null(),
        sent_at=func.coalesce(LETTERS.c.sent_at, bindparam("now")),
        channel=bindparam("place"),
        ts=func.coalesce(bindparam("stamp"), LETTERS.c.ts),
    )
    .returning(LETTERS.c.id)
)
