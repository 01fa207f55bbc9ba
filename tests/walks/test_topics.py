"""Each chooses in private how open a topic is, over the wire."""

from sqlalchemy import select

from bot.models import Kind, Letter
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.paired import introduce
from tests.walks.test_agreement import fill_in, newest, sign, window

PROMPTS = {Kind.BOOKING, Kind.SILENCE, Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN}


def both_sign(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    sign(ws, "lena", word="hat", place="the café")
    stage.waits(hours=16)
    sign(ws, "ayu")
    stage.waits(hours=8)
    for handle in ("lena", "ayu"):
        while ws.person(handle).modal:
            ws.person(handle).closes()


def open_topics(ws: Workspace, handle: str) -> None:
    person = ws.person(handle)
    message = [message for message in person.dm if "Our agreement" in message.buttons][-1]
    person.presses("Our agreement", inside=message)
    person.presses("My topics")


def test_topics_come_before_the_first_signature_and_are_asked_once(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    lena.presses("Read and sign", inside=lena.dm[-1])
    assert lena.modal.title == "My topics"
    assert lena.modal.options("Health") == ["Ask first", "Off limits"]
    lena.chooses("Health", "Off limits")
    lena.submits()
    assert lena.modal.title == "Our agreement"
    assert "what follows from both shows here once you have both chosen" in window(ws, "lena")
    assert "*Off limits:*" not in window(ws, "lena")
    lena.closes()
    lena.presses("Read and sign", inside=lena.dm[-1])
    assert lena.modal.title == "Our agreement"
    assert ws.troubles == []


def test_the_second_to_choose_sees_the_stricter_of_both_before_signing(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    lena.presses("Read and sign", inside=lena.dm[-1])
    lena.chooses("Health", "Off limits")
    lena.submits()
    stage.waits(hours=16)
    ayu.presses("Read and sign", inside=ayu.dm[-1])
    assert ayu.modal.value("Health") == "Ask first"
    ayu.submits()
    assert "Off limits: Health" in window(ws, "ayu").replace("*", "")
    assert ws.troubles == []


def test_a_topic_made_stricter_is_told_to_both_in_the_same_words(stage: Rehearsal, ws: Workspace) -> None:
    both_sign(stage, ws)
    open_topics(ws, "ayu")
    ayu = ws.person("ayu")
    ayu.chooses("Health", "Off limits")
    ayu.fills("A topic of your own (1)", "My <evenings>")
    ayu.submits()
    assert "Your choices are kept, for your eyes only." in window(ws, "ayu")
    assert "Version 2" in window(ws, "ayu")
    stage.waits(hours=24)
    told = {newest_about(ws, handle, "stricter now") for handle in ("ayu", "lena")}
    assert len(told) == 1
    assert "Health: off limits" in told.pop().replace("*", "")
    assert ws.troubles == []


def newest_about(ws: Workspace, handle: str, words: str) -> str:
    return [message.readable for message in ws.person(handle).dm if words in message.readable][-1]


def test_a_choice_that_changes_nothing_for_both_is_heard_of_by_nobody(stage: Rehearsal, ws: Workspace) -> None:
    both_sign(stage, ws)
    open_topics(ws, "ayu")
    ws.person("ayu").chooses("Health", "Off limits")
    ws.person("ayu").submits()
    stage.waits(hours=24)
    before = seen(ws, "ayu")
    open_topics(ws, "lena")
    ws.person("lena").chooses("Health", "Off limits")
    ws.person("lena").submits()
    stage.waits(minutes=5)
    assert seen(ws, "ayu") == before
    assert not any("more open" in message.readable for message in ws.person("lena").dm)
    assert ws.troubles == []


def seen(ws: Workspace, handle: str) -> list[str]:
    return [message.readable for message in ws.person(handle).dm]


def test_a_name_that_is_there_already_is_told_under_its_field_and_nothing_is_lost(
    stage: Rehearsal, ws: Workspace
) -> None:
    both_sign(stage, ws)
    open_topics(ws, "lena")
    lena = ws.person("lena")
    lena.chooses("Family", "Off limits")
    lena.fills("A topic of your own (2)", "health")
    lena.submits()
    assert list(lena.modal.errors) == ["A topic of your own (2)"]
    lena.fills("A topic of your own (2)", "")
    lena.submits()
    assert "Off limits: Family" in window(ws, "lena").replace("*", "")


def test_levels_that_moved_while_somebody_signs_are_named(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    sign(ws, "lena", word="hat", place="the café")
    stage.waits(hours=16)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    lena.closes()
    ayu.presses("Read and sign", inside=ayu.dm[-1])
    ayu.submits()
    open_topics(ws, "lena")
    lena.chooses("Health", "Off limits")
    lena.submits()
    fill_in(ws, "ayu", word="topi")
    ayu.submits()
    assert "your agreement changed: Health: off limits." in window(ws, "ayu").replace("*", "")
    assert ayu.modal.value("Which word or sign says: the roles are slipping?") == "topi"
    ayu.submits()
    assert "Signed, thank you." in window(ws, "ayu")
    assert ws.troubles == []


def test_no_prompt_is_owed_before_both_have_signed(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    sign(ws, "lena", word="hat", place="the café")
    ayu = ws.person("ayu")
    stage.waits(hours=16)
    ayu.presses("Read and sign", inside=ayu.dm[-1])
    ayu.submits()
    stage.waits(days=40)
    with stage.house.reading() as db:
        kinds = set(db.scalars(select(Letter.kind)))
    assert kinds.isdisjoint(PROMPTS)
    assert Kind.AGREEMENT_REMINDER in kinds
    assert "your name is still missing" in newest(ws, "ayu")
