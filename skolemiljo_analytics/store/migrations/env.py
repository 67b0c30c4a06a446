"""Run the revisions on the connection the store hands over, inside its transaction."""

from alembic import context

from skolemiljo_analytics.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,  # the store's own transaction holds every revision
)
context.run_migrations()
