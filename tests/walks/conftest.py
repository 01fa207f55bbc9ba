"""The whole bot over the wire: the real Bolt app and the real client against the workspace on loopback."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot import schema
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal, rehearsal_config, rehearse
from tests.conftest import KINDS, empty_database

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session", params=KINDS)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database of each kind at the newest schema, made by the migrations once."""
    url = empty_database(request.param, "template", tmp_path_factory.mktemp("template"), request)
    schema.migrate(url)
    return url


@pytest.fixture
def database_url(template: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A copy of the template, for one walk."""
    source = make_url(template)
    if source.get_backend_name() != "sqlite":
        return empty_database("postgresql", "walk", tmp_path, request, template=str(source.database))
    copy = shutil.copy(str(source.database), tmp_path / "walk.sqlite3")
    return f"sqlite:///{copy}"


@pytest.fixture
def ws() -> Iterator[Workspace]:
    """Ayu and Budi (juniors), Lena and Marc (leaders), Orla (organiser), Hana and Hugo (help), Sam (sponsor)."""
    with Workspace.start() as workspace:
        # A machine may stand still for seconds; that Slack waits for three is tried in tests/sandbox.
        workspace.trigger_seconds = workspace.delivery.ack_seconds = 30.0
        workspace.add_person("orla", name="Orla Byrne", title="Learning lead", tz="Europe/Dublin", locale="en-GB")
        workspace.add_person("ayu", name="Ayu Lestari", title="Analyst", tz="Asia/Jakarta", locale="en-GB")
        workspace.add_person("budi", name="Budi Santoso", title="Engineer", tz="Asia/Jakarta", locale="en-GB")
        workspace.add_person("lena", name="Lena Vogel", title="Chief operating officer", tz="Europe/Berlin")
        workspace.add_person("marc", name="Marc Dubois", title="Finance director", tz="Europe/Paris")
        workspace.add_person("hana", name="Hana Ito", title="People partner", tz="Asia/Tokyo")
        workspace.add_person("hugo", name="Hugo Reyes", title="Ombuds", tz="Europe/Madrid")
        workspace.add_person("sam", name="Sam Okoro", title="Chief executive", tz="Europe/London")
        workspace.add_channel("general", members=["orla", "ayu", "lena"])
        yield workspace


@pytest.fixture
def stage(ws: Workspace, database_url: str) -> Iterator[Rehearsal]:
    """The bot running against the workspace, at ten o'clock on a Monday."""
    with rehearse(ws, rehearsal_config(ws, database_url, organisers=("U0ORLA",)), MONDAY) as rehearsal:
        yield rehearsal
