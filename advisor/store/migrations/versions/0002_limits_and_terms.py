"""What a plan has to keep to, and a partner's own terms, are kept with the engagement."""

from alembic import op
from sqlalchemy import Column, Text

from advisor.store.tables import PLAIN

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("engagements") as table:
        table.add_column(Column("limits", PLAIN, nullable=False, server_default="{}"))
        table.add_column(Column("terms", Text, nullable=False, server_default=""))
