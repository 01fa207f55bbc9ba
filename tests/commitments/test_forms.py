"""Writing a commitment, and giving it another date."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.commitments import forms
from bot.commitments.rules import Promise
from bot.errors import Invalid, Refused
from bot.models import Pair, Role
from bot.scene import Scene
from tests.commitments.promising import AFTER, FRIDAY_20, WORDS, met_pair, promise
from tests.fitting import LONGEST_NAME, filled, fits
from tests.meetings.booking import person

LEADER = Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db, mentor={"slack_id": "U0AYU"})


def scene(pair: Pair) -> Scene:
    return Scene.seen_by(pair.meetings[0], person(pair, LEADER))


def written(pair: Pair, **answers: Any) -> dict[str, Any]:
    return filled(forms.draw_writing(scene(pair), FRIDAY_20), **answers)


def read(pair: Pair, view: dict[str, Any]) -> Promise:
    return forms.read_promise(view, person(pair, LEADER), "en", AFTER)


def faults(pair: Pair, **answers: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        read(pair, written(pair, **answers))
    return refused.value.errors


def test_what_was_filled_in_is_read(pair: Pair) -> None:
    view = written(pair, what=f"  {WORDS}\n", by_when="2026-04-01")
    assert read(pair, view) == Promise(WORDS, date(2026, 4, 1))
    assert forms.read_meeting(view) == pair.meetings[0].id


def test_the_proposed_date_stands_unless_another_is_picked(pair: Pair) -> None:
    assert read(pair, written(pair, what=WORDS)).due_on == FRIDAY_20


def test_the_form_says_who_sees_it(pair: Pair) -> None:
    assert "<@U0AYU> sees it, and nobody else." in str(fits(forms.draw_writing(scene(pair), FRIDAY_20)))


@pytest.mark.parametrize("what", ["", "   ", "\u200b\u202e"])
def test_nothing_that_can_be_seen_is_no_commitment(pair: Pair, what: str) -> None:
    assert faults(pair, what=what) == {"what": "Please write down what you will do. One sentence is enough."}


def test_more_than_the_form_takes_is_refused(pair: Pair) -> None:
    assert read(pair, written(pair, what="x" * 300)).text == "x" * 300
    assert faults(pair, what="x" * 301).keys() == {"what"}


@pytest.mark.parametrize(
    ("by_when", "words"),
    [
        (None, "Please pick a date."),
        ("2026-03-05", "Please pick a day from tomorrow on."),
        ("2026-12-31", "That is more than half a year away."),
    ],
)
def test_a_date_that_cannot_be_says_why(pair: Pair, by_when: str | None, words: str) -> None:
    assert faults(pair, what=WORDS, by_when=by_when)["by_when"].startswith(words)


def test_all_that_is_wrong_is_said_at_once(pair: Pair) -> None:
    assert faults(pair, what="", by_when="2020-01-01").keys() == {"what", "by_when"}


def test_another_date_is_read(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair, text="Listen to <!channel> & *all*.")
    view = filled(forms.draw_moving(scene(pair), commitment, date(2026, 4, 3)))
    assert forms.read_commitment(view) == commitment.id
    assert forms.read_moving(view, commitment, "en", AFTER) == date(2026, 4, 3)
    assert "&lt;!channel&gt; &amp; *all*" in str(view)
    assert "It was for Friday 20 March." in str(view)


@pytest.mark.parametrize(
    ("by_when", "words"),
    [
        (FRIDAY_20.isoformat(), "That is the date which it has already."),
        ("2026-03-05", "Please pick a day from tomorrow on."),
        (None, "Please pick a date."),
    ],
)
def test_a_date_that_is_none_is_no_new_one(db: Session, pair: Pair, by_when: str | None, words: str) -> None:
    commitment = promise(db, pair)
    view = filled(forms.draw_moving(scene(pair), commitment, date(2026, 4, 3)), by_when=by_when)
    with pytest.raises(Invalid) as refused:
        forms.read_moving(view, commitment, "en", AFTER)
    assert refused.value.errors["by_when"].startswith(words)


@pytest.mark.parametrize("carried", ["", "null", "[]", "{}", '{"meeting": 1, "commitment": 1}', '{"meeting": "x"}'])
def test_a_form_drawn_otherwise_is_out_of_date(carried: str) -> None:
    for form in (forms.read_meeting, forms.read_commitment):
        with pytest.raises(Refused, match="old_form"):
            form({"private_metadata": carried})


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_words_and_names_fit(db: Session, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    pair = met_pair(db, mentor=longest, leader=longest)
    fits(forms.draw_writing(scene(pair), FRIDAY_20))
    commitment = promise(db, pair, text="<&>" * 100)
    fits(forms.draw_moving(scene(pair), commitment, FRIDAY_20 + timedelta(days=1)))
