"""Who may enter: users with passwords, and their logins. The one home of argon2."""

import hashlib
import secrets as luck
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from advisor.errors import fail
from advisor.store.opening import Store
from advisor.store.records import NotThere, Session, User
from advisor.store.tables import secrets, sessions, users
from advisor.store.texts import one_line

LOCAL = "local"
"""The one user of a server that only this computer reaches; without a password, so nobody logs in as them."""

SHORTEST, LONGEST = 10, 200
HASHING = BoundedSemaphore(2)  # each takes 64 MB while it lasts
LASTS = timedelta(days=14)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def nobody() -> str:
    """Return the hash of no password, so that an unknown name takes as long as a wrong password."""
    return hasher().hash(luck.token_urlsafe())


def add_user(store: Store, name: str, password: str, now: datetime) -> User:
    """Return a new user. Raises UserError for a name that is taken or empty, and for a password too short or long."""
    clean = one_line(name, "name")
    if not clean or clean.casefold() == LOCAL:
        raise fail("name", f"'{name}' cannot be the name of a user; choose another")
    hashed = hash_of(password)
    user = User(str(uuid4()), clean)
    try:
        with store.writing() as connection:
            connection.execute(insert(users).values(id=user.id, name=user.name, password_hash=hashed, created=now))
    except IntegrityError:
        raise fail(clean, "there is a user of this name already; choose another") from None
    return user


def hash_of(password: str) -> str:
    """Return what is kept of a password. Raises UserError for one too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise fail("password", f"takes {SHORTEST} to {LONGEST} characters; this one has {len(password)}")
    return hasher().hash(password)


def set_password(store: Store, name: str, password: str) -> None:
    """Give a user another password, and end their logins. Raises UserError."""
    hashed = hash_of(password)
    with store.writing() as connection:
        mine = select(users.c.id).where(users.c.name == name, users.c.password_hash.is_not(None))
        if not connection.execute(update(users).where(users.c.id.in_(mine)).values(password_hash=hashed)).rowcount:
            raise fail(name, "there is no user of this name")
        connection.execute(delete(sessions).where(sessions.c.user_id.in_(mine)))


def has_users(store: Store) -> bool:
    """Return whether anybody could log in."""
    with store.reading() as connection:
        return connection.execute(select(users.c.id).where(users.c.password_hash.is_not(None))).first() is not None


def known_user(store: Store, name: str, password: str) -> User | None:
    """Return the user of this name and password, or None. It takes as long for a name that nobody has."""
    with store.reading() as connection:
        row = connection.execute(select(users).where(users.c.name == " ".join(name.split()))).one_or_none()
    hashed = row.password_hash if row is not None and row.password_hash else nobody()
    try:
        with HASHING:
            hasher().verify(hashed, password[: LONGEST + 1])
    except (VerificationError, UnicodeEncodeError):
        return None
    return User(row.id, row.name) if row is not None and row.password_hash else None


def local_user(store: Store, now: datetime) -> User:
    """Return the one user of this computer, made when there is none yet."""
    query = select(users.c.id).where(users.c.name == LOCAL)
    with store.writing() as connection:
        found = connection.execute(query).scalar_one_or_none()
        if found is None:
            found = str(uuid4())
            connection.execute(insert(users).values(id=found, name=LOCAL, created=now))
    return User(found, LOCAL)


def start_session(store: Store, user: User, now: datetime) -> tuple[str, Session]:
    """Log a user in: return the token, which is kept nowhere, and the session. What has expired goes."""
    token, session = luck.token_urlsafe(32), Session(user, luck.token_urlsafe(32), now + LASTS)
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.expires <= now))
        connection.execute(
            insert(sessions).values(
                token_hash=digest(token), user_id=user.id, csrf=session.csrf, expires=session.expires
            )
        )
    return token, session


def session_of(store: Store, token: str, now: datetime) -> Session:
    """Return the session of a token. Raises NotThere when there is none, or it has expired."""
    query = select(sessions, users.c.name).join(users, users.c.id == sessions.c.user_id)
    with store.reading() as connection:
        row = connection.execute(query.where(sessions.c.token_hash == digest(token))).one_or_none()
    if row is None or row.expires <= now:
        raise NotThere
    return Session(User(row.user_id, row.name), row.csrf, row.expires)


def end_session(store: Store, token: str) -> None:
    """Log out."""
    with store.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.token_hash == digest(token)))


def secret(store: Store, name: str) -> str:
    """Return a secret of this database, made when first asked for."""
    query = select(secrets.c.value).where(secrets.c.name == name)
    with store.writing() as connection:
        value = connection.execute(query).scalar_one_or_none()
        if value is None:
            value = luck.token_urlsafe(32)
            connection.execute(insert(secrets).values(name=name, value=value))
    return str(value)
