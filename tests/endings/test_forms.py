"""Ratings and a thank-you: drawn, filled in, read, and shown again."""

import json
import uuid

import pytest
from sqlalchemy.orm import Session

from bot.endings import forms, rules
from bot.endings.rules import Look
from bot.errors import Invalid, Refused
from bot.models import Enrolment, Goal, Role
from tests.endings.ending import LATE, ended_pair, seen_by
from tests.factories import NOW
from tests.fitting import LONGEST_ANSWER, LONGEST_NAME, filled, fits

MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def mentor(db: Session) -> Enrolment:
    """Two goals, of which the first was a 2 at the start and the second a 4."""
    enrolment = ended_pair(db).mentor
    keys = {"workspace_id": enrolment.workspace_id, "enrolment_id": enrolment.id}
    db.add(Goal(**keys, position=1, text="See <how> money moves", sign="I can explain it", rating_start=4))
    db.flush()
    db.expire(enrolment)
    return enrolment


def rated(enrolment: Enrolment, *ratings: int) -> dict[uuid.UUID, int]:
    return {goal.id: rating for goal, rating in zip(enrolment.goals, ratings, strict=True)}


def test_each_goal_stands_in_its_own_words_with_where_it_began(mentor: Enrolment) -> None:
    text = json.dumps(fits(forms.draw_rating(mentor, Look.MIDPOINT)), ensure_ascii=False)
    for words in ("Your leadership goal", "> Explain our work to leaders", "> They ask me back", "Goal 2"):
        assert words in text
    assert "See &lt;how&gt; money moves" in text
    assert ("At the start: 2 of 5" in text, "At the start: 4 of 5" in text, "half-way" in text) == (True, True, False)


def test_a_leaders_first_goal_is_a_goal_like_the_others(db: Session) -> None:
    text = str(fits(forms.draw_rating(ended_pair(db).leader, Look.END)))
    assert ("Goal 1" in text, "leadership goal" in text) == (True, False)


def test_at_the_end_the_rating_of_half_way_is_shown_too(db: Session, mentor: Enrolment) -> None:
    mentor.goals[0].rating_midpoint = 3
    db.flush()
    assert "At the start: 2 of 5 · half-way: 3 of 5" in str(fits(forms.draw_rating(mentor, Look.END)))
    assert "half-way" not in str(fits(forms.draw_rating(mentor, Look.MIDPOINT)))


def test_a_goal_without_a_sign_asks_for_none(mentor: Enrolment) -> None:
    for goal in mentor.goals:
        goal.sign = None
    assert "How you wanted to notice it" not in str(fits(forms.draw_rating(mentor, Look.END)))


def test_a_rating_is_read_and_stands_there_again(db: Session, mentor: Enrolment) -> None:
    view = filled(forms.draw_rating(mentor, Look.END), rating_0="4", rating_1="5")
    assert (forms.read_part(view), forms.read_rating(view, "en")) == (mentor.id, rated(mentor, 4, 5))
    rules.rate(db, mentor, forms.read_rating(view, "en"), LATE)
    again = filled(forms.draw_rating(mentor, Look.END))
    assert forms.read_rating(again, "en") == rated(mentor, 4, 5)


@pytest.mark.parametrize("given", [None, "6", "0", "good"])
def test_each_goal_wants_a_number_from_one_to_five(mentor: Enrolment, given: str | None) -> None:
    view = filled(forms.draw_rating(mentor, Look.MIDPOINT), rating_0="3", rating_1=given)
    with pytest.raises(Invalid) as wrong:
        forms.read_rating(view, "en")
    assert wrong.value.errors == {"rating_1": "Where do you stand with this goal today, from 1 to 5?"}


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"enrolment": "x", "goals": ["y"]}', '{"enrolment": 1, "goals": 2}'])
def test_a_form_that_was_drawn_in_another_way_is_out_of_date(kept: str) -> None:
    view = {"private_metadata": kept, "state": {"values": {}}}
    for read in (forms.read_part, lambda old: forms.read_rating(old, "en")):
        with pytest.raises(Refused, match="old_form"):
            read(view)


@pytest.mark.parametrize(
    ("numbers", "shown", "word"),
    [
        ((2, 3, 4), "*2 → 3 → 4*", "something has moved"),
        ((2, 4, None), "*2 → 4*", "something has moved"),
        ((2, None, 4), "*2 → 4*", "something has moved"),
        ((3, 4, 3), "*3 → 4 → 3*", "A number is only half of it"),
        ((3, 3, None), "*3 → 3*", "A number is only half of it"),
        ((5, None, 1), "*5 → 1*", "A number is only half of it"),
    ],
)
def test_own_numbers_stand_side_by_side_without_a_judgement(
    db: Session, numbers: tuple[int, int | None, int | None], shown: str, word: str
) -> None:
    enrolment = ended_pair(db).leader
    [goal] = enrolment.goals
    goal.rating_start, goal.rating_midpoint, goal.rating_end = numbers
    text = str(fits(forms.draw_rated(enrolment)))
    assert shown in text
    assert word in text


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_goals_fit(db: Session, language: str) -> None:
    enrolment = ended_pair(db).mentor
    enrolment.person.locale = language
    keys = {"workspace_id": enrolment.workspace_id, "enrolment_id": enrolment.id, "rating_start": 5}
    for position in (1, 2):
        db.add(Goal(**keys, position=position, text=LONGEST_ANSWER, sign=LONGEST_ANSWER))
    enrolment.goals[0].text = enrolment.goals[0].sign = LONGEST_ANSWER
    db.flush()
    db.expire(enrolment)
    fits(forms.draw_rating(enrolment, Look.END))
    fits(forms.draw_rated(enrolment))


def test_a_thank_you_says_beforehand_who_may_see_it(db: Session) -> None:
    text = str(fits(forms.draw_thanks(seen_by(ended_pair(db), LEADER), None)))
    assert "<@U0AYU> reads your words in a message and may show them to anybody" in text


def test_a_thank_you_is_written_read_and_found_again(db: Session) -> None:
    pair = ended_pair(db)
    view = filled(forms.draw_thanks(seen_by(pair, LEADER), None), words="  You made me listen.  ")
    assert (forms.read_pair(view), forms.read_thanks(view, "en")) == (pair.id, "You made me listen.")
    rules.thank(db, pair, forms.read_thanks(view, "en"), NOW)
    again = filled(forms.draw_thanks(seen_by(pair, LEADER), rules.thanks_of(db, pair)))
    assert forms.read_thanks(again, "en") == "You made me listen."


@pytest.mark.parametrize("words", [None, "", "  \n "])
def test_an_empty_thank_you_is_none(db: Session, words: str | None) -> None:
    view = filled(forms.draw_thanks(seen_by(ended_pair(db), LEADER), None), words=words)
    with pytest.raises(Invalid) as wrong:
        forms.read_thanks(view, "en")
    assert wrong.value.errors == {"words": "A few words would help here."}


def test_what_was_thanked_is_on_its_way(db: Session) -> None:
    pair = ended_pair(db)
    pair.mentor.person.name = LONGEST_NAME
    assert "<@U0AYU> gets it in their working hours" in str(fits(forms.draw_thanked(seen_by(pair, LEADER))))
