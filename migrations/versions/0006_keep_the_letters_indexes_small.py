"""Keep the indexes of letters small: what was sent is in none that a sender reads, and none has the state as a column.

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = (
    ("ix_letters_state_any_hour_try_at", ["state", "any_hour", "try_at"]),
    ("ix_letters_workspace_id_person_id_state", ["workspace_id", "person_id", "state"]),
    ("ix_letters_workspace_id_pair_id_state", ["workspace_id", "pair_id", "state"]),
    ("ix_letters_workspace_id_meeting_id", ["workspace_id", "meeting_id"]),
)
AFTER = (
    ("ix_letters_any_hour_try_at", ["any_hour", "try_at"], "state = 'waiting'"),
    ("ix_letters_try_at", ["try_at"], "state = 'sending'"),
    ("ix_letters_useful_until", ["useful_until"], "state = 'waiting' AND useful_until IS NOT NULL"),
    ("ix_letters_workspace_id_programme_id", ["workspace_id", "programme_id"], "state = 'failed'"),
    ("ix_letters_workspace_id_person_id", ["workspace_id", "person_id"], None),
    ("ix_letters_workspace_id_pair_id", ["workspace_id", "pair_id"], "pair_id IS NOT NULL"),
    ("ix_letters_workspace_id_meeting_id", ["workspace_id", "meeting_id"], "meeting_id IS NOT NULL"),
)


def upgrade() -> None:
    for name, _ in BEFORE:
        op.drop_index(name, "letters")
    for name, columns, only in AFTER:
        where = sa.text(only) if only else None
        op.create_index(name, "letters", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, _, _ in AFTER:
        op.drop_index(name, "letters")
    for name, columns in BEFORE:
        op.create_index(name, "letters", columns)
