"""What is happening, told to every open tab as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import anyio

from sandbox.journal import Entry, Happening

SEEN, BEHIND, CLOCK = "seen", "behind", "clock"  # something that one sees, something out of sight, the time


@dataclass(eq=False)
class Listener:
    """One open tab."""

    handle: str
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[dict[str, str] | None] = field(default_factory=asyncio.Queue)

    def tell(self, event: dict[str, str]) -> None:
        self.loop.call_soon_threadsafe(self.queue.put_nowait, event)


class Events:
    """Tells tabs only that there is something new: they fetch it themselves."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def happened(self, happening: Happening) -> None:
        """A subscriber of the journal: quick, and callable from any thread."""
        if isinstance(happening, Entry):
            self.publish(SEEN, to=happening.people)
        self.publish(BEHIND)

    def publish(self, name: str, to: tuple[str, ...] | None = None, **data: str) -> None:
        """To everybody unless `to` names some by handle; `data` arrives as JSON."""
        for listener in list(self._listeners):
            if to is None or listener.handle in to:
                listener.tell({"event": name, "data": json.dumps(data)})

    async def stream(self, handle: str, over: anyio.Event) -> AsyncIterator[dict[str, str]]:
        """Until it is `over`: then the stream ends as it should, and holds up nobody who wants to stop."""
        listener = Listener(handle, asyncio.get_running_loop())
        ending = asyncio.ensure_future(over.wait())
        ending.add_done_callback(lambda _: listener.queue.put_nowait(None))
        self._listeners.append(listener)
        try:
            while (event := await listener.queue.get()) is not None:
                yield event
        finally:
            self._listeners.remove(listener)
            ending.cancel()
