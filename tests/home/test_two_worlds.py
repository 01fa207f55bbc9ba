"""App Home and /rm-status do not differ by a byte, whatever the other of a pair has answered in private."""

import json

import pytest
from sqlalchemy.orm import Session

from bot.home import forms, messages, rules
from bot.models import Pair, Role
from tests.factories import NOW, make_pair
from tests.private_answers import SECRETS, Secret, reflect


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("secret", SECRETS.values(), ids=list(SECRETS))
def test_the_partner_sees_the_same(db: Session, role: Role, secret: Secret) -> None:
    pair = make_pair(db)
    reflect(db, pair, role.partner, advising="even", asking="leader")
    before = seen(db, pair, role.partner)
    secret(db, pair, role)
    assert seen(db, pair, role.partner) == before


def test_a_leader_never_sees_that_the_mentor_would_welcome_somebody(db: Session) -> None:
    pair = make_pair(db)
    before = seen(db, pair, Role.LEADER)
    pair.needs_person_at = NOW
    assert seen(db, pair, Role.LEADER) == before


def test_what_one_says_oneself_may_show(db: Session) -> None:
    """Or the test above would hold for a Home that shows nothing."""
    pair = make_pair(db)
    before = seen(db, pair, Role.LEADER)
    reflect(db, pair, Role.LEADER, advising="mentor", asking="leader")
    assert seen(db, pair, Role.LEADER) != before


def seen(db: Session, pair: Pair, role: Role) -> str:
    db.flush()
    db.expire_all()
    person = pair.enrolment(role).person
    parts = rules.standing(db, person, NOW)
    home = forms.draw_home(forms.Front(person, parts, rules.running(db, person)), NOW)
    return json.dumps([home.to_dict(), *(messages.standing_text(part, NOW) for part in parts)])
