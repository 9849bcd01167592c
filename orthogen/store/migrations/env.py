"""Env. what Alembic runs -> the migrations, on the connection that it is given."""

from alembic import context

from orthogen.store.schema import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
with context.begin_transaction():
    context.run_migrations()
