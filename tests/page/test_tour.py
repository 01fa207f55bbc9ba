"""Show me: the story in steps, from wherever somebody has left it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bot.models import Pair, Pairing, Programme
from sandbox.page.desk import Desk
from sandbox.page.steps import BOUNDARIES, GOALS, MOTIVATION, ROLES, STEPS, Step
from sandbox.page.tour import OTHER_TURN
from sandbox.story import first_session as story
from sandbox.story import reading
from sandbox.story.plot import creates
from tests.page.markup import parsed

KEYS = [step.key for step in STEPS]
# What one sees on the page to which each step leads.
SHOWS = {
    "programme": "Reverse mentoring 2026 is open.",
    "reason": "That does not say much yet.",
    "goal": "Hear bad news while it is still small",
    "joined": "As a mentor you are the teacher here",
    "proposals": "@Mark Ellis learns from @Tom Hughes",
    "offer": "Yes, gladly",
    "introduction": "@Tom Hughes, meet @Mark Ellis.",
    "agreement": "The mentor leads every session",
    "signed": "These suit you both",
    "booked": "Session 1 of 6 with @Mark Ellis is in the diary",
    "questions": "Questions from your partner are waiting for you.",
    "role-card": "You are the learner: ask, listen, note.",
    "met": "Thank you: you said that you met.",
    "status": "1 held",
}


def take(client: TestClient, key: str) -> dict[str, str]:
    answer: dict[str, str] = client.post(f"/tour/{key}").json()
    return answer


def take_until(client: TestClient, last: str) -> None:
    for key in KEYS[: KEYS.index(last) + 1]:
        assert take(client, key)["said"] == ""


def following(client: TestClient, key: str) -> str | None:
    found = re.search(r'data-next="([^"]+)"', client.get(f"/as/tom/tour/{key}").text)
    return found.group(1) if found else None


def test_each_step_leads_to_where_it_shows(client: TestClient, desk: Desk) -> None:
    key = following(client, "welcome")
    seen = []
    while key:
        answer = take(client, key)
        assert answer["said"] == ""
        assert SHOWS[key] in parsed(client.get(answer["to"]).text).words
        seen.append(key)
        key = following(client, key)
    assert seen == KEYS
    assert desk.ws.troubles == []


def test_it_also_begins_on_a_night_before_a_holiday(client: TestClient, desk: Desk) -> None:
    desk.rehearsal.now += timedelta(days=4, hours=13)  # Friday, eleven at night
    take_until(client, "status")


@pytest.mark.parametrize("step", STEPS, ids=KEYS)
def test_a_step_says_in_one_sentence_what_happens_and_in_one_why(step: Step) -> None:
    for sentence in (step.what, step.why):
        assert sentence.endswith((".", "?"))
        assert not re.search(r"[.!?] ", sentence)
        assert len(sentence) < 115


def test_each_of_the_four_conditions_is_served() -> None:
    assert {step.condition for step in STEPS} == {MOTIVATION, GOALS, BOUNDARIES, ROLES}


def test_a_step_names_its_condition_and_as_whom_one_looks(client: TestClient) -> None:
    html = client.get("/as/mark/tour/reason").text
    assert "2 of 14 A reason of one’s own" in parsed(html).words
    assert "Motivation" in parsed(html).words
    assert "Seen as Mark Ellis, finance director" in parsed(html).words


def test_somebody_else_is_told_where_it_shows(client: TestClient) -> None:
    html = client.get("/as/ayu/tour/reason").text
    assert "This step shows as Mark Ellis" in parsed(html).words
    assert 'href="/as/mark"' in html


def test_it_goes_on_where_somebody_has_got_to_by_hand(client: TestClient, desk: Desk) -> None:
    assert "happened already" not in client.get("/as/tom/tour/welcome").text
    story.opens_programme(desk.rehearsal)
    story.everybody_joins(desk.rehearsal)
    assert "Some of it has happened already" in client.get("/as/tom/tour/welcome").text
    assert following(client, "welcome") == "proposals"


def test_a_form_that_was_begun_by_hand_is_finished(client: TestClient, desk: Desk) -> None:
    take(client, "programme")
    mark = desk.ws.person("mark")
    mark.runs("/rm-join", channel="mentoring")
    label = reading.labels(mark)[0]
    mark.chooses(label, reading.options(mark, label)[0])
    mark.submits()
    assert [take(client, key)["said"] for key in ("reason", "goal", "joined")] == ["", "", ""]


def test_forms_that_were_closed_are_opened_again_where_they_are_needed(client: TestClient, desk: Desk) -> None:
    take_until(client, "reason")
    desk.ws.person("mark").closes()
    take_until(client, "proposals")
    desk.ws.person("orla").closes()
    take_until(client, "agreement")
    desk.ws.person("tom").closes()
    take_until(client, "status")


def test_a_draft_that_somebody_has_made_is_opened(client: TestClient, desk: Desk) -> None:
    creates(desk.ws.person("orla"))
    assert take(client, "programme")["said"] == ""
    assert programmes(desk) == 1


def test_what_has_happened_does_not_happen_twice(client: TestClient, desk: Desk) -> None:
    take(client, "programme")
    seen = len(desk.ws.transcript)
    assert take(client, "programme")["said"] == ""
    assert (programmes(desk), len(desk.ws.transcript)) == (1, seen)


def test_a_step_far_ahead_is_not_forced(client: TestClient) -> None:
    assert take(client, "booked")["said"] == OTHER_TURN


def test_after_another_turn_it_says_kindly_that_it_needs_a_fresh_start(client: TestClient, desk: Desk) -> None:
    take_until(client, "offer")
    tom = desk.ws.person("tom")
    tom.presses("No thanks")
    desk.settle()
    assert take(client, "introduction")["said"] == OTHER_TURN
    with desk.rehearsal.house.reading() as db:
        ours = [pair.state for pair in db.scalars(select(Pair)) if pair.mentor.person.name == "Tom Hughes"]
    assert Pairing.ACTIVE not in ours


def test_one_plays_on_by_hand_after_it_was_left(client: TestClient, desk: Desk) -> None:
    take_until(client, "booked")
    for step in ("week", "day"):
        client.post("/clock", data={"step": step})
    tom = desk.ws.person("tom")
    reading.press(tom, reading.newest_with(tom, "met_yes"), "met_yes")
    desk.settle()
    assert "Thank you: you said that you met." in parsed(client.get("/as/tom").text).words


def test_an_unknown_step_is_not_found(client: TestClient) -> None:
    assert client.get("/as/tom/tour/nowhere").status_code == 404
    assert client.post("/tour/nowhere").status_code == 404


def programmes(desk: Desk) -> int:
    with desk.rehearsal.house.reading() as db:
        return db.scalar(select(func.count()).select_from(Programme)) or 0
