"""Three mentors, each with a leader, in a programme that an organiser starts."""

from bot.models import Pairing, Role
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.factories import make_enrolment, make_match, make_person, make_programme, make_workspace
from tests.walks.conftest import MONDAY

MENTORS = {"ayu": "Ayu Lestari", "budi": "Budi Santoso", "citra": "Citra Dewi"}
LEADERS = {"lena": "Lena Vogel", "marc": "Marc Dubois", "nils": "Nils Berg"}
ZONE = "Europe/Berlin"


def started(walk: Rehearsal, ws: Workspace) -> None:
    """Every pair has said yes; the programme starts and everybody is written to."""
    ws.add_person("citra", name=MENTORS["citra"])
    ws.add_person("nils", name=LEADERS["nils"])
    with walk.house.sessions.begin() as db:
        make_workspace(db)
        programme = make_programme(db, name="Spring", zone=ZONE)
        for mentor, leader in zip(MENTORS, LEADERS, strict=True):
            names = {Role.MENTOR: mentor, Role.LEADER: leader}
            two = {
                role.value: make_enrolment(
                    db, programme, role, person=make_person(db, slack_id=f"U0{handle.upper()}", zone=ZONE)
                )
                for role, handle in names.items()
            }
            make_match(db, programme, state=Pairing.CONFIRMED, offered_at=MONDAY, **two)
    ws.person("orla").runs("/rm-programme start")
    walk.waits(hours=4)
