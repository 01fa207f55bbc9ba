"""What people wrote is deleted once its days are over: every sealed column is decided about, and filled in here."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import LargeBinary, func, select
from sqlalchemy.orm import Session, sessionmaker

from bot.database import Base
from bot.letters import owe
from bot.models import (
    PRIVATE_KINDS,
    AddedTopic,
    AgreementVersion,
    Commitment,
    Exclusion,
    Farewell,
    Figure,
    Goal,
    Insight,
    Joining,
    Kind,
    Letter,
    Note,
    Occasion,
    Pair,
    Person,
    Reflection,
    Role,
    Sitting,
    Stage,
    TopicLevels,
    Workspace,
)
from bot.privacy.record import paragraphs
from bot.privacy.retention import forget_what_is_over
from bot.sealing import SealedBytes
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme
from tests.privacy.written import CLOSED, DAY, SECOND, count, write_everything

ANSWERS, COMMITMENTS, STAYS = 90, 120, None
# A new sealed column has to be decided about before this test lets it in.
KEPT_DAYS = {
    "added_topics.name_sealed": ANSWERS,
    "agreement_versions.place_sealed": ANSWERS,
    "agreement_versions.stop_word_sealed": ANSWERS,
    "agreements.place_sealed": ANSWERS,
    "agreements.stop_word_sealed": ANSWERS,
    "commitments.text_sealed": COMMITMENTS,
    "enrolments.insight_sealed": ANSWERS,
    "enrolments.why_now_sealed": ANSWERS,
    "enrolments.why_sealed": ANSWERS,
    "farewells.lasting_sealed": COMMITMENTS,  # the question comes 90 days after the close
    "farewells.next_sealed": ANSWERS,
    "goals.sign_sealed": ANSWERS,
    "goals.text_sealed": ANSWERS,
    "insights.change_sealed": STAYS,  # on the board: without names, with two consents
    "insights.theme_sealed": STAYS,
    "meetings.questions_sealed": ANSWERS,
    "notes.text_sealed": ANSWERS,
    "reflections.advising_sealed": ANSWERS,
    "reflections.asking_sealed": ANSWERS,
    "reflections.load_sealed": ANSWERS,
    "reflections.note_sealed": ANSWERS,
    "topic_levels.added_sealed": ANSWERS,
    "topic_levels.levels_sealed": ANSWERS,
    "workspaces.bot_token_sealed": STAYS,  # nobody wrote it
}
COLUMNS = {
    f"{mapper.local_table.name}.{column.name}": column
    for mapper in Base.registry.mappers
    for column in mapper.local_table.columns
    if isinstance(column.type, SealedBytes)
}


def filled(db: Session) -> set[str]:
    """The sealed columns in which at least one row holds something."""
    db.expire_all()
    return {name for name, column in COLUMNS.items() if db.scalar(select(func.count(column)))}


@pytest.mark.usefixtures("pair")
def test_each_sealed_column_is_decided_about_and_has_its_days(db: Session, lent: sessionmaker[Session]) -> None:
    assert set(KEPT_DAYS) == set(COLUMNS)
    everything = set(KEPT_DAYS) - {"workspaces.bot_token_sealed"}
    assert filled(db) == everything
    for days in (ANSWERS, COMMITMENTS):
        over = CLOSED + days * DAY
        before = filled(db)
        assert forget_what_is_over(lent, over - SECOND) == 0
        assert filled(db) == before
        assert forget_what_is_over(lent, over - SECOND + DAY) > 0
        assert filled(db) == {name for name in everything if (KEPT_DAYS[name] or 999) > days}


def test_no_other_column_holds_bytes_that_nobody_sealed() -> None:
    columns = [column for mapper in Base.registry.mappers for column in mapper.local_table.columns]
    assert not [one for one in columns if isinstance(one.type, LargeBinary) and not isinstance(one.type, SealedBytes)]


def test_what_was_picked_goes_and_that_a_pair_met_stays(db: Session, pair: Pair, lent: sessionmaker[Session]) -> None:
    forget_what_is_over(lent, CLOSED + 120 * DAY)
    db.expire_all()
    for role in Role:
        part = pair.enrolment(role)
        assert (part.why, part.why_now, part.insight, part.topics, part.languages) == (None, None, None, [], [])
        assert (part.team, part.manager_id, part.no_manager, part.capacity) == ("", None, False, None)
        assert (part.role, part.consent_version, part.state, part.joined_at) == (role, 1, Joining.JOINED, NOW)
    gone = (Goal, Exclusion, Reflection, TopicLevels, AgreementVersion, AddedTopic, Note, Commitment, Farewell)
    assert {model: count(db, model) for model in gone} == dict.fromkeys(gone, 0)
    assert (pair.reasons, pair.needs_person_at, pair.started_at, pair.agreement) == ({}, None, NOW, None)
    assert [meeting.state for meeting in pair.meetings] == [Sitting.HELD] + [Sitting.PLANNED] * 5
    assert [insight.theme for insight in db.scalars(select(Insight))] == ["Ask earlier"]
    assert db.scalars(select(Letter.kind)).all() == [Kind.INTRODUCTION]


@pytest.mark.usefixtures("pair")
def test_letters_that_tell_of_a_private_answer_go_with_it(db: Session, lent: sessionmaker[Session]) -> None:
    forget_what_is_over(lent, CLOSED + 90 * DAY - SECOND)
    assert count(db, Letter) == len(PRIVATE_KINDS) + 1
    forget_what_is_over(lent, CLOSED + 91 * DAY)
    assert db.scalars(select(Letter.kind)).all() == [Kind.INTRODUCTION]


PICKED: dict[str, Any] = {
    "why": "To learn",
    "why_now": "A new role",
    "insight": "How long a purchase takes",
    "topics": ["ai_tools"],
    "languages": ["en"],
    "no_manager": True,
    "team": "Sales",
    "capacity": 2,
    "left_out": "too_few_leaders",
}


@pytest.mark.parametrize("field", PICKED)
def test_each_thing_that_was_picked_is_enough_to_be_found(
    db: Session, pair: Pair, lent: sessionmaker[Session], field: str
) -> None:
    forget_what_is_over(lent, CLOSED + 90 * DAY)
    db.expire_all()
    empty = getattr(pair.mentor, field)
    setattr(pair.mentor, field, PICKED[field])
    db.commit()
    assert forget_what_is_over(lent, CLOSED + 91 * DAY) == 1
    db.expire_all()
    assert getattr(pair.mentor, field) == empty


def test_figures_of_the_round_stay(db: Session, pair: Pair, lent: sessionmaker[Session]) -> None:
    keys = {"workspace_id": pair.workspace_id, "programme_id": pair.programme_id, "published_at": NOW}
    db.add(Figure(**keys, key="roles_held", people=5, shown={"band": "most"}))
    db.commit()
    forget_what_is_over(lent, CLOSED + 120 * DAY)
    assert db.scalars(select(Figure)).one().shown == {"band": "most"}


def test_what_somebody_who_left_had_written_goes_with_the_rest(
    db: Session, pair: Pair, lent: sessionmaker[Session]
) -> None:
    pair.mentor.state, pair.mentor.left_at = Joining.LEFT, NOW
    db.commit()
    forget_what_is_over(lent, CLOSED + 90 * DAY)
    db.expire_all()
    assert (pair.mentor.why, pair.mentor.left_at) == (None, NOW)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.CLOSED])
def test_nothing_goes_before_a_programme_has_closed(db: Session, lent: sessionmaker[Session], stage: Stage) -> None:
    make_enrolment(db, make_programme(db, stage=stage))
    db.commit()
    assert forget_what_is_over(lent, NOW + 2000 * DAY) == 0


def test_another_programme_keeps_what_its_people_wrote(db: Session, pair: Pair, lent: sessionmaker[Session]) -> None:
    going_on = make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    again = make_pair(db, going_on, mentor=make_enrolment(db, going_on, person=pair.mentor.person))
    write_everything(db, again)
    foreign = Workspace(id="T0OTHER", bot_user_id="U0BOT", installed_at=NOW)
    db.add(foreign)
    elsewhere = make_enrolment(db, make_programme(db, workspace_id=foreign.id))
    db.commit()
    assert forget_what_is_over(lent, CLOSED + 120 * DAY)
    db.expire_all()
    assert (again.mentor.why, again.meetings[0].questions) != (None, None)
    assert (count(db, Note), count(db, Reflection), count(db, Commitment), count(db, Farewell)) == (3, 1, 1, 1)
    assert (again.agreement is not None, elsewhere.why is not None, len(elsewhere.goals)) == (True, True, 1)


def test_a_thank_you_written_later_reaches_the_mentor_before_it_goes(
    db: Session, pair: Pair, lent: sessionmaker[Session]
) -> None:
    late = CLOSED + 100 * DAY
    keys = {"workspace_id": pair.workspace_id, "programme_id": pair.programme_id, "pair_id": pair.id}
    db.add(Note(**keys, author_id=pair.leader.person_id, occasion=Occasion.THANKS, text="Late.", written_at=late))
    db.commit()
    forget_what_is_over(lent, late + 7 * DAY - SECOND)
    assert [note.text for note in notes(db)] == ["Late."]
    forget_what_is_over(lent, late + 8 * DAY)
    assert notes(db) == []


def test_a_note_of_somebody_who_takes_part_in_nothing_goes_90_days_after_it(
    db: Session, lent: sessionmaker[Session]
) -> None:
    author, reader = make_person(db), make_person(db)
    ask_for_help(db, author, reader)
    other = ask_for_help(db, author, reader)
    other.written_at = NOW + DAY
    db.commit()
    assert forget_what_is_over(lent, NOW + 90 * DAY - SECOND) == 0
    assert forget_what_is_over(lent, NOW + 91 * DAY - SECOND) == 1
    assert [one.id for one in notes(db)] == [other.id]
    assert {letter.facts["note"] for letter in db.scalars(select(Letter))} == {str(other.id)}


def notes(db: Session) -> list[Note]:
    db.expire_all()
    return list(db.scalars(select(Note)))


def ask_for_help(db: Session, author: Person, reader: Person) -> Note:
    note = Note(workspace_id=author.workspace_id, occasion=Occasion.HELP, author_id=author.id, written_at=NOW)
    note.text = "It is too much."
    db.add(note)
    db.flush()
    for kind, to in ((Kind.HELP_NOTE, reader), (Kind.HELP_PROGRESS, author)):
        owe(db, kind, author, NOW, to=to, once=note.id.hex, any_hour=True, facts={"note": str(note.id)})
    return note


def test_the_record_bears_what_is_gone(db: Session, pair: Pair, lent: sessionmaker[Session]) -> None:
    for days in (90, 120):
        forget_what_is_over(lent, CLOSED + days * DAY)
        db.expire_all()
        for role in Role:
            text = "\n".join(paragraphs(db, pair.enrolment(role).person))
            assert "Session 1: held" in text
            assert ("Ask first." in text) == (days == 90)
            assert not any(words in text for words in written_words())


def written_words() -> Iterable[str]:
    return (
        "I want leaders to see what we see",
        "Explain our work to leaders",
        "Tiring.",
        "What do you see",
        "side business",
        "Thank you.",
    )
