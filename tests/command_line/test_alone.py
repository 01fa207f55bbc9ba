"""One process sends from a SQLite file; whoever comes second is told so, and does no harm."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import schema
from bot.__main__ import main
from bot.alone import NotAlone, opened, sending_alone, take
from bot.errors import Misconfigured
from sandbox import Workspace
from tests.command_line.running import ROOT, Environment, environment, free_port, run, serving

HOLD = """
import sys
from bot.alone import sending_alone
with sending_alone(sys.argv[1]):
    print(flush=True)
    input()
"""


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """The settings of a bot that serves and sends, with other ports for whoever comes second."""
    url = f"sqlite:///{tmp_path_factory.mktemp('alone') / 'rm.sqlite3'}"
    schema.migrate(url)
    with Workspace.start() as ws, serving(environment(ws, url, RM_ORGANISERS="")) as bot:
        bot.get("/readyz")
        ports = {"PORT": str(free_port()), "RM_METRICS_BIND": f"127.0.0.1:{free_port()}"}
        yield environment(ws, url, RM_ORGANISERS="", **ports)


@pytest.fixture
def settings(beside: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    for name, value in beside.items():
        monkeypatch.setenv(name, value)
    return beside


def test_a_tick_beside_a_serving_bot_says_so_and_is_no_failure(
    settings: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settings
    assert main(["tick"]) == 0
    assert capsys.readouterr() == (
        "Nothing to do: another process sends from this database, a serving bot or another tick.\n",
        "",
    )


def test_a_second_bot_is_refused_in_one_line(beside: Environment) -> None:
    ended = run(beside)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("DATABASE_URL: another process sends from this SQLite file; stop")
    assert "Traceback" not in ended.stderr


def test_a_second_bot_that_does_not_send_may_serve(beside: Environment) -> None:
    with serving(beside | {"RM_SCHEDULER": "off"}) as second:
        assert second.get("/healthz") == (200, "alive")
        assert second.ends(signal.SIGTERM) == 0


def test_the_other_verbs_run_beside_a_serving_bot(settings: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings
    assert main(["migrate"]) == 0
    assert main(["doctor"]) in (0, 1)
    assert "another process" not in "".join(capsys.readouterr())


def test_whoever_is_killed_holds_nothing_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rm.sqlite3'}"
    with held_elsewhere(url) as holder:
        with pytest.raises(NotAlone), sending_alone(url):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with sending_alone(url):
            pass


def test_the_same_file_by_another_name_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    with (
        held_elsewhere(f"sqlite:///{tmp_path / 'rm.sqlite3'}"),
        pytest.raises(NotAlone),
        sending_alone(f"sqlite:///{tmp_path / 'elsewhere' / 'rm.sqlite3'}"),
    ):
        pass


def test_on_postgresql_several_may_send() -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/rm"
    with sending_alone(url), sending_alone(url):
        pass


def test_where_no_file_can_be_written_the_line_says_what(tmp_path: Path) -> None:
    (tmp_path / "rm.sqlite3-sender").mkdir()
    with pytest.raises(Misconfigured, match=r"^DATABASE_URL: no file can be written beside the database \(Is a dir"):
        opened(tmp_path / "rm.sqlite3")


def test_where_nothing_can_be_locked_the_line_says_what_to_do(tmp_path: Path) -> None:
    lock = opened(tmp_path / "rm.sqlite3")
    os.close(lock)
    with pytest.raises(Misconfigured, match=r"^DATABASE_URL: .* nothing can be locked .* use PostgreSQL$"):
        take(lock)


@contextmanager
def held_elsewhere(url: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"\n"
        yield holder
        holder.kill()
