"""The statements by which letters are read ahead, claimed and settled."""

from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    String,
    Table,
    Update,
    and_,
    bindparam,
    case,
    false,
    func,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy import cast as as_type

from bot.database import Moment
from bot.models import Letter, Pair, Person, Post, standing
from bot.outbox.leases import WORKSPACES

LETTERS = cast(Table, Letter.__table__)
PEOPLE, PAIRS = cast(Table, Person.__table__), cast(Table, Pair.__table__)
TO = (LETTERS.c.person_id, LETTERS.c.circle_id, LETTERS.c.pair_id)
# What a sender decides by, in the order of a Due; the rest of a letter is read when it is written. A conversation that
# was opened before is used again; only a circle's changes, so it is asked for anew.
SEEN = (
    *(LETTERS.c.workspace_id, LETTERS.c.id, LETTERS.c.kind, LETTERS.c.fence),
    LETTERS.c.state == Post.SENDING,
    LETTERS.c.person_id.is_not(None),
    func.coalesce(*(as_type(key, String) for key in (*TO, LETTERS.c.id))),
    func.coalesce(LETTERS.c.channel, PEOPLE.c.channel, case((LETTERS.c.person_id.is_(None), PAIRS.c.channel))),
    *(LETTERS.c.ts, LETTERS.c.file_id, LETTERS.c.first_claimed_at),
)


def question(*conditions: ColumnElement[bool], first: ColumnElement[Any] = LETTERS.c.try_at) -> Select[Any]:
    """The letters that meet them, of workspaces that may be sent to, and that no other sender holds."""
    people, pairs, letters, workspaces = PEOPLE.c, PAIRS.c, LETTERS.c, WORKSPACES.c
    open_now = or_(workspaces.closed_until.is_(None), workspaces.closed_until <= bindparam("real"))
    free = or_(
        workspaces.sender.is_(None), workspaces.sender == bindparam("me"), workspaces.sender_until <= bindparam("real")
    )
    return (
        select(*SEEN)
        .join(WORKSPACES, workspaces.id == letters.workspace_id)
        .outerjoin(PEOPLE, and_(people.workspace_id == letters.workspace_id, people.id == letters.person_id))
        .outerjoin(PAIRS, and_(pairs.workspace_id == letters.workspace_id, pairs.id == letters.pair_id))
        .where(*conditions, open_now, free, workspaces.uninstalled_at.is_(None))
        .where(letters.workspace_id.not_in(bindparam("without", expanding=True)))
        .order_by(first, letters.owed_at, letters.id)
        .limit(bindparam("most"))
    )


WAITING = (standing(Post.WAITING), LETTERS.c.try_at <= bindparam("now"))
QUESTIONS = (
    question(standing(Post.SENDING), LETTERS.c.try_at <= bindparam("real")),
    question(*WAITING, LETTERS.c.any_hour == true()),
    question(
        *WAITING,
        LETTERS.c.useful_until.between(
            bindparam("now"), bindparam("soon")
        ),  # what is too late already comes with the rest
        first=LETTERS.c.useful_until,
    ),
    question(*WAITING, LETTERS.c.any_hour == false()),
)
ITS_KEY = (LETTERS.c.workspace_id == bindparam("its_workspace"), LETTERS.c.id == bindparam("its_id"))
AS_IT_WAS = (
    LETTERS.c.fence == bindparam("its_fence"),
    LETTERS.c.state == bindparam("its_state"),
    LETTERS.c.try_at <= bindparam("moment"),
)


def claim(dialect: Dialect) -> Update:
    """Where several may claim at once, what another has just locked is passed over, not waited for."""
    still_so: tuple[ColumnElement[bool], ...] = AS_IT_WAS
    if dialect.name != "sqlite":
        still_so = (
            LETTERS.c.id.in_(select(LETTERS.c.id).where(*ITS_KEY, *AS_IT_WAS).with_for_update(skip_locked=True)),
        )
    return (
        update(LETTERS)
        .where(*ITS_KEY, *still_so)  # the key here too: else PostgreSQL may walk through all letters of the workspace
        .values(
            state=Post.SENDING,
            owner=bindparam("me"),
            fence=LETTERS.c.fence + 1,
            claimed_at=bindparam("real", type_=Moment()),
            first_claimed_at=func.coalesce(LETTERS.c.first_claimed_at, bindparam("real", type_=Moment())),
            try_at=bindparam("until"),
            channel=func.coalesce(LETTERS.c.channel, bindparam("place")),
            tries=LETTERS.c.tries + bindparam("try"),
        )
    )


SETTLE_TAKEN = (
    update(LETTERS)
    .where(LETTERS.c.workspace_id == bindparam("of_workspace"), LETTERS.c.id == bindparam("of_id"))
    .where(LETTERS.c.owner == bindparam("me"), LETTERS.c.fence == bindparam("of_fence"))
    .where(LETTERS.c.state == Post.SENDING, LETTERS.c.stale == false())
    .values(
        state=Post.SENT,
        reason=null(),
        sent_at=func.coalesce(LETTERS.c.sent_at, bindparam("now", type_=Moment())),
        channel=bindparam("taken_to"),
        ts=func.coalesce(bindparam("stamp"), LETTERS.c.ts),
    )
)
