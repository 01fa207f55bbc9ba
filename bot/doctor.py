"""`python -m bot doctor`: what works, what does not, and what to do about it."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from slack_sdk import WebClient

from bot.assembly import House
from bot.config import Config
from bot.models import Pulse
from bot.outbox.delivery import ERRORS
from bot.schedule import TICK

MANIFEST = Path(__file__).parent.parent / "app_manifest.yaml"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, and what to do where it is not well."""

    well: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.well else 'MEND'} {self.text}"


def examine(house: House) -> list[Finding]:
    findings = [*look_at_token(house.config), *look_at_app_token(house.config)]
    problems = house.health.problems()
    findings += [Finding(False, problem) for problem in problems] or [Finding(True, "the database is ready")]
    return [*findings, *([] if problems else [last_tick(house)])]


def look_at_token(config: Config) -> list[Finding]:
    client = WebClient(token=config.bot_token, base_url=config.api_url, timeout=config.http_timeout, retry_handlers=[])
    try:
        answer = client.auth_test()
    except ERRORS as error:
        return [Finding(False, f"SLACK_BOT_TOKEN: Slack does not accept it, or does not answer ({reason(error)})")]
    granted = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes", "")).split(",") if scope.strip()}
    missing = sorted(wanted_scopes() - granted)
    known = Finding(True, f"SLACK_BOT_TOKEN: speaks as {answer['user']} in {answer['team']}")
    if missing:
        todo = "add them under OAuth & Permissions and install the app again"
        return [known, Finding(False, f"scopes missing: {', '.join(missing)}; {todo}")]
    return [known, Finding(True, "scopes: all that app_manifest.yaml asks for")]


def look_at_app_token(config: Config) -> list[Finding]:
    """Socket Mode alone needs it; a connection that is only asked for does no harm."""
    if not config.socket_mode:
        return [Finding(True, "serves over HTTP: the request URL ends in /slack/events")]
    client = WebClient(token=config.app_token, base_url=config.api_url, timeout=config.http_timeout, retry_handlers=[])
    try:
        client.apps_connections_open(app_token=config.app_token)
    except ERRORS as error:
        return [Finding(False, f"SLACK_APP_TOKEN: needs the scope connections:write ({reason(error)})")]
    return [Finding(True, "SLACK_APP_TOKEN: Socket Mode is open to us")]


def reason(error: Exception) -> str:
    response = getattr(error, "response", None)
    return str(response["error"]) if response is not None and response.get("error") else type(error).__name__


def wanted_scopes() -> set[str]:
    manifest = yaml.safe_load(MANIFEST.read_text())
    return set(manifest["oauth_config"]["scopes"]["bot"])


def last_tick(house: House) -> Finding:
    with house.reading() as db:
        pulse = db.get(Pulse, TICK)
    if pulse is None:
        return Finding(False, "no tick has run yet: start the bot, or let cron run python -m bot tick")
    following = f", the next at {pulse.next_at:%Y-%m-%d %H:%M:%S}" if pulse.next_at and house.config.scheduler else ""
    return Finding(True, f"last tick at {pulse.last_at:%Y-%m-%d %H:%M:%S} UTC{following}")
