"""What we hold about somebody's pairs, and who sees each."""

import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import AddedTopic, Commitment, Farewell, Met, Outcome, Pair, Person, Reflection, Role, TopicLevels
from bot.privacy import record
from bot.wording import mention
from tests.factories import NOW, make_pair
from tests.fitting import LONGEST_ANSWER


@pytest.fixture
def pair(db: Session) -> Pair:
    return make_pair(db)


def shown(db: Session, person: Person) -> str:
    db.flush()
    db.expire_all()
    return "\n".join(record.paragraphs(db, person))


def chooses(db: Session, pair: Pair, role: Role, **levels: str) -> None:
    assert pair.agreement is not None
    keys = {"workspace_id": pair.workspace_id, "agreement_id": pair.agreement.id}
    db.add(TopicLevels(**keys, role=role, levels=json.dumps(levels), chosen_at=NOW))


def says(db: Session, pair: Pair, role: Role, **answers: str) -> None:
    person = pair.enrolment(role).person
    keys = {"workspace_id": pair.workspace_id, "meeting_id": pair.meetings[0].id, "person_id": person.id}
    values = {"meeting_version": 1, "met": Met.YES, "answered_at": NOW}
    db.add(Reflection(**keys, **values | answers))


def commits(db: Session, pair: Pair, text: str, **changes: str) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": pair.meetings[0].id}
    db.add(Commitment(**keys, text=text, due_on=date(2026, 6, 5), made_at=NOW, **changes))


def test_ones_own_topic_levels_are_shown_and_never_the_partners(db: Session, pair: Pair) -> None:
    chooses(db, pair, Role.MENTOR, health="off", gone="ask")
    chooses(db, pair, Role.LEADER, family="off")
    mentor, leader = shown(db, pair.mentor.person), shown(db, pair.leader.person)
    assert "*How open each topic is to you* (your partner sees only the stricter of the two)" in mentor
    assert "• Health: off limits\n• gone: ask first" in mentor
    assert "Family" not in mentor
    assert "• Family: off limits" in leader
    assert "Health" not in leader


def test_a_topic_that_one_of_them_added_is_both_theirs_by_name(db: Session, pair: Pair) -> None:
    assert pair.agreement is not None
    topic = AddedTopic(workspace_id=pair.workspace_id, agreement_id=pair.agreement.id, position=0, name="My <visa>")
    db.add(topic)
    chooses(db, pair, Role.MENTOR, **{f"own:{topic.id}": "ask"})
    assert "• My &lt;visa&gt;: ask first" in shown(db, pair.mentor.person)
    leader = shown(db, pair.leader.person)
    assert "a topic that one of you added (you both see it)*\n> My &lt;visa&gt;" in leader
    assert "How open each topic is to you" not in leader


def test_whoever_chose_nothing_yet_reads_no_empty_list(db: Session, pair: Pair) -> None:
    chooses(db, pair, Role.MENTOR)
    assert "How open each topic" not in shown(db, pair.mentor.person)


def test_ones_own_answers_are_for_oneself_alone(db: Session, pair: Pair) -> None:
    says(db, pair, Role.MENTOR, advising="leader", asking="mentor", load="heavy")
    says(db, pair, Role.LEADER, advising="even", met=Met.NO)
    mentor, leader = shown(db, pair.mentor.person), shown(db, pair.leader.person)
    who = mention(pair.leader.person)
    private = f"For you alone: most of the advising: {who} · most of the asking: you · how it was for you: heavy"
    assert "You said that you met." in mentor
    assert private in mentor
    assert "For you alone: most of the advising: about even" in leader
    assert "heavy" not in leader
    assert "You said that you did not meet." in leader


def test_without_an_answer_about_the_roles_nothing_is_for_oneself_alone(db: Session, pair: Pair) -> None:
    says(db, pair, Role.LEADER, met=Met.MOVED)
    leader = shown(db, pair.leader.person)
    assert "You said that you moved it." in leader
    assert "For you alone" not in leader


@pytest.mark.parametrize("role", list(Role))
def test_both_see_the_commitments(db: Session, pair: Pair, role: Role) -> None:
    commits(db, pair, "Ask one junior <a week>")
    commits(db, pair, "Stop the Monday report", outcome=Outcome.DROPPED)
    text = shown(db, pair.enrolment(role).person)
    assert "*Commitment for Friday 5 June: open (you both see it)*\n> Ask one junior &lt;a week&gt;" in text
    assert "*Commitment for Friday 5 June: dropped (you both see it)*" in text


def test_what_somebody_wants_next_is_shown_to_them_with_who_hears_of_it(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "answered_at": NOW}
    db.add(Farewell(**keys, person_id=pair.mentor.person_id, next="somebody_else", lasting="partly"))
    db.add(Farewell(**keys, person_id=pair.leader.person_id))
    mentor, leader = shown(db, pair.mentor.person), shown(db, pair.leader.person)
    assert "What you want next: somebody else (your partner hears of it only where both want to go on)" in mentor
    assert "lasted: partly (only ever counted, among five or more)" in mentor
    for words in ("What you want next", "has lasted"):
        assert words not in leader


def test_the_longest_commitments_are_shown_in_full(db: Session, pair: Pair) -> None:
    commits(db, pair, LONGEST_ANSWER)
    texts = record.paragraphs(db, pair.mentor.person)
    assert max(map(len, texts)) <= record.SECTION
    assert "\n".join(texts).count("&amp;") == LONGEST_ANSWER.count("&")


def test_a_pair_that_is_over_is_still_shown(db: Session, pair: Pair) -> None:
    pair.state = "ended"
    assert db.scalars(select(Pair)).all()
    assert f"*Pair with {mention(pair.leader.person)}*: over" in shown(db, pair.mentor.person)
