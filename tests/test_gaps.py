"""What keeps somebody out of the matching, in words."""

from sqlalchemy.orm import Session

from bot import gaps
from bot.completeness import gaps as found
from bot.models import Enrolment, Joining, Person, Standing
from tests.factories import NOW, make_enrolment, make_programme

EVERYTHING = Enrolment(
    state=Joining.DRAFT,
    topics=[],
    languages=[],
    goals=[],
    team="",
    paused_until=NOW.date().replace(year=2027),
    person=Person(standing=Standing.GUEST, zone="UTC"),
)


def test_every_gap_has_words() -> None:
    keys = found(EVERYTHING, NOW)
    assert len(keys) == 13
    assert gaps.told(keys, "en").count(", ") == 12


def test_whoever_is_ready_has_none(db: Session) -> None:
    assert gaps.told(found(make_enrolment(db, make_programme(db)), NOW), "en") == ""
