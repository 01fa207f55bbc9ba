"""Let each side know which topics it added, sealed, since three a side are as many as fit.

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topic_levels") as table:
        table.add_column(sa.Column("added_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("topic_levels") as table:
        table.drop_column("added_sealed")
