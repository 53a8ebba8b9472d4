"""Which change touched what of an engagement, and which answers of others were joined already."""

from alembic import op
from sqlalchemy import Column, String, column, select, table, update

from advisor.store.tables import PLAIN

revision = "0003"
down_revision = "0002"
FIELDS = ("tags", "notes", "series", "edition", "archived", "limits", "terms")


def upgrade() -> None:
    with op.batch_alter_table("engagements") as engagements:
        engagements.add_column(Column("touched", PLAIN, nullable=False, server_default="{}"))
    with op.batch_alter_table("sheets") as sheets:
        sheets.add_column(Column("joined", PLAIN, nullable=False, server_default="{}"))
    touch_everything()


def touch_everything() -> None:
    """Take it that the newest change touched everything: nobody knows better, and nothing is overwritten."""
    known = table("engagements", column("id", String), column("revision"), column("touched", PLAIN))
    connection = op.get_bind()
    for row in connection.execute(select(known.c.id, known.c.revision)).all():
        touched = dict.fromkeys(FIELDS, row.revision)
        connection.execute(update(known).where(known.c.id == row.id).values(touched=touched))
