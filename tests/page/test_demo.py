"""`make demo`: one address, and Ctrl-C stops it even while a tab is open."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    (folder / "app_manifest.yaml").write_text((ROOT / "app_manifest.yaml").read_text())
    command = [sys.executable, "-W", "error", "-m", "sandbox.demo"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as demo:
        try:
            yield demo
        finally:
            demo.kill()


def address(demo: subprocess.Popen[str]) -> str:
    assert demo.stdout is not None
    words = demo.stdout.readline().split()
    assert words[0] == "Open", words
    return words[1]


def test_it_prints_one_address_and_ctrl_c_stops_it_while_a_tab_listens(tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        connection = HTTPConnection(urlsplit(address(demo)).netloc, timeout=10)
        connection.request("GET", "/events?as=ayu")
        assert connection.getresponse().status == 200
        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=15)
        connection.close()
    assert rest == ""
    assert demo.returncode == 0
    assert (tmp_path / ".demo" / "workspace.pickle").exists()


def test_it_listens_where_it_is_told_to_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for keep in ("", "1"):
        with running(tmp_path, DEMO_PORT=str(port), KEEP=keep) as demo:
            assert address(demo) == f"http://127.0.0.1:{port}"
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            if not keep:
                connection.request("POST", "/as/ayu/say", "text=Kept&c=D0AYU", {"Content-Type": FORM})
                assert connection.getresponse().read() == b'{"said":""}'
            connection.request("GET", "/as/ayu")
            assert "Kept" in connection.getresponse().read().decode()
            connection.close()
            demo.send_signal(signal.SIGINT)
            demo.communicate(timeout=15)


FORM = "application/x-www-form-urlencoded"
