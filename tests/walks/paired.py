"""A programme that runs, and Ayu (mentor) and Lena (leader) as a pair in it, without the way there."""

from bot import pairs
from bot.models import Pair, Pairing, Role, Stage
from bot.roster import Visitor, find
from sandbox.rehearsal import Rehearsal
from tests.factories import make_enrolment, make_person, make_programme, make_workspace
from tests.walks.conftest import MONDAY

TEAM = "T0RM"
PEOPLE = {"U0AYU": ("Ayu Lestari", "Asia/Jakarta"), "U0LENA": ("Lena Vogel", "Europe/Berlin")}
HELP = {"U0HANA": "Hana Ito", "U0HUGO": "Hugo Reyes"}


def introduce(walk: Rehearsal) -> None:
    """Both are introduced at this moment; whatever falls due at once is sent."""
    with walk.house.sessions.begin() as db:
        make_workspace(db)
        programme = make_programme(db, name="Spring", stage=Stage.RUNNING, started_at=MONDAY)
        for contact, (slack_id, name) in zip(programme.contacts, HELP.items(), strict=True):
            contact.person.slack_id, contact.person.name = slack_id, name
        ayu, lena = (make_person(db, name, slack_id=key, zone=zone) for key, (name, zone) in PEOPLE.items())
        mentor = make_enrolment(db, programme, Role.MENTOR, person=ayu)
        leader = make_enrolment(db, programme, Role.LEADER, person=lena)
        keys = {"workspace_id": TEAM, "programme_id": programme.id, "state": Pairing.CONFIRMED}
        pair = Pair(**keys, mentor_id=mentor.id, leader_id=leader.id, proposed_at=MONDAY, offered_at=MONDAY)
        db.add(pair)
        db.flush()
        pairs.introduce(db, pair, MONDAY)
    walk.waits_until(MONDAY.replace(hour=12))


def join_alone(walk: Rehearsal, slack_id: str, name: str) -> None:
    """Somebody takes part who has no partner yet."""
    with walk.house.sessions.begin() as db:
        make_workspace(db)
        programme = make_programme(db, name="Autumn")
        person = find(db, Visitor(TEAM, slack_id)) or make_person(db, name, slack_id=slack_id)
        make_enrolment(db, programme, person=person)
