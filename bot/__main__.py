"""The command line: `python -m bot` serves; migrate, tick and doctor are its other verbs."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from types import FrameType

import prometheus_client
import waitress
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import BaseWSGIServer

from bot import metrics, schema
from bot.alone import NotAlone, sending_alone
from bot.assembly import House, assemble
from bot.clock import real_time
from bot.config import Config, database_url
from bot.doctor import examine
from bot.errors import Misconfigured
from bot.outbox.claims import Sent
from bot.socket_mode import Socket
from bot.web import LARGEST_BODY

LOG = logging.getLogger("bot")
THREADS = 16


def main(arguments: Sequence[str]) -> int:
    """Exit codes: 0 done, 1 something is wrong, 2 a wrong setting or argument, said in one line."""
    wanted = parse(arguments)
    try:
        verb: Callable[[argparse.Namespace], int] = wanted.run
        return verb(wanted)
    except Misconfigured as error:
        print(error, file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
        print(f"DATABASE_URL: the database does not answer ({type(error).__name__})", file=sys.stderr)
        return 2


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The reverse-mentoring bot for Slack.")
    parser.set_defaults(run=serve)
    verbs = parser.add_subparsers(metavar="verb")
    verbs.add_parser("migrate", help="bring the database's schema to this version").set_defaults(run=migrate)
    tick = verbs.add_parser("tick", help="send once what is due, as the scheduler does")
    tick.add_argument("--at", type=moment, help="an ISO-8601 moment; later than now only against a stand-in")
    tick.set_defaults(run=tick_once)
    verbs.add_parser("doctor", help="check tokens, scopes and database, and say what to do").set_defaults(run=doctor)
    return parser.parse_args(arguments)


def moment(text: str) -> datetime:
    """A moment with its zone; without one it is taken as UTC."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO-8601 moment such as 2026-12-01T09:00+01:00") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def serve(_: argparse.Namespace) -> int:
    config = configured()
    house = assemble(config)
    check_schema(house)
    signal.signal(signal.SIGTERM, stop)
    with sending_alone(config.database_url) if config.scheduler else nullcontext():
        run(house)
    house.close()
    return 0


def run(house: House) -> None:
    config = house.config
    with listening("RM_METRICS_BIND"):
        prometheus_client.start_http_server(config.metrics_bind[1], addr=config.metrics_bind[0])
    with listening("PORT"):
        server = http_server(house)
    metrics.watch(house.reading)
    socket = Socket(house.app, config.app_token, config.api_url) if config.socket_mode else None
    if socket:
        socket.open()
    scheduler = house.ticker.run() if config.scheduler else None
    LOG.info("listening on port %s%s", config.port, " and over Socket Mode" if socket else "")
    server.run()  # until SIGTERM or Ctrl-C
    if socket:
        socket.close()
    if scheduler:
        house.ticker.stop()
        scheduler.shutdown()


def http_server(house: House) -> BaseWSGIServer:
    return waitress.create_server(
        house.web,
        host="0.0.0.0",  # noqa: S104 (a container's only way out; a firewall or a proxy stands before it)
        port=house.config.port,
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        ident=None,
    )


@contextmanager
def listening(variable: str) -> Iterator[None]:
    """An address that cannot be listened on, such as one in use, is a wrong setting."""
    try:
        yield
    except OSError as error:
        raise Misconfigured(f"{variable}: cannot listen there ({error.strerror or error}); choose another") from None


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def migrate(_: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    schema.migrate(database_url(os.environ))
    print(f"The schema is at {schema.head()}.")
    return 0


def tick_once(wanted: argparse.Namespace) -> int:
    config = configured()
    if wanted.at and wanted.at > real_time() and not config.rehearsal:
        raise Misconfigured("--at: later than now is refused, since it would send letters before their time")
    house = assemble(config)
    check_schema(house)
    try:
        with sending_alone(config.database_url):
            print_sent(house.ticker.tick(wanted.at))
    except NotAlone:
        print("Nothing to do: another process sends from this database, a serving bot or another tick.")
    house.close()
    return 0


def print_sent(sent: Sequence[Sent]) -> None:
    for letter in sent:
        print(f"{letter.kind}: {letter.state}{f' ({letter.reason})' if letter.reason else ''}")
    print(f"{len(sent)} letters dealt with.")


def doctor(_: argparse.Namespace) -> int:
    house = assemble(configured())
    findings = examine(house)
    for finding in findings:
        print(finding)
    house.close()
    return 0 if all(finding.well for finding in findings) else 1


def configured() -> Config:
    """The settings, and logs in which nothing that a person wrote appears."""
    config = Config.from_env(os.environ)
    logging.basicConfig(level=config.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "websocket"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of each request that waits for a thread: a line a click, when everybody has a letter on Monday.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Bolt looks into SLACK_BOT_TOKEN by itself and warns that our client goes first, as it should.
    logging.getLogger("slack_bolt").addFilter(lambda record: "`token` will be unused" not in record.getMessage())
    return config


def check_schema(house: House) -> None:
    at, wanted = schema.current(house.engine), schema.head()
    if at != wanted:
        raise Misconfigured(
            f"DATABASE_URL: the schema is at {at}, this version wants {wanted}: run python -m bot migrate"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
