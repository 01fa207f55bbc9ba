"""What is answered from memory follows what Slack tells of a person."""

import pytest

from sandbox import Workspace
from sandbox.rehearsal import Rehearsal

HELP = "lets you join reverse mentoring"
NOT_FOR_GUESTS = "full members of this workspace"


@pytest.mark.usefixtures("stage")
def test_help_is_for_whoever_is_a_member_now(ws: Workspace) -> None:
    ayu = ws.person("ayu")
    assert HELP in ayu.runs("/rm-join help").text
    ayu.changes(guest=True)
    assert NOT_FOR_GUESTS in ayu.runs("/rm-join help").text
    ayu.changes(guest=False)
    assert HELP in ayu.runs("/rm-join help").text


def test_after_a_day_help_is_in_the_language_that_slack_says_then(stage: Rehearsal, ws: Workspace) -> None:
    ayu = ws.person("ayu")
    assert HELP in ayu.runs("/rm-join help").text
    ayu.locale = "id-ID"
    stage.waits(days=1)
    assert HELP not in ayu.runs("/rm-join help").text
    assert ws.troubles == []
