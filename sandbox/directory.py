"""Who and what is in the workspace: people, channels, direct messages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from sandbox.conversations import Conversation
from sandbox.errors import NotOnScreen
from sandbox.ids import from_handle
from sandbox.people import Person

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class Directory:
    def __init__(self, bot_id: str, bot_name: str, app_id: str) -> None:
        self.people_by_id: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self._direct: dict[frozenset[str], Conversation] = {}
        handle = bot_name.lower().replace(" ", "-")
        self.bot = self._joined(id=bot_id, handle=handle, name=bot_name, bot=True, app_id=app_id)

    def _joined(self, **profile: Any) -> Person:
        person = Person(workspace=cast("Workspace", self), **profile)
        if person.id in self.people_by_id:
            raise ValueError(f"{person.handle} is already there.")
        self.people_by_id[person.id] = person
        return person

    @property
    def bot_user_id(self) -> str:
        return self.bot.id

    @property
    def people(self) -> list[Person]:
        """Everybody but this app's bot."""
        return [person for person in self.people_by_id.values() if person is not self.bot]

    def add_person(self, handle: str, **profile: Any) -> Person:
        """`profile`: name, title, tz, locale, admin, guest, bot, deactivated, stranger, id."""
        return self._joined(**{"id": from_handle("U", handle), "handle": handle, "name": handle, **profile})

    def person(self, who: str) -> Person:
        likely = self.people_by_id.get(from_handle("U", who))
        for person in (*filter(None, [likely]), *list(self.people_by_id.values())):
            if who in (person.handle, person.id):
                return person
        raise NotOnScreen(f"There is nobody called {who!r}.")

    def add_channel(self, name: str, members: "Sequence[str | Person]" = (), *, private: bool = False) -> Conversation:
        """The bot is in it only when it is among the members (`ws.bot`)."""
        found = [self.person(member) if isinstance(member, str) else member for member in members]
        kind = "private" if private else "channel"
        channel = Conversation(from_handle("C", name), kind, found, name)
        self.conversations[channel.id] = channel
        return channel

    def channel(self, name: str) -> Conversation:
        for found in list(self.conversations.values()):
            if name.lstrip("#") in (found.label or found.id, found.id):
                return found
        raise NotOnScreen(f"There is no channel {name!r}.")

    def direct_conversation(self, people: Sequence[Person]) -> Conversation | None:
        return self._direct.get(frozenset(person.id for person in people))

    def open_direct(self, people: Sequence[Person]) -> Conversation:
        kind, letter = ("im", "D") if len(people) == 1 else ("mpim", "G")
        name = "".join(sorted(person.id[2:] for person in people))
        found = Conversation(f"{letter}0{name}", kind, [*people, self.bot])
        self.conversations[found.id] = self._direct[frozenset(person.id for person in people)] = found
        return found

    def dm_with(self, person: Person) -> Conversation:
        return self.direct_conversation([person]) or self.open_direct([person])

    def name_of(self, some_id: str) -> str:
        """A person's or channel's name; what is unknown stays as it is."""
        if some_id in self.people_by_id:
            return self.people_by_id[some_id].name
        return self.conversations[some_id].label if some_id in self.conversations else some_id

    def handle_of(self, some_id: str) -> str:
        return self.people_by_id[some_id].handle if some_id in self.people_by_id else self.name_of(some_id)
