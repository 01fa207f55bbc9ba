"""Let one sender at a time have a workspace, and find what is urgent before what only is due.

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workspaces") as table:
        table.add_column(sa.Column("sender", sa.String(64), nullable=True))
        table.add_column(sa.Column("sender_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_letters_state_any_hour_try_at", "letters", ["state", "any_hour", "try_at"])
    op.drop_index("ix_letters_state_try_at", "letters")


def downgrade() -> None:
    op.create_index("ix_letters_state_try_at", "letters", ["state", "try_at"])
    op.drop_index("ix_letters_state_any_hour_try_at", "letters")
    with op.batch_alter_table("workspaces") as table:
        table.drop_column("sender_until")
        table.drop_column("sender")
