"""Which workspaces the bot is installed in, and with which token it speaks there."""

from datetime import datetime
from threading import Lock

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.clock import Clock
from bot.database import insert_once
from bot.models import AuditEntry, Organiser, Workspace


class Installations:
    """The workspace of SLACK_BOT_TOKEN, found by asking Slack once; remembered in the database and here."""

    def __init__(
        self,
        client: WebClient,
        sessions: sessionmaker[Session],
        clock: Clock,
        organisers: tuple[str, ...] = (),
    ) -> None:
        self._client = client
        self._sessions = sessions
        self._clock = clock
        self._organisers = organisers
        self._lock = Lock()
        self._known: dict[str, AuthorizeResult] = {}

    @property
    def api_url(self) -> str:
        return self._client.base_url

    def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Bolt asks this for each request; None for a workspace that is not ours."""
        with self._lock:
            if not self._known:
                self._ask()
        return self._known.get(team_id or "")

    def token(self, workspace_id: str) -> str | None:
        """The bot's token there; None while the bot is not installed."""
        known = self.authorize(workspace_id)
        return known.bot_token if known else None

    def _ask(self) -> None:
        """Raises SlackClientError while Slack is away or does not take the token; the next request asks again."""
        try:
            answer = self._client.auth_test()
        except SlackApiError as error:  # which Bolt would take for "not installed"
            raise SlackRequestError(f"auth.test: {error.response['error']}") from None
        known = AuthorizeResult.from_auth_test_response(bot_token=self._client.token, auth_test_response=answer)
        with self._sessions.begin() as db:
            settle_in(db, known, self._clock())
            seed_organisers(db, str(known.team_id), self._organisers, self._clock())
        self._known = {str(known.team_id): known}


def settle_in(db: Session, known: AuthorizeResult, now: datetime) -> Workspace:
    """The workspace's row, as Slack describes it now."""
    insert_once(
        db,
        Workspace,
        id=known.team_id,
        name=known.team or "",
        bot_user_id=known.bot_user_id or "",
        installed_at=now,
    )
    workspace = db.scalars(select(Workspace).where(Workspace.id == known.team_id)).one()
    workspace.name, workspace.enterprise_id = known.team or "", known.enterprise_id
    workspace.bot_user_id, workspace.bot_id = known.bot_user_id or "", known.bot_id or ""
    workspace.uninstalled_at = None
    return workspace


def seed_organisers(db: Session, workspace_id: str, named: tuple[str, ...], now: datetime) -> None:
    """RM_ORGANISERS fills the list; who is on it already stays."""
    for name in named:
        team, _, slack_id = name.rpartition(":")
        if team not in ("", workspace_id):
            continue
        person = roster.somebody(db, workspace_id, slack_id)
        if not roster.is_organiser(db, person):
            db.add(Organiser(workspace_id=workspace_id, person_id=person.id, since=now))
            db.add(AuditEntry(workspace_id=workspace_id, at=now, action="organiser_seeded", about=slack_id))
