"""What people in the story choose in private about topics, in the form that only they see."""

from bot.playbooks import load
from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.story import reading

# Off limits from the beginning, by the key of the topic; later Budi adds health. The others leave all as it stands.
OFF = {"ayu": "family", "bambang": "pay"}
LATER_OFF = {"budi": "health"}


def topic(key: str, language: str) -> str:
    return next(floor.name.in_(language) for floor in load().agreement.topic_floors if floor.key == key)


def chooses_topics(person: Person) -> None:
    """The form that comes before the first signature."""
    if person.handle in OFF:
        rules_out(person, OFF[person.handle])
    person.submits()


def tightens(person: Person) -> None:
    """Stricter from now on, without a reason."""
    reading.press(person, reading.newest_with(person, "read_agreement"), "read_agreement")
    *_, topics = reading.form_of(person).buttons
    person.presses(topics)
    rules_out(person, LATER_OFF[person.handle])
    person.submits()
    person.closes()


def rules_out(person: Person, key: str) -> None:
    label = topic(key, reading.language_of(person))
    person.chooses(label, reading.options(person, label)[-1])


def looks_at_own(person: Person, message: Message) -> None:
    """What they chose themselves, which need not be what the two of them see."""
    reading.press(person, message, "topics")
    reading.puts_away(person)
