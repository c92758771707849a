"""How Alembic runs our migrations: on the connection the store hands over, in its transaction."""

from alembic import context

from bot.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, transactional_ddl=False, transaction_per_migration=False
)
context.run_migrations()
