"""The first tables: people, engagements, their sheets, and who changed what."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, String, Text, UniqueConstraint

from advisor.store.tables import ID, PLAIN, Moment, belongs_to

revision = "0001"
down_revision = None


def upgrade() -> None:
    people()
    work()
    answers()


def people() -> None:
    op.create_table(
        "users",
        Column("id", ID, primary_key=True),
        Column("name", String(200), nullable=False, unique=True),
        Column("password_hash", Text),
        Column("created", Moment, nullable=False),
    )
    op.create_table(
        "secrets", Column("name", String(40), primary_key=True), Column("value", String(64), nullable=False)
    )
    op.create_table(
        "sessions",
        Column("token_hash", String(64), primary_key=True),
        belongs_to("users", "user_id"),
        Column("csrf", String(64), nullable=False),
        Column("expires", Moment, nullable=False),
    )


def work() -> None:
    op.create_table(
        "engagements",
        Column("id", ID, primary_key=True),
        belongs_to("users", "owner_id"),
        Column("company", Text, nullable=False),
        Column("tags", PLAIN, nullable=False),
        Column("notes", Text, nullable=False),
        Column("series", String(10), nullable=False),
        Column("edition", String(20), nullable=False),
        Column("created", Moment, nullable=False),
        Column("changed", Moment, nullable=False),
        Column("archived", Boolean, nullable=False),
        Column("revision", Integer, nullable=False),
    )
    op.create_table(
        "sheets",
        Column("id", ID, primary_key=True),
        belongs_to("engagements", "engagement_id"),
        Column("respondent", String(200), nullable=False),
        Column("sections", PLAIN, nullable=False),
        Column("answers", PLAIN, nullable=False),
        Column("revision", Integer, nullable=False),
    )


def answers() -> None:
    op.create_table(
        "changes",
        Column("id", Integer, primary_key=True, autoincrement=True),
        belongs_to("sheets", "sheet_id", index=False),
        Column("revision", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("who", String(200), nullable=False),
        Column("part", String(20), nullable=False),
        Column("question", String(200), nullable=False),
        Column("before", PLAIN),
        Column("after", PLAIN),
        UniqueConstraint("sheet_id", "revision"),
    )
    op.create_index(None, "changes", ["sheet_id", "part", "question"])
    op.create_table(
        "invitations",
        Column("id", ID, primary_key=True),
        belongs_to("engagements", "engagement_id"),
        belongs_to("sheets", "sheet_id"),
        Column("token_hash", String(64), nullable=False, unique=True),
        Column("sections", PLAIN, nullable=False),
        Column("expires", Moment, nullable=False),
        Column("revoked", Boolean, nullable=False),
    )
