"""Two people agree, over the wire."""

from bot.playbooks import load
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.paired import introduce

OUTLINE = load("core-6").agreement
WORD, PLACE = OUTLINE.stop_word.ask.in_("en"), OUTLINE.place.ask.in_("en")
RULES = [rule.name.in_("en") for rule in OUTLINE.rules]
NOTICE = OUTLINE.choice("notice")


def sign(ws: Workspace, handle: str, **words: str) -> None:
    """Presses "Read and sign" in the newest message and signs, as it stands or with other words."""
    open_signing(ws, handle)
    fill_in(ws, handle, **words)
    ws.person(handle).submits()


def open_signing(ws: Workspace, handle: str) -> None:
    """The topics come first, once; they stay as the programme has them."""
    person = ws.person(handle)
    person.presses("Read and sign", inside=person.dm[-1])
    if person.modal.title == "My topics":
        person.submits()


def fill_in(ws: Workspace, handle: str, **words: str) -> None:
    person = ws.person(handle)
    for label, text in {WORD: words.get("word"), PLACE: words.get("place")}.items():
        if text:
            person.fills(label, text)
    person.chooses("What we both keep to", *RULES)
    if handle == "lena":
        person.chooses("My word as the leader", "I use nothing said here for appraisals, pay or staffing")


def window(ws: Workspace, handle: str) -> str:
    modal = ws.person(handle).modal
    assert modal is not None
    return modal.text


def newest(ws: Workspace, handle: str) -> str:
    return str(ws.person(handle).dm[-1].readable)


def test_a_pair_signs_and_the_leader_is_asked_to_book(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    assert "you are the one who learns" in newest(ws, "lena")
    sign(ws, "lena", word="hat", place="the café")
    assert "Signed, thank you. Your partner is asked next" in window(ws, "lena")
    stage.waits(hours=16)
    ayu = ws.person("ayu")
    assert "has signed your agreement" in newest(ws, "ayu")
    open_signing(ws, "ayu")
    assert (ayu.modal.value(WORD), ayu.modal.value(PLACE)) == ("hat", "the café")
    fill_in(ws, "ayu")
    ayu.submits()
    assert "You have both signed. The agreement holds from now on" in window(ws, "ayu")
    stage.waits(hours=8)
    assert "You have both signed your agreement" in newest(ws, "ayu")
    assert any("You have both signed your agreement" in message.readable for message in ws.person("lena").dm)
    assert "Session 1" in newest(ws, "lena") or "first session" in newest(ws, "lena")
    assert ws.troubles == []


def test_other_words_ask_the_partner_once_more_and_say_what_changed(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    sign(ws, "lena", word="hat", place="the café")
    stage.waits(hours=16)
    sign(ws, "ayu", place="a walk by the river")
    stage.waits(hours=8)
    assert "has changed your agreement: where you meet." in newest(ws, "lena")
    sign(ws, "lena")
    stage.waits(hours=1)
    assert any("You have both signed your agreement" in message.readable for message in ws.person("lena").dm)
    assert ws.troubles == []


def test_who_writes_while_the_partner_signs_is_shown_the_other_words(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    stage.waits(hours=16)
    ayu = ws.person("ayu")
    open_signing(ws, "ayu")
    sign(ws, "lena", word="hat", place="the café")
    fill_in(ws, "ayu", word="topi", place="the café")
    ayu.submits()
    assert "(your word for slipping roles)" in window(ws, "ayu")
    assert "> topi" in window(ws, "ayu")
    assert ayu.modal.value(WORD) == "hat"
    fill_in(ws, "ayu")
    ayu.submits()
    assert "You have both signed. The agreement holds from now on" in window(ws, "ayu")
    assert ws.troubles == []


def test_a_line_that_is_not_ticked_is_named(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    open_signing(ws, "lena")
    fill_in(ws, "lena", word="hat", place="the café")
    lena.chooses("What we both keep to", RULES[0])
    lena.submits()
    assert list(lena.modal.errors) == ["What we both keep to"]


def test_what_was_signed_can_be_read_and_changed_later(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    sign(ws, "lena", word="hat", place="the café")
    stage.waits(minutes=1)
    lena = ws.person("lena")
    lena.closes()
    lena.presses("Our agreement", inside=lena.dm[-1])
    assert "the café" in window(ws, "lena")
    lena.presses("Change it")
    assert lena.modal is not None
    assert lena.modal.value(PLACE) == "the café"
    assert lena.modal.value("What we both keep to") == RULES
    assert ws.troubles == []


def test_a_pair_that_has_ended_signs_nothing(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    stage.waits(hours=16)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    lena.runs("/rm-me leave")
    lena.submits()
    ayu.presses("Read and sign", inside=ayu.dm[-1])
    assert "This pair has ended in the meantime" in ayu.ephemerals[-1].readable
    assert ayu.modal is None
    assert ws.troubles == []
