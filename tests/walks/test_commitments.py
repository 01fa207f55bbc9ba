"""A leader writes what they will do and says what became of it, over the wire; the mentor sees it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.models import Commitment, Outcome
from sandbox import Person, Workspace
from sandbox.conversations import Message
from sandbox.rehearsal import Rehearsal
from tests.walks.sessions import about, booked, newest, starts_at, window

WORDS = "Ask two juniors before I answer."
QUESTION = "You chose Friday 27 March for your commitment."


def met(stage: Rehearsal, ws: Workspace) -> None:
    """The day after their first session both say so; the roles need no word here."""
    booked(stage, ws)
    stage.waits_until(starts_at(stage) + timedelta(days=1))
    for handle in ("ayu", "lena"):
        ws.person(handle).presses("Yes", inside=about(ws, handle, "meet?"))
    stage.tick()


def writes(lena: Person, message: Message, words: str = WORDS, by: str = "2026-03-27") -> None:
    lena.presses("Write what I will do", inside=message)
    lena.fills("What will you do?", words)
    lena.fills("By when?", by)
    lena.submits()


def commitment(stage: Rehearsal) -> Commitment:
    with stage.house.reading() as db:
        return db.scalars(select(Commitment)).one()


def committed(stage: Rehearsal, ws: Workspace) -> None:
    met(stage, ws)
    writes(ws.person("lena"), about(ws, "lena", "you said that you met"))
    ws.person("lena").closes()
    stage.tick()


def asked(stage: Rehearsal, ws: Workspace) -> Message:
    """Three days before the date."""
    stage.waits_until(datetime.fromisoformat("2026-03-24T09:00:00+00:00"))
    return about(ws, "lena", QUESTION)


def test_what_the_leader_writes_stands_in_the_list_of_both(stage: Rehearsal, ws: Workspace) -> None:
    met(stage, ws)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    letters = len(ayu.dm)
    writes(lena, about(ws, "lena", "you said that you met"))
    assert "It is written down." in window(ws, "lena")
    assert WORDS in window(ws, "lena")
    lena.closes()
    stage.tick()
    assert len(ayu.dm) == letters
    shown = about(ws, "ayu", "1 commitment is open.")
    ayu.presses("Our commitments", inside=shown)
    assert WORDS in window(ws, "ayu")
    assert "Open, for Friday 27 March" in window(ws, "ayu")
    assert ayu.modal is not None
    assert ayu.modal.buttons == []
    assert ws.troubles == []


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(stage: Rehearsal, ws: Workspace) -> None:
    met(stage, ws)
    lena = ws.person("lena")
    writes(lena, about(ws, "lena", "you said that you met"), by="2026-03-10")
    assert lena.modal is not None
    assert lena.modal.errors == {"By when?": "Please pick a day from tomorrow on."}
    assert lena.modal.value("What will you do?") == WORDS
    lena.fills("By when?", "2026-03-27")
    lena.submits()
    ws.redeliver_last()
    assert commitment(stage).due_on.isoformat() == "2026-03-27"
    assert ws.troubles == []


def test_three_days_before_the_leader_is_asked_and_one_press_answers(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    question, lena, ayu = asked(stage, ws), ws.person("lena"), ws.person("ayu")
    assert QUESTION not in " ".join(message.readable for message in ayu.dm)
    lena.presses("Done", inside=question)
    assert "Noted as done. @Ayu Lestari sees it in your list." in lena.ephemerals[-1].readable
    stage.tick()
    assert "Done, as you said." in about(ws, "lena", "Thank you for keeping your word.").readable
    ayu.presses("Our commitments")
    assert "Done; it was for Friday 27 March" in window(ws, "ayu")
    assert ws.troubles == []


def test_a_second_press_changes_nothing(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    question, lena = asked(stage, ws), ws.person("lena")
    lena.presses("Done", inside=question)
    lena.presses("Drop it", inside=question)
    assert lena.ephemerals[-1].readable == "That one is marked already, so nothing was changed."
    assert commitment(stage).outcome == Outcome.DONE
    assert ws.troubles == []


def test_another_date_is_asked_about_again(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    lena = ws.person("lena")
    lena.presses("New date", inside=asked(stage, ws))
    lena.fills("New date", "2026-04-10")
    lena.submits()
    assert "It has a new date." in window(ws, "lena")
    assert "Open, for Friday 10 April · moved once" in window(ws, "lena")
    lena.closes()
    stage.waits_until(datetime.fromisoformat("2026-04-07T09:00:00+00:00"))
    assert "You chose Friday 10 April for your commitment." in " ".join(message.readable for message in lena.dm)
    assert ws.troubles == []


def test_the_list_itself_answers_in_place(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    lena = ws.person("lena")
    lena.presses("Our commitments", inside=about(ws, "lena", "1 commitment is open."))
    lena.presses("New date")
    lena.submits()
    assert "moved once" in window(ws, "lena")
    lena.presses("Drop it")
    assert "Noted as dropped, without a why." in window(ws, "lena")
    assert "Dropped; it was for Friday 10 April · moved once" in window(ws, "lena")
    stage.waits(days=30)
    assert "for your commitment" not in " ".join(message.readable for message in lena.dm)
    assert ws.troubles == []


def test_no_message_to_either_holds_the_words(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    ws.person("lena").presses("Done", inside=asked(stage, ws))
    stage.waits(days=20)
    everything = " ".join(message.readable for who in ("ayu", "lena") for message in ws.person(who).dm)
    assert "juniors" not in everything
    assert ws.troubles == []


def test_whoever_left_takes_no_list_away_from_the_other(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    button = about(ws, "ayu", "1 commitment is open.")
    ws.person("lena").runs("/rm-me leave")
    ws.person("lena").submits()
    ws.person("ayu").presses("Our commitments", inside=button)
    assert WORDS in window(ws, "ayu")
    stage.waits(days=30)
    assert "for your commitment" not in newest(ws, "lena")


def test_what_hostile_words_hold_stays_words(stage: Rehearsal, ws: Workspace) -> None:
    met(stage, ws)
    lena = ws.person("lena")
    hostile = "<!channel> <@U0AYU> {date} %s *bold* & <https://x.example|click>"
    writes(lena, about(ws, "lena", "you said that you met"), hostile)
    assert lena.modal is not None
    assert lena.modal.errors == {}
    assert "&lt;!channel&gt; &lt;@U0AYU&gt; {date} %s" in str(lena.modal.view["blocks"])
    assert commitment(stage).outcome == Outcome.OPEN
    assert ws.troubles == []


def test_a_preparation_of_that_week_asks_so_that_no_second_message_does(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    lena = ws.person("lena")
    lena.opens_home()
    lena.presses("Pick a time")
    lena.fills("Another time", datetime.fromisoformat("2026-03-26T09:00:00+00:00"))
    lena.submits()
    lena.closes()
    stage.waits_until(datetime.fromisoformat("2026-03-25T09:00:00+00:00"))
    [asking] = [message for message in lena.dm if QUESTION in message.readable]
    assert "*By the end:*" in asking.readable
    assert "@Lena Vogel chose Friday 27 March for a commitment." in about(ws, "ayu", "*By the end:*").readable
    lena.presses("Done", inside=asking)
    stage.tick()
    assert QUESTION not in " ".join(message.readable for message in lena.dm)
    assert "chose Friday 27 March" not in about(ws, "ayu", "*By the end:*").readable
    assert ws.troubles == []


def test_a_long_list_turns_its_pages_in_place(stage: Rehearsal, ws: Workspace) -> None:
    committed(stage, ws)
    with stage.house.sessions.begin() as db:
        first = db.scalars(select(Commitment)).one()
        keys = {"workspace_id": first.workspace_id, "pair_id": first.pair_id, "meeting_id": first.meeting_id}
        closed = {"outcome": Outcome.DROPPED, "due_on": first.due_on, "made_at": first.made_at - timedelta(hours=1)}
        db.add_all([Commitment(**keys, **closed, text=f"Number {number}.") for number in range(20)])
    ayu = ws.person("ayu")
    ayu.presses("Our commitments")
    assert "1 to 20 of 21" in window(ws, "ayu")
    ayu.presses("More of them")
    assert "21 to 21 of 21" in window(ws, "ayu")
    ayu.presses("Earlier ones")
    assert WORDS in window(ws, "ayu")
    assert ws.troubles == []
