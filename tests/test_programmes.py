"""Which programme a command, a form or a button is about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.models import Programme, Stage
from bot.programmes import behind, choose
from bot.refusals import sentence
from tests.factories import NOW, make_organiser, make_programme, make_workspace

MATCHABLE = (Stage.OPEN, Stage.MATCHING)


def named(db: Session, name: str, stage: Stage = Stage.OPEN, days: int = 0) -> Programme:
    return make_programme(db, name=name, stage=stage, created_at=NOW + timedelta(days=days))


def refused(db: Session, name: str = "") -> str:
    with pytest.raises(Refused) as refusal:
        choose(db, make_workspace(db).id, name, MATCHABLE)
    return sentence(refusal.value, "en")


def test_the_only_one_at_a_fitting_stage_needs_no_name(db: Session) -> None:
    named(db, "Old", Stage.CLOSED)
    wanted = named(db, "New", Stage.MATCHING)
    assert choose(db, wanted.workspace_id, "", MATCHABLE) is wanted


@pytest.mark.parametrize("typed", ["Up & Down", "up &amp; down", "  UP   &amp;  DOWN "])
def test_a_name_is_found_however_it_is_typed(db: Session, typed: str) -> None:
    wanted = named(db, "Up & Down")
    named(db, "Other")
    assert choose(db, wanted.workspace_id, typed, MATCHABLE) is wanted


def test_a_name_that_looks_escaped_is_found_too(db: Session) -> None:
    wanted = named(db, "&amp;")
    assert choose(db, wanted.workspace_id, "&amp;amp;", MATCHABLE) is wanted


def test_several_that_would_fit_are_named(db: Session) -> None:
    named(db, "Spring")
    named(db, "<Autumn>", days=1)
    assert "More than one programme would fit: “Spring”, “&lt;Autumn&gt;”." in refused(db)


def test_an_unknown_name_is_answered_with_those_that_there_are(db: Session) -> None:
    named(db, "Spring")
    assert refused(db, "Winter") == "There is no programme of that name. These exist: “Spring”."


def test_without_any_programme_the_answer_says_how_to_begin(db: Session) -> None:
    assert refused(db, "Winter") == "There is no programme yet. `/rm-programme create` makes one."


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DRAFT, "“Spring” has not been opened yet. `/rm-programme open Spring` opens it."),
        (Stage.RUNNING, "“Spring” is running already"),
        (Stage.CLOSED, "“Spring” has closed"),
    ],
)
def test_one_at_another_stage_is_answered_with_what_comes_next(db: Session, stage: Stage, words: str) -> None:
    named(db, "Spring", stage)
    assert words in refused(db)
    assert words in refused(db, "spring")


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.MATCHING])
def test_an_early_stage_is_answered_with_the_next_step(db: Session, stage: Stage) -> None:
    programme = named(db, "Spring", stage)
    with pytest.raises(Refused) as refusal:
        choose(db, programme.workspace_id, "", (Stage.RUNNING,))
    assert "comes next" in sentence(refusal.value, "en")


def test_where_none_of_several_fits_they_are_all_named(db: Session) -> None:
    named(db, "Spring", Stage.CLOSED)
    named(db, "Autumn", Stage.RUNNING, 1)
    assert refused(db) == "None of these is at the right stage for that: “Spring”, “Autumn”."


def test_another_workspace_is_never_seen(db: Session) -> None:
    make_programme(db, name="Theirs", workspace_id=make_workspace(db, "T0ELSE").id)
    assert refused(db, "Theirs") == "There is no programme yet. `/rm-programme create` makes one."


def test_a_form_about_another_workspaces_programme_is_refused(db: Session) -> None:
    orla, elsewhere = make_organiser(db), make_programme(db, workspace_id=make_workspace(db, "T0ELSE").id)
    for programme_id in (elsewhere.id, uuid4()):
        with pytest.raises(Refused, match="no_programme"):
            behind(db, orla, programme_id)


def test_a_form_finds_its_own_programme(db: Session) -> None:
    orla, programme = make_organiser(db), make_programme(db)
    assert behind(db, orla, programme.id) is programme
