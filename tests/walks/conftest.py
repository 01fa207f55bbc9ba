"""The whole bot over the wire: the real Bolt app and the real client against the workspace on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot import schema
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal, rehearsal_config, rehearse
from tests.conftest import KINDS, empty_database

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database of each kind at the newest schema, made by the migrations."""
    url = empty_database(request.param, "walk", tmp_path_factory.mktemp("walk"), request)
    schema.migrate(url)
    return url


@pytest.fixture
def ws() -> Iterator[Workspace]:
    """Ayu and Budi (juniors), Lena and Marc (leaders), Orla (organiser), Hana and Hugo (help), Sam (sponsor)."""
    with Workspace.start() as workspace:
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
