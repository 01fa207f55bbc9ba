"""What is still to come: when, to whom, and what it is about."""

from datetime import timedelta

from sqlalchemy import select
from starlette.testclient import TestClient

from bot.letters import owe
from bot.models import Kind, Pair, Person
from sandbox.page.calendar import AT_MOST
from sandbox.page.desk import Desk
from sandbox.page.letters import KINDS
from sandbox.story import first_session as story
from tests.page.markup import parsed


def coming(client: TestClient, handle: str = "tom") -> str:
    return parsed(client.get(f"/as/{handle}/now").json()["parts"]["calendar"]).words


def test_nothing_is_to_come_where_nobody_has_done_anything(client: TestClient) -> None:
    assert coming(client) == "No letter is waiting. The bot writes when somebody has done something."


def test_a_letter_stands_there_in_the_readers_own_time(client: TestClient, desk: Desk) -> None:
    mark_stops_half_way(desk)
    assert "Wed 4 Mar, 10:00 Mark Ellis a reminder to finish joining" in coming(client)
    assert "Wed 4 Mar, 17:00 Mark Ellis a reminder to finish joining" in coming(client, "ayu")


def test_it_stands_in_the_first_page_too(client: TestClient, desk: Desk) -> None:
    mark_stops_half_way(desk)
    page = parsed(client.get("/as/tom").text).words
    assert "Still to come Wed 4 Mar, 10:00 Mark Ellis a reminder to finish joining" in page


def test_what_has_been_sent_is_no_longer_to_come(client: TestClient, desk: Desk) -> None:
    mark_stops_half_way(desk)
    client.post("/clock", data={"step": "week"})
    assert coming(client).startswith("No letter is waiting")


def test_a_letter_to_a_pair_names_both(client: TestClient, desk: Desk) -> None:
    proposed(desk)
    with desk.rehearsal.house.sessions.begin() as db:
        pair = db.scalars(select(Pair).where(Pair.mentor.has())).all()[-1]
        owe(db, Kind.INTRODUCTION, pair, desk.rehearsal.now, to=None)
        both = f"{pair.mentor.person.name} and {pair.leader.person.name}"
    assert f"{both} the introduction" in coming(client)


def test_no_more_than_twenty_are_shown_and_the_next_ones_come_first(client: TestClient, desk: Desk) -> None:
    mark_stops_half_way(desk)
    with desk.rehearsal.house.sessions.begin() as db:
        mark = db.scalars(select(Person).where(Person.name == "Mark Ellis")).one()
        for days in range(30):
            owe(db, Kind.LEFT, mark, desk.rehearsal.now + timedelta(days=29 - days), to=mark, once=f"{days}")
    shown = coming(client)
    assert shown.count("Mark Ellis") == AT_MOST
    assert shown.startswith("Mon 2 Mar, 10:00 Mark Ellis how it goes on after leaving")


def test_a_name_stays_text(client: TestClient, desk: Desk) -> None:
    desk.ws.person("mark").name = "<b>Mark</b>"
    mark_stops_half_way(desk)
    assert "&lt;b&gt;Mark&lt;/b&gt;" in client.get("/as/tom/now").json()["parts"]["calendar"]


def test_every_kind_of_letter_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert len(set(KINDS.values())) == len(KINDS)


def mark_stops_half_way(desk: Desk) -> None:
    """He is reminded two days later."""
    story.opens_programme(desk.rehearsal)
    story.says_too_little(desk.rehearsal)
    desk.settle()


def proposed(desk: Desk) -> None:
    for scene in (story.opens_programme, story.everybody_joins, story.looks_at_proposals):
        scene(desk.rehearsal)
