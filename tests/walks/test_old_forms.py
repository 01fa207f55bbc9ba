"""Forms that were drawn otherwise, as before an update of the bot, over the wire."""

import pytest

from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.joining import joins, open_programme

OUT_OF_DATE = "That form is out of date, so nothing was changed. Please open it once more."
LINES = {
    "orla": ("/rm-programme review", "/rm-programme close"),
    "ayu": ("/rm-me pause", "/rm-me leave"),
}


@pytest.mark.parametrize("carried", ["", '{"programme": "x"}'])
def test_an_old_form_says_so_and_changes_nothing(stage: Rehearsal, ws: Workspace, carried: str) -> None:
    open_programme(stage)
    joins(ws.person("ayu"), "I teach, as a mentor", "Payments")
    for handle, lines in LINES.items():
        person = ws.person(handle)
        for line in lines:
            person.runs(line)
            ws.views.stack(person)[-1].content["private_metadata"] = carried
            shown = person.submits()
            assert shown is not None
            assert OUT_OF_DATE in shown.text + " ".join(shown.errors.values())
            person.closes()
    assert "You take part" in ws.person("ayu").runs("/rm-me").text
    assert ws.troubles == []
