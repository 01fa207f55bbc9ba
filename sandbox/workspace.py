"""The workspace: its doors, its clock, and the record of what happened in it."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sandbox import payloads, suggesting
from sandbox.api.files import Uploads
from sandbox.conversations import Message
from sandbox.delivery import Delivery, Reply
from sandbox.directory import Directory
from sandbox.errors import Json
from sandbox.events import Events
from sandbox.faults import Fault, Faults
from sandbox.fields import Field
from sandbox.ids import Ids, from_handle
from sandbox.journal import Call, Entry, Journal, Trouble
from sandbox.manifest import Manifest
from sandbox.people import Person, handles
from sandbox.rates import Rates
from sandbox.response_urls import ResponseUrls
from sandbox.routes import Routes
from sandbox.server import Server
from sandbox.sockets import Sockets
from sandbox.triggers import Triggers
from sandbox.views import Views


class Workspace(Directory):
    """`clock` is the programme's time and only stamps what is shown; Slack's limits run on real time."""

    def __init__(self, manifest: Manifest, team_id: str, name: str) -> None:
        self.manifest, self.team_id, self.name = manifest, team_id, name
        self.domain, self.app_id = name.lower().replace(" ", "-"), f"A{team_id[1:]}"
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self.app_id}-{secrets.token_hex(12)}"
        self.signing_secret, self.verification_token = secrets.token_hex(16), secrets.token_hex(12)
        super().__init__(from_handle("U", f"{team_id[2:]}bot"), manifest.bot_name, self.app_id)
        self.clock: Callable[[], datetime] | None = None
        self.rates = Rates()
        self.trigger_seconds, self.response_url_seconds, self.echoes = 3.0, 1800.0, False
        self.history_lag = 0.0  # seconds until a message shows in conversations.history
        self.lock = threading.RLock()
        self.ids, self.faults, self.uploads, self.journal = Ids(), Faults(), Uploads(), Journal(self.lock)
        self.views, self.triggers, self.response_urls = Views(self), Triggers(self), ResponseUrls(self)
        self.delivery, self.events, self.sockets = Delivery(self), Events(self), Sockets(self)
        self._server = Server(Routes(self).answer)
        self.base_url = f"http://127.0.0.1:{self._server.port}"
        self.api_url = f"{self.base_url}/api/"

    @classmethod
    def start(
        cls,
        manifest: str | Path | Json = "app_manifest.yaml",
        team_id: str = "T0RM",
        name: str = "Acme",
        *,
        rates: Rates | None = None,
    ) -> Self:
        """Without `rates` it may be called as often as one likes; `Rates.published()` are Slack's limits."""
        workspace = cls(Manifest.read(manifest), team_id, name)
        workspace.rates = rates or workspace.rates
        return workspace

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self.sockets.stop()
        self._server.stop()

    @property
    def transcript(self) -> list[Entry]:
        return [entry for entry in self.journal.happenings if isinstance(entry, Entry)]

    @property
    def calls(self) -> list[Call]:
        return [call for call in self.journal.happenings if isinstance(call, Call)]

    @property
    def troubles(self) -> list[str]:
        """What nobody sees but a test should: failed deliveries, answers that Slack cannot show."""
        return [trouble.what for trouble in self.journal.happenings if isinstance(trouble, Trouble)]

    def now(self) -> datetime:
        return self.clock() if self.clock else datetime.now(UTC)

    def saw(self, people: Sequence[Person], where: str, author: Person, said: tuple[str, str]) -> None:
        """A line of the transcript; `said` is its kind and its text."""
        readers = handles([person for person in people if person is not self.bot])
        self.journal.add(Entry(self.now(), readers, where, author.name, *said))

    def did(self, person: Person, where: str, kind: str, text: str) -> None:
        self.saw([person], where, person, (kind, text))

    def trouble(self, what: str) -> None:
        self.journal.add(Trouble(self.now(), what))

    def called(self, method: str, arguments: Json, answer: Json, milliseconds: float) -> None:
        self.journal.add(Call(method, arguments, answer, milliseconds, self.now()))

    def wait_for(self, condition: Callable[[], Any], seconds: float = 5) -> Any:
        """What `condition` gives once it is true; AssertionError when it is not in time."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"It did not happen within {seconds} s. Troubles: {self.troubles}")
            self.journal.wait(0.02)
        return found

    def deliver_to(self, url: str) -> None:
        """From now on everything is posted to this address; without one it goes over Socket Mode."""
        self.delivery.url = url

    def redeliver_last(self) -> Reply:
        """The last HTTP request once more, byte for byte, signature included."""
        return self.delivery.repeat()

    def deliver_event(
        self, inner: Json, *, event_id: str | None = None, retry_num: int = 0, retry_reason: str = "http_timeout"
    ) -> Reply:
        """Any event, subscribed to or not."""
        envelope = payloads.event(self, inner, event_id or self.ids.new("Ev"))
        retry = {"num": retry_num, "reason": retry_reason} if retry_num else {}
        return self.events.deliver(envelope, retry)

    def retry_events(self) -> list[Reply]:
        """The next retry of each event that the app has not acknowledged."""
        return self.events.retry()

    def echo(self, message: Message) -> None:
        """With `echoes` on, the app hears of its own direct messages, as Slack does it."""
        if self.echoes and message.conversation.kind == "im":
            self.events.echo(message)

    def suggested(self, person: Person, place: Json, field: Field, typed: str) -> list[Json]:
        """The options that the app offers for an external select."""
        return suggesting.suggested(person, place, field, typed)

    def fail_next(self, method: str, **how: Any) -> None:
        """How: error, http, retry_after, drop_before, drop_after, delay, took_it, times."""
        self.faults.add(Fault(method=method, **how))
