"""What people do to join, as walks need it before they come to their own point."""

from datetime import date
from typing import Any

from bot.models import HelpContact, Programme, Stage
from bot.roster import somebody
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal

TEACH, LEARN = "I teach, as a mentor", "I learn, as a leader"
WHY, WHY_NOW = "Why do you want to do this?", "Why now?"
SEES = "What do you know from your daily work that leaders here rarely get to see?"
CHANGED_MIND = "When did somebody more junior last change your mind?"
GOALS = {
    TEACH: "What would you like to get better at as somebody who leads?",
    LEARN: "What do you want to be able to do, or see differently, by the end?",
}
SIGN = "How will you notice that it is happening?"
RATING = "Where do you stand with it today?"
LANGUAGES = "In which languages can you hold a session?"
TOPICS = {TEACH: "What could you teach, from your own daily work?", LEARN: "What would you like to learn about?"}


def open_programme(stage: Rehearsal, name: str = "Spring", **changes: Any) -> Programme:
    """Open to join, from 9 March on, with Hana and Hugo as the people who help."""
    stage.house.installations.authorize(stage.ws.team_id)
    with stage.house.sessions.begin() as db:
        sponsor, *contacts = [somebody(db, stage.ws.team_id, f"U0{who}") for who in ("SAM", "HANA", "HUGO")]
        values: dict[str, Any] = {
            "workspace_id": stage.ws.team_id,
            "name": name,
            "label": "reverse",
            "stage": Stage.OPEN,
            "starts_on": date(2026, 3, 9),
            "ends_on": date(2026, 9, 30),
            "cadence_days": 30,
            "meeting_count": 6,
            "zone": "UTC",
            "sponsor_id": sponsor.id,
            "created_by_id": sponsor.id,
            "created_at": stage.now,
        }
        programme = Programme(**values | changes)
        db.add(programme)
        for position, contact in enumerate(contacts):
            key = {"workspace_id": stage.ws.team_id, "programme_id": programme.id, "person_id": contact.id}
            db.add(HelpContact(**key, position=position))
    return programme


def consents(person: Person) -> None:
    person.chooses("Your consent", "I have read this, and I take part of my own free will")
    person.submits()


def chooses_role(person: Person, role: str) -> None:
    person.chooses("How do you take part?", role)
    person.submits()


def says_why(person: Person, role: str) -> None:
    person.fills(WHY, "I want leaders to see what we see")
    person.fills(WHY_NOW, "My team is about to be reorganised")
    person.fills(CHANGED_MIND if role == LEARN else SEES, "How long it takes to buy a chair")
    person.submits()


def sets_a_goal(person: Person, role: str) -> None:
    person.fills(GOALS[role], "Speak up in reviews")
    person.fills(SIGN, "I am asked back")
    person.chooses(RATING, "2: a little")
    person.submits()


def picks_topics(person: Person, role: str, *topics: str) -> None:
    person.chooses(TOPICS[role], *(topics or ("AI tools in daily work",)))
    person.chooses(LANGUAGES, "English")
    person.submits()


def tells_where_they_work(person: Person, team: str, manager: str | None = None) -> None:
    if manager:
        person.chooses("Your manager", manager)
    else:
        person.chooses("No manager here?", "I report to nobody in this workspace")
    person.fills("Your team", team)
    person.submits()


def answers_all_steps(person: Person, role: str, team: str, manager: str | None = None) -> None:
    """From the first step, which is open, to the review."""
    consents(person)
    chooses_role(person, role)
    says_why(person, role)
    sets_a_goal(person, role)
    picks_topics(person, role)
    tells_where_they_work(person, team, manager)


def joins(person: Person, role: str, team: str, manager: str | None = None) -> None:
    """From /rm-join to the last window, which is closed again."""
    person.runs("/rm-join")
    answers_all_steps(person, role, team, manager)
    person.submits()
    person.closes()
