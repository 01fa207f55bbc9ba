"""Even the longest playbook that may be loaded fits into every message and form that shows it."""

from collections.abc import Callable

import pytest
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.agreement.forms.reading import draw_reading
from bot.agreement.forms.signing import draw_signing
from bot.books import book_of
from bot.enrolment.forms.consent import draw_consent
from bot.enrolment.forms.goals import draw_goals
from bot.enrolment.forms.interests import draw_interests
from bot.enrolment.forms.motivation import draw_motivation
from bot.enrolment.forms.review import draw_review
from bot.letters import owe
from bot.meetings.forms.planning import draw_planning
from bot.models import Agreement, Edition, Kind, Letter, Pair, Role
from bot.scene import Scene
from bot.schedule import WRITERS
from sandbox.limits import message_problems, numbers, text_in_blocks
from tests.factories import NOW, book
from tests.fitting import fits
from tests.meetings.booking import THURSDAY
from tests.meetings.reading import ayu_and_lena
from tests.playbooks.stretched import longest

ABOUT_SESSIONS = (Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN, Kind.BOOKING, Kind.REBOOKING, Kind.MISSED)
ABOUT_SESSIONS += (Kind.SILENCE, Kind.CANCELLED_TWICE, Kind.FELT_HEAVY)
ABOUT_PAIRS = (Kind.AGREEMENT, Kind.AGREEMENT_REMINDER, Kind.MIDPOINT, Kind.CLOSING_SOON, Kind.CLOSING, Kind.FOLLOW_UP)
LONG = longest()


@pytest.fixture
def pair(db: Session) -> Pair:
    """Its programme has the longest playbook."""
    pair = ayu_and_lena(db)
    workspace_id, programme = pair.workspace_id, pair.programme
    db.add(Edition(workspace_id=workspace_id, name="core-6", version=1, source=LONG, loaded_at=NOW))
    db.flush()
    db.expire(programme)
    assert len(book_of(programme).themes[0].outcome.in_("en")) == 600
    for meeting in pair.meetings[:2]:
        book(db, meeting, THURSDAY)
        meeting.form = "shadowing"
    return pair


def fitting(db: Session, letter: Letter) -> str | None:
    db.flush()
    written = WRITERS[letter.kind](db, letter)
    if written is None:
        return None
    blocks = [block.to_dict() for block in written.blocks]
    assert message_problems(blocks) == []
    assert text_in_blocks(blocks) <= numbers.TEXT_IN_ALL_BLOCKS_OF_A_MESSAGE
    return letter.kind


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ABOUT_SESSIONS)
def test_every_message_about_a_session_fits(db: Session, pair: Pair, kind: Kind, role: Role) -> None:
    meeting, person = pair.meetings[0], pair.enrolment(role).person
    if kind in (Kind.BOOKING, Kind.SILENCE, Kind.REBOOKING, Kind.MISSED, Kind.CANCELLED_TWICE):
        meeting = pair.meetings[2]
    letter = owe(db, kind, meeting, NOW, to=person, facts={"version": meeting.version, "in_a_row": 2})
    fitting(db, letter)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ABOUT_PAIRS)
def test_every_message_about_a_pair_fits(db: Session, pair: Pair, kind: Kind, role: Role) -> None:
    fitting(db, owe(db, kind, pair, NOW, to=pair.enrolment(role).person))


@pytest.mark.parametrize("role", Role)
def test_what_is_prepared_is_not_only_short_because_it_is_not_said(db: Session, pair: Pair, role: Role) -> None:
    """The messages that carry most of the playbook are written at all."""
    meeting, person = pair.meetings[0], pair.enrolment(role).person
    for kind in (Kind.PREPARATION, Kind.ROLE_CARD):
        assert fitting(db, owe(db, kind, meeting, NOW, to=person, facts={"version": meeting.version})) == kind
    assert fitting(db, owe(db, Kind.AGREEMENT, pair, NOW, to=person)) == Kind.AGREEMENT


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("draw", [draw_motivation, draw_goals, draw_interests, draw_review])
def test_every_step_of_joining_fits(pair: Pair, draw: Callable[..., View], role: Role) -> None:
    fits(draw(pair.enrolment(role)))
    fits(draw_consent(pair.programme, "en"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("draw", [draw_signing, draw_reading])
def test_the_agreement_fits(db: Session, pair: Pair, draw: Callable[..., View], role: Role) -> None:
    agreement = db.query(Agreement).filter_by(pair_id=pair.id).one()
    fits(draw(agreement, role, "en"))


def test_the_plan_of_a_session_fits(pair: Pair) -> None:
    fits(draw_planning(Scene.seen_by(pair.meetings[0], pair.mentor.person)))
