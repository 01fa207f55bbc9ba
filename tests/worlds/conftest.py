"""An empty database, to be copied for every world, and how many worlds there are."""

from pathlib import Path

import pytest

from bot.database import Base, connect

AT_ONCE = 2  # programmes in one test


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """For each side that has something to hide as many programmes as were asked for; `first` is a seed."""
    if "first" in metafunc.fixturenames:
        metafunc.parametrize("first", range(0, metafunc.config.getoption("programmes"), AT_ONCE))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with every table, to be copied."""
    path = tmp_path_factory.mktemp("worlds") / "template.sqlite3"
    engine = connect(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path
