"""The story, played once for all that is asked about it."""

from collections.abc import Iterator

import pytest

from sandbox.story.plot import Story, plays
from sandbox.story.stage import on_stage


@pytest.fixture(scope="package")
def story() -> Iterator[Story]:
    with on_stage() as played:
        for _name, _entries in plays(played):
            pass
        yield played
