"""What App Home asks of the database: no more for a mentor of three than for a mentor of one."""

from sqlalchemy.orm import Session

from bot.home import forms, rules
from bot.models import Commitment, Role, Stage
from bot.roster import Visitor, find
from tests.factories import NOW, make_enrolment, make_pair, make_programme, visitor
from tests.questions import asked
from tests.reflection.answering import HELD, hold


def mentor_of(db: Session, pairs: int) -> Visitor:
    """After the first session of each: told about, and with something to do."""
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    mentor = make_enrolment(db, programme, Role.MENTOR)
    for _ in range(pairs):
        pair = make_pair(db, programme, mentor=mentor)
        first = pair.meetings[0]
        hold(db, first, Role.MENTOR, **HELD)
        about = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": first.id}
        db.add(Commitment(**about, text="Ask first", due_on=NOW.date(), made_at=NOW))
    return visitor(mentor.person)


def questions_of_home(db: Session, who: Visitor) -> int:
    with asked(db) as questions:
        person = find(db, who)
        assert person is not None
        forms.draw_home(forms.Front(person, rules.standing(db, person, NOW), rules.running(db, person)), NOW)
    return len(questions)


def test_three_partners_ask_no_more_than_one(db: Session) -> None:
    one, three = (questions_of_home(db, mentor_of(db, pairs)) for pairs in (1, 3))
    assert (one, three) == (10, 10)
