"""Open tabs hear that there is something new."""

import asyncio
import json

import anyio

from sandbox import Person, Workspace, posting
from sandbox.page.events import Events


async def heard(events: Events, handle: str, count: int) -> list[dict[str, str]]:
    found = []
    async with asyncio.timeout(5):
        async for event in events.stream(handle, anyio.Event()):
            found.append(event)
            if len(found) == count:
                break
    return found


def test_each_hears_of_what_they_see_and_everybody_of_what_is_behind(ws: Workspace, ayu: Person, lena: Person) -> None:
    events = Events()
    ws.journal.subscribe(events.happened)

    async def listen() -> tuple[list[str], list[str]]:
        tabs = [asyncio.ensure_future(heard(events, who, count)) for who, count in (("ayu", 2), ("lena", 1))]
        await asyncio.sleep(0)
        await asyncio.to_thread(posting.post, ws, ws.dm_with(ayu), {"text": "For Ayu"})
        first, second = await asyncio.gather(*tabs)
        return [event["event"] for event in first], [event["event"] for event in second]

    assert asyncio.run(listen()) == (["seen", "behind"], ["behind"])
    assert lena.dm == []


def test_what_comes_along_is_json_and_reaches_those_who_are_named() -> None:
    events = Events()

    async def listen() -> list[dict[str, str]]:
        tab = asyncio.ensure_future(heard(events, "ayu", 1))
        await asyncio.sleep(0)
        events.publish("tour", to=("lena",), step="1")
        events.publish("tour", to=("ayu",), step="2")
        return await tab

    (event,) = asyncio.run(listen())
    assert event["event"] == "tour"
    assert json.loads(event["data"]) == {"step": "2"}


def test_when_it_is_over_the_stream_ends() -> None:
    async def listen() -> list[dict[str, str]]:
        over = anyio.Event()
        over.set()
        return [event async for event in Events().stream("ayu", over)]

    assert asyncio.run(listen()) == []
