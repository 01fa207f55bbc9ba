"""Behind the scenes: calls, letters, pairs."""

import re

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from bot.models import Pair
from sandbox.page.desk import Desk
from sandbox.page.drawer import AT_MOST
from sandbox.story import first_session as story
from tests.page.markup import parsed

SCENES = (
    story.opens_programme,
    story.everybody_joins,
    story.looks_at_proposals,
    story.approves,
    story.both_say_yes,
    story.reads_agreement,
    story.both_sign,
    story.books,
)


def plays_until(desk: Desk, last: object) -> None:
    for scene in SCENES[: SCENES.index(last) + 1]:
        scene(desk.rehearsal)


def shown(client: TestClient, tab: str, handle: str = "orla", **query: str) -> str:
    return client.get(f"/as/{handle}/behind/{tab}", params=query).text


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("calls", "The bot has not called Slack yet."),
        ("letters", "No letter has been owed to anybody yet."),
        ("pair", "There is no pair yet. An organiser makes them with /rm-programme match."),
    ],
)
def test_at_first_each_says_what_would_stand_there(client: TestClient, tab: str, said: str) -> None:
    assert said in parsed(shown(client, tab)).words


def test_the_newest_call_stands_on_top(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.everybody_joins)
    numbers = [int(number) for number in re.findall(r'id="call-(\d+)"', shown(client, "calls"))]
    assert numbers == list(range(len(desk.ws.calls)))[::-1]


def test_no_more_than_two_hundred_calls_are_listed(client: TestClient, desk: Desk) -> None:
    for number in range(AT_MOST + 5):
        desk.ws.called("api.test", {"number": number}, {"ok": True}, 1.4)
    numbers = re.findall(r'id="call-(\d+)"', shown(client, "calls"))
    assert (len(numbers), numbers[0], numbers[-1]) == (AT_MOST, "204", "5")


def test_a_call_tells_its_method_its_answer_and_how_long_it_took(client: TestClient, desk: Desk) -> None:
    desk.ws.called("chat.update", {}, {"ok": False, "error": "message_not_found"}, 12.3)
    assert parsed(shown(client, "calls")).words == "chat.update message_not_found 12 ms Mon 2 Mar, 10:00"


def test_what_was_sent_as_text_is_laid_open(client: TestClient, desk: Desk) -> None:
    desk.ws.called("chat.postMessage", {"blocks": '[{"type": "divider"}]', "text": "[sic"}, {"ok": True}, 1)
    full = shown(client, "calls/0")
    assert "&#34;type&#34;: &#34;divider&#34;" in full
    assert "&#34;[sic&#34;" in full


def test_no_call_shows_the_token(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.everybody_joins)
    everything = [shown(client, f"calls/{number}") for number in range(len(desk.ws.calls))]
    assert not any(desk.ws.bot_token in one for one in everything)


def test_a_call_that_never_was_is_not_found(client: TestClient) -> None:
    assert client.get("/as/orla/behind/calls/7").status_code == 404


def test_letters_tell_their_state_whom_they_are_to_and_when_they_are_due(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.approves)
    table = parsed(shown(client, "letters")).words
    assert "sent a partner is proposed offer Tom Hughes Mon 2 Mar, 10:00" in table
    assert "waiting a partner is proposed offer Nia Brooks Mon 2 Mar, 14:00" in table


def test_a_letter_that_was_dropped_tells_why(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.opens_programme)
    story.says_too_little(desk.rehearsal)
    story.everybody_joins(desk.rehearsal)
    desk.rehearsal.waits(days=3)
    assert "dropped" in parsed(shown(client, "letters")).words


def test_a_pair_is_followed_from_the_proposal_to_the_first_session(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.looks_at_proposals)
    assert "State proposed" in of_tom(client, desk)
    plays_until_from(desk, story.looks_at_proposals, story.both_say_yes)
    assert "State active" in of_tom(client, desk)
    assert "Version 0: nobody has filled it in yet." in of_tom(client, desk)
    plays_until_from(desk, story.both_say_yes, story.books)
    facts = of_tom(client, desk)
    assert "Tom Hughes signed version 2, Mon 2 Mar, 10:00" in facts
    assert "Mark Ellis signed version 2" in facts
    assert "1 booked Mon 9 Mar, 10:00, 60 minutes 2 planned aimed at" in facts


def test_what_the_two_wrote_is_not_shown(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.both_sign)
    assert "Pineapple" not in shown(client, "pair", pair=toms_pair(desk))


def test_one_chooses_between_pairs(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.looks_at_proposals)
    html = shown(client, "pair", pair=toms_pair(desk))
    assert "Nia Brooks teaches Carol Reyes" in html
    assert re.search(r"selected>\s*([^<]*)<", html).group(1) == "Tom Hughes teaches Mark Ellis"  # type: ignore[union-attr]


def test_nothing_that_looks_the_same_is_drawn_anew(client: TestClient, desk: Desk) -> None:
    plays_until(desk, story.looks_at_proposals)
    assert shown(client, "pair") == shown(client, "pair")
    before = shown(client, "letters")
    desk.rehearsal.tick()
    assert shown(client, "letters") == before


def plays_until_from(desk: Desk, done: object, last: object) -> None:
    for scene in SCENES[SCENES.index(done) + 1 : SCENES.index(last) + 1]:
        scene(desk.rehearsal)


def toms_pair(desk: Desk) -> str:
    with desk.rehearsal.house.reading() as db:
        return next(str(pair.id) for pair in db.scalars(select(Pair)) if pair.mentor.person.name == "Tom Hughes")


def of_tom(client: TestClient, desk: Desk) -> str:
    return parsed(shown(client, "pair", pair=toms_pair(desk))).words
