"""How mentors in the story plan a session otherwise than the playbook does."""

from bot.playbooks import load
from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

SKILL, FEEDBACK = 3, 4  # themes of the playbook
FORM = {"arjun": "shadowing", "ayu": "talk"}  # Ayu reads Indonesian


def plans(person: Person, message: Message) -> None:
    reading.press(person, message, "plan_session")
    about, form = reading.labels(person)
    person.chooses(about, theme(FEEDBACK, person))
    person.chooses(form, load().form(FORM[person.handle]).name.in_(reading.language_of(person)))
    person.submits()
    reading.puts_away(person)


def prepares(person: Person, message: Message) -> None:
    """Two days before the session about a skill Arjun decides to show his work instead of talking about it."""
    if (
        person.handle == "arjun"
        and theme(SKILL, person) in message.readable
        and reading.offers(message, "plan_session")
    ):
        plans(person, message)


def theme(number: int, person: Person) -> str:
    return load().themes[number - 1].title.in_(reading.language_of(person))
