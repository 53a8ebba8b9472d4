"""Where engagements are kept: SQLite or PostgreSQL behind plain functions; frozen records come out.

The one home of SQLAlchemy and alembic. Every function takes the store first and whose data is meant next, so that
nobody reaches what is not theirs; the time is an argument.
"""
