"""Who is at the door: what Slack says of a person, asked once a day and kept by its own events."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.errors import Refused
from bot.models import Person, Standing
from bot.roster import Profile, Visitor
from bot.wording import language_in

REMEMBERED = 10_000  # people that this process knows to be fresh in the database


@dataclass(frozen=True)
class Known:
    """What this process remembers of somebody for a day: enough for an answer that needs nothing but their language."""

    seen_at: datetime
    standing: str
    locale: str

    @property
    def language(self) -> str:
        """Refuses guests, bots, the deactivated and strangers."""
        if self.standing != Standing.MEMBER:
            raise Refused("not_a_member")
        return language_in(self.locale) or "en"


class Door:
    """Makes sure that whoever knocks has a fresh row in `people` before a listener runs."""

    def __init__(self, sessions: sessionmaker[Session], reading: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._reading = reading
        self._known: OrderedDict[Visitor, Known] = OrderedDict()

    def know(self, client: WebClient, visitor: Visitor, now: datetime) -> Known:
        """Asks Slack only about people not seen for a day. Raises what slack_sdk raises; nothing is stored then."""
        known = self._known.get(visitor)
        if known is not None and now - known.seen_at < roster.FRESH:
            return known
        with self._reading() as db:
            person = roster.find(db, visitor)
            if person is not None and roster.fresh(person, now):
                return self._remember(visitor, as_known(person))
        return self.learn(visitor, ask(client, visitor.slack_id), now)

    def learn(self, visitor: Visitor, user: dict[str, Any], now: datetime) -> Known:
        with self._sessions.begin() as db:
            known = as_known(roster.remember(db, visitor.workspace_id, profile_of(user, visitor.workspace_id), now))
        return self._remember(visitor, known)

    def forget(self, visitor: Visitor) -> None:
        """Slack has told something new of them; another process may go by the old for the rest of the day."""
        self._known.pop(visitor, None)

    def _remember(self, visitor: Visitor, known: Known) -> Known:
        self._known[visitor] = known
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return known


def as_known(person: Person) -> Known:
    return Known(person.seen_at, person.standing, person.locale)


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
