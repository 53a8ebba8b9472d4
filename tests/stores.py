"""The databases that tests run on: SQLite always, PostgreSQL where its address is given."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from advisor.store.engagements import create
from advisor.store.opening import Store, open_store
from advisor.store.people import local_user
from advisor.store.records import Engagement, User

POSTGRES = os.environ.get("ADVISOR_TEST_POSTGRES", "")
"""Address of a server on which tests make and drop schemas: postgresql://user@host/database."""

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
DATABASES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(not POSTGRES, reason="needs ADVISOR_TEST_POSTGRES")),
]


@contextmanager
def own_schema() -> Iterator[str]:
    """Give the address of an empty schema of the PostgreSQL server, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    server = create_engine(POSTGRES.replace("postgresql:", "postgresql+psycopg:", 1), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{name}"
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    server.dispose()


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        made = open_store(str(tmp_path / "kept"))
        yield made
        made.close()
    else:
        with own_schema() as url:
            made = open_store(url)
            yield made
            made.close()


@pytest.fixture
def me(store: Store) -> User:
    """The user of this computer."""
    return local_user(store, NOW)


@pytest.fixture
def kestrel(store: Store, me: User) -> Engagement:
    """An engagement with nothing answered yet."""
    return create(store, me.id, {"engagement": {"company": "Kestrel Cycles"}}, NOW, me.name)
