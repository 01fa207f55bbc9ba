"""All that we hold about somebody, for their eyes alone."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.models import Enrolment, Exclusion, Joining, Met, Pair, Person, Reflection
from bot.privacy import forms, record
from bot.wording import mention
from tests.factories import NOW, book, make_enrolment, make_pair, make_person, make_programme
from tests.fitting import LONGEST_ANSWER, LONGEST_NAME, fits


def reflect(db: Session, pair: Pair, person: Person, note: str | None) -> None:
    keys = {"workspace_id": pair.workspace_id, "meeting_id": pair.meetings[0].id, "person_id": person.id}
    db.add(Reflection(**keys, meeting_version=1, met=Met.YES, note=note, answered_at=NOW))
    db.flush()
    db.expire_all()


def shown(db: Session, person: Person) -> str:
    return "\n".join(record.paragraphs(db, person))


def exclude(db: Session, enrolment: Enrolment, person: Person) -> None:
    keys = {"workspace_id": enrolment.workspace_id, "enrolment_id": enrolment.id}
    db.add(Exclusion(**keys, person_id=person.id))
    db.flush()


def test_it_shows_what_somebody_wrote_and_picked(db: Session) -> None:
    person, manager, other = make_person(db), make_person(db), make_person(db)
    changes = {"manager_id": manager.id, "topics": ["ai_tools", "gone"], "paused_until": date(2026, 4, 1)}
    enrolment = make_enrolment(db, make_programme(db), person=person, **changes)
    exclude(db, enrolment, other)
    text = shown(db, person)
    assert "> I want leaders to see what we see" in text
    assert f"*Manager:* {mention(manager)}" in text
    assert f"nobody else sees this): {mention(other)}" in text
    assert "*Goal 1 (2/5)*\n> Explain our work to leaders" in text
    assert ", gone" in text
    assert "*Back from a break on:* Wednesday 1 April" in text


def test_each_side_sees_its_own_words_and_never_the_others(db: Session) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], NOW + timedelta(days=7)).questions = "What should I stop doing?"
    reflect(db, pair, pair.mentor.person, "It went well")
    leader, mentor = shown(db, pair.leader.person), shown(db, pair.mentor.person)
    assert "What should I stop doing?" in leader
    assert "It went well" not in leader
    assert "> It went well" in mentor
    assert "What should I stop doing?" not in mentor
    assert "> pineapple" in mentor
    assert "> pineapple" in leader


def test_a_pair_that_is_only_proposed_is_not_shown(db: Session) -> None:
    pair = make_pair(db, started_at=None)
    assert mention(pair.leader.person) not in shown(db, pair.mentor.person)


def test_a_pair_without_an_agreement_is_shown_too(db: Session) -> None:
    pair = make_pair(db)
    assert pair.agreement is not None
    db.delete(pair.agreement)
    reflect(db, pair, pair.mentor.person, None)
    assert mention(pair.leader.person) in shown(db, pair.mentor.person)


def test_a_bare_draft_has_no_empty_paragraphs(db: Session) -> None:
    programme, person = make_programme(db), make_person(db)
    keys = {"workspace_id": person.workspace_id, "programme_id": programme.id, "person_id": person.id}
    db.add(Enrolment(**keys, state=Joining.DRAFT, started_at=NOW))
    db.flush()
    assert all(record.paragraphs(db, person))


def test_somebody_without_a_part_sees_their_profile(db: Session) -> None:
    person = make_person(db, title="Analyst <x>")
    assert record.paragraphs(db, person) == [
        f"From your Slack profile: {mention(person)} · Analyst &lt;x&gt; · UTC · –"
    ]


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
@pytest.mark.parametrize("words", [LONGEST_ANSWER, "&" * 3000, "😀" * 3000, "\n" * 3000])
def test_the_longest_words_are_shown_in_full_within_slacks_limits(db: Session, locale: str, words: str) -> None:
    person = make_person(db, LONGEST_NAME, title=LONGEST_NAME, locale=locale)
    programme = make_programme(db, name="<&>" * 26)
    answers = {"why": words, "why_now": words, "insight": words, "team": "<&>" * 26}
    make_enrolment(db, programme, person=person, **answers)
    texts = record.paragraphs(db, person)
    for page in range(len(texts) // forms.A_PAGE + 1):
        assert len(str(fits(forms.draw_record(texts, page, "id")))) < 250_000
    assert "\n".join(texts).count("&amp;") >= 3 * words.count("&")
