"""The tables. What they hold is the customer's; of passwords and tokens only digests are kept."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
META = MetaData(naming_convention=NAMES)
ID = String(36)
PLAIN = JSON(none_as_null=True)


class Moment(TypeDecorator[datetime]):
    """A point in time: kept in UTC, returned with its zone by every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def belongs_to(table: str, name: str, index: bool = True) -> Column[Any]:
    """Return a column that points to a row of another table and goes with it."""
    return Column(name, ID, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=index)


users = Table(
    "users",
    META,
    Column("id", ID, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("password_hash", Text),  # none: the one user of this computer, who never logs in
    Column("created", Moment, nullable=False),
)

secrets = Table(
    "secrets",
    META,
    Column("name", String(40), primary_key=True),
    Column("value", String(64), nullable=False),
)

sessions = Table(
    "sessions",
    META,
    Column("token_hash", String(64), primary_key=True),
    belongs_to("users", "user_id"),
    Column("csrf", String(64), nullable=False),
    Column("expires", Moment, nullable=False),
)

engagements = Table(
    "engagements",
    META,
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
    Column("limits", PLAIN, nullable=False),
    Column("terms", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("touched", PLAIN, nullable=False),  # the revision of the newest change of each field that was changed
)

sheets = Table(
    "sheets",
    META,
    Column("id", ID, primary_key=True),
    belongs_to("engagements", "engagement_id"),
    Column("respondent", String(200), nullable=False),  # empty: the consultant's own
    Column("sections", PLAIN, nullable=False),
    Column("answers", PLAIN, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("joined", PLAIN, nullable=False),  # what of it the own sheet has taken over, as an answer file holds it
)

changes = Table(
    "changes",
    META,
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
    Index(None, "sheet_id", "part", "question"),
)

invitations = Table(
    "invitations",
    META,
    Column("id", ID, primary_key=True),
    belongs_to("engagements", "engagement_id"),
    belongs_to("sheets", "sheet_id"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("sections", PLAIN, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
