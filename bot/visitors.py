"""Who is at the door: what Slack says of a person, asked once a day and kept by its own events."""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.models import Standing
from bot.roster import Profile, Visitor

REMEMBERED = 10_000  # people that this process knows to be fresh in the database


class Door:
    """Makes sure that whoever knocks has a fresh row in `people` before a listener runs."""

    def __init__(self, sessions: sessionmaker[Session], reading: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._reading = reading
        self._fresh: OrderedDict[Visitor, datetime] = OrderedDict()

    def know(self, client: WebClient, visitor: Visitor, now: datetime) -> None:
        """Asks Slack only about people not seen for a day. Raises what slack_sdk raises; nothing is stored then."""
        seen = self._fresh.get(visitor)
        if seen is not None and now - seen < roster.FRESH:
            return
        with self._reading() as db:
            person = roster.find(db, visitor)
        if person is None or not roster.fresh(person, now):
            self.learn(visitor, ask(client, visitor.slack_id), now)
        self._remember(visitor, person.seen_at if person and roster.fresh(person, now) else now)

    def learn(self, visitor: Visitor, user: dict[str, Any], now: datetime) -> None:
        with self._sessions.begin() as db:
            roster.remember(db, visitor.workspace_id, profile_of(user, visitor.workspace_id), now)

    def _remember(self, visitor: Visitor, seen: datetime) -> None:
        self._fresh[visitor] = seen
        if len(self._fresh) > REMEMBERED:
            self._fresh.popitem(last=False)


def ask(client: WebClient, slack_id: str) -> dict[str, Any]:
    user: dict[str, Any] = client.users_info(user=slack_id, include_locale=True)["user"]
    return user


def profile_of(user: dict[str, Any], workspace_id: str) -> Profile:
    """Slack's user object, whose fields may be missing, null or empty."""
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    return Profile(
        slack_id=user["id"],
        name=name or user["id"],
        title=profile.get("title") or "",
        zone=user.get("tz") or "UTC",
        locale=user.get("locale") or "",
        standing=standing_of(user, workspace_id),
        admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def standing_of(user: dict[str, Any], workspace_id: str) -> Standing:
    if user.get("deleted"):
        return Standing.DEACTIVATED
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return Standing.BOT
    if user.get("is_stranger") or elsewhere(user, workspace_id):
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def elsewhere(user: dict[str, Any], workspace_id: str) -> bool:
    """Somebody of a connected workspace; in an Enterprise organisation people belong to several of its own."""
    teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id") or workspace_id]
    return workspace_id not in teams
