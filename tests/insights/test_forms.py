"""Offering a theme, reading one that waits for a yes, and what leaders changed."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot import themes
from bot.actions import Act
from bot.errors import Invalid, Refused
from bot.insights import forms, messages
from bot.insights import rules as insights
from bot.models import Kind, Letter, Pair, Role
from bot.scene import Scene
from tests.commitments.promising import AFTER, met_pair
from tests.fitting import LONGEST_NAME, filled, fits, said
from tests.insights.offering import THEME, answered, done, offered, published
from tests.meetings.booking import came, person

MENTOR, LEADER = Role.MENTOR, Role.LEADER
NAMES = ["Ayu Lestari", "Lena Vogel"]


@pytest.fixture
def pair(db: Session) -> Pair:
    mentor, leader = ({"slack_id": f"U0{name[:3].upper()}", "name": name} for name in NAMES)
    return met_pair(db, mentor=mentor, leader=leader)


def scene(pair: Pair, role: Role = LEADER) -> Scene:
    return Scene.seen_by(pair.meetings[0], person(pair, role))


def written(db: Session, pair: Pair, **answers: Any) -> dict[str, Any]:
    return filled(forms.draw_offering(scene(pair), done(db, pair)), **answers)


def test_a_theme_is_read_as_one_line(db: Session, pair: Pair) -> None:
    view = written(db, pair, theme="  Ask\nfirst.\u202e ")
    assert forms.read_theme(view, NAMES, "en") == "Ask first."


def test_the_form_carries_its_commitment(db: Session, pair: Pair) -> None:
    commitment = done(db, pair)
    assert forms.read_commitment(filled(forms.draw_offering(scene(pair), commitment))) == commitment.id


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("", "Please write one line."),
        ("\u200b \u202e", "Please write one line."),
        ("x" * 151, "That is more than one line."),
        ("Ask <@U0AYU> first", "Please leave out mentions"),
        ("Ask @ayu", "Please leave out mentions"),
        ("What AYU knows", "Please leave out your two names."),
        ("Vogel's way", "Please leave out your two names."),
        ("A\u200byu's way", "Please leave out your two names."),
    ],
)
def test_a_line_that_points_to_somebody_says_so_under_the_field(
    db: Session, pair: Pair, theme: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        forms.read_theme(written(db, pair, theme=theme), NAMES, "en")
    assert refused.value.errors["theme"].startswith(words)


def test_the_longest_line_is_taken(db: Session, pair: Pair) -> None:
    assert len(forms.read_theme(written(db, pair, theme="x" * 150), NAMES, "en")) == 150


def test_whoever_is_asked_reads_the_words_as_words(db: Session, pair: Pair) -> None:
    insight = offered(db, pair, MENTOR, "Ask <!here> & <https://x.example|there>")
    view = fits(forms.draw_asking(scene(pair), insight))
    assert "> Ask &lt;!here&gt; &amp; &lt;https://x.example|there&gt;" in str(view)
    [row] = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [(element["action_id"], element["value"]) for element in row] == [
        (Act.ALLOW_THEME, str(insight.id)),
        (Act.REFUSE_THEME, str(insight.id)),
    ]


def test_each_step_says_what_follows(pair: Pair) -> None:
    assert "<@U0AYU> is asked." in str(fits(forms.draw_offered(scene(pair))))
    assert "without saying whose it is" in str(fits(forms.draw_allowed("en")))
    assert "its words are deleted" in str(fits(forms.draw_refused("en")))


def test_what_leaders_changed_is_written_and_found_again(db: Session, pair: Pair) -> None:
    insight = published(db, pair)
    view = filled(forms.draw_answering(insight, "en"), change=" We ask first.\nAnd wait. ")
    assert forms.read_insight(view) == insight.id
    change = forms.read_change(view, "en")
    insights.write_change(db, insight, change, AFTER, by=person(pair, LEADER))
    assert forms.read_change(filled(forms.draw_answering(insight, "en")), "en") == "We ask first.\nAnd wait."
    db.flush()
    assert "It stands on the board now." in str(fits(forms.draw_put_up(insight, "en")))


def test_what_was_taken_back_is_said_to_be_gone(db: Session, pair: Pair) -> None:
    insight = published(db, pair)
    assert forms.read_change(filled(forms.draw_answering(insight, "en")), "en") == ""
    assert "says nothing about it any more" in str(fits(forms.draw_put_up(insight, "en")))


def test_more_than_the_board_shows_is_refused(db: Session, pair: Pair) -> None:
    view = filled(forms.draw_answering(published(db, pair), "en"), change="x" * 501)
    with pytest.raises(Invalid) as refused:
        forms.read_change(view, "en")
    assert refused.value.errors.keys() == {"change"}


@pytest.mark.parametrize("carried", ["", "null", "[]", "{}", '{"commitment": 1, "insight": 1}'])
def test_a_form_drawn_otherwise_is_out_of_date(carried: str) -> None:
    for form in (forms.read_commitment, forms.read_insight):
        with pytest.raises(Refused, match="old_form"):
            form({"private_metadata": carried})


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_words_and_names_fit(db: Session, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    pair = met_pair(db, mentor=longest, leader=longest)
    fits(forms.draw_offering(scene(pair), done(db, pair)))
    fits(forms.draw_offered(scene(pair)))
    waiting = offered(db, pair, MENTOR, "&" * 150)
    fits(forms.draw_asking(scene(pair), waiting))
    said(messages.theme_offered(db, letter(db, pair)))
    insight = answered(db, waiting, pair, MENTOR)
    assert insight is not None
    insights.write_change(db, insight, "&\n" * 250, AFTER, by=person(pair, LEADER))
    fits(forms.draw_answering(insight, language[:2]))


def letter(db: Session, pair: Pair) -> Letter:
    [found] = db.query(Letter).filter(Letter.kind == Kind.THEME_OFFERED, Letter.pair_id == pair.id)
    return found


def test_the_message_says_that_a_theme_waits_and_never_which(db: Session, pair: Pair) -> None:
    insight = offered(db, pair, MENTOR)
    message = messages.theme_offered(db, letter(db, pair))
    assert "<@U0AYU> would like to share one line" in said(message)
    assert THEME not in said(message)
    assert f"'value': '{insight.id}'" in str([block.to_dict() for block in message.blocks]) if message else False


@pytest.mark.parametrize(
    ("answer", "words"),
    [(themes.YES, "You said yes: the theme is on"), (themes.NO, "The theme stays between the two of you.")],
)
def test_once_answered_it_shows_ones_own_answer(db: Session, pair: Pair, answer: str, words: str) -> None:
    insight = offered(db, pair, MENTOR)
    asked = letter(db, pair)
    answered(db, insight, pair, MENTOR, answer)
    assert messages.theme_offered(db, asked) is None  # answered from the list before it came
    assert words in said(messages.theme_offered(db, came(db, asked)))


def test_what_is_gone_or_of_a_pair_that_is_over_is_not_asked(db: Session, pair: Pair) -> None:
    insight = offered(db, pair, MENTOR)
    asked = letter(db, pair)
    db.delete(insight)
    db.flush()
    assert messages.theme_offered(db, asked) is None
    pair.state = "ended"
    assert messages.theme_offered(db, asked) is None
