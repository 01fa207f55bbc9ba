"""A programme keeps the edition of its playbook that it began with."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.books import book_of, midpoint_of
from bot.models import Pairing, Stage
from bot.pairs import introduce
from bot.playbooks import BadPlaybook, load
from tests.factories import NOW, make_edition, make_match, make_programme, make_workspace
from tests.playbooks.sources import CORE_6


def test_a_programme_without_an_edition_has_our_playbook_of_that_name(db: Session) -> None:
    assert book_of(make_programme(db)) is load("core-6")


def test_a_programme_has_the_words_of_its_own_edition(db: Session) -> None:
    make_edition(db, CORE_6.replace('en: "Core six"', 'en: "Ours"'))
    assert book_of(make_programme(db)).name.in_("en") == "Ours"


@pytest.mark.parametrize(
    "other", [{"version": 2}, {"name": "core-7"}, {"workspace_id": "T0OTHER"}], ids=["version", "name", "workspace"]
)
def test_an_edition_of_another_version_name_or_workspace_is_not_taken(db: Session, other: dict[str, Any]) -> None:
    make_workspace(db, "T0OTHER")
    make_edition(db, CORE_6.replace('en: "Core six"', 'en: "Ours"'), **other)
    assert book_of(make_programme(db)) is load("core-6")


def test_an_edition_is_read_once(db: Session) -> None:
    make_edition(db, CORE_6)
    assert book_of(make_programme(db)) is book_of(make_programme(db))


def test_a_playbook_that_nobody_has_is_told_apart_from_an_empty_one(db: Session) -> None:
    with pytest.raises(BadPlaybook, match="playbook gone: there is no such"):
        book_of(make_programme(db, playbook="gone"))


@pytest.mark.parametrize(
    ("after", "count", "midpoint"), [(3, 6, 3), (3, 5, 3), (3, 3, 2), (3, 12, 6), (2, 6, 2), (2, 12, 4), (5, 3, 2)]
)
def test_half_way_is_where_the_playbook_has_it_in_a_programme_of_any_length(
    db: Session, after: int, count: int, midpoint: int
) -> None:
    make_edition(db, CORE_6.replace("midpoint_after: 3", f"midpoint_after: {after}"))
    assert midpoint_of(make_programme(db, meeting_count=count)) == midpoint


@pytest.mark.parametrize(("within", "day"), [(14, 9), (4, 4), (28, 16)])
def test_the_first_session_is_aimed_at_half_of_the_time_in_which_it_should_be(
    db: Session, within: int, day: int
) -> None:
    make_edition(db, CORE_6.replace("first_within_days: 14", f"first_within_days: {within}"))
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW, starts_on=NOW.date())
    pair = make_match(db, programme, state=Pairing.CONFIRMED)
    introduce(db, pair, NOW)
    assert pair.meetings[0].target_at == datetime(2026, 3, day, 9, tzinfo=NOW.tzinfo)
    assert pair.meetings[1].target_at - pair.meetings[0].target_at >= timedelta(days=pair.programme.cadence_days)
