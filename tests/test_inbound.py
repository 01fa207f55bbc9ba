"""Each thing that Slack tells has its effect once; a failed first try leaves no trace."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot.database import Base, connect, session_factory
from bot.errors import Refused, Repeated
from bot.inbound import Lent, keys_of, signature_key
from bot.models import AuditEntry, Inbound
from bot.sealing import KeyRing
from tests.conftest import KINDS, empty_database
from tests.factories import NOW, make_workspace

KEYS = ("sig:1", "event:Ev1")


@pytest.fixture(params=KINDS)
def sessions(request: pytest.FixtureRequest, tmp_path: Path, ring: KeyRing) -> Iterator[sessionmaker[Session]]:
    engine = connect(empty_database(request.param, "inbound", tmp_path, request))
    Base.metadata.create_all(engine)
    sessions = session_factory(engine, ring)
    with sessions.begin() as db:
        make_workspace(db)
        make_workspace(db, "T0OTHER")
    yield sessions
    engine.dispose()


def act(sessions: sessionmaker[Session], keys: tuple[str, ...] = KEYS, workspace_id: str = "T0RM") -> None:
    """What a listener does: one change in one transaction."""
    with Lent(sessions, workspace_id, keys, NOW).begin() as db:
        db.add(AuditEntry(workspace_id=workspace_id, at=NOW, action="acted"))


def rows(sessions: sessionmaker[Session], table: type[AuditEntry] | type[Inbound] = AuditEntry) -> int:
    with sessions() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_a_repeat_has_no_second_effect(sessions: sessionmaker[Session]) -> None:
    act(sessions)
    with pytest.raises(Repeated):
        act(sessions)
    assert (rows(sessions), rows(sessions, Inbound)) == (1, 2)


@pytest.mark.parametrize("keys", [("sig:2", "event:Ev1"), ("sig:1", "event:Ev2")])
def test_one_key_in_common_makes_it_a_repeat_of_which_nothing_is_kept(
    sessions: sessionmaker[Session], keys: tuple[str, ...]
) -> None:
    act(sessions)
    with pytest.raises(Repeated):
        act(sessions, keys)
    assert rows(sessions, Inbound) == 2


def test_after_a_first_try_that_failed_an_honest_second_one_works(sessions: sessionmaker[Session]) -> None:
    with suppress(Refused), Lent(sessions, "T0RM", KEYS, NOW).begin() as db:
        db.add(AuditEntry(workspace_id="T0RM", at=NOW, action="acted"))
        raise Refused("too_late")
    assert (rows(sessions), rows(sessions, Inbound)) == (0, 0)

    act(sessions)
    assert rows(sessions) == 1


def test_where_the_answer_fails_a_repeat_is_dealt_with_again(sessions: sessionmaker[Session]) -> None:
    act(sessions, ("event:Ev0",))
    lent = Lent(sessions, "T0RM", KEYS, NOW)
    with lent.begin() as db:
        db.add(AuditEntry(workspace_id="T0RM", at=NOW, action="acted"))
    with lent.or_again():
        pass
    assert rows(sessions, Inbound) == 3
    with suppress(OSError), lent.or_again():
        raise OSError
    assert rows(sessions, Inbound) == 1
    act(sessions)
    assert (rows(sessions), rows(sessions, Inbound)) == (3, 3)


def test_one_request_may_have_several_transactions(sessions: sessionmaker[Session]) -> None:
    lent = Lent(sessions, "T0RM", KEYS, NOW)
    for _ in range(2):
        with lent.begin() as db:
            db.add(AuditEntry(workspace_id="T0RM", at=NOW, action="acted"))
    assert (rows(sessions), rows(sessions, Inbound)) == (2, 2)


def test_the_same_key_in_another_workspace_is_another_request(sessions: sessionmaker[Session]) -> None:
    act(sessions)
    act(sessions, workspace_id="T0OTHER")
    assert rows(sessions) == 2


def test_a_request_without_a_key_is_never_a_repeat(sessions: sessionmaker[Session]) -> None:
    for _ in range(2):
        act(sessions, ())
    assert rows(sessions) == 2


def test_of_several_at_once_one_has_the_effect(sessions: sessionmaker[Session]) -> None:
    repeated: list[bool] = []

    def work() -> None:
        try:
            act(sessions)
        except Repeated:
            repeated.append(True)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (rows(sessions), len(repeated)) == (1, 5)


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ({"command": "/rm-join", "trigger_id": "1"}, ()),
        ({"type": "event_callback", "event_id": "Ev1"}, ("event:Ev1",)),
        ({"type": "event_callback"}, ()),
        ({"type": "view_submission", "view": {"id": "V1", "hash": "h"}}, ("view:V1:h",)),
        ({"type": "view_submission", "view": {"id": "V1", "hash": "h2"}}, ("view:V1:h2",)),
        ({"type": "view_closed", "view": {"id": "V1", "hash": "h"}}, ()),
        ({"type": "block_actions", "trigger_id": "1.2"}, ("action:1.2",)),
        ({"type": "block_actions"}, ()),
        ({"type": "event_callback", "event_id": "E" * 200}, ("event:" + "E" * 122,)),
        ({}, ()),
    ],
)
def test_a_request_is_known_again_by_what_slack_repeats(body: dict[str, Any], keys: tuple[str, ...]) -> None:
    assert keys_of(body, None) == keys
    assert keys_of(body, "sig:1") == ("sig:1", *keys)


def test_a_signature_is_kept_as_its_digest() -> None:
    key = signature_key("v0=secret")
    assert key == signature_key("v0=secret") != signature_key("v0=other")
    assert "secret" not in key
    assert len(key) <= 128
