"""Taking a break, leaving, reading one's data, and what Slack tells about people and the app, over the wire."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.meetings.rules import cancel
from bot.models import Enrolment, Kind, Letter, Pair, Person, Post
from bot.models import Workspace as Installed
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.factories import book
from tests.walks.paired import TEAM, introduce, join_alone

DAY_BACK = "The day you are back"


def window(ws: Workspace, handle: str) -> str:
    modal = ws.person(handle).modal
    assert modal is not None
    return modal.text


def state_of(stage: Rehearsal, slack_id: str) -> str:
    with stage.house.reading() as db:
        mine = (Person.slack_id == slack_id, Enrolment.person_id == Person.id)
        return str(db.scalars(select(Enrolment.state).where(*mine)).one())


def test_a_break_is_told_to_the_partner_and_ended_early(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    stage.waits(hours=16)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    lena.runs("/rm-me pause")
    lena.fills(DAY_BACK, "2026-03-02")
    lena.submits()
    assert lena.modal.errors == {DAY_BACK: "Please pick a day from tomorrow on."}
    lena.fills(DAY_BACK, "2026-03-20")
    lena.submits()
    assert "You are on a break and back on Friday 20 March." in window(ws, "lena")
    lena.closes()
    stage.waits(minutes=1)
    assert "is on a break and back on Friday 20 March." in ayu.dm[-1].readable
    assert "back on Friday 20 March" in lena.runs("/rm-me").text
    assert "Welcome back!" in lena.runs("/rm-me resume").text
    assert "You are not on a break" in lena.runs("/rm-me resume").text
    stage.waits(days=1)  # for today, Ayu has had two messages
    assert "is back from the break earlier than planned" in ayu.dm[-1].readable
    assert ws.troubles == []


def test_the_buttons_on_app_home_pause_resume_and_leave(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    lena.opens_home()
    lena.presses("Take a break")
    lena.submits()
    lena.closes()
    lena.opens_home()
    lena.presses("Come back")
    assert "Welcome back!" in window(ws, "lena")
    lena.closes()
    lena.presses("Come back")
    assert "You are not on a break" in window(ws, "lena")
    lena.closes()
    lena.opens_home()
    lena.presses("Leave")
    lena.submits()
    assert "You have left *Spring*" in window(ws, "lena")
    lena.closes()
    lena.presses("Leave")
    assert "there is nothing to leave" in window(ws, "lena")
    assert ws.troubles == []


def test_after_two_cancellations_the_leader_may_pause_from_the_message(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    with stage.house.sessions.begin() as db:
        pair = db.scalars(select(Pair)).one()
        pair.leader_cancellations = 1
        cancel(db, book(db, pair.meetings[0], stage.now + timedelta(days=7)), pair.leader.person, stage.now)
    stage.waits(minutes=5)
    lena = ws.person("lena")
    lena.presses("Pause until…", inside=lena.dm[-1])
    lena.fills(DAY_BACK, "2026-03-20")
    lena.submits()
    assert "You are on a break and back on Friday 20 March." in window(ws, "lena")
    assert ws.troubles == []


def test_leaving_is_told_to_the_partner_next_day_in_neutral_words(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    stage.waits(hours=16)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    lena.runs("/rm-me leave")
    lena.submits()
    lena.closes()
    before = len(ayu.dm)
    stage.waits(hours=2)
    assert "Thank you for the time you gave it" in lena.dm[-1].readable
    assert len(ayu.dm) == before
    stage.waits(days=1)
    assert "end here. That says nothing about you" in ayu.dm[-1].readable
    assert "there is nothing to leave" in lena.runs("/rm-me leave").text
    assert state_of(stage, "U0LENA") == "left"
    assert ws.troubles == []


def test_a_form_that_was_submitted_twice_leaves_once(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    lena.runs("/rm-me leave")
    lena.submits()
    ws.redeliver_last()
    stage.waits(minutes=5)
    assert sum("You have left" in message.readable for message in lena.dm) == 1


def test_of_two_programmes_one_is_left(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    join_alone(stage, "U0LENA", "Lena Vogel")
    lena = ws.person("lena")
    lena.runs("/rm-me leave")
    lena.chooses("Which programme?", "Autumn")
    lena.submits()
    assert "You have left *Autumn*" in window(ws, "lena")
    assert "*Spring*: You take part." in lena.runs("/rm-me").text
    assert ws.troubles == []


@pytest.mark.usefixtures("stage")
def test_somebody_without_a_part_is_told_so(ws: Workspace) -> None:
    marc = ws.person("marc")
    assert "You take part in no programme just now." in marc.runs("/rm-me help").text
    assert "nothing to pause" in marc.runs("/rm-me pause").text
    assert "nothing to pause" in marc.runs("/rm-me resume").text
    assert "`/rm-me show`" in marc.runs("/rm-me dance").text
    assert ws.troubles == []


@pytest.mark.usefixtures("stage")
def test_a_guest_is_refused_politely(ws: Workspace) -> None:
    guest = ws.add_person("gil", name="Gil", guest=True)
    for word in ("", " pause", " leave", " show"):
        assert "full members of this workspace" in guest.runs(f"/rm-me{word}").text
    assert guest.modal is None


def test_all_that_we_hold_is_shown_page_by_page(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    ayu = ws.person("ayu")
    ayu.runs("/rm-me show")
    assert "I want leaders to see what we see" in window(ws, "ayu")
    ayu.presses("Next page")
    assert "Session 6: no date yet" in window(ws, "ayu")
    assert ws.troubles == []


def test_a_new_zone_moves_what_still_waits(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    ayu = ws.person("ayu")
    ayu.changes(tz="Europe/London")
    stage.waits_until(datetime(2026, 3, 3, 8, 59, tzinfo=UTC))
    assert ayu.dm == []
    stage.waits(minutes=1)
    assert "are a pair" in ayu.dm[-1].readable
    with stage.house.reading() as db:
        known = db.scalars(select(Person).where(Person.slack_id == "U0AYU")).one()
        assert (known.zone, known.locale) == ("Europe/London", "en-GB")


def test_a_profile_of_a_stranger_to_the_programme_is_not_kept(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    ws.person("marc").changes(title="Chief of chairs")
    with stage.house.reading() as db:
        assert db.scalar(select(func.count()).where(Person.slack_id == "U0MARC")) == 0


def test_a_deactivated_account_leaves_kindly(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    stage.waits(hours=16)
    ws.person("lena").changes(deactivated=True)
    assert state_of(stage, "U0LENA") == "left"
    stage.waits(days=2)
    assert "end here. That says nothing about you" in ws.person("ayu").dm[-1].readable
    assert ws.troubles == []


def test_after_the_app_was_removed_nothing_is_sent(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    for event in ({"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}):
        assert ws.deliver_event(event).status == 200
    stage.now = datetime(2026, 3, 3, 10, tzinfo=UTC)
    stage.tick()
    with stage.house.reading() as db:
        assert db.get_one(Installed, TEAM).uninstalled_at is not None
        waiting = select(func.count()).where(Letter.kind == Kind.AGREEMENT, Letter.state == Post.WAITING)
        assert db.scalar(waiting) == 1


def test_a_person_who_revokes_their_own_token_uninstalls_nothing(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    assert ws.deliver_event({"type": "tokens_revoked", "tokens": {"oauth": ["U0AYU"]}}).status == 200
    with stage.house.reading() as db:
        assert db.get_one(Installed, TEAM).uninstalled_at is None
