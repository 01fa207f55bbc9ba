"""The list of a pair's commitments."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot import pairs, pledges
from bot.actions import Act
from bot.commitments import listing, rules
from bot.commitments.listing import Listing
from bot.errors import Refused
from bot.models import Outcome, Pair, Role
from bot.scene import Scene
from bot.themes import NO, WAITING, YES, Offer
from tests.commitments.promising import AFTER, FRIDAY_20, met_pair, promise
from tests.fitting import LONGEST_NAME, fits
from tests.meetings.booking import person

MENTOR, LEADER = Role.MENTOR, Role.LEADER
DAY = timedelta(days=1)
ANSWERS = [Act.COMMITMENT_DONE, Act.COMMITMENT_MOVED, Act.COMMITMENT_DROPPED]


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db, mentor={"slack_id": "U0AYU"}, leader={"slack_id": "U0LENA"})


def shown(db: Session, pair: Pair, role: Role, offer: Offer | None = None, offset: int = 0) -> dict[str, Any]:
    scene = Scene.seen_by(pair.meetings[0], person(pair, role))
    return fits(listing.draw_list(Listing(scene, pledges.all_of(db, pair), offer, offset)))


def acts(view: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def offer(by: Role, answer: str) -> Offer:
    return Offer(UUID(int=1), by, answer)


def test_both_read_the_words_and_only_the_leader_answers(db: Session, pair: Pair) -> None:
    promise(db, pair, text="Ask before I answer & listen.")
    for role in Role:
        assert "&gt; Ask" not in str(shown(db, pair, role))
        assert "> Ask before I answer &amp; listen." in str(shown(db, pair, role))
        assert "Open, for Friday 20 March" in str(shown(db, pair, role))
    assert acts(shown(db, pair, LEADER)) == ANSWERS
    assert acts(shown(db, pair, MENTOR)) == []


def test_an_empty_list_says_so(db: Session, pair: Pair) -> None:
    assert "Nothing is on the list yet." in str(shown(db, pair, MENTOR))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.DONE, "Done; it was for Friday 20 March"), (Outcome.DROPPED, "Dropped; it was for Friday 20 March")],
)
def test_what_became_of_it_is_told_to_both(db: Session, pair: Pair, outcome: Outcome, words: str) -> None:
    rules.close(db, promise(db, pair), outcome, AFTER)
    for role in Role:
        assert words in str(shown(db, pair, role))
        assert acts(shown(db, pair, role)) == ([Act.SHARE_THEME] if outcome == Outcome.DONE else [])


def test_how_often_it_moved_is_told(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    rules.move(db, commitment, FRIDAY_20 + DAY, AFTER)
    assert "Open, for Saturday 21 March · moved once" in str(shown(db, pair, MENTOR))
    rules.move(db, commitment, FRIDAY_20, AFTER)
    assert "Open, for Friday 20 March · moved 2 times" in str(shown(db, pair, MENTOR))


def test_after_three_sessions_either_may_share_a_theme(db: Session) -> None:
    pair = met_pair(db, 3)
    promise(db, pair)
    assert acts(shown(db, pair, LEADER)) == [*ANSWERS, Act.SHARE_THEME]
    assert acts(shown(db, pair, MENTOR)) == [Act.SHARE_THEME]


def test_while_a_theme_waits_only_the_other_has_something_to_press(db: Session, pair: Pair) -> None:
    rules.close(db, promise(db, pair), Outcome.DONE, AFTER)
    waits = offer(MENTOR, WAITING)
    assert acts(shown(db, pair, MENTOR, waits)) == []
    assert "waits for a yes from <@U0LENA>" in str(shown(db, pair, MENTOR, waits))
    assert acts(shown(db, pair, LEADER, waits)) == [Act.READ_THEME]


def test_a_no_is_told_to_whoever_offered_it_and_nobody_is_blamed(db: Session, pair: Pair) -> None:
    refused = offer(MENTOR, NO)
    assert "The theme that you offered stays between the two of you." in str(shown(db, pair, MENTOR, refused))
    assert "theme" not in str(shown(db, pair, LEADER, refused))


@pytest.mark.parametrize("role", list(Role))
def test_a_yes_is_told_to_both(db: Session, pair: Pair, role: Role) -> None:
    assert "is on the programme's board" in str(shown(db, pair, role, offer(MENTOR, YES)))


def test_a_pair_that_is_over_reads_and_presses_nothing(db: Session) -> None:
    pair = met_pair(db, 3)
    promise(db, pair)
    pairs.end(db, pair, "left", AFTER)
    for role in Role:
        assert acts(shown(db, pair, role, offer(role, WAITING))) == []
        assert "Open, for Friday 20 March" in str(shown(db, pair, role))


def test_a_long_list_is_shown_a_page_at_a_time(db: Session, pair: Pair) -> None:
    for number in range(23):
        rules.close(db, promise(db, pair, now=AFTER + number * DAY / 24), Outcome.DROPPED, AFTER)
    first, second = shown(db, pair, LEADER), shown(db, pair, LEADER, offset=20)
    assert (acts(first), acts(second)) == ([listing.LATER], [listing.EARLIER])
    assert [str(view).count("Dropped;") for view in (first, second)] == [20, 3]
    assert listing.read_place(second) == (pair.id, 20)


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_words_and_names_fit(db: Session, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    pair = met_pair(db, 3, mentor=longest, leader=longest)
    for _ in range(23):
        rules.close(db, promise(db, pair, text="&" * 300), Outcome.DONE, AFTER)
    for _ in range(3):
        promise(db, pair, text="&" * 300)
    shown(db, pair, LEADER, offer(MENTOR, NO))
    shown(db, pair, LEADER, offset=20)


@pytest.mark.parametrize("carried", ["", "{}", '{"pair": "x", "at": 0}', '{"pair": null, "at": null}'])
def test_a_list_drawn_otherwise_is_out_of_date(carried: str) -> None:
    with pytest.raises(Refused, match="old_form"):
        listing.read_place({"private_metadata": carried})
