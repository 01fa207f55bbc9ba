"""Two people look back half-way and at the end, thank, take along, and are asked once more three months later."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from bot.coordination.rules import close
from bot.models import Agreement, Farewell, Goal, Meeting, Met, Pair, Programme, Sitting
from bot.reflection import rules
from bot.reflection.rules import Answer
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.factories import make_organiser
from tests.walks.paired import introduce
from tests.walks.sessions import about, newest, window


def hold(walk: Rehearsal, *numbers: int) -> None:
    """These sessions took place, as Lena says of each at this moment."""
    with walk.house.sessions.begin() as db:
        for meeting in db.scalars(select(Meeting).where(Meeting.number.in_(numbers)).order_by(Meeting.number)):
            meeting.state, meeting.version = Sitting.BOOKED, 1
            meeting.starts_at = walk.now - timedelta(hours=2)
            rules.answer(db, meeting, Answer(meeting.pair.leader.person, 1, Met.YES), walk.now)


def signed(walk: Rehearsal) -> None:
    introduce(walk)
    with walk.house.sessions.begin() as db:
        agreement = db.scalars(select(Agreement)).one()
        agreement.version = agreement.mentor_signed_version = agreement.leader_signed_version = 1


def at_the_end(walk: Rehearsal) -> None:
    """All six sessions are behind them, and both have heard that it is over."""
    signed(walk)
    hold(walk, *range(1, 7))
    walk.waits(days=9)


def closes(walk: Rehearsal) -> None:
    with walk.house.sessions.begin() as db:
        close(db, make_organiser(db), db.scalars(select(Programme)).one(), walk.now)
    walk.waits(days=4)


def ratings(walk: Rehearsal) -> list[tuple[int, int | None, int | None]]:
    """The mentor's goal: at the start, half-way, at the end."""
    with walk.house.reading() as db:
        goals = db.scalars(select(Pair)).one().mentor.goals
        return [(goal.rating_start, goal.rating_midpoint, goal.rating_end) for goal in goals]


def rates(ws: Workspace, rating: str, words: str) -> str:
    ayu = ws.person("ayu")
    ayu.presses("Rate my goals", inside=about(ws, "ayu", words))
    ayu.chooses("Where do you stand with it now?", rating)
    ayu.submits()
    shown = window(ws, "ayu")
    ayu.closes()
    return shown


def thanks(ws: Workspace, button: str, words: str) -> None:
    lena = ws.person("lena")
    lena.presses(button, inside=about(ws, "lena", "Your programme with"))
    lena.fills("What did you learn, and what do you do differently now?", words)
    lena.submits()
    assert "in their working hours" in window(ws, "lena")
    lena.closes()


def test_goals_are_rated_half_way_and_at_the_end_for_their_authors_eyes(stage: Rehearsal, ws: Workspace) -> None:
    signed(stage)
    hold(stage, 1, 2, 3)
    stage.waits(days=9)
    assert "*2 → 3*" in rates(ws, "3: halfway", "You are half-way.")
    hold(stage, 4, 5, 6)
    stage.waits(days=9)
    assert "*2 → 3 → 5*" in rates(ws, "5: fully", "Thank you for the time you gave")
    assert ratings(stage) == [(2, 3, 5)]
    assert not any("→" in message.readable for handle in ("ayu", "lena") for message in ws.person(handle).dm)
    assert ws.troubles == []


def test_a_thank_you_reaches_the_mentor_in_words_and_can_be_changed(stage: Rehearsal, ws: Workspace) -> None:
    at_the_end(stage)
    thanks(ws, "Write a thank-you", "You showed me the <!channel> queue.")
    stage.waits(days=1)
    assert "You showed me the <!channel> queue." in about(ws, "ayu", "thanks you").readable
    told = len(ws.person("ayu").dm)
    thanks(ws, "Change my thank-you", "You showed me what waiting costs.")
    stage.waits(days=1)
    assert "what waiting costs" in about(ws, "ayu", "thanks you").readable
    assert len(ws.person("ayu").dm) == told
    assert ws.troubles == []


def test_the_certificate_comes_into_the_conversation_of_whoever_asks(stage: Rehearsal, ws: Workspace) -> None:
    at_the_end(stage)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    for _ in range(2):
        ayu.presses("My certificate", inside=about(ws, "ayu", "Your programme with"))
        stage.tick()
    assert [message.readable for message in ayu.ephemerals[-2:]] == [
        "Your certificate comes into this conversation in a moment.",
        "Your certificate is in this conversation already; it can be made anew tomorrow.",
    ]
    [file] = [file for message in ayu.dm for file in message.files]
    assert file.name == "certificate.pdf"
    text = PdfReader(BytesIO(file.bytes)).pages[0].extract_text()
    assert ("Ayu Lestari" in text, "6 sessions" in text, "Lena" in text) == (True, True, False)
    assert [file for message in lena.dm for file in message.files] == []
    assert ws.troubles == []


def test_both_want_to_go_on_and_only_then_are_told(stage: Rehearsal, ws: Workspace) -> None:
    at_the_end(stage)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    ayu.presses("Stop here")
    assert "You said: *Stop here*." in about(ws, "ayu", "Your programme with").readable
    lena.presses("Go on together")
    stage.waits(days=4)
    assert "You both want to go on" not in newest(ws, "lena")
    ayu.presses("Go on together")
    stage.waits(days=4)
    assert "You both want to go on, @Lena Vogel and you." in newest(ws, "ayu")
    assert "You both want to go on, @Ayu Lestari and you." in newest(ws, "lena")
    assert ws.troubles == []


def test_after_an_early_close_keepsakes_are_there_and_three_months_later_one_question(
    stage: Rehearsal, ws: Workspace
) -> None:
    signed(stage)
    hold(stage, 1)
    closes(stage)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    lena.presses("Write a thank-you")
    lena.fills("What did you learn, and what do you do differently now?", "One session was enough to see it.")
    lena.submits()
    ayu.presses("My certificate")
    stage.waits(days=4)
    assert "One session was enough" in about(ws, "ayu", "thanks you").readable
    assert [file.name for message in ayu.dm for file in message.files] == ["certificate.pdf"]
    assert not any("Three months on" in message.readable for message in ayu.dm + lena.dm)
    stage.waits(days=90)
    assert "can you see a difference?" in newest(ws, "ayu")
    ayu.presses("Partly")
    assert "You said: *Partly*." in newest(ws, "ayu")
    assert "is what you changed still there?" in newest(ws, "lena")
    told = len(ayu.dm) + len(lena.dm)
    stage.waits(days=90)
    assert len(ayu.dm) + len(lena.dm) == told
    with stage.house.reading() as db:
        [farewell] = db.scalars(select(Farewell))
        assert (farewell.lasting, farewell.next) == ("partly", None)
    assert ws.troubles == []


def test_goals_that_change_while_the_form_is_open_are_not_rated_by_mistake(stage: Rehearsal, ws: Workspace) -> None:
    at_the_end(stage)
    ayu = ws.person("ayu")
    ayu.presses("Rate my goals", inside=about(ws, "ayu", "Your programme with"))
    with stage.house.sessions.begin() as db:
        mentor = db.scalars(select(Pair)).one().mentor
        keys = {"workspace_id": mentor.workspace_id, "enrolment_id": mentor.id}
        db.add(Goal(**keys, position=1, text="A new one", sign="It shows", rating_start=1))
    ayu.chooses("Where do you stand with it now?", "5: fully")
    ayu.submits()
    assert "That form is out of date" in window(ws, "ayu")
    assert ratings(stage) == [(2, None, None), (1, None, None)]
