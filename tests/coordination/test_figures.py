"""What organisers and channels are told: right at zero, within Slack's limits, and shared without a name."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.coordination import figures
from bot.coordination.census import Census, Commitments, Sessions, take
from bot.coordination.concerns import NEEDS_PERSON, Concern
from bot.models import Figure, Person, Programme, Stage
from bot.said import Said
from sandbox.limits import message_problems, text_in_blocks
from tests.factories import NOW, book, make_organiser, make_pair
from tests.fitting import LONGEST_NAME, said

ORLA = Person(id=uuid.uuid4(), workspace_id="T0RM", slack_id="U0ORLA", name="Orla", zone="UTC", locale="en-GB")
MOST_TEXT = 12_000  # characters in the blocks of one message


def programme(**changes: Any) -> Programme:
    values = {"workspace_id": "T0RM", "name": "Spring", "stage": Stage.RUNNING, "ends_on": date(2026, 9, 30)}
    return Programme(**values | {"language": "en"} | changes)


def people(number: int) -> tuple[Person, ...]:
    return tuple(Person(workspace_id="T0RM", slack_id=f"U{n:010}", name=LONGEST_NAME) for n in range(number))


NOBODY = Census(
    programme=programme(),
    mentors=0,
    leaders=0,
    drafts=0,
    left=0,
    matched=0,
    asked=0,
    pairs=0,
    ended=0,
    signed=0,
    unmatched=(),
    unconfirmed=(),
    incomplete=(),
    sessions=Sessions(),
    commitments=None,
    published={},
    concerns=(),
    failures={},
    letters_unsure=0,
    following=None,
)
CROWD = replace(
    NOBODY,
    programme=programme(name="<" * 60),
    mentors=4000,
    leaders=4000,
    drafts=4000,
    asked=2,
    ended=2,
    unmatched=people(300),
    unconfirmed=people(300),
    incomplete=people(300),
    concerns=tuple(Concern("unsigned", people(2)) for _ in range(300)),
    failures={"user_disabled": 28, "channel_not_found": 2},
    letters_unsure=30,
)


def test_a_programme_at_zero_says_so_plainly() -> None:
    assert shown(NOBODY) == (
        "Spring\n"
        "*Running, planned until Wednesday 30 September*\n"
        "Enrolled: 0 (0 mentors, 0 leaders)\n"
        "Matched: 0 pairs\n"
        "Agreements signed by both: 0 of 0\n"
        "Sessions: 0 held · 0 due · 0 missed\n"
        "Needs your help: nobody just now.\n"
        "Next: no session is in the diary."
    )


def test_nothing_held_is_no_reason_for_a_party() -> None:
    text = shown(replace(NOBODY, pairs=5, sessions=Sessions(planned=30)))
    assert "░░░░░░░░░░░░` 0 of 30" in text
    assert not any(mark in text for mark in ("🎉", ":tada:", "Great", "Congratulations", "█", "!"))


@pytest.mark.parametrize(
    ("held", "bar"),
    [
        (1, "█░░░░░░░░░░░` 1 of 12"),
        (6, "██████░░░░░░` 6 of 12"),
        (12, "████████████` 12 of 12"),
    ],
)
def test_the_bar_shows_the_share_that_was_held(held: int, bar: str) -> None:
    assert bar in shown(replace(NOBODY, sessions=Sessions(held=held, planned=12 - held)))


def test_the_bar_is_full_only_when_all_are_held_and_empty_only_when_none_is() -> None:
    assert "███████████░` 199 of 200" in shown(replace(NOBODY, sessions=Sessions(held=199, due=1)))
    assert "█░░░░░░░░░░░` 1 of 200" in shown(replace(NOBODY, sessions=Sessions(held=1, due=199)))


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DRAFT, "A draft: nobody can join yet"),
        (Stage.OPEN, "Open for people to join"),
        (Stage.MATCHING, "Being matched"),
        (Stage.RUNNING, "Running, planned until Wednesday 30 September"),
        (Stage.CLOSED, "Closed"),
    ],
)
def test_each_stage_has_its_words(stage: Stage, words: str) -> None:
    assert f"*{words}*" in shown(replace(NOBODY, programme=programme(stage=stage)))


def test_a_closed_programme_asks_nothing_of_its_organiser() -> None:
    text = shown(replace(CROWD, programme=programme(stage=Stage.CLOSED)))
    assert "2 pairs took part" in text
    assert not any(words in text for words in ("Without a partner", "Needs your help", "Next:", "Matched:"))


def test_sessions_are_told_only_once_there_can_be_some() -> None:
    told = {stage: "Sessions:" in shown(replace(NOBODY, programme=programme(stage=stage))) for stage in Stage}
    assert [stage for stage in told if told[stage]] == [Stage.RUNNING, Stage.CLOSED]


def test_what_is_not_there_is_not_mentioned_and_what_is_has_its_number() -> None:
    busy = replace(NOBODY, drafts=1, asked=1, ended=2, sessions=Sessions(unconfirmed=1), failures={"user_disabled": 1})
    text = shown(busy)
    told = ("Still joining: 1", "1 offer waits", "2 pairs have ended", "1 unconfirmed", "1 could not be")
    for words in (*told, "because of: user_disabled (1)"):
        assert words in text
        assert words not in shown(NOBODY)


def test_who_needs_a_person_is_named_with_the_reason() -> None:
    reasons = ("cancelled_twice", "missed_twice", "unsigned", "silent")
    text = shown(replace(NOBODY, concerns=tuple(Concern(reason, people(2)) for reason in reasons)))
    assert "• <@U0000000000> & <@U0000000001>: two cancellations in a row" in text
    for words in ("two sessions missed in a row", "signatures for two weeks", "no date in the diary for four weeks"):
        assert words in text


def test_a_mentor_who_asked_for_a_person_is_named_without_a_reason() -> None:
    (ayu,) = people(1)
    text = shown(replace(NOBODY, concerns=(Concern(NEEDS_PERSON, (ayu,)),)))
    assert "• <@U0000000000>: would welcome a conversation, just the two of you; we do not ask why" in text


def test_an_organiser_who_is_the_partner_never_reads_that_a_mentor_asked() -> None:
    asked = Concern(NEEDS_PERSON, people(1), hidden_from=ORLA.id)
    assert shown(replace(NOBODY, concerns=(asked,))) == shown(NOBODY)


def test_commitments_are_told_as_totals_and_to_organisers_alone() -> None:
    counted = replace(NOBODY, commitments=Commitments(open=3, done=4, dropped=0))
    assert "Commitments of all pairs: 4 done · 3 open · 0 dropped" in shown(counted)
    assert "Commitments" not in shown(NOBODY)
    assert "Commitments" not in Said(figures.shared_status(counted, "en")).text


def test_the_figures_of_a_closed_round_may_be_shared() -> None:
    held = Figure(key="roles_held", people=12, shown={"percent": 80})
    closed = programme(stage=Stage.CLOSED, closed_at=NOW, playbook="core-6", zone="UTC")
    counted = replace(NOBODY, programme=closed, published={"roles_held": held})
    words = "Roles held in about 80 % of the sessions, as people said themselves."
    assert words in shown(counted)
    assert words in Said(figures.shared_status(counted, "en")).text


def test_ten_are_named_and_the_rest_are_counted() -> None:
    assert "more" not in shown(replace(NOBODY, unmatched=people(10)))
    assert "<@U0000000009> and 1 more" in shown(replace(NOBODY, unmatched=people(11)))
    pairs = tuple(Concern("silent", people(2)) for _ in range(11))
    assert "… and 1 more" in shown(replace(NOBODY, concerns=pairs))


@pytest.mark.parametrize("programmes", [1, 6])
@pytest.mark.parametrize("language", ["en", "id"])
def test_six_crowded_programmes_fit_into_one_message(programmes: int, language: str) -> None:
    organiser = Person(workspace_id="T0RM", slack_id="U0ORLA", name=LONGEST_NAME, zone="UTC", locale=language)
    fits(figures.stacked([figures.status(CROWD, organiser)] * programmes))
    fits(figures.stacked([figures.shared_status(CROWD, language)] * programmes))


def test_what_is_shared_has_the_numbers_and_no_name() -> None:
    blocks = figures.shared_status(CROWD, "en")
    text = Said(blocks).text
    assert "Enrolled: 8000 (4000 mentors, 4000 leaders)" in text
    assert "<@" not in text
    assert LONGEST_NAME not in text


@pytest.mark.parametrize("name", ["<!channel>", "<@U0AYU>", "<https://evil.example|Spring>"])
def test_a_programmes_name_comes_alive_nowhere(name: str) -> None:
    blocks = figures.shared_status(replace(NOBODY, programme=programme(name=name)), "en")
    assert blocks[0].to_dict()["text"]["type"] == "plain_text"
    assert name not in Said(blocks).text


def test_the_next_moment_is_told_in_the_organisers_own_time(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[1], NOW + timedelta(days=9))
    organiser = make_organiser(db, zone="Asia/Tokyo", name=LONGEST_NAME)
    text = said(Said(figures.status(take(db, pair.programme, NOW), organiser)))
    mentor, leader = pair.mentor.person.slack_id, pair.leader.person.slack_id
    assert f"session 2 of <@{mentor}> and <@{leader}>, Wednesday 11 March, 19:00 (Tokyo)" in text


def shown(counted: Census) -> str:
    blocks = figures.status(counted, ORLA)
    fits(blocks)
    return Said(blocks).text


def fits(blocks: list[Block]) -> None:
    drawn = [block.to_dict() for block in blocks]
    assert message_problems(drawn) == []
    assert text_in_blocks(drawn) <= MOST_TEXT
