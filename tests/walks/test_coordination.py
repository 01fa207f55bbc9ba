"""An organiser's programme from create to close, as the organiser, the people and a channel see it."""

import pytest
from sqlalchemy import select

from bot.models import AuditEntry, Pair, Pairing, Programme, Role, Stage
from bot.models import Person as Member
from sandbox import Person, Workspace
from sandbox.rehearsal import Rehearsal, rehearsal_config, rehearse
from tests.factories import book, make_enrolment, make_match, make_pair
from tests.walks.conftest import MONDAY

FOR_ORGANISERS = "That is for organisers. `/rm-status` shows where you stand."


def test_a_programme_is_created_opened_and_closed(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    assert orla.modal is not None
    assert "*Spring* is there as a draft" in orla.modal.text
    orla.closes()
    assert "A draft: nobody can join yet" in orla.runs("/rm-status", channel="general").text
    assert "*Spring* is open" in orla.runs("/rm-programme open").text
    assert "“Spring” is open for people to join" in orla.runs("/rm-programme open").text
    assert "nothing was started. Offers that wait for an answer: 0." in orla.runs("/rm-programme start").text
    orla.runs("/rm-programme close spring")
    assert orla.modal is not None
    assert "0 pairs are still going on" in orla.modal.text
    assert "0 people are being thanked" in done(orla)
    assert "Closed" in orla.runs("/rm-status spring").text
    assert "“Spring” has closed" in orla.runs("/rm-programme close").text
    assert actions(stage) == ["closed", "created", "opened", "status_seen", "status_seen"]
    assert ws.troubles == []


def test_the_form_says_everything_that_is_wrong_and_loses_nothing(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    orla.runs("/rm-programme create")
    assert orla.modal is not None
    form = orla.modal
    orla.fills("Name", "SPRING")
    orla.fills("First session from", "2026-01-05")
    orla.fills("Ends on", "2026-02-05")
    orla.chooses("People who help (two at least)", "hana", "sam")
    orla.chooses("Sponsor", "sam")
    orla.submits()
    assert form.errors.keys() == {"Name", "First session from", "Ends on", "People who help (two at least)"}
    assert "the last one can be on Thursday 4 June at the earliest" in form.errors["Ends on"]
    assert (form.value("Name"), form.value("Sponsor")) == ("SPRING", "sam")
    assert form.value("People who help (two at least)") == ["hana", "sam"]
    orla.fills("Name", "Autumn")
    orla.fills("First session from", "2026-03-02")
    orla.fills("Ends on", "2026-12-01")
    orla.chooses("People who help (two at least)", "hana", "hugo")
    orla.submits()
    assert "*Autumn* is there as a draft" in orla.modal.text
    assert programmes(stage) == {"Spring": Stage.DRAFT, "Autumn": Stage.DRAFT}
    assert ws.troubles == []


def test_nobody_else_runs_a_programme(stage: Rehearsal, ws: Workspace) -> None:
    create(ws.person("orla"), "Spring")
    ayu = ws.person("ayu")
    for verb in ("create", "open", "review", "match", "start", "close"):
        assert (ayu.runs(f"/rm-programme {verb}").text, ayu.modal) == (FOR_ORGANISERS, None)
    assert "Spring" not in ayu.runs("/rm-programme").text
    assert programmes(stage) == {"Spring": Stage.DRAFT}
    assert ws.troubles == []


def test_a_word_that_is_no_command_is_answered_with_the_help(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    for line in ("/rm-programme", "/rm-programme help", "/rm-programme opne Spring", "/rm-programme Help me"):
        answer = orla.runs(line).text
        assert "What organisers can do" in answer
        assert "*Spring*: A draft" in answer
    assert "/rm-status share" in orla.runs("/rm-status HELP").text
    assert programmes(stage) == {"Spring": Stage.DRAFT}


@pytest.mark.parametrize("kind", ["guest", "stranger"])
def test_a_guest_and_a_stranger_get_a_polite_no(stage: Rehearsal, ws: Workspace, kind: str) -> None:
    visitor = ws.add_person("vera", name="Vera", **{kind: True})
    for line in ("/rm-programme claim", "/rm-programme create", "/rm-status"):
        assert "for full members of this workspace" in visitor.runs(line).text
    assert programmes(stage) == {}


def test_an_admin_claims_an_empty_list_once(ws: Workspace, database_url: str) -> None:
    ada, bo = ws.add_person("ada", name="Ada", admin=True), ws.add_person("bo", name="Bo", admin=True)
    with rehearse(ws, rehearsal_config(ws, database_url), MONDAY) as stage:
        assert ws.person("ayu").runs("/rm-programme claim").text.startswith("Only an admin")
        assert ada.runs("/rm-programme create").text == FOR_ORGANISERS
        assert "You are the first organiser now" in ada.runs("/rm-programme claim").text
        assert bo.runs("/rm-programme claim").text == "There are organisers already. Please ask one of them."
        stage.tick()
        assert ["You are an organiser" in message.readable for message in ada.dm] == [True]
        assert bo.dm == []
        create(ada, "Spring")
        assert programmes(stage) == {"Spring": Stage.DRAFT}
    assert ws.troubles == []


def test_starting_introduces_each_pair_that_said_yes(stage: Rehearsal, ws: Workspace) -> None:
    orla, ayu, lena, budi = (ws.person(handle) for handle in ("orla", "ayu", "lena", "budi"))
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.OFFERED, ("budi", "marc"))
    assert "nothing was started. Offers that wait for an answer: 1." in orla.runs("/rm-programme start").text
    pair_up(stage, "Spring", Pairing.CONFIRMED)
    assert orla.runs("/rm-programme start").text == (
        "*Spring* has started: 1 pair is being introduced. "
        "They can sign at once; sessions are offered from Monday 23 March on, the date that you set. "
        "1 offer still waits for an answer; that pair begins as soon as both say yes."
    )
    assert "is running already" in orla.runs("/rm-programme start").text
    stage.waits(days=1)
    assert [len(person.group_dms) for person in (ayu, lena, budi)] == [1, 1, 0]
    assert "Matched: 1 pair · 1 offer waits for an answer" in orla.runs("/rm-status").text
    assert ws.troubles == []


def test_closing_thanks_each_once_and_ends_what_was_owed(stage: Rehearsal, ws: Workspace) -> None:
    orla, ayu, lena = ws.person("orla"), ws.person("ayu"), ws.person("lena")
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.CONFIRMED)
    orla.runs("/rm-programme start")
    orla.runs("/rm-programme close")
    assert "2 people are being thanked" in done(orla)
    stage.waits(days=30)
    assert ["Thank you" in message.readable for message in (*ayu.dm, *lena.dm)] == [True, True]
    assert ayu.group_dms == []
    assert ws.troubles == []


def test_two_organisers_who_close_at_once_close_it_once(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    orla.runs("/rm-programme close")
    with stage.house.sessions.begin() as db:
        db.scalars(select(Programme)).one().stage = Stage.CLOSED
    assert "“Spring” has closed, so nothing was changed." in done(orla)
    assert actions(stage) == ["created", "opened"]


def test_a_status_is_for_the_organisers_eyes_and_each_look_is_noted(stage: Rehearsal, ws: Workspace) -> None:
    orla, ayu = ws.person("orla"), ws.person("ayu")
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.CONFIRMED)
    answer = orla.runs("/rm-status", channel="general")
    assert "Enrolled: 2 (1 mentor, 1 leader)" in answer.text
    assert ws.channel("general").messages == []
    assert "Enrolled" not in "".join(message.readable for message in ayu.ephemerals)
    assert actions(stage) == ["created", "opened", "status_seen"]


def test_a_shared_status_has_numbers_and_no_name(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    assert "nothing to share" in orla.runs("/rm-status share", channel="general").text
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.ACTIVE)
    orla.runs("/rm-status share", channel="general")
    [shared] = ws.channel("general").messages
    assert "Enrolled: 2 (1 mentor, 1 leader)" in shared.readable
    assert not any(person.name.split()[0] in shared.readable for person in ws.people)
    assert shared.pings == []
    assert ws.troubles == []


def test_anybody_elses_status_is_their_own(stage: Rehearsal, ws: Workspace) -> None:
    orla, ayu, budi = ws.person("orla"), ws.person("ayu"), ws.person("budi")
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.ACTIVE)
    for line in ("/rm-status", "/rm-status share", "/rm-status Spring"):
        assert "Lena Vogel" in ayu.runs(line, channel="general").text
        assert "Enrolled" not in ayu.runs(line, channel="general").text
    assert "You take part in no programme" in budi.runs("/rm-status").text
    assert ws.channel("general").messages == []
    assert ws.troubles == []


def test_a_session_in_the_diary_is_the_next_moment_in_the_organisers_time(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    create(orla, "Spring")
    orla.runs("/rm-programme open")
    pair_up(stage, "Spring", Pairing.ACTIVE)
    with stage.house.sessions.begin() as db:
        pair = db.scalars(select(Pair)).one()
        book(db, pair.meetings[0], MONDAY.replace(day=9))
    answer = orla.runs("/rm-status").text
    assert "session 1 of @Ayu Lestari and @Lena Vogel, Monday 9 March, 10:00 (Dublin)" in answer


def test_where_slack_fails_the_organiser_is_told_and_a_second_try_works(stage: Rehearsal, ws: Workspace) -> None:
    orla = ws.person("orla")
    orla.runs("/rm-status")
    ws.fail_next("views.open", http=500)
    assert "Slack did not answer just now" in orla.runs("/rm-programme create").text
    create(orla, "Spring")
    assert programmes(stage) == {"Spring": Stage.DRAFT}


def create(organiser: Person, name: str) -> None:
    organiser.runs("/rm-programme create")
    organiser.fills("Name", name)
    organiser.chooses("People who help (two at least)", "hana", "hugo")
    organiser.chooses("Sponsor", "sam")
    organiser.submits()


def done(organiser: Person) -> str:
    """Submits what is open, reads the answer and puts it away."""
    after = organiser.submits()
    assert after is not None
    text = after.text
    organiser.closes()
    return text


def pair_up(stage: Rehearsal, name: str, state: Pairing, handles: tuple[str, str] = ("ayu", "lena")) -> None:
    """A mentor and a leader, as if they had joined and been matched."""
    for handle in handles:
        stage.ws.person(handle).runs("/rm-status")
    with stage.house.sessions.begin() as db:
        programme = db.scalars(select(Programme).where(Programme.name == name)).one()
        people = {person.slack_id: person for person in db.scalars(select(Member))}
        mentor, leader = (
            make_enrolment(db, programme, role, person=people[stage.ws.person(handle).id])
            for role, handle in zip(Role, handles, strict=True)
        )
        made = make_pair if state == Pairing.ACTIVE else make_match
        made(db, programme, mentor=mentor, leader=leader, state=state)


def programmes(stage: Rehearsal) -> dict[str, str]:
    with stage.house.reading() as db:
        return {programme.name: programme.stage for programme in db.scalars(select(Programme))}


def actions(stage: Rehearsal) -> list[str]:
    """What the audit log says was done, in the order of the alphabet: the time stands still here."""
    with stage.house.reading() as db:
        noted = sorted(db.scalars(select(AuditEntry.action)))
    return [action.removeprefix("programme_") for action in noted if "seeded" not in action]
