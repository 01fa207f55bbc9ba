"""PostgreSQL restarts under a serving bot: who asks at that very moment is told to try again, and nobody else."""

import time

import pytest

from bot.database import RESTED_SECONDS
from sandbox.rehearsal import Rehearsal
from tests.test_answers import BROKEN
from tests.test_restarts import hang_up

HELP = "*`/rm-join`* lets you join"


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_whoever_asks_while_the_database_restarts_is_told_to_try_again(stage: Rehearsal) -> None:
    ayu, engine = stage.ws.person("ayu"), stage.house.engine

    def asks() -> str:
        return ayu.runs("/rm-join help").text[: len(HELP)]

    assert asks() == HELP
    hang_up(engine)
    assert ayu.runs("/rm-join help").text == BROKEN
    assert asks() == HELP

    hang_up(engine)
    time.sleep(RESTED_SECONDS + 0.1)
    assert asks() == HELP
    assert stage.tick() == []
