"""Keep the local time at which a session was agreed, since a zone's rules can change before it comes.

Revision: 0005
After: 0004
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

meetings = sa.table(
    "meetings",
    *(sa.column(name) for name in ("workspace_id", "pair_id", "state", "starts_wall", "starts_zone")),
    sa.column("id", sa.Uuid()),
    sa.column("starts_at", sa.DateTime(timezone=True)),
)
pairs = sa.table("pairs", *(sa.column(name) for name in ("workspace_id", "id", "leader_id")))
enrolments = sa.table("enrolments", *(sa.column(name) for name in ("workspace_id", "id", "person_id")))
people = sa.table("people", *(sa.column(name) for name in ("workspace_id", "id", "zone")))


def upgrade() -> None:
    with op.batch_alter_table("meetings") as table:
        table.add_column(sa.Column("starts_wall", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("starts_zone", sa.String(length=64), nullable=True))
    fill()


def fill() -> None:
    """The leader books: what is in the diary counts by the leader's clock."""
    connection = op.get_bind()
    for workspace_id, meeting_id, starts_at, zone in connection.execute(booked()).all():
        where = (meetings.c.workspace_id == workspace_id, meetings.c.id == meeting_id)
        connection.execute(meetings.update().where(*where).values(**shown(starts_at, zone)))


def booked() -> sa.Select:
    """By workspace and id, with the leader's zone."""
    columns = (meetings.c.workspace_id, meetings.c.id, meetings.c.starts_at, people.c.zone)
    found = sa.select(*columns).where(meetings.c.state == "booked", meetings.c.starts_at.is_not(None))
    for table, key in ((pairs, meetings.c.pair_id), (enrolments, pairs.c.leader_id), (people, enrolments.c.person_id)):
        found = found.where(table.c.workspace_id == meetings.c.workspace_id, table.c.id == key)
    return found


def shown(starts_at: datetime, zone: str) -> dict[str, str]:
    try:
        rules = ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        rules, zone = ZoneInfo("UTC"), "UTC"
    local = (starts_at if starts_at.tzinfo else starts_at.replace(tzinfo=UTC)).astimezone(rules)
    return {"starts_wall": local.replace(tzinfo=None).isoformat(timespec="minutes"), "starts_zone": zone}


def downgrade() -> None:
    with op.batch_alter_table("meetings") as table:
        table.drop_column("starts_zone")
        table.drop_column("starts_wall")
