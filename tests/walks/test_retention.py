"""Long after a programme has closed what two people wrote is gone, and their old messages still answer kindly."""

from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.sessions import about, newest, window
from tests.walks.test_commitments import WORDS, committed
from tests.walks.test_endings import closes

GOAL, THANKS = "Explain our work to leaders", "You showed me the queue."


def record(ws: Workspace, handle: str) -> str:
    """All its pages."""
    person = ws.person(handle)
    person.runs("/rm-me show")
    pages = [window(ws, handle)]
    while person.modal is not None and "Next page" in person.modal.buttons:
        person.presses("Next page")
        pages.append(window(ws, handle))
    person.closes()
    return "\n".join(pages)


def wait(stage: Rehearsal, days: int) -> None:
    stage.waits(days=days)
    stage.tick()


def looked_back(stage: Rehearsal, ws: Workspace) -> None:
    """A session, a commitment and a thank-you; four days after the close."""
    committed(stage, ws)
    closes(stage)
    lena = ws.person("lena")
    lena.presses("Write a thank-you", inside=about(ws, "lena", "has closed"))
    lena.fills("What did you learn, and what do you do differently now?", THANKS)
    lena.submits()
    lena.closes()


def test_words_go_after_90_days_and_commitments_after_120(stage: Rehearsal, ws: Workspace) -> None:
    looked_back(stage, ws)
    wait(stage, 84)
    assert [words for words in (GOAL, WORDS, THANKS) if words in record(ws, "lena")] == [GOAL, WORDS, THANKS]
    wait(stage, 4)
    assert [words for words in (GOAL, WORDS, THANKS) if words in record(ws, "lena")] == [WORDS]
    assert "is what you changed still there?" in newest(ws, "lena")
    wait(stage, 30)
    assert WORDS not in record(ws, "lena")
    assert "Session 1: held" in record(ws, "ayu")
    assert ws.troubles == []


def test_old_messages_answer_kindly_once_the_words_are_gone(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    stage.waits_until(stage.now.replace(month=9, day=18))
    ending = about(ws, "ayu", "Rate my goals")
    looked_back_at = about(ws, "ayu", "1 commitment is open.")
    closes(stage)
    wait(stage, 122)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    ayu.presses("Rate my goals", inside=ending)
    assert ayu.ephemerals[-1].readable == (
        "What you wrote in this programme has been deleted by now, as promised when you joined."
    )
    ayu.presses("Our commitments", inside=looked_back_at)
    assert WORDS not in window(ws, "ayu")
    ayu.closes()
    lena.presses("Partly", inside=about(ws, "lena", "is what you changed still there?"))
    stage.tick()
    assert "You said: *Partly*." in about(ws, "lena", "This is about your sessions").readable
    for handle in ("ayu", "lena"):
        home = ws.person(handle).opens_home()
        assert home is not None
        assert "Spring" not in home.text
    orla = ws.person("orla")
    assert "1 pair took part" in orla.runs("/rm-status").text
    assert ws.troubles == []
