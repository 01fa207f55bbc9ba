"""What the two are told about their pair, and what somebody without one is told."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.matching import messages, pairing, rules
from bot.models import Joining, Kind, Letter, Pair, Pairing, Person, Post, Role, Stage
from bot.wording import language_of_both, mention
from tests.factories import NOW, make_person
from tests.fitting import LONGEST_NAME, said
from tests.matching.cast import Cast, assemble, letter_to, letters

EVERY_REASON = [
    pairing.TOO_FEW_LEADERS,
    pairing.TOO_FEW_MENTORS,
    pairing.ONLY_LINE_OR_TEAM,
    pairing.NO_SHARED_LANGUAGE,
    pairing.NO_PARTNER_LEFT,
]


def offer(db: Session, pair: Pair, role: Role) -> str:
    return said(messages.offer(db, offer_letter(db, pair, role)))


def offer_letter(db: Session, pair: Pair, role: Role) -> Letter:
    return letter_to(db, Kind.OFFER, pair.enrolment(role).person)


def answered(cast: Cast, pair: Pair, role: Role, verb: Any) -> None:
    """As after a press on a message that has been sent."""
    for each in Role:
        letter = offer_letter(cast.db, pair, each)
        letter.state, letter.ts = Post.SENT, "1.0"
    cast.db.flush()
    verb(cast.db, pair, role, NOW)
    cast.db.flush()


def test_an_offer_says_who_why_and_what_a_yes_means(db: Session) -> None:
    pair = assemble(db).offered()
    text = offer(db, pair, Role.MENTOR)
    assert f"We have found somebody for you: {mention(pair.leader.person)}, Title of leader 0" in text
    assert "You both chose: AI tools in daily work. You can talk in English. You share 8 h of the working day." in text
    assert "6 sessions of 60 minutes, about 30 days apart, and an agreement that you both sign" in text
    assert "[Yes, gladly] [No thanks] [I need help]" in text


def test_each_role_is_told_its_part_in_its_own_words(db: Session) -> None:
    pair = assemble(db).offered()
    mentor, leader = offer(db, pair, Role.MENTOR), offer(db, pair, Role.LEADER)
    assert "You would be the mentor" in mentor
    assert "You lead the sessions" in mentor
    assert "You would be the one who learns" in leader
    assert "You bring questions, listen, and book the time" in leader


def test_one_session_is_one_session(db: Session) -> None:
    pair = assemble(db, meeting_count=1).offered()
    assert "means 1 session of 60 minutes, and an agreement" in offer(db, pair, Role.LEADER)


def test_two_with_little_in_common_are_not_told_that_they_have_nothing(db: Session) -> None:
    cast = assemble(db)
    cast.mentors[0].topics = ["hiring"]
    cast.leaders[0].person.zone = "America/Los_Angeles"
    cast.mentors[0].person.zone = "Asia/Jakarta"
    text = offer(db, cast.offered(), Role.MENTOR)
    assert "You both chose" not in text
    assert "You can talk in English." in text
    assert "working day" not in text


def test_a_pair_without_any_reason_is_offered_all_the_same(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    pair.reasons = {}
    assert "You can talk" not in offer(db, pair, Role.LEADER)


def test_the_message_says_how_it_stands_once_it_is_answered(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    answered(cast, pair, Role.MENTOR, rules.accept)
    mentor = offer(db, pair, Role.MENTOR)
    assert mentor.startswith(f"You said yes to a pair with {mention(pair.leader.person)}, thank you.")
    assert "[Yes, gladly]" not in mentor
    leader = offer(db, pair, Role.LEADER)
    assert "[Yes, gladly]" in leader
    assert "said yes" not in leader


def test_both_are_in_and_learn_when_it_begins(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    for role in Role:
        answered(cast, pair, role, rules.accept)
    for role in Role:
        text = offer(db, pair, role)
        assert text.startswith(f"You and {mention(pair.enrolment(role.partner).person)} are both in.")
        assert "planned for Monday 9 March, we introduce you" in text
    pairs.introduce(db, pair, NOW)
    assert "We introduce you to each other in a conversation of the two of you." in offer(db, pair, Role.LEADER)


def test_who_said_no_is_told_that_it_is_fine_and_the_other_hears_neutral_words(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    answered(cast, pair, Role.LEADER, rules.decline)
    assert offer(db, pair, Role.LEADER).startswith("You said no to this pair, and that is fine.")
    redrawn = offer(db, pair, Role.MENTOR)
    closed = said(messages.offer_closed(db, letter_to(db, Kind.OFFER_CLOSED, pair.mentor.person)))
    for text in (redrawn, closed):
        assert "did not come about" in text
        assert "said no" not in text
        assert "declined" not in text


def test_an_offer_answered_before_it_went_out_is_not_sent(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    rules.accept(db, pair, Role.MENTOR, NOW)
    assert messages.offer(db, offer_letter(db, pair, Role.MENTOR)) is None


def test_a_reminder_asks_only_those_who_have_not_answered(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    reminders = {role: letter_to(db, Kind.OFFER_REMINDER, pair.enrolment(role).person) for role in Role}
    text = said(messages.offer_reminder(db, reminders[Role.LEADER]))
    assert "A pair still waits for your answer" in text
    assert "[Yes, gladly] [No thanks] [I need help]" in text
    rules.accept(db, pair, Role.LEADER, NOW)
    assert messages.offer_reminder(db, reminders[Role.LEADER]) is None
    assert messages.offer_reminder(db, reminders[Role.MENTOR]) is not None


def test_nothing_is_said_about_a_programme_that_has_closed(db: Session) -> None:
    cast = assemble(db, 2, 1)
    pair = cast.offered()
    pairs.introduce(db, pair, NOW)
    cast.programme.stage = Stage.CLOSED
    for write, kind in (
        (messages.offer, Kind.OFFER),
        (messages.offer_reminder, Kind.OFFER_REMINDER),
        (messages.left_out, Kind.LEFT_OUT),
        (messages.introduction, Kind.INTRODUCTION),
    ):
        assert [write(db, letter) for letter in letters(db, kind)] == [None] * len(letters(db, kind))


def test_who_has_left_does_not_hear_that_an_offer_closed(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    answered(cast, pair, Role.LEADER, rules.decline)
    pair.mentor.state = Joining.LEFT
    assert messages.offer_closed(db, letter_to(db, Kind.OFFER_CLOSED, pair.mentor.person)) is None


@pytest.mark.parametrize(
    ("language", "why", "next_"),
    [
        ("en-GB", "The reason: ", "You stay on the list."),
        ("id-ID", "Alasannya: ", "Anda tetap di daftar."),
    ],
)
@pytest.mark.parametrize("reason", EVERY_REASON)
def test_whoever_is_left_out_hears_why_and_what_comes_next(
    db: Session, reason: str, language: str, why: str, next_: str
) -> None:
    cast = assemble(db, 2, 1)
    pair = cast.offered()
    left = next(mentor for mentor in cast.mentors if mentor.id != pair.mentor_id)
    left.left_out, left.person.locale = reason, language
    text = said(messages.left_out(db, letter_to(db, Kind.LEFT_OUT, left.person)))
    assert why in text
    assert next_ in text


@pytest.mark.parametrize("change", [{"left_out": None}, {"state": Joining.LEFT}])
def test_who_found_somebody_or_left_meanwhile_is_not_told_of_nobody(db: Session, change: dict[str, Any]) -> None:
    cast = assemble(db, 2, 1)
    cast.offered()
    (letter,) = letters(db, Kind.LEFT_OUT)
    assert letter.enrolment is not None
    for name, value in change.items():
        setattr(letter.enrolment, name, value)
    assert messages.left_out(db, letter) is None


def test_the_introduction_says_who_leads_and_what_comes_next(db: Session) -> None:
    pair = introduced(assemble(db))
    mentor, leader = mention(pair.mentor.person), mention(pair.leader.person)
    text = introduction(db)
    assert f"{mentor}, meet {leader}. {leader}, meet {mentor}." in text
    assert f"{mentor} is the mentor and leads" in text
    assert f"{leader} is here to learn" in text
    assert f"Then {leader} books the first session." in text
    assert "we cannot read what you write here" in text


def introduced(cast: Cast) -> Pair:
    pair = cast.offered()
    pairs.introduce(cast.db, pair, NOW)
    return pair


def introduction(db: Session) -> str:
    (letter,) = letters(db, Kind.INTRODUCTION)
    return said(messages.introduction(db, letter))


def test_nothing_that_one_of_them_wrote_is_in_the_introduction(db: Session) -> None:
    cast = assemble(db)
    cast.mentors[0].why, cast.leaders[0].insight = "my private why", "my private insight"
    introduced(cast)
    assert "private" not in introduction(db)


def test_a_pair_that_ended_is_not_introduced(db: Session) -> None:
    pair = introduced(assemble(db))
    pair.state = Pairing.ENDED
    (letter,) = letters(db, Kind.INTRODUCTION)
    assert messages.introduction(db, letter) is None


@pytest.mark.parametrize(
    ("mentor", "leader", "spoken"), [("id-ID", "id-ID", "id"), ("id-ID", "en-GB", "en"), ("en-GB", "en-US", "en")]
)
def test_both_are_introduced_in_a_language_of_both(db: Session, mentor: str, leader: str, spoken: str) -> None:
    pair = assemble(db).offered()
    pair.mentor.person.locale, pair.leader.person.locale = mentor, leader
    assert language_of_both(pair) == spoken


def test_topics_are_named_in_the_readers_language(db: Session) -> None:
    pair = assemble(db).offered()
    pair.leader.person.locale = "id-ID"
    assert "Alat AI dalam kerja sehari-hari" in offer(db, pair, Role.LEADER)


def test_every_message_fits_with_the_longest_names_and_titles(db: Session) -> None:
    cast = assemble(db, 2, 1, name="<&>" * 26, language="id")
    for enrolment in (*cast.mentors, *cast.leaders):
        enrolment.topics = ["ai_tools", "data", "hiring", "learning", "wellbeing"]
        enrolment.languages = ["en", "id", "de", "fr", "es"]
        rename(enrolment.person)
    pair = introduced(cast)
    assert introduction(db)
    pair.state = Pairing.OFFERED
    for kind, write in ((Kind.OFFER, messages.offer), (Kind.OFFER_REMINDER, messages.offer_reminder)):
        assert all(said(write(db, letter)) for letter in letters(db, kind))
    assert all(said(messages.left_out(db, letter)) for letter in letters(db, Kind.LEFT_OUT))


def rename(person: Person) -> None:
    person.name = person.title = LONGEST_NAME


def test_markup_in_a_title_stays_text(db: Session) -> None:
    cast = assemble(db)
    cast.leaders[0].person.title = "<!channel> <https://example.com|chief>"
    assert "&lt;!channel&gt;" in offer(db, cast.offered(), Role.MENTOR)


def test_a_letter_to_somebody_outside_the_pair_is_not_written(db: Session) -> None:
    pair = assemble(db).offered()
    stray = Letter(kind=Kind.OFFER, person=make_person(db), pair=pair)
    assert messages.offer(db, stray) is None
    assert messages.offer(db, Letter(kind=Kind.OFFER)) is None
    assert messages.left_out(db, Letter(kind=Kind.LEFT_OUT)) is None
