"""Each thing that Slack tells us has its effect once, however often it is told."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from bot.database import insert_once
from bot.errors import Repeated
from bot.models import Inbound

SIGNATURE = "x-rm-signature"  # set by our own HTTP layer after the signature was checked, never taken from outside


def signature_key(signature: str) -> str:
    return "sig:" + hashlib.sha256(signature.encode()).hexdigest()


def keys_of(body: dict[str, Any], signature: str | None) -> tuple[str, ...]:
    """What makes this request the same as an earlier one."""
    keys = [signature] if signature else []
    if body.get("type") == "event_callback" and body.get("event_id"):
        keys.append(f"event:{body['event_id']}")
    if body.get("type") == "view_submission":
        view = body.get("view") or {}
        keys.append(f"view:{view.get('id')}:{view.get('hash')}")
    if body.get("type") == "block_actions" and body.get("trigger_id"):
        keys.append(f"action:{body['trigger_id']}")
    return tuple(key[:128] for key in keys)


class Lent:
    """The sessions of one request: the first transaction also stores that the request was dealt with.

    A failed transaction leaves no trace, so that an honest second try works.
    """

    def __init__(
        self, sessions: sessionmaker[Session], workspace_id: str, keys: tuple[str, ...], now: datetime
    ) -> None:
        self._sessions = sessions
        self._workspace_id = workspace_id
        self._keys = keys
        self._stored: tuple[str, ...] = ()
        self._now = now

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Raises Repeated where a committed request had the same key."""
        with self._sessions.begin() as db:
            for key in self._keys:
                if not insert_once(db, Inbound, workspace_id=self._workspace_id, key=key, at=self._now):
                    raise Repeated(key)
            yield db
        self._keys, self._stored = (), self._keys

    @contextmanager
    def or_again(self) -> Iterator[None]:
        """Where what follows fails, the request counts as never seen, so that a repeat of it is dealt with."""
        done = False
        try:
            yield
            done = True
        finally:
            if not done:
                self._forget()

    def _forget(self) -> None:
        with self._sessions.begin() as db:
            mine = (Inbound.workspace_id == self._workspace_id, Inbound.key.in_(self._stored))
            db.execute(delete(Inbound).where(*mine))
