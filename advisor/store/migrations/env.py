"""Alembic runs the migrations here, on the connection that `open_store` hands over."""

from alembic import context

from advisor.store.tables import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
