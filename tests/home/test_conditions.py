"""Which of the four conditions are there, as a newcomer reads it."""

from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.home import conditions, rules
from bot.models import Enrolment, Goal, Joining, Pair, Pairing, Role
from bot.wording import mention
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme
from tests.private_answers import add_goal, reflect


def read(db: Session, pair: Pair, role: Role) -> str:
    """What one of the two reads about their pair."""
    db.flush()
    db.expire_all()
    (standing,) = rules.standing(db, pair.enrolment(role).person, NOW)
    return conditions.of_pair(standing.pairs[0])


def alone(db: Session, enrolment: Enrolment) -> str:
    db.flush()
    (standing,) = rules.standing(db, enrolment.person, NOW)
    return conditions.of_person(standing, "en")


def test_a_pair_that_has_everything_reads_four_whole_sentences(db: Session) -> None:
    pair = make_pair(db)
    mentor, leader = mention(pair.mentor.person), mention(pair.leader.person)
    assert read(db, pair, Role.MENTOR) == (
        f"*What makes it work: you and {leader} have 4 of 4 in place*\n"
        "✓ *Why:* you have both said why you take part.\n"
        "✓ *Goals:* you each have something you want to learn.\n"
        "✓ *Boundaries:* you have both signed your agreement (version 1).\n"
        f"✓ *Roles:* you teach and {leader} learns. If that slips, your word “pineapple” brings it back. "
        "Whether it holds, your sessions will show."
    )
    assert f"✓ *Roles:* {mentor} teaches and you learn. If that slips, your word “pineapple”" in read(
        db, pair, Role.LEADER
    )


def test_a_pair_that_has_just_begun_reads_what_is_missing(db: Session) -> None:
    pair = make_pair(db)
    sign(pair, version=0, mentor_signed_version=0, leader_signed_version=0)
    text = read(db, pair, Role.MENTOR)
    assert text.startswith(f"*What makes it work: you and {mention(pair.leader.person)} have 2 of 4 in place*")
    assert "○ *Boundaries:* your agreement on what may be spoken about is not signed yet." in text
    assert "○ *Roles:* you teach and " in text
    assert "A word for when that slips comes with the agreement." in text
    assert "teaches and you learn. A word for when that slips" in read(db, pair, Role.LEADER)


def test_each_reads_whose_name_is_missing(db: Session) -> None:
    pair = make_pair(db)
    sign(pair, leader_signed_version=0)
    mentor, leader = mention(pair.mentor.person), mention(pair.leader.person)
    theirs = f"○ *Boundaries:* you have signed your agreement; the name of {leader} is still missing under it."
    assert theirs in read(db, pair, Role.MENTOR)
    mine = f"○ *Boundaries:* {mentor} has signed your agreement; your name is still missing under it."
    assert mine in read(db, pair, Role.LEADER)


def test_whoever_had_signed_reads_that_the_partner_changed_it(db: Session) -> None:
    pair = make_pair(db)
    sign(pair, version=2, mentor_signed_version=2)
    changed = f"{mention(pair.mentor.person)} has changed your agreement; your name is still missing under the new one."
    assert f"○ *Boundaries:* {changed}" in read(db, pair, Role.LEADER)
    assert "has changed" not in read(db, pair, Role.MENTOR)


OWN = "By your own answers, it held in the session that you last told us about."
SLIPPED = "By your own answers, it slipped in the session that you last told us about. Only you read this."
PRIVATE = "Whether it holds, each of you answers in private after a session."


@pytest.mark.parametrize(("advising", "told"), [("mentor", OWN), ("leader", SLIPPED), (None, PRIVATE)])
def test_only_by_ones_own_answers_is_it_told_whether_the_roles_held(
    db: Session, advising: str | None, told: str
) -> None:
    pair = make_pair(db)
    reflect(db, pair, Role.MENTOR, advising=advising)
    assert read(db, pair, Role.MENTOR).endswith(told)
    assert read(db, pair, Role.LEADER).endswith(PRIVATE)


def test_that_the_roles_slipped_is_told_to_whoever_said_so_alone(db: Session) -> None:
    pair = make_pair(db)
    reflect(db, pair, Role.LEADER)
    before = read(db, pair, Role.LEADER)
    reflect(db, pair, Role.MENTOR, advising="leader", asking="mentor")
    assert read(db, pair, Role.MENTOR).endswith(SLIPPED)
    assert read(db, pair, Role.LEADER) == before


@pytest.mark.parametrize("advising", ["mentor", "leader"])
def test_both_count_the_same_whatever_one_of_them_answers(db: Session, advising: str) -> None:
    pair = make_pair(db)
    reflect(db, pair, Role.MENTOR, advising=advising)
    assert [marks(read(db, pair, role)) for role in Role] == ["✓✓✓✓", "✓✓✓✓"]


def test_a_word_comes_alive_nowhere(db: Session) -> None:
    pair = make_pair(db)
    sign(pair, stop_word="<!channel> & co")
    assert "“&lt;!channel&gt; &amp; co”" in read(db, pair, Role.LEADER)


def test_without_a_word_the_roles_are_open(db: Session) -> None:
    pair = make_pair(db)
    sign(pair, stop_word=None)
    assert "○ *Roles:*" in read(db, pair, Role.MENTOR)


@pytest.mark.parametrize("role", Role)
def test_roles_that_no_organiser_has_confirmed_are_open_for_both(db: Session, role: Role) -> None:
    pair = make_pair(db)
    pair.enrolment(role).role_confirmed_at = None
    for reader in Role:
        assert "○ *Roles:* an organiser has still to confirm who teaches and who learns." in read(db, pair, reader)


def test_why_is_open_until_both_have_said_it_and_is_never_told(db: Session) -> None:
    pair = make_pair(db)
    pair.mentor.why_now = None
    assert "○ *Why:* you have not said yet why you take part." in read(db, pair, Role.MENTOR)
    assert "○ *Why:* your partner has not said yet why they take part." in read(db, pair, Role.LEADER)
    assert "see what we see" not in read(db, pair, Role.LEADER)


def test_goals_are_open_until_both_have_one(db: Session) -> None:
    pair = make_pair(db)
    db.execute(delete(Goal).where(Goal.enrolment_id == pair.leader_id))
    assert "○ *Goals:* you have no learning goal yet." in read(db, pair, Role.LEADER)
    assert "○ *Goals:* your partner has no learning goal yet." in read(db, pair, Role.MENTOR)


def test_each_counts_only_their_own_goals(db: Session) -> None:
    pair = make_pair(db)
    before = read(db, pair, Role.LEADER)
    add_goal(db, pair.mentor)
    assert "you each have something you want to learn; you have 2 goals." in read(db, pair, Role.MENTOR)
    assert read(db, pair, Role.LEADER) == before


def test_somebody_without_a_partner_reads_their_own_four(db: Session) -> None:
    mentor = make_enrolment(db, make_programme(db))
    assert alone(db, mentor) == (
        "*What makes it work: you have 2 of 4 in place*\n"
        "✓ *Why:* you have said why you take part, and why now.\n"
        "✓ *Goals:* you have a learning goal.\n"
        "○ *Boundaries:* you and your partner sign an agreement on them before you meet.\n"
        "○ *Roles:* you teach, a leader learns. The two of you agree on a word for when that slips."
    )
    add_goal(db, mentor)
    db.expire_all()
    assert "✓ *Goals:* you have 2 learning goals." in alone(db, mentor)
    leader = make_enrolment(db, make_programme(db), Role.LEADER)
    assert "○ *Roles:* you learn, a junior colleague teaches. The two of you" in alone(db, leader)


def test_whoever_finds_a_partner_loses_nothing(db: Session) -> None:
    pair = make_pair(db, state=Pairing.CONFIRMED)
    sign(pair, version=0, mentor_signed_version=0, leader_signed_version=0)
    before = alone(db, pair.mentor)
    pair.state = Pairing.ACTIVE
    assert marks(read(db, pair, Role.MENTOR)) == marks(before) == "✓✓○○"


def test_whoever_has_nothing_yet_reads_what_is_open(db: Session) -> None:
    nobody = make_enrolment(db, make_programme(db), None, state=Joining.DRAFT, why=None)
    db.execute(delete(Goal))
    db.expire_all()
    assert alone(db, nobody) == (
        "*What makes it work: you have 0 of 4 in place*\n"
        "○ *Why:* you have not said yet why you take part.\n"
        "○ *Goals:* you have no learning goal yet.\n"
        "○ *Boundaries:* you and your partner sign an agreement on them before you meet.\n"
        "○ *Roles:* you have not said yet whether you teach or learn."
    )
    waiting = make_enrolment(db, make_programme(db), role_confirmed_at=None)
    assert "○ *Roles:* an organiser has still to confirm yours." in alone(db, waiting)


def test_an_offer_alone_is_no_partner_yet(db: Session) -> None:
    pair = make_pair(db, state=Pairing.OFFERED)
    (standing,) = rules.standing(db, pair.mentor.person, NOW)
    assert not standing.running


def test_the_reader_reads_it_in_their_own_language(db: Session) -> None:
    programme = make_programme(db, language="id")
    leader = make_enrolment(db, programme, Role.LEADER, person=make_person(db, locale="en-GB"))
    pair = make_pair(db, programme, leader=leader)
    assert "What makes it work" in read(db, pair, Role.LEADER)


def marks(text: str) -> str:
    """What is ticked and what is not, in the order of the lines."""
    return "".join(line[0] for line in text.splitlines()[1:])


def sign(pair: Pair, **values: Any) -> None:
    assert pair.agreement is not None
    for name, value in values.items():
        setattr(pair.agreement, name, value)
