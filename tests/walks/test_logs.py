"""What the bot writes down while it works, over the wire."""

import logging

import pytest

from sandbox import Workspace
from sandbox.rehearsal import rehearsal_config, rehearse
from tests.walks.conftest import MONDAY
from tests.walks.joining import WHY, joins, open_programme

TEACH = "I teach, as a mentor"


def test_no_word_that_somebody_wrote_is_logged_at_any_level(
    ws: Workspace, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("slack_sdk", "apscheduler"):  # as the command line sets them
        caplog.set_level(logging.WARNING, name)
    caplog.set_level(logging.DEBUG)
    with rehearse(ws, rehearsal_config(ws, database_url), MONDAY) as stage:
        open_programme(stage)
        ayu = ws.person("ayu")
        joins(ayu, TEACH, "Payments")
        ayu.runs("/rm-join")
        assert ayu.modal is not None
        assert WHY in ayu.modal.text
        stage.tick()
    assert "letter joined: sent" in caplog.text
    for words in ("leaders to see what we see", "buy a chair", "Speak up in reviews", "Payments"):
        assert words not in caplog.text
