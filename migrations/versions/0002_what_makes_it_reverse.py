"""What makes it reverse: topic levels, role answers, commitments, notes, circles, playbooks of one's own.

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_editions_workspace_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_editions")),
        sa.UniqueConstraint("workspace_id", "name", "version", name=op.f("uq_editions_workspace_id_name_version")),
    )
    op.create_table(
        "circles",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "programme_id"],
            ["programmes.workspace_id", "programmes.id"],
            name=op.f("fk_circles_workspace_id_programme_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_circles")),
        sa.UniqueConstraint(
            "workspace_id", "programme_id", "position", name=op.f("uq_circles_workspace_id_programme_id_position")
        ),
    )
    op.create_table(
        "figures",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("shown", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "programme_id"],
            ["programmes.workspace_id", "programmes.id"],
            name=op.f("fk_figures_workspace_id_programme_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_figures")),
        sa.UniqueConstraint(
            "workspace_id", "programme_id", "key", name=op.f("uq_figures_workspace_id_programme_id_key")
        ),
    )
    op.create_table(
        "farewells",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("next_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("lasting_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pair_id"],
            ["pairs.workspace_id", "pairs.id"],
            name=op.f("fk_farewells_workspace_id_pair_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_farewells_workspace_id_person_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_farewells")),
        sa.UniqueConstraint(
            "workspace_id", "pair_id", "person_id", name=op.f("uq_farewells_workspace_id_pair_id_person_id")
        ),
    )
    op.create_table(
        "insights",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=True),
        sa.Column("theme_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("change_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("on_board_since", sa.Date(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pair_id"],
            ["pairs.workspace_id", "pairs.id"],
            name=op.f("fk_insights_workspace_id_pair_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "programme_id"],
            ["programmes.workspace_id", "programmes.id"],
            name=op.f("fk_insights_workspace_id_programme_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_insights")),
    )
    with op.batch_alter_table("insights", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_insights_workspace_id_pair_id"), ["workspace_id", "pair_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_insights_workspace_id_programme_id"), ["workspace_id", "programme_id"], unique=False
        )

    op.create_table(
        "notes",
        sa.Column("occasion", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("pair_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_notes_workspace_id_author_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pair_id"],
            ["pairs.workspace_id", "pairs.id"],
            name=op.f("fk_notes_workspace_id_pair_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "programme_id"],
            ["programmes.workspace_id", "programmes.id"],
            name=op.f("fk_notes_workspace_id_programme_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notes_workspace_id_author_id"), ["workspace_id", "author_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notes_workspace_id_pair_id"), ["workspace_id", "pair_id"], unique=False)

    op.create_table(
        "added_topics",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "agreement_id"],
            ["agreements.workspace_id", "agreements.id"],
            name=op.f("fk_added_topics_workspace_id_agreement_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_added_topics")),
        sa.UniqueConstraint(
            "workspace_id", "agreement_id", "position", name=op.f("uq_added_topics_workspace_id_agreement_id_position")
        ),
    )
    op.create_table(
        "agreement_versions",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("stop_word_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentor_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leader_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "agreement_id"],
            ["agreements.workspace_id", "agreements.id"],
            name=op.f("fk_agreement_versions_workspace_id_agreement_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_agreement_versions")),
        sa.UniqueConstraint(
            "workspace_id",
            "agreement_id",
            "version",
            name=op.f("uq_agreement_versions_workspace_id_agreement_id_version"),
        ),
    )
    op.create_table(
        "commitments",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "meeting_id"],
            ["meetings.workspace_id", "meetings.id"],
            name=op.f("fk_commitments_workspace_id_meeting_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pair_id"],
            ["pairs.workspace_id", "pairs.id"],
            name=op.f("fk_commitments_workspace_id_pair_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commitments_workspace_id_pair_id"), ["workspace_id", "pair_id"], unique=False
        )

    op.create_table(
        "topic_levels",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("levels_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "agreement_id"],
            ["agreements.workspace_id", "agreements.id"],
            name=op.f("fk_topic_levels_workspace_id_agreement_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_topic_levels")),
        sa.UniqueConstraint(
            "workspace_id", "agreement_id", "role", name=op.f("uq_topic_levels_workspace_id_agreement_id_role")
        ),
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("levels", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.alter_column("levels", existing_type=sa.JSON(), existing_nullable=False, server_default=None)

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("circle_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolments_workspace_id_circle_id"),
            "circles",
            ["workspace_id", "circle_id"],
            ["workspace_id", "id"],
            ondelete="NO ACTION",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("circle_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_letters_workspace_id_circle_id"),
            "circles",
            ["workspace_id", "circle_id"],
            ["workspace_id", "id"],
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theme", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("form", sa.String(length=16), nullable=False, server_default="talk"))
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.alter_column("form", existing_type=sa.String(length=16), existing_nullable=False, server_default=None)

    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("needs_person_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("advising_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("asking_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("load_sealed", sa.LargeBinary(), nullable=True))
        batch_op.drop_column("withdrawn")


def downgrade() -> None:
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.alter_column("withdrawn", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.drop_column("load_sealed")
        batch_op.drop_column("asking_sealed")
        batch_op.drop_column("advising_sealed")

    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.drop_column("needs_person_at")

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_column("form")
        batch_op.drop_column("theme")

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_letters_workspace_id_circle_id"), type_="foreignkey")
        batch_op.drop_column("circle_id")

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_enrolments_workspace_id_circle_id"), type_="foreignkey")
        batch_op.drop_column("circle_id")

    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_column("levels")

    op.drop_table("topic_levels")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_workspace_id_pair_id"))

    op.drop_table("commitments")
    op.drop_table("agreement_versions")
    op.drop_table("added_topics")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notes_workspace_id_pair_id"))
        batch_op.drop_index(batch_op.f("ix_notes_workspace_id_author_id"))

    op.drop_table("notes")
    with op.batch_alter_table("insights", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_insights_workspace_id_programme_id"))
        batch_op.drop_index(batch_op.f("ix_insights_workspace_id_pair_id"))

    op.drop_table("insights")
    op.drop_table("farewells")
    op.drop_table("figures")
    op.drop_table("circles")
    op.drop_table("editions")
