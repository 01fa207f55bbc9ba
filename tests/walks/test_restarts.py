"""PostgreSQL restarts under a serving bot: who asks at that very moment is told to try again, and nobody else."""

import time

import pytest

from bot.database import RESTED_SECONDS
from sandbox.rehearsal import Rehearsal
from tests.test_answers import BROKEN
from tests.test_restarts import hang_up


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_whoever_asks_while_the_database_restarts_may_be_told_to_try_again(stage: Rehearsal) -> None:
    ayu, engine = stage.ws.person("ayu"), stage.house.engine

    def asks() -> str:
        return ayu.runs("/rm-me").text

    usual = asks()
    hang_up(engine)
    assert asks() in (BROKEN, usual)  # a machine may stand still for longer than a connection takes to have rested
    assert asks() == usual

    hang_up(engine)
    time.sleep(RESTED_SECONDS + 0.1)
    assert asks() == usual
    assert usual not in ("", BROKEN)
    assert stage.tick() == []
