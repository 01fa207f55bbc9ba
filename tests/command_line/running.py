"""The bot as a process of its own, started as whoever runs it does."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from sandbox import Workspace

ROOT = Path(__file__).parents[2]
KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="  # 32 bytes
PATIENCE = 30.0  # seconds: the machine may be busy

Environment = dict[str, str]
Condition = Callable[[], object]


def environment(ws: Workspace, database_url: str, **changes: str) -> Environment:
    """Everything that the bot needs, and nothing of the environment that the tests run in."""
    settings = {
        "SLACK_BOT_TOKEN": ws.bot_token,
        "SLACK_SIGNING_SECRET": ws.signing_secret,
        "SLACK_API_URL": ws.api_url,
        "DATABASE_URL": database_url,
        "RM_SECRET_KEYS": KEY,
        "RM_ORGANISERS": "U0ORLA",
        "PORT": str(free_port()),
        "RM_METRICS_BIND": f"127.0.0.1:{free_port()}",
    }
    return {name: value for name, value in (settings | changes).items() if value}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(env: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command from its first line to its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=process_environment(env),
        capture_output=True,
        text=True,
        timeout=PATIENCE * 2,
        check=False,
    )


def process_environment(env: Environment) -> Environment:
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **env}


@dataclass
class Bot:
    """A bot that serves."""

    process: subprocess.Popen[bytes]
    port: int
    metrics_port: int

    @property
    def events_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"

    def get(self, path: str) -> tuple[int, str]:
        return self.asks("GET", path)

    def asks(self, method: str, path: str, port: int | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=PATIENCE)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def figures(self) -> str:
        """What Prometheus would read, on the address that is for that alone."""
        return self.asks("GET", "/metrics", self.metrics_port)[1]

    def answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"the bot ended with {self.process.returncode}")
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def ends(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(env: Environment) -> Iterator[Bot]:
    """`python -m bot`, from the moment it answers."""
    with subprocess.Popen([sys.executable, "-m", "bot"], cwd=ROOT, env=process_environment(env)) as process:
        bot = Bot(process, int(env["PORT"]), int(env["RM_METRICS_BIND"].rpartition(":")[2]))
        try:
            wait_until(bot.answers)
            yield bot
        finally:
            process.kill()


def wait_until(true: Condition, seconds: float = PATIENCE) -> None:
    """Looks a few times a second; fails when it does not come true."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise AssertionError(f"still not true after {seconds} s")
        time.sleep(0.1)
