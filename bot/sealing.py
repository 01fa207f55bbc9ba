"""Fields that seal and open themselves, bound to their row's workspace, table, column and id."""

import secrets
from hashlib import sha256
from typing import Any, Protocol, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.orm import Session, object_session
from sqlalchemy.types import TypeDecorator

KEY_ID_BYTES = 4
NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed field whose key is missing, or that was moved from another row."""


class KeyRing:
    """AES-256-GCM keys, newest first: the first seals, all open. Layout: key id, nonce, ciphertext with tag."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._ciphers = {sha256(key).digest()[:KEY_ID_BYTES]: AESGCM(key) for key in keys}
        self._newest = next(iter(self._ciphers))

    def seal(self, text: str, place: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self._newest + nonce + self._ciphers[self._newest].encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Raises CannotOpen."""
        cipher = self._ciphers.get(sealed[:KEY_ID_BYTES])
        if cipher is None:
            raise CannotOpen("sealed with a key that is not in RM_SECRET_KEYS")
        nonce, body = sealed[KEY_ID_BYTES:][:NONCE_BYTES], sealed[KEY_ID_BYTES + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, place.encode()).decode()
        except InvalidTag:
            raise CannotOpen(f"does not belong to {place}") from None


class Row(Protocol):
    """What a sealed field needs of its row."""

    __tablename__: str
    workspace_id: Any
    id: Any


class Fresh(bytes):
    """Words that are not sealed yet: they are sealed by the flush, and never reach the database."""


class SealedBytes(TypeDecorator[bytes]):
    """The column under a sealed field; it refuses what nobody has sealed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if isinstance(value, Fresh):
            raise CannotOpen("words would be written unsealed: this session was not made by session_factory")
        return value


class Sealed:
    """`why = Sealed("why_sealed")`: text in Python, sealed bytes in that column; None stays None."""

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: Row, owner: type) -> str | None: ...
    def __get__(self, row: Row | None, owner: type) -> "Sealed | str | None":
        if row is None:
            return self
        value = getattr(row, self.column)
        if value is None or isinstance(value, Fresh):
            return None if value is None else value.decode()
        return ring_of(row).open(value, place(row, self.column))

    def __set__(self, row: Row, text: str | None) -> None:
        setattr(row, self.column, None if text is None else Fresh(text.encode()))


def place(row: Row, column: str) -> str:
    return f"{row.workspace_id}|{row.__tablename__}|{column}|{row.id}"


def ring_of(row: Row) -> KeyRing:
    db = object_session(row)
    if db is None:
        raise CannotOpen("a sealed field opens only inside its session")
    return db.info["ring"]  # type: ignore[no-any-return]


def seal_before_flush(db: Session, *_: object) -> None:
    for row in {*db.new, *db.dirty}:
        for column in sealed_columns(type(row)):
            value = getattr(row, column)
            if isinstance(value, Fresh):
                setattr(row, column, db.info["ring"].seal(value.decode(), place(row, column)))


def sealed_columns(model: type) -> list[str]:
    return [field.column for field in vars(model).values() if isinstance(field, Sealed)]
