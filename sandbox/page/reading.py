"""The conversations of one person: what they are called, what is in them, what is unread."""

from dataclasses import dataclass

from sandbox.conversations import Conversation, Message
from sandbox.page.desk import HOME, Desk
from sandbox.people import Person

ORDER = {"im": 0, "channel": 1, "private": 1, "mpim": 2}


@dataclass(frozen=True)
class Entrance:
    """A line of the list at the left."""

    id: str
    name: str
    unread: int
    current: bool

    @property
    def label(self) -> str:
        return f"{self.name} ({self.unread} unread)" if self.unread else self.name


def entrances(desk: Desk, person: Person, here: Conversation | None) -> list[Entrance]:
    desk.ws.dm_with(person)
    mine = sorted(person.conversations, key=lambda found: (ORDER[found.kind], called(found, person)))
    rows = [Entrance(found.id, called(found, person), unread(desk, person, found), found is here) for found in mine]
    return [Entrance(HOME, "App Home", 0, here is None), *rows]


def called(conversation: Conversation | None, person: Person) -> str:
    """As the person knows it: a group by the others in it."""
    if conversation is None:
        return "App Home"
    if conversation.kind in ("channel", "private"):
        return conversation.name
    others = [one.name for one in conversation.members if one is not person and not one.app_id]
    return ", ".join(others) or person.workspace.bot.name


def visible(conversation: Conversation, person: Person) -> list[Message]:
    """What this person sees there, oldest first, with what is for their eyes only."""
    everything = list(conversation.everything)
    return [one for one in everything if not one.deleted and one.reader in (None, person)]


def unread(desk: Desk, person: Person, conversation: Conversation) -> int:
    since = desk.read.get(person.handle, {}).get(conversation.id, "")
    return sum(one.ts > since and one.author is not person for one in visible(conversation, person))


def mark_read(desk: Desk, person: Person, conversation: Conversation) -> None:
    messages = visible(conversation, person)
    if messages:
        desk.read.setdefault(person.handle, {})[conversation.id] = messages[-1].ts
