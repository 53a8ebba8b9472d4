"""A store opened: the database made or brought up to date, and transactions that are whole or not there."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError

from advisor.answers import make_folder
from advisor.errors import fail

FILE = "advisor.db"
NO_PLACE = "is no place for data; give a folder or postgresql://user@host/database"
PATIENCE = 10_000  # milliseconds that one writer waits for another
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={PATIENCE}")
POSTGRES = ("postgresql", "postgres")
DRIVER = "postgresql+psycopg"
POOL: dict[str, Any] = {"pool_size": 40, "max_overflow": 0}  # as many as there are threads that answer


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; it may be used from several threads at once."""

    engine: Engine
    turn: AbstractContextManager[Any] = field(default_factory=nullcontext)  # of one who writes
    owing: Event = field(default_factory=Event)  # something deleted may still stand in the files

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the database."""
        with storable(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together when the block ends, or not at all."""
        with storable(), self.turn, self.engine.execution_options(writes=True).begin() as connection:
            yield connection
        if self.owing.is_set():
            self.sweep()

    def sweep(self) -> None:
        """Let nothing of what was deleted stand in the files of the database; a server sweeps by itself.

        While somebody reads it cannot be done; then the next write does it, or the end.
        """
        if self.engine.dialect.name == "sqlite":
            self.owing.set()
            with self.turn, closing(self.engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute("PRAGMA busy_timeout=0")
                (is_busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
            if not is_busy:
                self.owing.clear()

    def close(self) -> None:
        """Give the connections back."""
        if self.owing.is_set():
            self.sweep()
        self.engine.dispose()


@contextmanager
def storable() -> Iterator[None]:
    """Turn the refusal of a value that a database cannot hold into a sentence. Raises UserError."""
    try:
        yield
    except (DataError, OverflowError, UnicodeEncodeError):
        raise fail("input", "holds a character or a number that cannot be kept; type it again") from None


def open_store(where: str) -> Store:
    """Return the store in a folder (made when missing) or behind a database URL, its tables up to date.

    Raises UserError for a place that cannot be used.
    """
    engine = postgres(where) if "://" in where else sqlite(Path(where))
    try:
        migrate(engine)
    except DBAPIError as error:
        raise fail(shown(engine), f"cannot be opened: {str(error.orig).splitlines()[0]}") from None
    # SQLite lets one write at a time and has the others look again ever more rarely; a lock wakes the next at once.
    return Store(engine, Lock() if engine.dialect.name == "sqlite" else nullcontext())


def sqlite(folder: Path) -> Engine:
    """Return the engine of a database file that only its owner can read. Raises UserError."""
    make_folder(folder)
    try:
        (folder / FILE).touch(mode=0o600)
    except OSError as error:
        raise fail(str(folder), f"cannot be written to: {error.strerror}") from None
    engine = create_engine(URL.create("sqlite", database=str(folder / FILE)), **POOL)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def postgres(url: str) -> Engine:
    """Return the engine of a database server. Raises UserError for a URL of another kind, or without its driver."""
    try:
        parts = make_url(url)
        if parts.drivername not in POSTGRES:
            raise ArgumentError
        return create_engine(parts.set(drivername=DRIVER), pool_pre_ping=True, **POOL)
    except ArgumentError:
        raise fail("--data", NO_PLACE) from None
    except ImportError:
        raise fail("--data", "PostgreSQL needs more to be installed: pip install 'advisor[server]'") from None


def prepare(connection: Any, _: object) -> None:
    """Let SQLite keep transactions whole: we begin them ourselves, readers never wait, nothing is lost on a crash."""
    connection.isolation_level = None
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes its turn at once, so that it never fails half-way."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migrate(engine: Engine) -> None:
    """Bring the tables up to date, in one transaction."""
    config = Config()
    config.set_main_option("script_location", "advisor:store/migrations")
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def shown(engine: Engine) -> str:
    """Return where a database is, without its password."""
    return engine.url.render_as_string(hide_password=True)
