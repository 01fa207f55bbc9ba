"""The windows for pausing, leaving and reading what we hold."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.errors import Invalid
from bot.models import Enrolment, Joining
from bot.privacy import forms
from tests.factories import make_enrolment, make_person, make_programme
from tests.fitting import filled, fits

TODAY = date(2026, 3, 2)


def parts(db: Session, count: int, **changes: object) -> list[Enrolment]:
    person = make_person(db)
    programmes = [make_programme(db, name=f"{number} {'<&>' * 25}") for number in range(count)]
    return [make_enrolment(db, programme, person=person, **changes) for programme in programmes]


def test_two_weeks_are_suggested_and_read(db: Session) -> None:
    (part,) = parts(db, 1)
    view = filled(forms.draw_pause([part], "en", TODAY))
    assert forms.read_pause(view, "en", TODAY) == forms.Pause(part.id, date(2026, 3, 16))


@pytest.mark.parametrize("day", [None, "2026-03-02", "2025-01-01", "2026-06-01"])
def test_a_day_that_is_missing_past_or_too_far_is_named_under_its_field(db: Session, day: str | None) -> None:
    view = filled(forms.draw_pause(parts(db, 1), "en", TODAY), until=day)
    with pytest.raises(Invalid) as caught:
        forms.read_pause(view, "en", TODAY)
    assert list(caught.value.errors) == ["until"]


@pytest.mark.parametrize("day", ["2026-03-03", "2026-05-31"])
def test_tomorrow_and_ninety_days_ahead_are_fine(db: Session, day: str) -> None:
    view = filled(forms.draw_pause(parts(db, 1), "en", TODAY), until=day)
    assert forms.read_pause(view, "en", TODAY).until == date.fromisoformat(day)


def test_of_several_programmes_one_is_picked(db: Session) -> None:
    first, second = parts(db, 2)
    for view in (forms.draw_pause([first, second], "en", TODAY), forms.draw_leave([first, second], "en")):
        assert forms.chosen(filled(view, programme=str(second.id))) == second.id


def test_the_only_programme_need_not_be_picked(db: Session) -> None:
    (part,) = parts(db, 1)
    view = filled(forms.draw_leave([part], "en"))
    assert forms.chosen(view) == part.id
    assert "If you have a partner" in str(view)


def test_whoever_has_only_begun_reads_that_it_is_deleted_at_once(db: Session) -> None:
    view = fits(forms.draw_leave(parts(db, 1, state=Joining.DRAFT), "en"))
    assert "deleted at once" in str(view)
    assert "Your partner" not in str(view)


def test_a_long_record_comes_in_pages() -> None:
    texts = [f"paragraph {number}." for number in range(30)]
    first, last = (fits(forms.draw_record(texts, page, "en")) for page in (0, 2))
    assert "paragraph 11." in str(first)
    assert "Next page" in str(first)
    assert "paragraph 29." in str(last)
    assert "Next page" not in str(last)
