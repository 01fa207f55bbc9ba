"""Matching over the wire: the organiser reviews and decides, the two answer, and whoever is left out is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.models import Organiser, Pair, Pairing, Programme, Role, Stage
from bot.roster import somebody
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal
from sandbox.screen import Screen
from tests.factories import NOW, make_enrolment, make_person
from tests.walks.joining import consents, open_programme

NOT_READY = "role not confirmed by an organiser"


@pytest.fixture
def orla(stage: Rehearsal) -> Person:
    """An organiser of an open programme that Ayu and Budi (mentors) and Lena (leader) have joined."""
    programme = open_programme(stage)
    with stage.house.sessions.begin() as db:
        for handle, role in (("ayu", Role.MENTOR), ("budi", Role.MENTOR), ("lena", Role.LEADER)):
            who = stage.ws.person(handle)
            person = make_person(db, who.name, slack_id=who.id, zone=who.tz)
            make_enrolment(db, programme, role, person=person, role_confirmed_at=None)
    return stage.ws.person("orla")


def screen(person: Person) -> Screen:
    assert person.modal is not None
    return person.modal


def confirms_roles(orla: Person) -> None:
    orla.runs("/rm-programme review", channel="general")
    orla.submits()
    orla.closes()


def approves(stage: Rehearsal, orla: Person) -> None:
    """Roles confirmed, one pair approved, and what is due by tomorrow noon in every zone has been sent."""
    confirms_roles(orla)
    orla.runs("/rm-programme match Spring", channel="general")
    orla.submits()
    orla.closes()
    stage.waits(hours=26)


def the_two(stage: Rehearsal) -> tuple[Person, Person, Person]:
    """Mentor and leader of the one pair, and the mentor who is left out."""
    with stage.house.reading() as db:
        mentor = db.scalars(select(Pair)).one().mentor.person.slack_id
    ayu, budi, lena = (stage.ws.person(handle) for handle in ("ayu", "budi", "lena"))
    return (ayu, lena, budi) if mentor == ayu.id else (budi, lena, ayu)


def states(stage: Rehearsal) -> list[str]:
    with stage.house.reading() as db:
        return sorted(db.scalars(select(Pair.state)))


def test_nobody_is_matched_before_an_organiser_has_confirmed_the_roles(stage: Rehearsal, orla: Person) -> None:
    orla.runs("/rm-programme match", channel="general")
    board = screen(orla)
    assert "No pair is proposed." in board.text
    assert board.text.count(NOT_READY) == 3
    assert states(stage) == []


def test_an_organiser_corrects_somebody_and_confirms_the_roles(orla: Person) -> None:
    orla.runs("/rm-programme review", channel="general")
    assert "0 of 3 are ready" in screen(orla).text
    orla.presses("Correct")
    assert "@Ayu Lestari" in screen(orla).text
    orla.chooses("Manager", "marc")
    orla.submits()
    assert screen(orla).errors == {"No manager here?": "You chose a manager as well. Which of the two is right?"}
    orla.chooses("No manager here?")
    orla.fills("Team", "Payments & Cards")
    orla.submits()
    people = screen(orla)
    assert "manager: @Marc Dubois · team: Payments & Cards" in people.text
    assert "1 of 3 are ready" in people.text
    orla.submits()
    assert "3 of 3 are ready" in screen(orla).text


def test_nobody_is_their_own_manager(orla: Person) -> None:
    orla.runs("/rm-programme review", channel="general")
    orla.presses("Correct")
    orla.chooses("No manager here?")
    orla.chooses("Manager", "ayu")
    orla.submits()
    assert screen(orla).errors == {"Manager": "Nobody is their own manager. Please choose somebody else."}


def test_a_proposal_is_approved_and_both_say_yes(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    mentor, leader, _ = the_two(stage)
    assert f"We have found somebody for you: @{leader.name}" in mentor.dm[-1].readable
    mentor.presses("Yes, gladly")
    assert f"You said yes to a pair with @{leader.name}" in mentor.dm[-1].readable
    assert "Yes, gladly" not in mentor.dm[-1].buttons
    leader.presses("Yes, gladly")
    assert "are both in" in leader.dm[-1].readable
    stage.tick()
    assert "are both in" in mentor.dm[-1].readable
    assert states(stage) == [Pairing.CONFIRMED]


def test_whoever_is_left_out_hears_why(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    _, _, left = the_two(stage)
    assert "this time there is none for you yet" in left.dm[-1].readable
    assert "more people want to teach than leaders have joined" in left.dm[-1].readable


def test_a_no_is_neutral_for_the_other_and_both_are_free_again(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    mentor, leader, left = the_two(stage)
    leader.presses("No thanks")
    assert "You said no to this pair, and that is fine." in leader.dm[-1].readable
    stage.waits(hours=24)
    assert "did not come about" in mentor.dm[-1].readable
    assert not any("Yes, gladly" in message.buttons for message in mentor.dm)
    orla.runs("/rm-programme match", channel="general")
    assert f"@{leader.name} learns from @{left.name}" in screen(orla).text


def test_a_reminder_comes_once_and_can_be_answered(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    mentor, leader, _ = the_two(stage)
    mentor.presses("Yes, gladly")
    stage.waits(days=5)
    assert "A pair still waits for your answer" in leader.dm[-1].readable
    assert not any("still waits" in message.readable for message in mentor.dm)
    leader.presses("Yes, gladly", inside=leader.dm[-1])
    assert states(stage) == [Pairing.CONFIRMED]


def test_an_answer_on_an_old_message_changes_nothing(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    mentor, _, _ = the_two(stage)
    stage.waits(days=5)
    mentor.presses("Yes, gladly", inside=mentor.dm[-1])
    first = next(message for message in mentor.dm if "We have found somebody" in message.readable)
    mentor.presses("No thanks", inside=first)
    assert "You have answered this one already" in mentor.ephemerals[-1].readable
    assert states(stage) == [Pairing.OFFERED]


def test_an_offer_of_a_programme_that_closed_meanwhile_is_not_taken(stage: Rehearsal, orla: Person) -> None:
    approves(stage, orla)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Programme)).one().stage = Stage.CLOSED
    mentor, _, _ = the_two(stage)
    mentor.presses("Yes, gladly")
    assert "This programme has closed in the meantime" in mentor.ephemerals[-1].readable
    assert states(stage) == [Pairing.OFFERED]


def test_a_pair_of_a_running_programme_is_introduced_in_a_group_dm(stage: Rehearsal, orla: Person) -> None:
    with stage.house.sessions.begin() as db:
        db.scalars(select(Programme)).one().stage = Stage.RUNNING
    approves(stage, orla)
    mentor, leader, _ = the_two(stage)
    mentor.presses("Yes, gladly")
    leader.presses("Yes, gladly")
    stage.waits(days=1)
    (group,) = mentor.group_dms
    assert group in leader.group_dms
    (introduction,) = mentor.conversation(group.id)
    assert f"@{mentor.name}, meet @{leader.name}" in introduction.readable
    assert f"Then @{leader.name} books the first session" in introduction.readable


def test_an_organiser_changes_the_mentor_and_rejects_a_pair(stage: Rehearsal, orla: Person) -> None:
    confirms_roles(orla)
    orla.runs("/rm-programme match", channel="general")
    before = screen(orla).text
    orla.presses("Another mentor")
    (other,) = screen(orla).options("Who should be the mentor instead?")
    assert other.endswith(" – has a place free")
    orla.chooses("Who should be the mentor instead?", other)
    orla.submits()
    board = screen(orla)
    assert board.title == "Proposals"
    assert f"learns from @{other.partition(' – ')[0]}" in board.text
    assert board.text != before
    orla.presses("Reject")
    assert "No pair is proposed." in screen(orla).text
    assert states(stage) == [Pairing.DECLINED]


def test_two_organisers_do_not_decide_on_the_same_proposals(stage: Rehearsal, orla: Person) -> None:
    marc = stage.ws.person("marc")
    with stage.house.sessions.begin() as db:
        other = somebody(db, stage.ws.team_id, marc.id)
        db.add(Organiser(workspace_id=stage.ws.team_id, person_id=other.id, since=NOW))
    confirms_roles(orla)
    for organiser in (orla, marc):
        organiser.runs("/rm-programme match Spring")
    orla.submits()
    assert "The proposals have changed in the meantime, so nothing was done." in screen(orla).text
    assert states(stage) == [Pairing.PROPOSED]
    marc.submits()
    assert states(stage) == [Pairing.OFFERED]


@pytest.mark.usefixtures("orla")
def test_only_organisers_match_and_review(stage: Rehearsal) -> None:
    ayu = stage.ws.person("ayu")
    for command in ("match", "review"):
        answer = ayu.runs(f"/rm-programme {command}", channel="general")
        assert "That is for organisers." in answer.text
        assert ayu.modal is None


def test_many_people_are_reviewed_page_by_page(stage: Rehearsal, orla: Person) -> None:
    for number in range(20):
        handle = f"p{number:02}"
        stage.ws.add_person(handle, name=f"Person {number:02}", tz="Asia/Jakarta")
        stage.ws.person(handle).runs("/rm-join")
        consents(stage.ws.person(handle))
    orla.runs("/rm-programme review", channel="general")
    assert "1 to 20 of 23" in screen(orla).text
    orla.presses("More of them")
    assert "21 to 23 of 23" in screen(orla).text
    orla.presses("Earlier ones")
    orla.submits()
    assert "21 to 23 of 23" in screen(orla).text


def test_many_proposals_are_approved_page_by_page(stage: Rehearsal, orla: Person) -> None:
    with stage.house.sessions.begin() as db:
        programme = db.scalars(select(Programme)).one()
        for role in (*[Role.MENTOR] * 21, *[Role.LEADER] * 21):
            make_enrolment(db, programme, role)
    orla.runs("/rm-programme match", channel="general")
    assert "1 to 20 of 21" in screen(orla).text
    orla.presses("More of them")
    assert "21 to 21 of 21" in screen(orla).text
    orla.submits()
    assert states(stage).count(Pairing.OFFERED) == 1
    orla.submits()
    assert states(stage) == [Pairing.OFFERED] * 21
    assert screen(orla).text.splitlines()[1] == "20 pairs are asked now."


def test_nothing_comes_at_night(stage: Rehearsal, orla: Person) -> None:
    confirms_roles(orla)
    orla.runs("/rm-programme match", channel="general")
    stage.waits(hours=3)
    orla.submits()
    stage.waits(hours=1)
    mentor, leader, _ = the_two(stage)
    assert "We have found somebody" in leader.dm[-1].readable
    assert mentor.dm == []
    stage.waits_until(stage.now + timedelta(hours=14))
    assert "We have found somebody" in mentor.dm[-1].readable


def test_an_offer_is_answered_from_app_home_before_its_message_comes(stage: Rehearsal, orla: Person) -> None:
    confirms_roles(orla)
    orla.runs("/rm-programme match", channel="general")
    orla.submits()
    mentor, leader, _ = the_two(stage)
    mentor.opens_home()
    assert mentor.home is not None
    mentor.presses(next(text for text in mentor.home.buttons if text.startswith("Yes")))
    assert f"You said yes to a pair with @{leader.name}" in screen(mentor).text
    stage.waits(hours=26)
    assert mentor.dm == []
